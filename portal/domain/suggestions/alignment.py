"""Two readings of one page laid upon each other by the places of their lines.

The first reading knows words, paragraphs and columns; the second knows lines and mostly better letters, but loses
blanks. So the second is read in the order of the first and with its blanks, and stands as a page of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz.distance import Levenshtein, Opcode

from portal.domain.berkas.reading import PageText, ReadLine, WordBox
from portal.domain.berkas.text_quality import quality_of
from portal.domain.berkas.turning import quarters_of
from portal.domain.suggestions.handwriting import usual_height
from portal.domain.suggestions.text.cells import MOST_WORDS, slope_of
from portal.domain.suggestions.values import Box

MOST_LINES = 600
_SAME_LEVEL = 0.5
"""Share of the lower of two heights by which two things must overlap to stand on one line."""

_RIM = 1.25
"""Times the height of the first reading's words: what a line of the second may be higher."""

_UNSEEN = 1.6
"""The same, times the usual height of the page, for a line that only the second saw."""

_RUN_IN = re.compile(r"(?<![A-Za-z])([A-Z]?[a-z]{3,})(?=[A-Z]{2,}(?![a-z])|[A-Z][a-z]{2,})")
_MARKS = ",.;:()'\"“”"
_ALIKE = 0.6
"""Share of letters that must agree for the blanks of one reading to be those of the other."""


@dataclass(frozen=True)
class _Placed:
    """A line of the second reading and where it comes in the first: its paragraph, line, and first word."""

    line: ReadLine
    text: str
    paragraph: int
    row: int
    word: int
    found: tuple[WordBox, ...] = ()
    """The words of the first reading that stand on it."""


def second_page(page: PageText) -> PageText:
    """The page as the second reader read it, in the order and with the blanks of the first reading."""
    rows = _rows_of(page)
    placed = list(_in_order(page, rows))
    paragraphs = []
    for _, of_paragraph in groupby(placed, key=lambda one: one.paragraph):
        lines = groupby(of_paragraph, key=lambda one: one.row)
        paragraphs.append("\n".join(" ".join(one.text for one in line) for _, line in lines))
    quarters = quarters_of(page.words)
    slope = 0.0 if quarters else slope_of(page.words[:MOST_WORDS])
    usual = usual_height(page.words)
    words = tuple(
        word
        for one in placed
        for word in (_words(one.line, one.text, quarters) if quarters else _level_words(one, slope, usual))
    )
    letters = sum(len(one.text) for one in placed)
    confidence = sum(len(one.text) * one.line.confidence for one in placed) / letters if letters else None
    return replace(
        page, text="\n\n".join(paragraphs), words=words, origin="our_ocr", second=(),
        confidence=None if confidence is None else round(confidence, 4),
    )  # fmt: skip


def lines_at(lines: Sequence[ReadLine], box: Box) -> tuple[ReadLine, ...]:
    """The lines that stand where a box is, from top to bottom and from left to right."""
    found = [line for line in lines if line.x0 < box.x1 and box.x0 < line.x1 and _is_level(line, box)]
    return tuple(sorted(found, key=lambda line: (round((line.y0 + line.y1) * 50), line.x0)))


def words_at(words: Sequence[WordBox], box: Box) -> tuple[WordBox, ...]:
    """The words whose middle lies in a box, in reading order."""
    return tuple(
        word
        for word in words
        if box.x0 <= (word.x0 + word.x1) / 2 <= box.x1 and box.y0 <= (word.y0 + word.y1) / 2 <= box.y1
    )


def around(lines: Sequence[ReadLine]) -> Box | None:
    """The box around lines; None where there are none."""
    if not lines:
        return None
    return Box(
        min(line.x0 for line in lines), min(line.y0 for line in lines),
        max(line.x1 for line in lines), max(line.y1 for line in lines),
    )  # fmt: skip


def with_blanks(text: str, first: str) -> str:
    """A text with the blanks of another reading of the same line added where both agree on the letters around.

    No letter is changed, no blank is taken away, and no word is divided that is one.
    """
    own, other = text.replace(" ", ""), first.replace(" ", "")
    if not own or not other:
        return text
    if Levenshtein.normalized_similarity(own.lower(), other.lower()) < _ALIKE:
        return text
    steps = list(Levenshtein.opcodes(other.lower(), own.lower()))
    whole = _inside_words(text)
    moved = {_moved(gap, steps) for gap in _gaps(first)} - {None, 0, len(own)}
    here = _gaps(text) | (moved - whole)
    return "".join(f" {letter}" if at in here else letter for at, letter in enumerate(own))


def _parted(text: str) -> str:
    """A line that only the second saw, with a blank where a known word runs into a capital (`KepalaSMK`)."""
    return _RUN_IN.sub(lambda word: f"{word[1]} " if quality_of(word[1]).known_share == 1.0 else word[0], text)


def _gaps(text: str) -> set[int]:
    """Before which letters, not counting blanks, a blank stands."""
    gaps, at = set(), 0
    for letter in text.strip():
        if letter == " ":
            gaps.add(at)
        else:
            at += 1
    return gaps


def _inside_words(text: str) -> set[int | None]:
    """Before which letters, not counting blanks, a blank would divide a word that a list knows."""
    inside: set[int | None] = set()
    at = 0
    for word in text.split():
        if word.strip(_MARKS).isalpha() and quality_of(word).known_share == 1.0:
            inside.update(range(at + 1, at + len(word)))
        at += len(word)
    return inside


def _moved(gap: int, steps: Sequence[Opcode]) -> int | None:
    """A gap of one text in the other, where a letter beside it is the same in both."""
    found = (step for step in steps if step.tag == "equal" and step.src_start <= gap <= step.src_end)
    step = next(found, None)
    return None if step is None else step.dest_start + gap - step.src_start


@dataclass(frozen=True)
class _FirstRow:
    """A line of the first reading: which paragraph, which line of the page, and its words by their number."""

    paragraph: int
    number: int
    words: tuple[tuple[int, WordBox], ...]


def _rows_of(page: PageText) -> list[_FirstRow]:
    """The lines of the first reading with their words; none where words and text do not go together."""
    if len(page.text.split()) != len(page.words):
        return []
    rows, at, number = [], 0, 0
    for paragraph, part in enumerate(page.text.split("\n\n")):
        for line in part.split("\n"):
            count = len(line.split())
            words = tuple(enumerate(page.words[at : at + count], start=at))
            if words:
                rows.append(_FirstRow(paragraph, number, words))
                number += 1
            at += count
    return rows


def _in_order(page: PageText, rows: Sequence[_FirstRow]) -> Iterator[_Placed]:
    """The lines of the second reading in the order of the first; what only the second saw follows what is above."""
    by_place = sorted(page.second[:MOST_LINES], key=lambda line: (line.y0 + line.y1, line.x0))
    placed: list[_Placed] = []
    last: dict[ReadLine, _Placed] = {}
    for line in by_place:
        shared = [(row, found) for row in rows if (found := _shared(line, row))]
        if shared:
            row, found = max(shared, key=lambda one: len(one[1]))
            text = with_blanks(line.text, " ".join(word.text for _, word in found))
            own = tuple(word for _, word in found)
            one = _Placed(line, text, row.paragraph, row.number, found[0][0], own)
        else:
            above = _above(line, by_place, last)
            # A place of its own behind the line above it: between two lines of the first reading.
            one = _Placed(line, _parted(line.text), above.paragraph if above else -1, above.row if above else -1, 10**6)
        last[line] = one
        placed.append(one)
    placed.sort(key=lambda one: (one.paragraph, one.row, one.word, one.line.y0, one.line.x0))
    return _with_rows(placed)


def _with_rows(placed: Sequence[_Placed]) -> Iterator[_Placed]:
    """Lines that only the second saw get rows of their own, unless they stand level with their neighbours."""
    number, before = 0, None
    for one in placed:
        is_new = before is None or one.row != before.row or (one.word == 10**6 and not _is_level(one.line, before.line))
        number += is_new
        before = one
        yield replace(one, row=number)


def _shared(line: ReadLine, row: _FirstRow) -> list[tuple[int, WordBox]]:
    """The words of a row that stand on a line of the second reading."""
    return [
        (number, word)
        for number, word in row.words
        if line.x0 <= (word.x0 + word.x1) / 2 <= line.x1 and line.y0 <= (word.y0 + word.y1) / 2 <= line.y1
    ]


def _above(line: ReadLine, lines: Sequence[ReadLine], placed: dict[ReadLine, _Placed]) -> _Placed | None:
    """The nearest line above that stands in the same column and has its place."""
    over = [
        other
        for other in lines
        if other in placed and other is not line and other.x0 < line.x1 and line.x0 < other.x1 and other.y0 <= line.y0
    ]
    return placed[max(over, key=lambda other: other.y1)] if over else None


def _level_words(one: _Placed, slope: float, usual: float) -> Iterator[WordBox]:
    """The words of a line where the first reading has their letters, on the slope that the lines of the page have.

    The box of a line that slopes is higher than its letters, and every box of the second reader has a rim: both would
    lie on the lines above and below. `usual` is how high the words of the page are.
    """
    line = one.line
    width, height = line.x1 - line.x0, line.y1 - line.y0
    letters = max(height - abs(slope) * width, height / 2) if slope else height
    own = usual_height(one.found)
    letters = min([letters, *([_RIM * own] if own else []), *([_UNSEEN * usual] if usual else [])])
    for word, (x0, x1) in zip(_words(line, one.text, 0), _edges(one), strict=True):
        x0, x1 = (x0, x1) if x0 < x1 else (word.x0, word.x1)
        middle = (line.y0 + line.y1) / 2 + slope * ((x0 + x1) / 2 - (line.x0 + line.x1) / 2)
        top, foot = (round(max(0.0, min(1.0, middle + side * letters / 2)), 4) for side in (-1, 1))
        yield WordBox(word.text, round(x0, 4), top, round(x1, 4), foot, line.confidence)


def _edges(one: _Placed) -> Iterator[tuple[float, float]]:
    """From where to where each word of a line goes, by the words of the first reading that have its letters.

    The first reading knows the gap between two columns that the second reads as one line. A word that shares too few
    letters with it gets no width: (0, 0).
    """
    own = one.text.replace(" ", "").lower()
    other = "".join(word.text for word in one.found).lower()
    letters = [
        (word.x0 + (word.x1 - word.x0) * at / len(word.text), word.x0 + (word.x1 - word.x0) * (at + 1) / len(word.text))
        for word in one.found
        for at in range(len(word.text))
    ]
    place: dict[int, tuple[float, float]] = {}
    if own and len(other) == len(letters) and Levenshtein.normalized_similarity(own, other) >= _ALIKE:
        for step in Levenshtein.opcodes(own, other):
            if step.tag == "equal":
                for at in range(step.src_end - step.src_start):
                    place[step.src_start + at] = letters[step.dest_start + at]
    start = 0
    for word in one.text.split():
        known = [place[at] for at in range(start, start + len(word)) if at in place]
        first = next((at for at in range(len(word)) if start + at in place), 0)
        last = next((at for at in range(len(word)) if start + len(word) - 1 - at in place), 0)
        start += len(word)
        if 2 * len(known) < len(word):
            yield 0.0, 0.0
            continue
        letter = (known[-1][1] - known[0][0]) / max(1, len(word) - first - last)
        yield max(0.0, known[0][0] - first * letter), min(1.0, known[-1][1] + last * letter)


def _words(line: ReadLine, text: str, quarters: int) -> Iterator[WordBox]:
    """The words of a line, as long as their share of its letters: the second reader knows no places within a line.

    `quarters` tells in which direction the lines of the page run.
    """
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        shares = (start / len(text), at / len(text))
        low, high = shares if quarters in (0, 1) else (1 - shares[1], 1 - shares[0])
        if quarters % 2:
            y0, y1 = (round(line.y0 + (line.y1 - line.y0) * share, 4) for share in (low, high))
            yield WordBox(word, line.x0, y0, line.x1, y1, line.confidence)
        else:
            x0, x1 = (round(line.x0 + (line.x1 - line.x0) * share, 4) for share in (low, high))
            yield WordBox(word, x0, line.y0, x1, line.y1, line.confidence)


def _is_level(one: ReadLine | Box, other: ReadLine | Box) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0 and shared >= _SAME_LEVEL * min(one.y1 - one.y0, other.y1 - other.y0)
