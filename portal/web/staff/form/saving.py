"""Saves what the form of a naskah holds: everything that is wrong with it at once, and then the act itself."""

from flask import request

from portal.domain.naskah.fields import NaskahFields, check_complete, check_possible
from portal.errors import Problem, StaleVersionError
from portal.queries.naskah import dossier
from portal.services.naskah import editing
from portal.services.publication import verbs
from portal.web.context import actor, reading, stores, today
from portal.web.staff import frame
from portal.web.staff.form import conflict
from portal.web.staff.form.fields import NaskahForm


def all_problems(fields: NaskahFields, unreadable: tuple[Problem, ...], *, is_sent: bool) -> tuple[Problem, ...]:
    """Everything that is wrong at once: nobody should meet one error after the other."""
    found = [*unreadable, *check_possible(fields, today()), *(check_complete(fields) if is_sent else ())]
    first: dict[str, Problem] = {}
    for problem in found:
        first.setdefault(problem.field, problem)
    return tuple(first.values())


def write(kode: str, form: NaskahForm, fields: NaskahFields, *, is_sent: bool = False) -> None:
    """Save the form. Raises StaleVersionError where somebody else changed what it holds, and what editing raises."""
    try:
        _store(kode, form.version, fields, is_sent=is_sent)
    except StaleVersionError:
        # Another file or another state does not touch the form: then there is nothing to overwrite.
        with reading() as session:
            newer = dossier.find_naskah(session, kode, actor())
            is_touched = conflict.touches_form(session, newer, form)
        if is_touched:
            raise
        _store(kode, newer.version, fields, is_sent=is_sent)


def _store(kode: str, version: int, fields: NaskahFields, *, is_sent: bool) -> None:
    act = frame.act()
    with stores().database.transaction() as session:
        naskah = editing.update_naskah(session, kode, version, fields, act)
        if is_sent:
            verbs.submit(session, kode, naskah.version, act, is_checked="is_checked" in request.form)
