"""Names that stand in a column of their own beside the text of their block (`NAME : Kepala …`, name over two lines).

Reading across breaks such a name after its first line; the place of the colon tells what stands left of it.
"""

import re
from collections.abc import Sequence

from portal.domain.berkas.reading import WordBox
from portal.domain.suggestions.find.institution_names import plain_name
from portal.domain.suggestions.find.person_names import SMALL_IN_NAMES, looks_like_person
from portal.domain.suggestions.text.columns import level

_MOST_WORDS = 1_500
_MOST_COLONS = 12
_MOST_LINES = 4

# Fractions of the page's width.
_LEFT_EDGE = 0.2
"""A colon further left stands behind a number or a label, not behind a column of names."""
_LEAST_GAP = 0.008
_INDENT = 0.03

# Fractions of the page's height: lines of one page are about 0.02 apart.
_DRIFT = 0.012
_BLOCK_HEIGHT = 0.1
_LEAST_HEIGHT = 0.008
_MOST_STEP = 0.03
_ON_LINE = 0.5
"""In heights of a word."""
_STEADY = 1.5
"""In steps from the first line to the second: a wider one ends the block."""

_BULLET = re.compile(r"\(?(?:\d{1,2}|[IVXl|!]{1,4}|[a-h])[.)]{0,2}")
_MOST_BEFORE = 3


def names_in_columns(words: Sequence[WordBox]) -> tuple[str, ...]:
    """What stands left of each colon and in the lines below it, where it goes over two lines or more."""
    words = words[:_MOST_WORDS]
    colons = [word for word in words if word.text.strip() == ":" and word.x0 > _LEFT_EDGE][:_MOST_COLONS]
    found = (_left_of(colon, colons, words) for colon in colons)
    return tuple(name for name in found if name)


def whole_name(name: str, columns: Sequence[str]) -> str:
    """The name in a column that begins with this one and goes on; the name itself where none does."""
    plain = plain_name(name)
    longer = [other for other in columns if plain and ":" not in other and _goes_on(plain_name(other), plain)]
    return longer[0] if len(longer) == 1 and looks_like_person(longer[0]) else name


def _goes_on(whole: str, part: str) -> bool:
    """Whether a name holds this part, behind degrees at most, and more."""
    before, found, behind = f" {whole} ".partition(f" {part} ")
    return bool(found) and bool(behind.strip()) and len(before.split()) <= _MOST_BEFORE


def _left_of(colon: WordBox, colons: Sequence[WordBox], words: Sequence[WordBox]) -> str:
    lines: list[list[WordBox]] = []
    middle = level(colon)
    left = sorted((word for word in words if word.x1 <= colon.x0 and middle - _DRIFT < level(word)), key=level)
    pitch = 0.0
    for word in left:
        if level(word) - middle > _BLOCK_HEIGHT:
            break
        if lines and abs(level(word) - level(lines[-1][0])) < _ON_LINE * max(word.y1 - word.y0, _LEAST_HEIGHT):
            lines[-1].append(word)
        else:
            lines.append([word])
    block: list[list[WordBox]] = []
    for line in map(_without_bullet, lines[: _MOST_LINES + 1]):
        at = level(line[0])
        if block:
            step = at - level(block[-1][0])
            pitch = pitch or step
            has_own = any(other is not colon and 0 <= level(other) - at < _DRIFT for other in colons)
            if has_own or step > _STEADY * pitch or step > _MOST_STEP or abs(line[0].x0 - block[0][0].x0) > _INDENT:
                break
        block.append(line)
    words_below = (word.text for line in block[1:] for word in line)
    if len(block) < 2 or any(word[0].islower() and word.strip(".,") not in SMALL_IN_NAMES for word in words_below):
        # Running text that happens to leave room below the colon.
        return ""
    if any(_runs_on(line, colon) for line in block):
        return ""
    return " ".join(word.text for line in block for word in line)


def _without_bullet(line: Sequence[WordBox]) -> list[WordBox]:
    """The words of a line in order, without the number of the block before them."""
    ordered = sorted(line, key=lambda word: word.x0)
    return ordered[1:] if len(ordered) > 1 and _BULLET.fullmatch(ordered[0].text) else ordered


def _runs_on(line: Sequence[WordBox], colon: WordBox) -> bool:
    """Whether a line of text runs up to the colon's place, so that there is no column."""
    return colon.x0 - line[-1].x1 < _LEAST_GAP
