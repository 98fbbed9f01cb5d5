"""How letters were set: words set with blanks between their letters, and lines that were drawn twice."""

import itertools
import re
import statistics
from collections.abc import Sequence

LEAST_SPACED = 5
"""Single letters in a row from which on they are a word set apart, and not a list of marks."""

# What stands apart in a row with such a word, the digits and marks of a number, belongs to the same line of print.
# Rows of digits alone are columns of a table.
_WORD = rf"[^\W\d_](?: [^\W\d_]){{{LEAST_SPACED - 1},}}(?!\S)"
_SPACED = re.compile(rf"(?<!\S)(?=(?:\S ){{0,60}}?{_WORD})\S(?: \S){{{LEAST_SPACED - 1},}}(?!\S)")
_SHORTEST_TWIN = 8
_WIDER = 1.6
"""A gap so many times as wide as the usual one stands between two words."""

_NEAR = 1.0
"""Points: a copy drawn to look bold lies closer to the first than that."""

Place = tuple[float, float, float, float]
"""Left, top, right, bottom; for comparison with each other only."""


def may_be_set_apart(text: str) -> bool:
    """Whether a text has letters set apart, or the same long line twice, wherever they were drawn."""
    lines = [line for line in text.split("\n") if len(line) >= _SHORTEST_TWIN]
    return len(lines) != len(set(lines)) or _SPACED.search(text) is not None


def is_set_apart(text: str, boxes: Sequence[Place]) -> bool:
    """Whether a text has letters set apart, or the same long line twice, drawn in the same place.

    `boxes` are those of the pieces in which the text was drawn.
    """
    if _SPACED.search(text):
        return True
    lines = [line for line in text.split("\n") if len(line) >= _SHORTEST_TWIN]
    if len(lines) == len(set(lines)):
        return False
    # Sorted, two of the same place stand beside each other or nearly so.
    ordered = sorted(boxes)
    return any(
        all(abs(one[edge] - other[edge]) <= _NEAR for edge in range(4))
        for step in (1, 2, 3)
        for one, other in zip(ordered, ordered[step:], strict=False)
        if other[0] - one[0] <= _NEAR
    )


def join_spaced(letters: list[str], places: Sequence[Place]) -> None:
    """Take the blanks out of words set apart; between two words one stays."""
    text = "".join(letter[:1] or "\0" for letter in letters)
    for match in _SPACED.finditer(text.replace("\r", "\n")):
        marks = [at for at in range(*match.span()) if letters[at] != " "]
        gaps = [places[after][0] - places[before][2] for before, after in itertools.pairwise(marks)]
        for before, is_end in zip(marks, word_ends(gaps), strict=False):
            if not is_end:
                letters[before + 1] = ""


def word_ends(gaps: Sequence[float]) -> list[bool]:
    """For each gap between single letters in a row whether a word ends there."""
    usual = max(statistics.median(gaps), 0.01)
    return [gap > _WIDER * usual for gap in gaps]


def drop_repeats(letters: list[str], places: Sequence[Place]) -> None:
    """Take out lines whose every letter lies on the same letter of an earlier line."""
    drawn: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for line in _lines(letters):
        marks = [at for at in line if letters[at].strip()]
        if marks and all(_is_drawn(drawn, letters[at], places[at]) for at in marks):
            for at in line:
                letters[at] = ""
            continue
        for at in marks:
            x, y = places[at][:2]
            drawn.setdefault((letters[at], round(x), round(y)), []).append((x, y))


def _is_drawn(drawn: dict[tuple[str, int, int], list[tuple[float, float]]], letter: str, place: Place) -> bool:
    x, y = place[:2]
    near = (drawn.get((letter, round(x) + right, round(y) + down), ()) for right in (-1, 0, 1) for down in (-1, 0, 1))
    return any(abs(x - left) <= _NEAR and abs(y - top) <= _NEAR for found in near for left, top in found)


def _lines(letters: Sequence[str]) -> list[range]:
    """The places of each line with its line end."""
    lines, start = [], 0
    for at, letter in enumerate(letters):
        if letter in ("\n", "\x02", "\ufffe"):
            lines.append(range(start, at + 1))
            start = at + 1
    return [*lines, range(start, len(letters))]
