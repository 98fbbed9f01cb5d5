"""Whether a value was written by hand: recognisers are never sure of handwriting, however sure they say they are.

Numbers are often written by pen into a typed form. No picture is looked at; the readings themselves give it away.
"""

import statistics
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from portal.domain.berkas.reading import ReadLine, WordBox

DOUBTED_WORD = 0.6
"""The first reader's doubt over a word from which on it is mostly no print."""

DOUBTED_LINE = 0.95
"""The same for a line of the second, which says 0.97 and more of printed lines."""

_UNLIKE = 0.6
"""Two readings of print share more letters than that."""

_TOO_HIGH = 1.45
"""Times the usual height of the page's words: pens write large."""

_ENOUGH = 2


def is_handwritten(words: Sequence[WordBox], lines: Sequence[ReadLine], usual_height: float) -> bool:
    """Whether the words of the first and the lines of the second reading at one place bear two signs of a pen."""
    known = [word.confidence for word in words if word.confidence is not None]
    heights = [word.y1 - word.y0 for word in words if any(letter.isalnum() for letter in word.text)]
    one, other = _letters(word.text for word in words), _letters(line.text for line in lines)
    signs = (
        bool(known) and min(known) < DOUBTED_WORD,
        bool(lines) and min(line.confidence for line in lines) < DOUBTED_LINE,
        bool(one and other) and _likeness(one, other) < _UNLIKE,
        bool(heights) and usual_height > 0 and max(heights) > _TOO_HIGH * usual_height,
    )
    return sum(signs) >= _ENOUGH


def usual_height(words: Sequence[WordBox]) -> float:
    """The middle one of the heights of the words of a page, 0 without words."""
    return statistics.median([word.y1 - word.y0 for word in words]) if words else 0.0


def _letters(texts: object) -> str:
    return "".join(letter for text in texts for letter in text.lower() if letter.isalnum())  # type: ignore[attr-defined]


def _likeness(one: str, other: str) -> float:
    """How much of the shorter text is in the longer one: a line holds more than the value that stands on it."""
    short, long = sorted((one, other), key=len)
    return 1 - max(0, Levenshtein.distance(short, long) - (len(long) - len(short))) / len(short)
