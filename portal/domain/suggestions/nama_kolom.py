"""Names that stand in a column of their own beside the text of their block (`NAME : Kepala …`, name over two lines).

Reading across breaks such a name after its first line; the place of the colon tells what stands left of it.
"""

import re
from collections.abc import Sequence

from portal.domain.berkas.reading import WordBox
from portal.domain.suggestions.blok_pihak import SMALL_IN_NAMES
from portal.domain.suggestions.lembaga import plain_name

_MOST_WORDS = 1_500
_MOST_COLONS = 12
_MOST_LINES = 4
_LEAST_GAP = 0.008
_DRIFT = 0.012
_BULLET = re.compile(r"\(?(?:\d{1,2}|[IVXl|!]{1,4}|[a-h])[.)]{0,2}")
_MOST_BEFORE = 3


def names_in_columns(words: Sequence[WordBox]) -> tuple[str, ...]:
    """What stands left of each colon and in the lines below it, where it goes over two lines or more."""
    words = words[:_MOST_WORDS]
    colons = [word for word in words if word.text.strip() == ":" and word.x0 > 0.2][:_MOST_COLONS]
    found = (_left_of(colon, colons, words) for colon in colons)
    return tuple(name for name in found if name)


def whole_name(name: str, columns: Sequence[str]) -> str:
    """The name in a column that begins with this one and goes on; the name itself where none does."""
    plain = plain_name(name)
    longer = [other for other in columns if plain and ":" not in other and _goes_on(plain_name(other), plain)]
    return longer[0] if len(longer) == 1 else name


def _goes_on(whole: str, part: str) -> bool:
    """Whether a name holds this part, behind degrees at most, and more."""
    before, found, behind = f" {whole} ".partition(f" {part} ")
    return bool(found) and bool(behind.strip()) and len(before.split()) <= _MOST_BEFORE


def _left_of(colon: WordBox, colons: Sequence[WordBox], words: Sequence[WordBox]) -> str:
    lines: list[list[WordBox]] = []
    middle = _middle(colon)
    left = sorted((word for word in words if word.x1 <= colon.x0 and middle - _DRIFT < _middle(word)), key=_middle)
    pitch = 0.0
    for word in left:
        if _middle(word) - middle > 0.1:
            break
        if lines and abs(_middle(word) - _middle(lines[-1][0])) < 0.5 * max(word.y1 - word.y0, 0.008):
            lines[-1].append(word)
        else:
            lines.append([word])
    block: list[list[WordBox]] = []
    for line in map(_without_bullet, lines[: _MOST_LINES + 1]):
        at = _middle(line[0])
        if block:
            step = at - _middle(block[-1][0])
            pitch = pitch or step
            has_own = any(other is not colon and 0 <= _middle(other) - at < _DRIFT for other in colons)
            if has_own or step > 1.5 * pitch or step > 0.03 or abs(line[0].x0 - block[0][0].x0) > 0.03:
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


def _middle(word: WordBox) -> float:
    return (word.y0 + word.y1) / 2
