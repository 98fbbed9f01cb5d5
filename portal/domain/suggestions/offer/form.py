"""Suggestions for the form of Pasal 5 and, where it is another one, for its name."""

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.head_parts import Head
from portal.domain.suggestions.values import Field, Saran


def suggest_form(head: Head, evidence: Evidence) -> list[Saran]:
    """The form of Pasal 5 and, for another name, that name."""
    form = head.form
    if not form.name:
        return []
    is_plain = form.is_exact and (form.is_alone or head.parties or head.title)
    base = sure.FORM_EXACT if is_plain else sure.FORM_INEXACT
    page = _first_page(head)
    found = [evidence.saran(Field.BENTUK, form.bentuk.value, page, form.name, base, is_checked=form.is_exact)]
    if form.bentuk is Bentuk.NAMA_LAIN:
        found.append(evidence.saran(Field.NAMA_BENTUK, form.name, page, form.name, base, is_checked=form.is_exact))
    return found


def _first_page(head: Head) -> int:
    groups = [*head.parties, *head.numbers, head.title, head.loose]
    return min((line.page for group in groups for line in group), default=1)
