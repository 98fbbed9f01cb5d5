"""Pictures of pages in which places are blackened: the pixels are replaced before anything is encoded."""

import io
from collections.abc import Iterator, Mapping, Sequence

import pypdfium2
from PIL import Image, ImageChops

from indexer.burned import DPI, BurnedPage
from indexer.ocr.scan import LONGEST_EDGE, MOST_POINTS
from portal.domain.penghitaman.kotak import pixels

QUALITY = 82
_COLOURED = 24
"""Difference between two colours of a point, of 255, from which on a page is kept in colour: a stamp, blue ink."""

Edges = Sequence[int]


def burn_pages(
    document: pypdfium2.PdfDocument, first: int, last: int, boxes: Mapping[int, Sequence[Edges]]
) -> Iterator[tuple[BurnedPage, bytes] | int]:
    """Pictures of the pages from `first` to `last` (counted from 1); the bare number of a page that does not load."""
    for number in range(first, last + 1):
        try:
            yield _burn(document, number, boxes.get(number, ()))
        except (pypdfium2.PdfiumError, ValueError):
            yield number


def _burn(document: pypdfium2.PdfDocument, number: int, boxes: Sequence[Edges]) -> tuple[BurnedPage, bytes]:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise ValueError("a page has a size")
        bitmap = page.render(scale=scale_of(width, height), rev_byteorder=True)
        try:
            picture = _blackened(bitmap.to_pil().convert("RGB"), boxes)
        finally:
            bitmap.close()
    finally:
        page.close()
    is_grey = not _is_coloured(picture)
    if is_grey:
        picture = picture.convert("L")
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=QUALITY)
    data = packed.getvalue()
    burned = BurnedPage(
        number, picture.width, picture.height, round(width, 2), round(height, 2), is_grey=is_grey, size=len(data)
    )
    return burned, data


def scale_of(width: float, height: float) -> float:
    """Pixels for each point; clamped, so that a page of five kilometres costs no more than a poster."""
    edge, area = (LONGEST_EDGE - 1) / max(width, height), (MOST_POINTS * 0.99 / (width * height)) ** 0.5
    return float(min(DPI / 72, edge, area))


def _blackened(picture: Image.Image, boxes: Sequence[Edges]) -> Image.Image:
    for edges in boxes:
        picture.paste((0, 0, 0), pixels(edges, picture.width, picture.height))
    return picture


def _is_coloured(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    pairs = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return any(pair.getextrema()[1] > _COLOURED for pair in pairs)  # type: ignore[operator]
