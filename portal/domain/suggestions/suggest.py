"""Suggestions for the fields of a naskah out of its page texts.

Nothing is invented: every value is words of a page, or follows from them by rule, and carries the place it was read
from. Legal questions (whether it is a treaty, whether the DPR must agree) are never answered here.
"""

import re
from collections.abc import Sequence

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions.bahasa_baca import find_languages
from portal.domain.suggestions.blok_pihak import party_blocks
from portal.domain.suggestions.bukti import Evidence
from portal.domain.suggestions.head import Head, is_opening, read_head
from portal.domain.suggestions.lines import Line, flowing, lines_of
from portal.domain.suggestions.saran_judul import part_title, suggest_form, suggest_title
from portal.domain.suggestions.saran_lingkup import suggest_scope
from portal.domain.suggestions.saran_masa import suggest_days, suggest_term
from portal.domain.suggestions.saran_nomor import suggest_numbers
from portal.domain.suggestions.saran_pihak import parties_of, suggest_parties
from portal.domain.suggestions.saran_tanda import suggest_signers
from portal.domain.suggestions.values import Bidang, Known, Saran

_FIRST_PAGES = 40
_LAST_PAGES = 10
_HEAD_PAGES = 4
_NEAR = 14_000
_YEAR_ALONE = re.compile(r"(?i)^\W*tahun\s?(?:19|20)\d\d\W*$")


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
    head, behind = _head(by_page)
    if head is not None:
        part_title(head, flowing(behind)[:_NEAR])
    blocks = party_blocks(flowing(behind))
    parties = parties_of(head, blocks, behind, known)
    found: list[Saran] = []
    if head is not None:
        found += suggest_form(head, evidence)
        found += suggest_title(head, evidence, behind)
    languages = _languages(texts, evidence)
    is_tongue_foreign = any(saran.nilai != "id" for saran in languages)
    found += suggest_parties(parties, evidence, known, is_tongue_foreign=is_tongue_foreign)
    found += suggest_scope(parties, evidence, is_tongue_foreign=is_tongue_foreign)
    signing = suggest_days(behind, texts, evidence)
    found += signing
    found += suggest_numbers(head, parties, evidence, signing) if head is not None else []
    found += suggest_term(texts, evidence, signing)
    found += suggest_signers(parties, by_page, pages, evidence)
    found += languages
    return tuple(found)


def _head(by_page: list[tuple[int, tuple[Line, ...]]]) -> tuple[Head | None, tuple[Line, ...]]:
    """The head, on the first page that has one, and the lines behind it on that page and the two after."""
    heads = [read_head(lines) for _, lines in by_page[:_HEAD_PAGES]]
    # A cover names form and parties; the page behind it says the rest and is the head.
    whole = _whole(heads, by_page)
    for index, (_, lines) in enumerate(by_page[:_HEAD_PAGES]):
        head = heads[index]
        if head is None or (whole is not None and index < whole):
            continue
        after = tuple(line for _, more in by_page[index + 1 : index + 3] for line in more)
        if head.end >= len(lines) and not head.title and index + 1 < len(by_page):
            # A cover that ran over to the next page: both are read as one.
            joined = read_head(lines + by_page[index + 1][1])
            head = joined or head
        elif head.end >= len(lines) and len(head.title) > 1 and _YEAR_ALONE.match(head.title[-1].text):
            # The year at the foot of a cover is no part of the title.
            head.title.pop()
        # A skewed page may be read with its opening before its head.
        stray = next((at for at, line in enumerate(lines[: head.form.at]) if is_opening(line)), head.form.at)
        return head, (*lines[stray : head.form.at], *(*lines, *after)[head.end :])
    return None, tuple(line for _, more in by_page[:3] for line in more)


def _whole(heads: Sequence[Head | None], by_page: list[tuple[int, tuple[Line, ...]]]) -> int | None:
    """The first of two pages that names parties and title; the second where the first is a cover without numbers."""
    whole = [at for at, head in enumerate(heads[:2]) if head is not None and head.is_whole]
    if len(whole) < 2:
        return whole[0] if whole else None
    cover, inside = heads[0], heads[1]
    is_cover = cover is not None and cover.end >= len(by_page[0][1]) and not cover.numbers
    is_same = cover is not None and inside is not None and cover.form.name == inside.form.name
    return 1 if is_cover and is_same else 0


def _languages(texts: list[tuple[int, str]], evidence: Evidence) -> list[Saran]:
    found = find_languages(texts)
    if found is None:
        return []
    codes, page, snippet, sureness = found
    return [evidence.saran(Bidang.BAHASA, ",".join(codes), page, snippet, sureness, is_checked=True)]
