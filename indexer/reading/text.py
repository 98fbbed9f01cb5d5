"""The text of each page in bulk, with PDFium, and whether it was born with the page or added by a scanner."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from portal.domain.berkas.reading import Origin, PageText
from portal.domain.plain_text import carried

MAX_PAGE_CHARACTERS = 500_000
MAX_OBJECTS_LOOKED_AT = 400
SCAN_SHARE = 0.7
"""Share of the page a picture must cover to be taken for the scan that the text was recognised from."""

INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_HYPHEN = re.compile("[\x02\ufffe]")
# Control characters, marks that reorder or hide text, halves of surrogates, non-characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\uffff]"
)


def clean(text: str) -> str:
    """Text in NFKC with line breaks as newlines and without anything invisible."""
    text = _LINE_END.sub("\n", _HYPHEN.sub("-", text)).replace("\t", " ")
    return _UNWANTED.sub("", carried(unicodedata.normalize("NFKC", text)))


def read_pages(document: pypdfium2.PdfDocument, first: int, last: int) -> Iterator[PageText | int]:
    """Text of the pages from `first` to `last` (counted from 1); the bare number of a page that does not load."""
    for number in range(first, last + 1):
        try:
            yield _read_page(document, number)
        except (pypdfium2.PdfiumError, RecursionError):
            yield number


def _read_page(document: pypdfium2.PdfDocument, number: int) -> PageText:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        origin, picture_share = _origin(page, width * height)
        if document.formenv and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            # What was typed into a form becomes text of the page; it is seen after loading the page anew.
            page.close()
            page = document[number - 1]
        text, turn = _page_text(page)
        if turn != (stored := page.get_rotation()):
            # Sideways text comes out with its lines in reverse; it is read upright and the page turned back.
            page.set_rotation(turn)
            page.close()
            page = document[number - 1]
            text, _ = _page_text(page)
            page.set_rotation(stored)
        text = clean(text)
        origin = origin if text.strip() else "none"
        return PageText(number, text, origin, round(width, 2), round(height, 2), picture_share=picture_share)
    finally:
        page.close()


def _page_text(page: pypdfium2.PdfPage) -> tuple[str, int]:
    """The text of a page, and the rotation of the page that would let its text stand upright."""
    layer = page.get_textpage()
    try:
        # The whole range and not a bounded one: that loses words on pages with /Rotate.
        length = min(layer.count_chars(), MAX_PAGE_CHARACTERS)
        if length < 1:
            return "", page.get_rotation()
        return str(layer.get_text_range(0, length)), _upright_turn(layer, length)
    finally:
        layer.close()


def _upright_turn(layer: pypdfium2.PdfTextPage, length: int) -> int:
    sample = range(0, length, max(1, length // 20))
    angles = (pdfium.FPDFText_GetCharAngle(layer, place) for place in sample)
    quarters = Counter(round(-angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return quarters.most_common(1)[0][0] * 90 if quarters else 0


def _origin(page: pypdfium2.PdfPage, page_area: float) -> tuple[Origin, float]:
    """Tell a scan with a recognised text layer from a page that was written as text; and how much pictures cover.

    Scanners and OCR programs draw the text invisibly, or visibly and then lay the picture over it.
    """
    is_text_met, is_recognised, covered = False, False, 0.0
    for item in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(item) == INVISIBLE:
                is_recognised = True
            is_text_met = True
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            area = _area(item)
            covered += area
            if is_text_met and area > SCAN_SHARE * page_area:
                is_recognised = True
    share = min(1.0, covered / page_area) if page_area > 0 else 0.0
    return ("embedded_ocr" if is_recognised else "digital"), round(share, 3)


def _objects(page: pypdfium2.PdfPage) -> Iterator[object]:
    """The first objects of the page and, one level deep, of its forms: OCR programs add their layer as a form."""
    for place in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS_LOOKED_AT)):
        item = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
            for inner in range(min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS_LOOKED_AT)):
                yield pdfium.FPDFFormObj_GetObject(item, inner)
        else:
            yield item


def _area(item: object) -> float:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    return float(max(0.0, right - left) * max(0.0, top - bottom))
