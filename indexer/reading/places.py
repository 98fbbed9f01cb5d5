"""Where the words of a page stand, as PDFium knows it: for every page, so it has to be cheap."""

import ctypes
import re
from collections.abc import Callable

import numpy as np
import pypdfium2

from indexer.reading.objects import address_of, loose_box_at, unicode_at
from indexer.reading.sight import way_onto
from portal.domain.berkas.reading import WordBox
from portal.domain.document import places

MOST_CHARACTERS = 20_000
"""A page with more is a list in tiny print, and would keep the others waiting."""

# PDFium puts one mark for a hyphen at the end of a line, and nothing may stand between it and the next line.
_WORD = re.compile("[^\\s\x02\ufffe]*[\x02\ufffe]|[^\\s\x02\ufffe]+")


def find_places(
    page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage, length: int, text: str, clean: Callable[[str], str]
) -> bytes:
    """The places of the words of a text that was made by `clean` of the first `length` characters of this page."""
    if not 0 < length <= MOST_CHARACTERS:
        return b""
    return places.pack(text, places.lay(text, _boxes(page, layer, length, clean)))


def _boxes(
    page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage, length: int, clean: Callable[[str], str]
) -> list[WordBox]:
    address = address_of(layer)
    letters = [chr(code) if 0 < (code := unicode_at(address, at)) < 0x110000 else " " for at in range(length)]
    edges = (ctypes.c_float * 4)()
    room = ctypes.byref(edges)
    words: list[str] = []
    starts: list[int] = []
    rows: list[tuple[float, ...]] = []
    for match in _WORD.finditer("".join(letters)):
        placed = len(rows)
        rows += [tuple(edges) for at in range(*match.span()) if loose_box_at(address, at, room)]
        text = clean(match[0]).strip()
        if text and len(rows) > placed:
            words.append(text)
            starts.append(placed)
        else:
            del rows[placed:]
    if not words:
        return []
    left, top, right, bottom = np.array(rows).T
    width, height = (max(1, round(edge)) for edge in page.get_size())
    way = way_onto(page, width, height)
    (x0, y0), (x1, y1) = way(left, bottom), way(right, top)
    lowest = (np.minimum.reduceat(np.minimum(*pair), starts) for pair in ((x0, x1), (y0, y1)))
    highest = (np.maximum.reduceat(np.maximum(*pair), starts) for pair in ((x0, x1), (y0, y1)))
    (lefts, tops), (rights, bottoms) = lowest, highest
    sides = [np.clip(side / whole, 0.0, 1.0).tolist() for side, whole in
             ((lefts, width), (tops, height), (rights, width), (bottoms, height))]  # fmt: skip
    return [WordBox(word, *edge) for word, *edge in zip(words, *sides, strict=True)]
