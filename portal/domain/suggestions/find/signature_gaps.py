"""Where the columns of signatures part: names side by side that were read as one, offices that run on beside others.

A blank between two words is no wider than others where a name is long or a reader joined two columns. What stands in
the lines around tells: a gap that goes on there is the gap between two columns.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from portal.domain.suggestions.find.person_names import has_degree, looks_like_person
from portal.domain.suggestions.text.cells import Cell, cut
from portal.domain.suggestions.text.lines import clean

_NEAR = 0.09
"""Of the page's height: lines further off belong to other signatures."""

_TOLERANCE = 0.008
_WIDER = 1.5
"""Times the usual blank of a line: a wider one parts columns."""

_MOST_WORDS = 16


def apart(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows with every cell that holds two names, or more, cut between them."""
    return [[piece for cell in row for piece in _names_in(cell, rows, at)] for at, row in enumerate(rows)]


def own_piece(cell: Cell, left: float, right: float) -> Cell | None:
    """What of a cell stands in a column; a line that runs on beyond its column stays whole where it begins."""
    piece = cut(cell, left, right)
    if piece is None or len(piece.words) == len(cell.words):
        return piece
    blanks = [after.x0 - before.x1 for before, after in pairwise(cell.words)]
    edges = [
        after.x0 - before.x1
        for before, after in pairwise(cell.words)
        if (left <= _middle(before) < right) != (left <= _middle(after) < right)
    ]
    if max(edges) > _WIDER * max(median(blanks), 0.0):
        return piece
    return cell if left <= _middle(cell.words[0]) < right else None


def _middle(word: object) -> float:
    return (word.x0 + word.x1) / 2  # type: ignore[attr-defined, no-any-return]


def _names_in(cell: Cell, rows: Sequence[Sequence[Cell]], at: int) -> list[Cell]:
    words = cell.words
    if not 4 <= len(words) <= _MOST_WORDS:
        return [cell]
    blanks = [after.x0 - before.x1 for before, after in pairwise(words)]
    usual = median(blanks)
    is_one = looks_like_person(_text(cell))
    best: tuple[float, int] | None = None
    for place, blank in enumerate(blanks, 1):
        left, right = Cell(words[:place]), Cell(words[place:])
        is_wider = blank > _WIDER * usual
        middle = (words[place - 1].x1 + words[place].x0) / 2
        is_gap = _is_gap_around(middle, rows, at)
        if not (is_gap and is_wider if is_one else is_gap or is_wider or has_degree(_text(right))):
            continue
        if _is_name(left) and _is_name(right) and (best is None or (is_gap + blank) > best[0]):
            best = (is_gap + blank, place)
    if best is None:
        return [cell]
    left, right = Cell(words[: best[1]]), Cell(words[best[1] :])
    return [left, *_names_in(right, rows, at)]


def _is_name(cell: Cell) -> bool:
    text = _text(cell)
    bare = [word for word in text.split(",")[0].split() if len(word) > 2 and not word.endswith(".")]
    return looks_like_person(text) and len(bare) >= 2


def _text(cell: Cell) -> str:
    return clean(cell.text).strip(" |_*~,()")


def _is_gap_around(middle: float, rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether a row nearby has a gap between two cells at this place, and none nearer has words there."""
    for step in (-1, 1, -2, 2, -3, 3):
        if not 0 <= at + step < len(rows) or len(rows[at + step]) < 2:
            continue
        row = rows[at + step]
        if abs(row[0].y0 - rows[at][0].y0) > _NEAR:
            continue
        if any(one.x1 - _TOLERANCE <= middle <= other.x0 + _TOLERANCE for one, other in pairwise(row)):
            return True
    return False
