"""Tells text that is seen from text that is only in the file, by drawing the page with and without it.

Whatever hides a word (the colour of the paper, a layer switched off, a bar), taking the word away then changes nothing
where it stands. Text beyond the edge of the page needs no drawing: its place is enough.
"""

import contextlib
import ctypes
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from indexer.reading import objects
from indexer.reading.glance import Glance
from indexer.reading.setting import drop_repeats, is_set_apart, join_spaced

MOST_OBJECTS = 40_000
_LONGEST = 1_800
_LEAST_CHANGE = 24
"""Of 256 grades of one colour; what changes a point by less is not seen."""
_LEAST_SHARE, _ENOUGH = 0.12, 40
"""Of the place of a letter, and points of it: the tip that looks out from under a bar is no letter."""

_COARSE = 0.6
_INK = 70
_ROOM = 2.0
"""Points around a word that belong to it: recognisers draw their boxes close."""

_MOST_BESIDE, _LEAST_INK = 0.4, 0.002
_FINE = 256
"""Places are asked for in this part of a point of the picture."""

Marks = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@contextlib.contextmanager
def without_text(page: pypdfium2.PdfPage, chosen: set[int] | None = None) -> Iterator[None]:
    """The page without its text, or without the text objects `chosen` by their addresses, for as long as this lasts."""
    found = itertools.islice(objects.objects_of(page), MOST_OBJECTS)
    items = [item for kind, item, _ in found if kind == objects.TEXT and (chosen is None or item in chosen)]
    for item in items:
        objects.set_active(item, 0)
    try:
        yield
    finally:
        for item in items:
            objects.set_active(item, 1)


def seen_and_hidden(
    page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage, length: int, glance: Glance
) -> tuple[str, str, str]:
    """The first `length` characters of a page as texts: what is seen, what is not, and what of that is covered.

    Words set with blanks between their letters are closed up, and lines drawn twice are taken once.
    """
    address = objects.address_of(layer)
    letters = [_letter(objects.unicode_at(address, at)) for at in range(length)]
    items = [objects.text_object_at(address, at) for at in range(length)]
    answers: list[bool | None] = [None if not item else item not in glance.unseen for item in items]
    for chosen, is_drawn_for in ((glance.cut, False), (None if glance.is_all_doubtful else glance.doubtful, True)):
        if chosen is None or chosen:
            asked = [
                at
                for at, item in enumerate(items)
                if answers[at] and letters[at] and (chosen is None or item in chosen)
            ]
            for at, answer in zip(asked, _is_seen(page, address, asked, chosen, is_drawn_for), strict=True):
                answers[at] = answer
    shown = [letter if answer is not False else "" for letter, answer in zip(letters, answers, strict=True)]
    if is_set_apart("".join(shown), glance.text_boxes):
        width, height = (round(edge) for edge in page.get_size())
        places = _boxes(page, address, range(length), width, height).tolist()
        drop_repeats(shown, places)
        join_spaced(shown, places)
        letters = [
            letter if answer is False else own for letter, own, answer in zip(letters, shown, answers, strict=True)
        ]
    return _parted(letters, answers, [glance.is_all_covered or item in glance.covered for item in items])


def _letter(code: int) -> str:
    letter = chr(code) if 0 < code < 0x110000 else ""
    return " " if letter in ("\t", "\xa0") else letter


def _parted(letters: Sequence[str], answers: Sequence[bool | None], covered: Sequence[bool]) -> tuple[str, str, str]:
    """Word by word: a word is seen if half of its letters are. One of which nobody can tell is taken for seen."""
    seen: list[str] = []
    hidden: list[str] = []
    under: list[str] = []
    at = 0
    for is_blank, run in itertools.groupby(letters, lambda letter: not letter.strip()):
        word = list(run)
        known = [answer for answer in answers[at : at + len(word)] if answer is not None]
        is_under = any(covered[at : at + len(word)])
        at += len(word)
        if is_blank:
            seen += word
            hidden += word
            under += word
        elif 2 * sum(known) >= len(known):
            seen += word
        else:
            hidden += word
            under += word if is_under else []
    return _tidy(seen), _tidy(hidden), _tidy(under)


def _tidy(letters: list[str]) -> str:
    """Text without the blanks and line ends around what was taken out."""
    lines = "".join(letters).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def has_ink_beside(page: pypdfium2.PdfPage, boxes: Sequence[objects.Box]) -> bool:
    """Whether much of what is dark on the picture of a page lies beside the words that are said to be on it.

    A recogniser that missed a stamp is no matter; one that read a line and left out the page is.
    """
    scale = min(_COARSE, (_LONGEST - 1) / max(*page.get_size(), 1.0))
    grey = _drawn(page, scale).max(axis=2)
    is_ink = grey < np.median(grey) - _INK
    height, width = is_ink.shape
    rim_x, rim_y = width // 25, height // 25
    is_told = np.ones_like(is_ink)
    is_told[rim_y : height - rim_y, rim_x : width - rim_x] = False
    way = way_onto(page, width, height)
    for left, bottom, right, top in boxes:
        (x0, y0), (x1, y1) = way(left - _ROOM, bottom - _ROOM), way(right + _ROOM, top + _ROOM)
        (left_px, right_px), (top_px, bottom_px) = sorted((x0, x1)), sorted((y0, y1))
        is_told[max(0, int(top_px)) : max(0, int(bottom_px) + 1), max(0, int(left_px)) : max(0, int(right_px) + 1)] = (
            True
        )
    ink, beside = int(is_ink.sum()), int((is_ink & ~is_told).sum())
    return beside > _MOST_BESIDE * ink and beside > _LEAST_INK * is_ink.size


def _is_seen(
    page: pypdfium2.PdfPage, layer: int, asked: Sequence[int], chosen: set[int] | None, is_drawn_for: bool
) -> list[bool | None]:
    """Whether each of these characters is on the page, and, if it is worth drawing, whether it changes the picture."""
    scale = min(1.0, (_LONGEST - 1) / max(*page.get_size(), 1.0))
    marks = _changes(page, chosen, scale) if is_drawn_for else None
    width, height = (round(edge * scale) for edge in page.get_size())
    if marks is not None:
        height, width = marks.shape[0] - 1, marks.shape[1] - 1
    boxes = _boxes(page, layer, asked, width, height)
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    is_inside = (middle_x > 0) & (middle_x < width) & (middle_y > 0) & (middle_y < height)
    is_placed = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    if marks is not None:
        x0, x1 = (np.clip(boxes[:, at].astype(int) + at // 2, 0, width) for at in (0, 2))
        y0, y1 = (np.clip(boxes[:, at].astype(int) + at // 2, 0, height) for at in (1, 3))
        changed = marks[y1, x1] - marks[y0, x1] - marks[y1, x0] + marks[y0, x0]
        is_inside &= changed >= np.clip(np.ceil(_LEAST_SHARE * (x1 - x0) * (y1 - y0)), 1, _ENOUGH)
    return [bool(inside) if placed else None for inside, placed in zip(is_inside, is_placed, strict=True)]


def _changes(page: pypdfium2.PdfPage, chosen: set[int] | None, scale: float) -> Marks:
    """Where the page changes when the chosen text is taken away, summed up from the upper left corner."""
    with_it = _drawn(page, scale)
    with without_text(page, chosen):
        without = _drawn(page, scale)
    parts = [np.abs(with_it[:, :, part] - without[:, :, part]) for part in range(3)]
    is_changed = np.maximum(np.maximum(parts[0], parts[1]), parts[2]) >= _LEAST_CHANGE
    return np.pad(is_changed.cumsum(axis=0, dtype=np.int64).cumsum(axis=1), ((1, 0), (1, 0)))


def _drawn(page: pypdfium2.PdfPage, scale: float) -> npt.NDArray[np.int16]:
    bitmap = page.render(scale=scale, bitmap_maker=pypdfium2.PdfBitmap.new_native)
    try:
        points: npt.NDArray[np.int16] = bitmap.to_numpy()[:, :, :3].astype(np.int16)
        return points
    finally:
        bitmap.close()


def _boxes(page: pypdfium2.PdfPage, layer: int, asked: Sequence[int], width: int, height: int) -> Numbers:
    """Left, top, right and bottom of characters on a picture of the page of this size."""
    edges = (ctypes.c_double * 4)()
    into = [ctypes.byref(edges, 8 * place) for place in range(4)]
    found = np.zeros((len(asked), 4))
    for row, at in enumerate(asked):
        if objects.char_box_at(layer, at, *into):
            found[row] = edges[:]
    way = way_onto(page, width, height)
    left, right, bottom, top = found.T
    (x0, y0), (x1, y1) = way(left, bottom), way(right, top)
    return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)


def way_onto(page: pypdfium2.PdfPage, width: int, height: int) -> Callable[[Any, Any], tuple[Any, Any]]:
    """The way from a place on the page to one on a picture of it, for numbers and for arrays of them."""
    # PDFium tells places in whole points only; three of a picture that is much larger give it exactly enough.
    origin, across, up = (_place(page, width, height, x, y) for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)))
    (a, b), (c, d) = (((other[0] - origin[0]) / 1000, (other[1] - origin[1]) / 1000) for other in (across, up))
    return lambda x, y: (a * x + c * y + origin[0], b * x + d * y + origin[1])


def _place(page: pypdfium2.PdfPage, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(
        page, 0, 0, width * _FINE, height * _FINE, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value / _FINE, down.value / _FINE
