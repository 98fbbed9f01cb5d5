"""A question answered from a snapshot: what every engine does with its own."""

import re
import time
from dataclasses import replace

import numpy as np

from portal.errors import BadInputError
from portal.search.answers import facets
from portal.search.answers.columns import Columns
from portal.search.answers.facts import Numbers
from portal.search.answers.matching import Matcher, Matches
from portal.search.answers.order import page_of
from portal.search.answers.snapshot import Snapshot
from portal.search.answers.spelling import Sight, completions, other_readings
from portal.search.interface import LARGEST_PAGE, SearchPage, SearchQuery
from portal.search.query import LONGEST_TEXT, ParsedQuery, render
from portal.search.words import words

_LAST_WORD = re.compile(r"\w+$")
_SHORTEST_BEGINNING = 3
MOST_OFFERS = 3


def check_paging(query: SearchQuery) -> None:
    """Raises BadInputError for a page that cannot be."""
    if query.page < 1:
        raise BadInputError("Nomor halaman hasil dimulai dari 1.", field="page")
    if not 1 <= query.per_page <= LARGEST_PAGE:
        raise BadInputError(f"Jumlah hasil per halaman antara 1 dan {LARGEST_PAGE}.", field="per_page")


def answer(snapshot: Snapshot, query: SearchQuery, began: float) -> SearchPage:
    """The page asked for, with total, facets and other readings; `began` is when the question came (`perf_counter`)."""
    columns = snapshot.columns
    visible = _visible(columns, query.units, query.gone)
    matches, offers = _matched(snapshot, visible, query.parsed)
    masks = facets.chosen(columns, query.filters, query.today)
    passed = facets.filtered(matches.mask, masks) & _allowed(columns, query.kode)
    return SearchPage(
        hits=page_of(columns, matches, passed, query),
        total=int(passed.sum()),
        facets=facets.counted(columns, matches.mask, masks, query.today),
        took_ms=round((time.perf_counter() - began) * 1000),
        unfiltered=int(np.count_nonzero(matches.mask)),
        is_partial=matches.is_partial and bool(matches.mask.any()),
        included=_briefly(matches.included),
        offers=offers,
    )


def all_matching(snapshot: Snapshot, query: SearchQuery) -> frozenset[str]:
    """Codes of everything that meets a question; see `SearchIndex.matching`."""
    columns = snapshot.columns
    matches = Matcher(snapshot, _visible(columns, query.units, query.gone)).match(query.parsed)
    if matches.is_partial:
        return frozenset()
    masks = facets.chosen(columns, query.filters, query.today)
    passed = facets.filtered(matches.mask, masks) & _allowed(columns, query.kode)
    return frozenset(columns.facts.kode[number] for number in np.flatnonzero(passed))


def unfinished_word(text: str) -> tuple[str, str]:
    """A text without its last word, and how that word begins as the index knows it; empty where nothing completes it.

    A text too long to search has no completion.
    """
    last = _LAST_WORD.search(text[: LONGEST_TEXT + 1])
    if last is None or len(text) > LONGEST_TEXT:
        return text, ""
    beginning = "".join(words(last[0]))
    return text[: last.start()], beginning if len(beginning) >= _SHORTEST_BEGINNING else ""


def suggested(snapshot: Snapshot, before: str, beginning: str, units: frozenset[str] | None) -> tuple[str, ...]:
    """Ways to complete a word; see `SearchIndex.suggest`."""
    found = completions(snapshot, _visible(snapshot.columns, units), beginning)
    return tuple(before + word for word in found)


def _visible(columns: Columns, units: frozenset[str] | None, gone: frozenset[str] = frozenset()) -> Numbers:
    alive = columns.alive & ~columns.with_kode(gone) if gone else columns.alive
    if units is None:
        return alive
    return alive & facets.with_values(columns.count, columns.facts.labels["unit"], units)


def _allowed(columns: Columns, kode: frozenset[str] | None) -> Numbers:
    """All, or the naskah with these codes."""
    if kode is None:
        return columns.alive
    return columns.with_kode(kode) & columns.alive


def _matched(snapshot: Snapshot, visible: Numbers, parsed: ParsedQuery) -> tuple[Matches, tuple[ParsedQuery, ...]]:
    """Matches of the query; when none meets all of it, also other readings that do find something."""
    matcher = Matcher(snapshot, visible)
    matches = matcher.match(parsed)
    if parsed.is_best or not parsed.groups or (matches.mask.any() and not matches.is_partial):
        return matches, ()
    offers = []
    for other in other_readings(Sight(snapshot, visible), parsed):
        found = matcher.match(other)
        if found.mask.any() and not found.is_partial:
            offers.append(replace(other, text=render(other)))
        if len(offers) == MOST_OFFERS:
            break
    return matches, tuple(offers)


def _briefly(included: tuple[str, ...]) -> tuple[str, ...]:
    """Without what says no more than another: *Kerajaan Belanda* beside *Belanda*."""
    known = {text: f" {' '.join(words(text))} " for text in included}
    return tuple(
        text for text in included if not any(other != text and known[other] in known[text] for other in included)
    )
