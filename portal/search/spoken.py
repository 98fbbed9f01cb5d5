"""What a page says: its text without running heads and feet, page numbers and e-mail addresses.

Nobody looks for what stands on every page, and an address is no word of the agreement. Blanks take the place of what is
left out, so that everything else stays where it is.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from itertools import chain

from portal.domain.document.furniture import EDGE, furniture_of
from portal.domain.document.lines import TextLine

_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_HEADING = re.compile(r"(?:pasal|bab|bagian|article|chapter|section|paragraph)\s+(?:\d|[ivxlc]+\b)", re.IGNORECASE)
_FEWEST_PAGES = 2
MOST_KNOWN = 4_000
"""Naskah whose places are remembered, some kilobytes each."""

Span = tuple[int, int]
Unspoken = tuple[tuple[Span, ...], ...]
"""For each page, in their order, where something stands that nobody says."""


def spoken(pages: Sequence[str]) -> tuple[str, ...]:
    """The pages of a naskah in their order, each as long as it was."""
    return tuple(map(_blanked, pages, unspoken(pages)))


def unspoken(pages: Sequence[str]) -> Unspoken:
    """Where on each page something stands that nobody says."""
    spans: list[list[Span]] = [[] for _ in pages]
    if len(pages) >= _FEWEST_PAGES:
        edges = [_edge_lines(number, text) for number, text in enumerate(pages)]
        headings = frozenset(
            (line.page, line.at) for line in chain.from_iterable(edges) if _HEADING.match(line.text) is not None
        )
        furniture = furniture_of(edges, headings)
        for line in chain.from_iterable(edges):
            if (line.page, line.at) in furniture:
                spans[line.page].append(line.span)
        for number, text in enumerate(pages):
            # What is all that a page says is no furniture of it.
            if spans[number] and not _blanked(text, spans[number]).strip():
                spans[number] = []
    for number, text in enumerate(pages):
        if "@" in text:
            spans[number] += [match.span() for match in _MAIL.finditer(_blanked(text, spans[number]))]
    return tuple(map(tuple, spans))


class SpokenTexts:
    """The same, remembering where furniture stands in the texts it saw last. Safe for many threads.

    Places alone are kept, under a digest that only this process can make: no text of a naskah that was withdrawn.
    """

    def __init__(self, most: int = MOST_KNOWN) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[int, int], Unspoken] = OrderedDict()

    def spoken(self, pages: Sequence[str]) -> tuple[str, ...]:
        """The pages of a naskah in their order, each as long as it was."""
        key = (hash(tuple(pages)), sum(map(len, pages)))
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
        if found is None or len(found) != len(pages):
            found = unspoken(pages)
            with self._lock:
                self._known[key] = found
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
        return tuple(map(_blanked, pages, found))

    def __len__(self) -> int:
        """How many naskah are remembered."""
        return len(self._known)


def _edge_lines(page: int, text: str) -> list[TextLine]:
    """The lines at the top and at the foot of a page; no other can be furniture."""
    top, stop = _lines(text, 0, len(text))
    foot, _ = _lines(text, len(text), stop)
    return [TextLine(page, at, start, end, text[start:end]) for at, (start, end) in enumerate([*top, *reversed(foot)])]


def _lines(text: str, start: int, stop: int) -> tuple[list[Span], int]:
    """At most EDGE lines with anything on them, from `start` towards `stop`, and where the last one ends."""
    found: list[Span] = []
    at = start
    while at != stop and len(found) < EDGE:
        if start < stop:
            end = text.find("\n", at, stop)
            first, last = at, stop if end < 0 else end
            at = min(last + 1, stop)
        else:
            before = text.rfind("\n", stop, at)
            first, last = (stop if before < 0 else before + 1), at
            at = max(before, stop)
        line = text[first:last]
        if said := line.strip():
            left = first + len(line) - len(line.lstrip())
            found.append((left, left + len(said)))
    return found, at


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
