"""Where a value was read and how far its reading can be trusted: boxes of snippets, and the recogniser's own"
" doubt."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.domain.berkas.reading import PageText, WordBox
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.values import Box, Field, Saran

LONGEST_SNIPPET = 300
_MOST_WORDS = 60
_MOST_STARTS = 50
_NOT_PLAIN = re.compile(r"[\W_]+")
_ENOUGH_FOUND = 0.8
"""Share of a snippet's words that makes a place good enough to stop looking."""

_LEAST_FOUND = 0.6
"""Share of a snippet's words below which it has no place."""


@dataclass(frozen=True)
class Place:
    """The words of a snippet on its page: the box around them and the recogniser's lowest doubt, 0 to 1."""

    box: Box
    confidence: float | None


class PageEvidence:
    """One page and its words, ready to be looked through."""

    def __init__(self, page: PageText) -> None:
        self.page = page
        self.words = page.words[:20_000]

    @cached_property
    def _plain(self) -> list[str]:
        return [_plain(word.text) for word in self.words]

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        starts: dict[str, list[int]] = {}
        for index, word in enumerate(self._plain):
            if word:
                starts.setdefault(word, []).append(index)
        return starts

    def find(self, snippet: str) -> Place | None:
        """The best place of a snippet: where most of its words stand one behind the other; None if it has none."""
        wanted = [word for word in map(_plain, snippet.split()[:_MOST_WORDS]) if word]
        best: list[int] = []
        for offset, first in enumerate(wanted[:4]):
            for start in self._starts.get(first, [])[:_MOST_STARTS]:
                found = self._follow(wanted[offset:], start)
                if len(found) > len(best):
                    best = found
            if len(best) >= _ENOUGH_FOUND * len(wanted):
                break
        if not wanted or len(best) < max(1, _LEAST_FOUND * len(wanted)):
            return None
        return _place([self.words[index] for index in best])

    def _follow(self, wanted: Sequence[str], start: int) -> list[int]:
        """Indexes of the wanted words from `start`, each at most four words behind the one before."""
        found = [start]
        for word in wanted[1:]:
            after = found[-1] + 1
            nearest = next((i for i in range(after, min(after + 4, len(self._plain))) if self._plain[i] == word), None)
            if nearest is not None:
                found.append(nearest)
        return found


class Evidence:
    """All pages by number; makes suggestions out of values, with place and honest sureness."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self._pages = {page.number: PageEvidence(page) for page in pages}

    def saran(
        self,
        field: Field,
        value: str,
        page: int,
        snippet: str,
        base: float,
        *,
        pihak: int | None = None,
        rank: int = 1,
        is_checked: bool = False,
        note: str = "",
        terdaftar: str | None = None,
        place_of: str = "",
    ) -> Saran:
        """A suggestion; `base` is the sureness on a clean page, lowered by what the page is like.

        `is_checked` says that something independent of the reading confirms the value. `place_of` is the text to
        look for on the page where the snippet is longer than what was read.
        """
        snippet = " ".join(snippet.split())[:LONGEST_SNIPPET]
        evidence = self._pages.get(page)
        place = evidence.find(place_of or snippet) if evidence else None
        sureness = _trusted(base, evidence.page if evidence else None, place, is_checked)
        box = place.box if place else None
        return Saran(
            field, value, page, snippet, round(sureness, 2), pihak=pihak, peringkat=rank, kotak=box,
            terdaftar=terdaftar, keterangan=note,
        )  # fmt: skip


def _trusted(base: float, page: PageText | None, place: Place | None, is_checked: bool) -> float:
    """How much of a sureness is left on this page: written text keeps it, recognised text must earn it."""
    if page is None or page.origin == "digital":
        return min(base, sure.WRITTEN)
    if page.origin != "our_ocr":
        return min(base, sure.LAYER_CHECKED if is_checked else sure.LAYER)
    doubt = place.confidence if place else None
    if page.confidence is not None and page.confidence < sure.STEADY_READING and not is_checked:
        base = min(base, sure.UNSTEADY_PAGE)
    if doubt is None:
        return min(base, sure.UNPLACED_CHECKED if is_checked else sure.UNPLACED)
    if doubt < sure.POOR_READING:
        return min(base, sure.POORLY_READ_CHECKED if is_checked else sure.POORLY_READ)
    return min(base, sure.RECOGNISED if doubt >= sure.STEADY_READING or is_checked else sure.UNSTEADY)


def _place(words: Sequence[WordBox]) -> Place:
    edges = (
        min(word.x0 for word in words), min(word.y0 for word in words),
        max(word.x1 for word in words), max(word.y1 for word in words),
    )  # fmt: skip
    known = [word.confidence for word in words if word.confidence is not None]
    return Place(Box(*edges), min(known) if known else None)


def _plain(text: str) -> str:
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKC", text).lower())
