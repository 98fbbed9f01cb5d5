"""Reads the table of words that the recogniser writes, believing only what has the right form."""

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.reading.setting import LEAST_SPACED, word_ends
from portal.domain.berkas.reading import WordBox

_HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
_PAGE, _WORD = 1, 5
MOST_WORDS = 20_000


@dataclass(frozen=True)
class OcrPage:
    """The text of one picture in NFKC with its lines and paragraphs, its words with places on that picture.

    `confidence` is the recogniser's own, 0 to 1, longer words counting more; 0.0 without words. `rotation` is by how
    many degrees, to the left, the page had to be turned to be read.
    """

    text: str
    words: tuple[WordBox, ...]
    confidence: float
    rotation: int = 0


@dataclass(frozen=True)
class _Word:
    """A word of the table: its block, paragraph and line, its left, top, width and height, its confidence to 100."""

    place: tuple[int, ...]
    text: str
    box: tuple[int, ...]
    confidence: float

    @property
    def left(self) -> int:
        return self.box[0]

    @property
    def right(self) -> int:
        return self.box[0] + self.box[2]


def parse(table: str) -> OcrPage:
    """The page in a table; raises ValueError on anything a sound recogniser does not write."""
    header, *rows = table.rstrip("\n").split("\n")
    if header != _HEADER or len(rows) > 4 * MOST_WORDS:
        raise ValueError("a table of words was expected")
    size: tuple[int, int] | None = None
    read: list[_Word] = []
    for row in rows:
        place, box, confidence, word = _row(row)
        if place[0] == _PAGE:
            size = (box[2], box[3])
        word = "".join(letter for letter in unicodedata.normalize("NFKC", word) if letter.isprintable()).strip()
        if place[0] != _WORD or not word:
            continue
        if size is None or min(size) < 1:
            raise ValueError("words stand on a page")
        read.append(_Word(place, word, box, confidence))
    text, boxes, weight, sum_of_confidence = "", [], 0, 0.0
    before: tuple[int, ...] = ()
    for one in _closed_up(read):
        boxes.append(_box(one.text, one.box, size or (1, 1), one.confidence))
        text += _gap(before, one.place) + one.text
        before = one.place
        weight += len(one.text)
        sum_of_confidence += len(one.text) * one.confidence
    return OcrPage(text, tuple(boxes), round(sum_of_confidence / weight / 100, 4) if weight else 0.0)


def _closed_up(read: Sequence[_Word]) -> Iterator[_Word]:
    """The words of a page, those set with blanks between their letters as words."""
    for (_, is_letter), run in itertools.groupby(
        read, lambda one: (one.place, len(one.text) == 1 and one.text.isalpha())
    ):
        found = list(run)
        if not is_letter or len(found) < LEAST_SPACED:
            yield from found
            continue
        ends = word_ends([after.left - before.right for before, after in itertools.pairwise(found)])
        start = 0
        for at, is_end in enumerate([*ends, True], start=1):
            if is_end:
                yield _joined(found[start:at])
                start = at


def _joined(letters: Sequence[_Word]) -> _Word:
    left, top = min(one.left for one in letters), min(one.box[1] for one in letters)
    right, bottom = max(one.right for one in letters), max(one.box[1] + one.box[3] for one in letters)
    text = "".join(one.text for one in letters)
    confidence = sum(one.confidence for one in letters) / len(letters)
    return _Word(letters[0].place, text, (left, top, right - left, bottom - top), confidence)


def _row(row: str) -> tuple[tuple[int, ...], tuple[int, ...], float, str]:
    """Level with block, paragraph and line; left, top, width, height; confidence 0 to 100; the word."""
    fields = row.split("\t")
    if len(fields) != 12 or not all(field.isascii() and field.isdigit() and len(field) < 9 for field in fields[:10]):
        raise ValueError("a row of twelve fields was expected")
    level, _, block, paragraph, line, _, *box = (int(field) for field in fields[:10])
    confidence = float(fields[10])
    if not -1 <= confidence <= 100:
        raise ValueError("a confidence was expected")
    return (level, block, paragraph, line), tuple(box), confidence, fields[11]


def _gap(before: tuple[int, ...], place: tuple[int, ...]) -> str:
    """What stands between two words: an empty line before a paragraph, else a line's end, else a space."""
    if not before:
        return ""
    return " " if before == place else "\n" if before[:3] == place[:3] else "\n\n"


def _box(word: str, box: tuple[int, ...], size: tuple[int, int], confidence: float) -> WordBox:
    left, top, width, height = box
    edges = (left / size[0], top / size[1], (left + width) / size[0], (top + height) / size[1])
    x0, y0, x1, y1 = (round(min(1.0, edge), 4) for edge in edges)
    return WordBox(word, x0, y0, x1, y1, round(max(0.0, confidence) / 100, 2))
