"""Words with their places, for the few pages that carry the metadata; with pdfplumber, which is slow and thorough."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pdfplumber

from indexer.reading.text import clean
from portal.domain.reading import WordBox

MAX_WORDS = 5_000


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
    """The words of an open page; places are fractions of the visible page."""
    left, top, right, bottom = page.cropbox if page.rotation == 0 else page.bbox
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return ()
    boxes = []
    for word in page.extract_words(use_text_flow=False)[:MAX_WORDS]:
        across = [(word[edge] - left) / width for edge in ("x0", "x1")]
        down = [(word[edge] - top) / height for edge in ("top", "bottom")]
        text = clean(word["text"]).strip()
        if text and across[1] > 0 and across[0] < 1 and down[1] > 0 and down[0] < 1:
            boxes.append(WordBox(text, *(_fraction(v) for v in (across[0], down[0], across[1], down[1]))))
    return tuple(boxes)


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 4)
