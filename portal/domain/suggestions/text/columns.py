"""Columns of a page by the places of its words: signatures stand side by side, and reading across mixes them.

The words come in reading order, which may run across two columns or down one after the other; only their places tell
which stand together. Pages that lie on their side are turned back first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portal.domain.berkas.reading import WordBox
from portal.domain.suggestions.sureness import POOR_READING

_MOST_WORDS = 1_500
_CELLS = 200
_GUTTER = 4
"""Cells a gutter is wide at least: a fiftieth of the page."""

_MIDDLE = range(60, 141)

# Fractions of the page's height: lines of one page are about 0.02 apart.
_FOOT = 0.91
"""Below stand page numbers, not signatures."""
_SAME_LEVEL = 0.015
_LABEL_ABOVE = 0.005
_SAME_LINE = 0.012
_LEAST_PITCH = 0.006

# Heights of a word.
_ON_ROW = 0.35
_BESIDE = 0.6

_MOSTLY_TURNED = 0.7
"""Share of long words that stand on their side from which on the page does."""


@dataclass(frozen=True)
class Row:
    """Words of one column that stand on one line; `y0` and `y1` are fractions of the page from its top."""

    text: str
    y0: float
    y1: float
    confidence: float | None


def columns_at_end(words: Sequence[WordBox]) -> tuple[tuple[Row, ...], ...]:
    """Two columns that close a page, left first, each from its top; none where the page closes in one column."""
    standing = [word for word in upright(words[-_MOST_WORDS:]) if word.y1 < _FOOT and word.text.strip()]
    lines = _lines(standing)
    lines.sort(key=lambda line: _middle(line))
    gutter: int | None = None
    free = [True] * _CELLS
    start = len(lines)
    while start:
        covered = _covered(lines[start - 1], free)
        found = _gutter(covered)
        if found is None:
            break
        free, gutter, start = covered, found, start - 1
    if gutter is None:
        return ()
    edge = gutter / _CELLS
    chosen = sorted((word for line in lines[start:] for word in line), key=lambda word: word.y0)
    sides = [[w for w in chosen if w.x1 <= edge], [w for w in chosen if w.x0 >= edge]]
    return tuple(_rows(part) for side in sides for part in _two_labels_apart(side)) if all(sides) else ()


def _two_labels_apart(words: list[WordBox]) -> list[list[WordBox]]:
    """A side that holds two labels (`PIHAK KEDUA   PIHAK KETIGA`) cut between them."""
    labels = sorted((word for word in words if word.text.upper() == "PIHAK"), key=lambda word: word.x0)
    if len(labels) != 2 or abs(level(labels[0]) - level(labels[1])) > _SAME_LEVEL:
        return [words]
    top = min(label.y0 for label in labels) - _LABEL_ABOVE
    below = [word for word in words if word.y0 >= top]
    inside = range(int(labels[0].x1 * _CELLS), int(labels[1].x1 * _CELLS) + 1)
    gutter = _gutter(_covered(below, [True] * _CELLS), inside, 2)
    if gutter is None:
        return [words]
    edge = gutter / _CELLS
    return [[w for w in below if w.x1 <= edge], [w for w in below if w.x0 >= edge]]


def upright(words: Sequence[WordBox]) -> list[WordBox]:
    """The words as they stand on a page that was turned for reading: most of its long words are higher than wide."""
    long = [word for word in words if len(word.text) >= 4]
    on_side = sum((word.y1 - word.y0) > (word.x1 - word.x0) for word in long)
    if not long or on_side <= _MOSTLY_TURNED * len(long):
        return list(words)
    down = sum((after.y0 > before.y0) - (after.y0 < before.y0) for before, after in pairwise(long))
    if down > 0:
        return [replace(word, x0=word.y0, x1=word.y1, y0=1 - word.x1, y1=1 - word.x0) for word in words]
    return [replace(word, x0=1 - word.y1, x1=1 - word.y0, y0=word.x0, y1=word.x1) for word in words]


def _lines(words: Sequence[WordBox]) -> list[list[WordBox]]:
    """Runs of the reading order that go on to the right at about the same height."""
    lines: list[list[WordBox]] = []
    for word in words:
        last = lines[-1][-1] if lines else None
        if last is None or word.x0 < last.x0 or abs(level(word) - level(last)) > _SAME_LINE:
            lines.append([])
        lines[-1].append(word)
    return lines


def level(word: WordBox) -> float:
    """Where the middle of a word stands, from the top of the page."""
    return (word.y0 + word.y1) / 2


def _middle(line: Sequence[WordBox]) -> float:
    return sum(map(level, line)) / len(line)


def _covered(line: Sequence[WordBox], free: Sequence[bool]) -> list[bool]:
    """The cells still free when this line's words are laid over them; scribbles do not count."""
    left = list(free)
    for word in line:
        if word.confidence is not None and word.confidence < POOR_READING:
            continue
        for cell in range(max(0, int(word.x0 * _CELLS)), min(_CELLS, int(word.x1 * _CELLS) + 1)):
            left[cell] = False
    return left


def _gutter(free: Sequence[bool], inside: range = _MIDDLE, least: int = _GUTTER) -> int | None:
    """The middle of the widest free run of these cells; None where none is wide enough."""
    best: tuple[int, int] | None = None
    at = inside.start
    while at < inside.stop:
        end = at
        while end < inside.stop and free[end]:
            end += 1
        if end - at >= least and (best is None or end - at > best[1] - best[0]):
            best = (at, end)
        at = end + 1
    return (best[0] + best[1]) // 2 if best else None


def _rows(words: Sequence[WordBox]) -> tuple[Row, ...]:
    """The words of one column, from its top, as lines; words that were poorly read are left out."""
    rows: list[list[WordBox]] = []
    for word in words:
        if word.confidence is not None and word.confidence < POOR_READING:
            continue
        row = next((row for row in rows[-3:] if abs(level(row[0]) - level(word)) <= _ON_ROW * _pitch(row[0])), None)
        row = row or next((row for row in rows[-3:] if _follows(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return tuple(_row(row) for row in sorted(rows, key=_middle))


def _pitch(word: WordBox) -> float:
    return max(word.y1 - word.y0, _LEAST_PITCH)


def _follows(row: Sequence[WordBox], word: WordBox) -> bool:
    """Whether a word stands beside one of a row that slopes a little."""
    near = min(row, key=lambda other: abs(other.x0 - word.x0))
    return abs(level(near) - level(word)) <= _BESIDE * _pitch(near) and not (near.x0 < word.x1 and word.x0 < near.x1)


def _row(words: Sequence[WordBox]) -> Row:
    ordered = sorted(words, key=lambda word: word.x0)
    known = [word.confidence for word in ordered if word.confidence is not None]
    return Row(
        " ".join(word.text for word in ordered), min(w.y0 for w in ordered), max(w.y1 for w in ordered),
        min(known) if known else None,
    )  # fmt: skip
