"""One page as the recogniser wants it: grey, at the resolution it was scanned with, never blown up beyond that."""

import contextlib

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from indexer.ocr.scan import LONGEST_EDGE, MOST_POINTS, PageScan
from indexer.reading.sight import without_text
from indexer.reading.text import flattened

LOWEST_DPI, HIGHEST_DPI = 150.0, 300.0
"""Below, letters are too small for the recogniser; above, it gets slower and not better."""

LEAST_SHARE = 0.05
"""Share of the page that a picture covers at least to say something about the scanner; a logo or stamp does not."""

_MOST_OBJECTS = 400
_CHANGING = ("/SMask", "/Mask", "/ImageMask", "/Decode", "/OC", "/SMaskInData")
_SAME_SIZE = 0.01
_LEVEL = 0.0005
_EDGE = 0.005


def draw_scan(
    document: pypdfium2.PdfDocument, number: int, structure: pikepdf.Pdf | None = None, *, is_rest: bool = False
) -> tuple[PageScan, bytes]:
    """The page (counted from 1) and its grey values; raises PdfiumError or ValueError if it does not load.

    With the `structure` of the same file a page that is one bare picture need not be drawn. With `is_rest` the text of
    the page is left out.
    """
    page = flattened(document, number, has_looks=True) if is_rest else document[number - 1]
    try:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise ValueError("a page has a size")
        scale = _scale(_scanned_dpi(page, width * height), width, height)
        is_bare = structure is not None and _has_bare_picture(structure, number)
        with without_text(page) if is_rest else contextlib.nullcontext():
            picture = (_stored(page, scale) if is_bare else None) or _drawn(page, scale)
        dpi = round(scale * 72, 2)
        scan = PageScan(number, picture.width, picture.height, dpi, round(width, 2), round(height, 2))
        return scan, picture.tobytes()
    finally:
        page.close()


def _drawn(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    bitmap = page.render(scale=scale, bitmap_maker=pypdfium2.PdfBitmap.new_native, grayscale=True)
    try:
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("L")
    finally:
        bitmap.close()


def _stored(page: pypdfium2.PdfPage, scale: float) -> Image.Image | None:
    """The one picture that a scanned page is, just as it is stored; None where drawing could show anything else.

    Drawing costs three times as much and resamples what was level with the page all along.
    """
    if page.get_rotation() or pdfium.FPDFPage_GetAnnotCount(page) or pdfium.FPDFPage_CountObjects(page) != 1:
        return None
    item = next(page.get_objects(max_depth=1))
    if not isinstance(item, pypdfium2.PdfImage) or not _is_plain(item) or not _fills(item, page):
        return None
    across, down = item.get_px_size()
    width, height = page.get_size()
    if max(abs(across / (width * scale) - 1), abs(down / (height * scale) - 1)) > _SAME_SIZE:
        return None
    bitmap = item.get_bitmap()
    try:
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("L") if picture.size == (across, down) else None
    finally:
        bitmap.close()


def _has_bare_picture(structure: pikepdf.Pdf, number: int) -> bool:
    """Whether the one thing a page may draw is a picture that nothing masks, recolours or hides."""
    try:
        drawn = list(structure.pages[number - 1].resources.get("/XObject", pikepdf.Dictionary()).values())
        image = drawn[0]
        return len(drawn) == 1 and image.get("/Subtype") == "/Image" and not any(key in image for key in _CHANGING)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError):
        # What cannot be looked at is drawn.
        return False


def _is_plain(item: pypdfium2.PdfImage) -> bool:
    """Whether a picture is shown as its own points say: of whole bytes, upright, without mask, clip, layer or blend."""
    matrix = item.get_matrix()
    is_upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) + abs(matrix.c) < _LEVEL * (matrix.a + matrix.d)
    is_clipped = pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(item)) > 0
    is_marked = pdfium.FPDFPageObj_CountMarks(item) != 0
    if not is_upright or is_clipped or is_marked or pdfium.FPDFPageObj_HasTransparency(item):
        return False
    return item.get_metadata().bits_per_pixel in (8, 24)


def _fills(item: pypdfium2.PdfImage, page: pypdfium2.PdfPage) -> bool:
    """Whether a picture ends where the page ends, on all four sides."""
    width, height = page.get_size()
    edges = zip(item.get_bounds(), page.get_bbox(), strict=True)
    return all(abs(own - edge) <= _EDGE * min(width, height) for own, edge in edges)


def _scale(dpi: float, width: float, height: float) -> float:
    """Points of the picture for each point of the page, clamped so that a huge page costs no more than a poster."""
    wanted = min(HIGHEST_DPI, max(LOWEST_DPI, dpi)) / 72
    return float(min(wanted, (LONGEST_EDGE - 1) / max(width, height), (MOST_POINTS * 0.99 / (width * height)) ** 0.5))


def _scanned_dpi(page: pypdfium2.PdfPage, page_area: float) -> float:
    """The finest resolution among the pictures that make up the page; the highest if it is drawn with lines."""
    found = []
    for item in _pictures(page):
        left, bottom, right, top = item.get_bounds()
        area = abs(right - left) * abs(top - bottom)
        if area > LEAST_SHARE * page_area:
            across, down = item.get_px_size()
            # From the areas, so that a picture that lies on its side counts like an upright one.
            found.append(72 * (across * down / area) ** 0.5)
    return max(found, default=HIGHEST_DPI)


def _pictures(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfImage]:
    pictures: list[pypdfium2.PdfImage] = []
    for place, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if place >= _MOST_OBJECTS:
            break
        pictures.append(item)
    return pictures
