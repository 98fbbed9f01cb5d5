"""Pages that stand in two columns, one a language: the lines of the left half before those of the right."""

import re
from collections.abc import Sequence

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions.text.cells import Cell, rows_of

_INDONESIAN = re.compile(
    r"(?i)\b(?:yang|dan|dengan|untuk|dalam|pada|ini|para|pihak|tentang|antara|kerja|sama|tanggal)\b"
)
_ENGLISH = re.compile(
    r"(?i)\b(?:the|of|and|to|in|shall|this|with|for|by|party|parties|between|concerning|cooperation)\b"
)
_MIDDLE = (0.4, 0.6)
_LEAST_ROWS = 8
_MOST_ACROSS = 0.25
"""Share of lines that run across the middle: headings and page numbers may."""

_ACROSS = 0.05
"""Share of the width of a page by which a line reaches into both halves."""
_LEAST_SAID = 6
_MUCH_MORE = 3


def halves(page: PageText) -> list[str] | None:
    """The lines of both halves, the left before the right; None for a page that does not stand in two languages.

    Two columns in one language (signatures, names beside their offices) are left as they were read.
    """
    if not page.words or not (_INDONESIAN.search(page.text[:8_000]) and _ENGLISH.search(page.text[:8_000])):
        return None
    rows = rows_of(page.words)
    edge = _edge(rows)
    if edge is None:
        return None
    # What runs across both (`Nomor/Number: …` in the middle) is read with the left half, in its place.
    left = [[cell for cell in row if cell.middle < edge or _runs_across(cell, edge)] for row in rows]
    right = [[cell for cell in row if cell.middle >= edge and not _runs_across(cell, edge)] for row in rows]
    if _tongue(left) * _tongue(right) >= 0:
        return None
    return [" ".join(cell.text for cell in row) for row in (*left, *right) if row]


def _runs_across(cell: Cell, edge: float) -> bool:
    return cell.x0 < edge - _ACROSS and cell.x1 > edge + _ACROSS


def _edge(rows: Sequence[Sequence[Cell]]) -> float | None:
    """The middle of the gap that parts most lines about the middle of the page; None where they run across."""
    split = [row for row in rows if any(cell.x1 < _MIDDLE[1] for cell in row) and any(c.x0 > _MIDDLE[0] for c in row)]
    if len(split) < _LEAST_ROWS:
        return None
    best, least = 0.5, len(rows)
    for step in range(41):
        edge = _MIDDLE[0] + step * (_MIDDLE[1] - _MIDDLE[0]) / 40
        crossing = sum(any(cell.x0 < edge < cell.x1 for cell in row) for row in rows)
        if crossing < least:
            best, least = edge, crossing
    both = sum(any(cell.x1 <= best for cell in row) and any(cell.x0 >= best for cell in row) for row in rows)
    return best if least <= _MOST_ACROSS * len(rows) and both >= max(_LEAST_ROWS, least) else None


def _tongue(rows: Sequence[Sequence[Cell]]) -> int:
    """Above 0 for English, below for Indonesian, 0 where the words do not tell clearly."""
    text = " ".join(cell.text for row in rows for cell in row)
    english, indonesian = len(_ENGLISH.findall(text)), len(_INDONESIAN.findall(text))
    if max(english, indonesian) < _LEAST_SAID or max(english, indonesian) < _MUCH_MORE * min(english, indonesian):
        return 0
    return 1 if english > indonesian else -1
