"""Lines as running text: words that were divided at the end of a line are put together again.

The hyphen at a line's end may be the line's (`penyelun-dupan`) or the word's own (`perundang-undangan`). It goes only
where the word without it is the likelier one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from portal.domain.berkas.text_quality import quality_of
from portal.domain.document.model import Span
from portal.domain.language.roots import root

_BEFORE = re.compile(r"([^\W\d_]{1,40})-$")
_AFTER = re.compile(r"([^\W\d_]{1,40})")


Piece = tuple[int, int, str]
"""Where a stretch of the text begins and ends, and what stands before it when it is read: nothing or a blank."""


def flowing(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The stretches of a block as one run; a hyphen that only the line's end made is left out."""
    pieces: list[Piece] = []
    for start, end in _rows(text, spans):
        glue = ""
        if pieces:
            first, last, before = pieces[-1]
            if text[last - 1] != "-":
                glue = " "
            else:
                glue, cut = _glue(text, (first, last), (start, end))
                pieces[-1] = (first, last - cut, before)
        pieces.append((start, end, glue))
    return pieces


def read_out(text: str, spans: Sequence[Span]) -> str:
    """The words of a block as they are read."""
    return "".join(glue + text[start:end] for start, end, glue in flowing(text, spans))


def _rows(text: str, spans: Sequence[Span]) -> list[Span]:
    """Every line of these stretches without the blanks at its ends."""
    rows = []
    for begin, stop in spans:
        at = begin
        for raw in text[begin:stop].split("\n"):
            length = len(raw)
            stripped = raw.strip()
            if len(stripped) == length:
                if length:
                    rows.append((at, at + length))
            elif stripped:
                start = at + length - len(raw.lstrip())
                rows.append((start, start + len(stripped)))
            at += length + 1
    return rows


def _glue(text: str, before: Span, after: Span) -> tuple[str, int]:
    """What stands between two lines, and how many letters of the first one's end go."""
    first = _BEFORE.search(text[max(before[0], before[1] - 42) : before[1]])
    second = _AFTER.match(text[after[0] : min(after[1], after[0] + 42)])
    if first is None or second is None:
        # A number over two lines (`2020-`, `2025`) is one; a dash with a blank before it is none of its word.
        is_number = before[1] - before[0] > 1 and text[before[1] - 2].isalnum() and text[after[0]].isalnum()
        return "" if is_number else " ", 0
    return "", 1 if is_divided(first[1], second[1]) else 0


@lru_cache(maxsize=4096)
def is_divided(first: str, second: str) -> bool:
    """Whether a word was divided by the end of its line, rather than written with a hyphen of its own."""
    one, two = first.lower(), second.lower()
    if not second[0].islower() and not (first.isupper() and second.isupper() and min(len(first), len(second)) > 2):
        return False
    if one == two or (len(one) > 3 and root(one) == root(two)) or root(f"{one}-{two}") != f"{one}-{two}":
        return False
    if _is_known(one + two):
        return True
    return not (len(one) > 3 and len(two) > 3 and _is_known(one) and _is_known(two))


def _is_known(word: str) -> bool:
    return quality_of(word).known_share == 1
