"""Page furniture: running heads, feet, page numbers and initials, told by standing at the edge of page after page."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

from portal.domain.document.lines import TextLine

EDGE = 4
"""Lines at the top and at the foot of a page that may be furniture."""

_LEAST_SHARE = 0.4
_LONGEST = 140
_SENTENCE = 8
"""Words from which on a line with a full stop is a sentence, which may well be said on page after page."""

_NUMBER = re.compile(
    r"\W*(?:(?:hal(?:aman|\.)?|hlm\.?|page|p\.)\s*)?\d{1,4}(?:\s*(?:dari|of|/)\s*\d{1,4})?(?:\s*\|\s*(?:page|halaman))?\W*",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\W*(?:paraf\b.{0,60}|initials?\b.{0,40})", re.IGNORECASE)
_CATCHWORD = re.compile(r"\W*(\S.{0,60}?)\s*(?:\.{2,}|…)\W*")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def furniture_of(
    pages: Sequence[Sequence[TextLine]], headings: frozenset[tuple[int, int]]
) -> frozenset[tuple[int, int]]:
    """Page and place of the lines that are furniture; lines of `headings` never are."""
    edges = [_edges(lines, headings) for lines in pages]
    repeated = _repeated(edges)
    at_edges = chain.from_iterable(chain(*edge) for edge in edges)
    found = {(line.page, line.at) for line in at_edges if _key(line) in repeated}
    for lines, edge in zip(pages, edges, strict=True):
        for run in edge:
            found |= set(_numbers(run, found, count=len(lines)))
    for before, after in pairwise(pages):
        found |= set(_catchword(before, after, found))
    return frozenset(found)


def _edges(lines: Sequence[TextLine], headings: frozenset[tuple[int, int]]) -> tuple[list[TextLine], list[TextLine]]:
    """The first and the last lines of a page, from the edge inwards, up to a heading."""
    top: list[TextLine] = []
    for line in lines[:EDGE]:
        if (line.page, line.at) in headings:
            break
        top.append(line)
    foot: list[TextLine] = []
    for line in reversed(lines[max(EDGE, len(lines) - EDGE) :]):
        if (line.page, line.at) in headings:
            break
        foot.append(line)
    return top, foot


def _repeated(edges: Sequence[tuple[list[TextLine], list[TextLine]]]) -> frozenset[str]:
    """Keys of lines that stand at the edges of many pages."""
    counted = Counter(chain.from_iterable({_key(line) for line in chain(*edge)} for edge in edges))
    least = max(2, _LEAST_SHARE * len(edges))
    return frozenset(key for key, count in counted.items() if key and count >= least)


def _key(line: TextLine) -> str:
    """The letters of a line, so that a number in it may change; empty for what is too short, and for sentences."""
    if len(line.text) > _LONGEST or (line.text[-1] in ".;" and len(line.words) >= _SENTENCE):
        return ""
    letters = _NOT_LETTERS.sub("", line.text.lower())
    return letters if len(letters) >= 5 else ""


def _numbers(run: Sequence[TextLine], found: set[tuple[int, int]], *, count: int) -> list[tuple[int, int]]:
    """Page numbers and initials from the edge inwards, as long as nothing else stands between."""
    numbers = []
    for line in run:
        place = (line.page, line.at)
        if place in found:
            continue
        is_alone = _NUMBER.fullmatch(line.text) is not None or _INITIALS.fullmatch(line.text) is not None
        if not is_alone or count < 3:
            break
        numbers.append(place)
    return numbers


def _catchword(
    before: Sequence[TextLine], after: Sequence[TextLine], found: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The last line of a page where it only announces the first of the next: `Pasal 4 ...`."""
    last = next((line for line in reversed(before) if (line.page, line.at) not in found), None)
    first = next((line for line in after if (line.page, line.at) not in found), None)
    if last is None or first is None:
        return []
    announced = last.text[:_LONGEST]
    if ".." not in announced and "…" not in announced:
        return []
    said = _CATCHWORD.fullmatch(announced)
    if said is None or not first.text.lower().startswith(said[1].lower().strip(" /")):
        return []
    return [(last.page, last.at)]
