"""Words of a page as cells: pieces of a line that a wide gap parts from the next, on a page that is made level first.

The places of words tell what stands beside what where reading across mixes columns; a page that was photographed askew
is turned back by the slope of its own lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from portal.domain.berkas.reading import WordBox

MOST_WORDS = 3_000
_WIDE = 2.2
"""In heights of a word: a wider gap parts two cells. A blank is about a third of a height."""

_ON_LINE = 0.55
"""In heights of a word: two words this far apart in height, at most, stand on one line."""

_LEAST_SLOPE = 0.004
"""Below this the page is level; lines of one page are 0.02 apart and 0.8 long."""

_MOST_SLOPE = 0.2
_LEAST_PAIRS = 12
_LEAST_HEIGHT = 0.004
_LEAST_SPACED = 5
_SPACED = 0.8
"""Share of single letters from which on a line is set with blanks between its letters."""

_BETWEEN_WORDS = 1.6
"""Times the usual gap of such a line: a wider one parts two words."""


@dataclass(frozen=True)
class Cell:
    """Words that stand together on one line; places are fractions of the page from its top left corner."""

    words: tuple[WordBox, ...]

    @cached_property
    def text(self) -> str:
        """Its words with one blank between."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def x0(self) -> float:
        """Its left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Its right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def y0(self) -> float:
        """Its top."""
        return min(word.y0 for word in self.words)

    @cached_property
    def y1(self) -> float:
        """Its foot."""
        return max(word.y1 for word in self.words)

    @property
    def confidence(self) -> float | None:
        """The recogniser's lowest confidence among its words; None where they were written."""
        known = [word.confidence for word in self.words if word.confidence is not None]
        return min(known) if known else None

    @property
    def middle(self) -> float:
        """The middle from left to right."""
        return (self.x0 + self.x1) / 2


def rows_of(words: Sequence[WordBox]) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a page line by line from its top, each line from its left."""
    level = _levelled([word for word in words[:MOST_WORDS] if word.text.strip()])
    placed = sorted((((word.y0 + word.y1) / 2, at) for at, word in enumerate(level)))
    rows: list[list[WordBox]] = []
    ends: list[tuple[float, float]] = []  # The middle and the height of the last word of each row.
    for middle, at in placed:
        word = level[at]
        height = word.y1 - word.y0
        for place in range(max(0, len(rows) - 3), len(rows)):
            last, tall = ends[place]
            if middle - last <= _ON_LINE * max(min(height, tall), _LEAST_HEIGHT):
                rows[place].append(word)
                ends[place] = (middle, height)
                break
        else:
            rows.append([word])
            ends.append((middle, height))
    ordered = [sorted(row, key=lambda word: word.x0) for row in rows]
    return tuple(_cells(_closed_up(row), is_spaced=_is_spaced(row)) for row in ordered)


def _is_spaced(row: Sequence[WordBox]) -> bool:
    letters = sum(len(word.text) == 1 and word.text.isalpha() for word in row)
    return letters >= max(_LEAST_SPACED, _SPACED * len(row))


def _closed_up(row: list[WordBox]) -> list[WordBox]:
    """`N O T A   B E R S A M A` on one line as two words: else each letter would stand far from the next."""
    if not _is_spaced(row):
        return row
    usual = median(after.x0 - before.x1 for before, after in pairwise(row))
    words: list[list[WordBox]] = [[row[0]]]
    for before, letter in pairwise(row):
        if letter.x0 - before.x1 > _BETWEEN_WORDS * usual:
            words.append([])
        words[-1].append(letter)
    return [_as_word(word) for word in words]


def _as_word(letters: Sequence[WordBox]) -> WordBox:
    known = [one.confidence for one in letters if one.confidence is not None]
    return WordBox(
        "".join(one.text for one in letters),
        letters[0].x0,
        min(one.y0 for one in letters),
        letters[-1].x1,
        max(one.y1 for one in letters),
        min(known) if known else None,
    )


def _levelled(words: list[WordBox]) -> list[WordBox]:
    """The words with the slope of their lines taken out, where the page has one."""
    slope = slope_of(words)
    if not slope:
        return words
    return [WordBox(w.text, w.x0, w.y0 - slope * w.x0, w.x1, w.y1 - slope * w.x0, w.confidence) for w in words]


def slope_of(words: Sequence[WordBox]) -> float:
    """How far the lines of a page sink for each page's width they go on; 0 on a level page."""
    steps = [
        (after.x0 - before.x1, (after.y1 + after.y0 - before.y1 - before.y0) / 2, after.x0 - before.x0)
        for before, after in pairwise(words)
    ]
    slopes = [rise / run for gap, rise, run in steps if 0 < gap < 0.05 and run > 0.02 and abs(rise) < 0.012]
    slope = median(slopes) if len(slopes) >= _LEAST_PAIRS else 0.0
    return slope if _LEAST_SLOPE < abs(slope) < _MOST_SLOPE else 0.0


def _cells(row: Sequence[WordBox], *, is_spaced: bool) -> tuple[Cell, ...]:
    height = max(median(word.y1 - word.y0 for word in row), _LEAST_HEIGHT)
    if len(row) > 1 and is_spaced:
        return (Cell(tuple(row)),)
    groups: list[list[WordBox]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > _WIDE * height:
            groups.append([])
        groups[-1].append(word)
    return tuple(Cell(tuple(group)) for group in groups)


def cut(cell: Cell, left: float, right: float) -> Cell | None:
    """The words of a cell whose middle lies between two edges; None where none does."""
    words = tuple(word for word in cell.words if left <= (word.x0 + word.x1) / 2 < right)
    return Cell(words) if words else None
