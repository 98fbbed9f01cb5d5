"""One page as the recogniser wants it: grey, at the resolution it was scanned with, never blown up beyond that."""

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.ocr.scan import LONGEST_EDGE, MOST_POINTS, PageScan

LOWEST_DPI, HIGHEST_DPI = 150.0, 300.0
"""Below, letters are too small for the recogniser; above, it gets slower and not better."""

LEAST_SHARE = 0.05
"""Share of the page that a picture covers at least to say something about the scanner; a logo or stamp does not."""

_MOST_OBJECTS = 400


def draw_scan(document: pypdfium2.PdfDocument, number: int) -> tuple[PageScan, bytes]:
    """The page (counted from 1) and its grey values; raises PdfiumError or ValueError if it does not load."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise ValueError("a page has a size")
        scale = _scale(_scanned_dpi(page, width * height), width, height)
        bitmap = page.render(scale=scale, bitmap_maker=pypdfium2.PdfBitmap.new_native, grayscale=True)
        picture = bitmap.to_pil().convert("L")
        grey = picture.tobytes()
        bitmap.close()
        dpi = round(scale * 72, 2)
        return PageScan(number, picture.width, picture.height, dpi, round(width, 2), round(height, 2)), grey
    finally:
        page.close()


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
