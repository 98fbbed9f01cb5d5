"""Suggestions for the fields of a naskah out of its page texts.

Nothing is invented: every value is words of a page, or follows from them by rule, and carries the place it was read
from. Legal questions (whether it is a treaty, whether the DPR must agree) are never answered here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.head_pages import find_head
from portal.domain.suggestions.find.parties import parties_of
from portal.domain.suggestions.find.party_blocks import party_blocks, presented_in_head
from portal.domain.suggestions.find.signature_owners import signatures_of
from portal.domain.suggestions.find.signing_parties import with_signers
from portal.domain.suggestions.offer.form import suggest_form
from portal.domain.suggestions.offer.languages import suggest_languages
from portal.domain.suggestions.offer.number import suggest_numbers
from portal.domain.suggestions.offer.parties import suggest_parties
from portal.domain.suggestions.offer.scope import suggest_scope
from portal.domain.suggestions.offer.signers import suggest_signers
from portal.domain.suggestions.offer.signing import suggest_days
from portal.domain.suggestions.offer.term import suggest_term
from portal.domain.suggestions.offer.title import suggest_cover_title, suggest_title
from portal.domain.suggestions.text.lines import flowing, lines_of
from portal.domain.suggestions.text.personal import without_numbers
from portal.domain.suggestions.values import PRINTED, Field, Known, Saran

_FIRST_PAGES = 40
_LAST_PAGES = 10
_SIGNED_PAGES = 5
_HEAD_LINES = 40


def suggest(pages: Sequence[PageText], known: Known) -> tuple[Saran, ...]:
    """What the pages of one naskah suggest, each field's first choice first; empty where nothing was read.

    Reads at most the first 40 and the last 10 pages and a bounded part of each, in time linear to that. Raises
    nothing on any text.
    """
    pages = sorted(pages, key=lambda page: page.number)
    if len(pages) > _FIRST_PAGES + _LAST_PAGES:
        pages = [*pages[:_FIRST_PAGES], *pages[-_LAST_PAGES:]]
    by_page = [(page.number, lines_of(page)) for page in pages]
    texts = [(number, flowing(lines)) for number, lines in by_page]
    evidence = Evidence(pages)
    head, behind = find_head(by_page)
    named = [flowing(lines) for lines in head.parties] if head is not None else []
    blocks = presented_in_head(named) or party_blocks(flowing(behind))
    opening = [line for _, lines in by_page[:2] for line in lines]
    parties = with_signers(parties_of(head, blocks, behind, known, opening), blocks, pages, known)
    tail = [line for _, lines in by_page[-_SIGNED_PAGES:] for line in lines]
    signatures = signatures_of(parties, pages, tail)
    found: list[Saran] = []
    if head is not None:
        found += suggest_form(head, evidence)
        found += suggest_title(head, evidence, behind)
    if len(by_page) > 1 and not any(saran.bidang is Field.JUDUL for saran in found):
        found += suggest_cover_title(by_page[0][1], evidence)
    languages = suggest_languages(texts, evidence)
    is_tongue_foreign = any(saran.nilai != "id" for saran in languages)
    found += suggest_parties(parties, evidence, known, is_tongue_foreign=is_tongue_foreign)
    found += suggest_scope(parties, opening, evidence, is_tongue_foreign=is_tongue_foreign)
    before = [line for number, lines in by_page[:2] for line in lines[:_HEAD_LINES] if line not in behind[:1]]
    signing = suggest_days(before, behind, texts, signatures, evidence, tuple(known.units))
    found += signing
    found += suggest_numbers(head, parties, signatures, behind, evidence, signing)
    found += suggest_term(texts, evidence, signing)
    found += suggest_signers(parties, signatures, tail, pages, evidence)
    found += languages
    return tuple(_impersonal(found))


def _impersonal(found: Iterable[Saran]) -> Iterator[Saran]:
    """The suggestions without numbers of persons; one that was nothing else is none."""
    for saran in found:
        value = without_numbers(saran.nilai) if saran.bidang in PRINTED else saran.nilai
        if value:
            yield saran if value == saran.nilai else replace(saran, nilai=value)
