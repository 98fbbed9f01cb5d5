"""What a page says: its text without running heads and feet, page numbers and e-mail addresses.

Nobody looks for what stands on every page, and an address is no word of the agreement. Blanks take the place of what is
left out, so that everything else stays where it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from portal.domain.document.furniture import EDGE, furniture_of
from portal.domain.document.lines import TextLine

_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_HEADING = re.compile(r"(?:pasal|bab|bagian|article|chapter|section|paragraph)\s+(?:\d|[ivxlc]+\b)", re.IGNORECASE)
_FEWEST_PAGES = 2


def spoken(pages: Sequence[str]) -> tuple[str, ...]:
    """The pages of a naskah in their order, each as long as it was."""
    if len(pages) >= _FEWEST_PAGES:
        edges = [_edge_lines(number, text) for number, text in enumerate(pages)]
        headings = frozenset(
            (line.page, line.at) for line in chain.from_iterable(edges) if _HEADING.match(line.text) is not None
        )
        furniture = furniture_of(edges, headings)
        spans: dict[int, list[tuple[int, int]]] = {}
        for line in chain.from_iterable(edges):
            if (line.page, line.at) in furniture:
                spans.setdefault(line.page, []).append(line.span)
        blanked = [_blanked(text, spans.get(number, ())) for number, text in enumerate(pages)]
        # What is all that a page says is no furniture of it.
        pages = [said if said.strip() else text for said, text in zip(blanked, pages, strict=True)]
    return tuple(_MAIL.sub(_blank, text) if "@" in text else text for text in pages)


def _edge_lines(page: int, text: str) -> list[TextLine]:
    """The lines at the top and at the foot of a page; no other can be furniture."""
    top, stop = _lines(text, 0, len(text), page)
    foot, _ = _lines(text, len(text), stop, page)
    return top + [replace(line, at=len(top) + at) for at, line in enumerate(reversed(foot))]


def _lines(text: str, start: int, stop: int, page: int) -> tuple[list[TextLine], int]:
    """At most EDGE lines with anything on them, from `start` towards `stop`, and where the last one ends."""
    found: list[TextLine] = []
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
        if line.strip():
            left = first + len(line) - len(line.lstrip())
            found.append(TextLine(page, len(found), left, left + len(line.strip()), line.strip()))
    return found, at


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
