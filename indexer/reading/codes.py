"""QR codes on pages: what is written in them, page by page; a cover sheet is known by one."""

from collections.abc import Iterator

import pypdfium2
import zxingcpp

from indexer.findings import LONGEST_CODE, MOST_CODES
from indexer.ocr.scan import LONGEST_EDGE, MOST_POINTS

DPI = 150.0
"""At which a code of three centimetres has six points and more for each of its squares."""

_KIND = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def read_codes(document: pypdfium2.PdfDocument, first: int, last: int) -> Iterator[tuple[int, list[str]] | int]:
    """Number and codes of the pages from `first` to `last` (counted from 1); the bare number if one does not load."""
    for number in range(first, last + 1):
        try:
            yield number, _codes_of(document, number)
        except (pypdfium2.PdfiumError, ValueError, RuntimeError):
            yield number


def _codes_of(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise ValueError("a page has a size")
        scale = min(DPI / 72, (LONGEST_EDGE - 1) / max(width, height), (MOST_POINTS * 0.99 / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, bitmap_maker=pypdfium2.PdfBitmap.new_native, grayscale=True)
        try:
            picture = bitmap.to_pil().convert("L")
        finally:
            bitmap.close()
    finally:
        page.close()
    found = zxingcpp.read_barcodes(picture, formats=_KIND)
    return [code.text for code in found[:MOST_CODES] if len(code.text) <= LONGEST_CODE]
