"""Words with their places and ruled tables, for few pages of a file; with pdfplumber, which is slow and thorough."""

import io
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pdfplumber
from pdfplumber.page import Page

from indexer.reading.text import clean
from portal.domain.berkas.reading import TableText, WordBox

MAX_WORDS = 5_000
MAX_ROWS = 500


@contextmanager
def opened_pages(data: bytes, numbers: Sequence[int]) -> Iterator[Iterator[Any]]:
    """The pages of these numbers (counted from 1), one at a time, each closed before the next is opened.

    Without closing them pdfplumber keeps everything it ever saw: 1.7 gigabytes for 300 pages.
    """
    with pdfplumber.open(io.BytesIO(data), pages=list(numbers)) as document:
        yield _one_by_one(document.pages)


def _one_by_one(pages: Sequence[Any]) -> Iterator[Any]:
    for page in pages:
        try:
            yield page
        finally:
            page.close()


def find_words(page: Any) -> tuple[WordBox, ...]:
    """The words of an open page in reading order; places are fractions of the page as it is shown."""
    quarters = _quarters_turned(page)
    if quarters == 0:
        return _boxes(page)
    # Sideways text would come out letter by letter or backwards: the page is read upright, the places turned back.
    page.page_obj.rotate = (page.rotation + quarters * 90) % 360
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate
    upright = Page(page.pdf, page.page_obj, page.page_number)
    try:
        return tuple(_turned(box, quarters) for box in _boxes(upright))
    finally:
        upright.close()


def _quarters_turned(page: Any) -> int:
    """By how many quarter turns to the left most of the text lies, as the page is shown."""
    sample = page.chars[:: max(1, len(page.chars) // 20)]
    directions = (math.atan2(char["matrix"][1], char["matrix"][0]) for char in sample)
    return (
        Counter(round(direction / (math.pi / 2)) % 4 for direction in directions).most_common(1)[0][0] if sample else 0
    )


def _boxes(page: Any) -> tuple[WordBox, ...]:
    left, top, right, bottom = page.cropbox
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return ()
    boxes = []
    for word in page.extract_words()[:MAX_WORDS]:
        x0, x1 = (float((word[edge] - left) / width) for edge in ("x0", "x1"))
        y0, y1 = (float((word[edge] - top) / height) for edge in ("top", "bottom"))
        text = clean(word["text"]).strip()
        if text and x1 > 0 and x0 < 1 and y1 > 0 and y0 < 1:
            boxes.append(WordBox(text, *(_fraction(value) for value in (x0, y0, x1, y1))))
    return tuple(boxes)


def _turned(box: WordBox, quarters: int) -> WordBox:
    """The box as seen after turning the page to the left by quarter turns."""
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    for _ in range(quarters):
        x0, y0, x1, y1 = y0, 1 - x1, y1, 1 - x0
    return WordBox(box.text, *(_fraction(value) for value in (x0, y0, x1, y1)))


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def find_tables(page: Any, number: int) -> tuple[TableText, ...]:
    """The ruled tables of an open page (an annex lists places, amounts or people): two rows and columns at least."""
    tables = []
    for rows in page.extract_tables():
        cells = tuple(tuple(clean(cell or "").strip() for cell in row) for row in rows[:MAX_ROWS])
        if len(cells) > 1 and len(cells[0]) > 1:
            tables.append(TableText(number, cells))
    return tuple(tables)
