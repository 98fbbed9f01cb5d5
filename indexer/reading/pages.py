"""Pictures of pages for people who want to look before they download."""

import io
from collections.abc import Iterator

import pypdfium2

from portal.domain.berkas.reading import PageImage, page_image_name

DPI = 110
MAX_PIXELS = 1600
QUALITY = 72
EFFORT = 2
"""WebP effort 0 to 6: 2 takes half the time of the usual 4, and the files are some percent larger."""


def render_pages(document: pypdfium2.PdfDocument, first: int, last: int) -> Iterator[tuple[PageImage, bytes] | int]:
    """Pictures of the pages from `first` to `last` (counted from 1); the bare number of a page that does not load."""
    for number in range(first, last + 1):
        try:
            yield _render_page(document, number)
        except (pypdfium2.PdfiumError, ValueError):
            yield number


def _render_page(document: pypdfium2.PdfDocument, number: int) -> tuple[PageImage, bytes]:
    page = document[number - 1]
    try:
        # The scale is clamped, so a page of five kilometres costs no more than a sheet of paper.
        scale = min(DPI / 72, (MAX_PIXELS - 1) / max(*page.get_size(), 1.0))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        picture = bitmap.to_pil()
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=QUALITY, method=EFFORT)
        data = packed.getvalue()
        bitmap.close()
        return PageImage(number, picture.width, picture.height, page_image_name(number), len(data)), data
    finally:
        page.close()
