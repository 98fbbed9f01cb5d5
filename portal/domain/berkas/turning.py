"""How a page lies, told from the places of the words that were read on it after it was turned."""

from collections.abc import Sequence
from itertools import pairwise

from portal.domain.berkas.reading import WordBox

_LONG = 4
"""Letters from which on a word is wider than high."""


def quarters_of(words: Sequence[WordBox]) -> int:
    """Quarter turns to the left by which a page must be turned for its words to stand upright: 0 to 3."""
    long = [word for word in words if len(word.text) >= _LONG]
    is_on_side = 2 * sum(_height(word) > _width(word) for word in long) > len(long)
    steps = 0
    for one, other in pairwise(words):
        across, down = _middle(other.x0, other.x1, one.x0, one.x1), _middle(other.y0, other.y1, one.y0, one.y1)
        along, aside = (down, across) if is_on_side else (across, down)
        # Words of two lines tell nothing: the next line may begin anywhere.
        if abs(aside) < (min(_width(one), _width(other)) if is_on_side else min(_height(one), _height(other))) / 2:
            steps += (along > 0) - (along < 0)
    if is_on_side:
        return 3 if steps < 0 else 1
    return 2 if steps < 0 else 0


def _height(word: WordBox) -> float:
    return word.y1 - word.y0


def _width(word: WordBox) -> float:
    return word.x1 - word.x0


def _middle(start: float, end: float, other_start: float, other_end: float) -> float:
    """How far the middle of one stretch lies behind that of another."""
    return (start + end - other_start - other_end) / 2
