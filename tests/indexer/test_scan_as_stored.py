"""The picture of a scanned page goes to the recogniser as it is stored, but only where the page shows nothing else."""

import io
from collections.abc import Callable

import numpy as np
import pikepdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from indexer.reading.scans import draw_scan
from tests.factories.scan import drawn_page, scan_pdf

PAGE = drawn_page(dpi=200, noise=4)


def _grey(data: bytes) -> NDArray[np.uint8]:
    with pikepdf.open(io.BytesIO(data)) as structure:
        scan, grey = draw_scan(pypdfium2.PdfDocument(data), 1, structure)
    return np.frombuffer(grey, np.uint8).reshape(scan.height_px, scan.width_px)


def _shown(data: bytes, size: tuple[int, int]) -> NDArray[np.uint8]:
    """What a reader of the page sees, at this size in points across and down."""
    page = pypdfium2.PdfDocument(data)[0]
    picture = page.render(scale=size[0] / page.get_width(), grayscale=True).to_pil().convert("L")
    return np.asarray(picture.resize(size))


def _stored(data: bytes) -> NDArray[np.uint8]:
    with pikepdf.open(io.BytesIO(data)) as document:
        (image,) = document.pages[0].Resources.XObject.values()
        assert isinstance(image, pikepdf.Stream)
        return np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L"))


def _changed(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan_pdf([PAGE]))) as document:
        change(document, document.pages[0])
        document.save(out)
    return out.getvalue()


def _content(form: bytes) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    """The page with `form` as its content; NAME stands for the picture."""

    def change(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        (name,) = page.Resources.XObject.keys()
        page.Contents = document.make_stream(form.replace(b"NAME", name.encode()))

    return change


def _mask(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """The lower half of the picture made transparent."""
    (image,) = page.Resources.XObject.values()
    half = Image.fromarray(np.repeat(np.array([255, 0], dtype=np.uint8), 2)[:, None].repeat(4, axis=1))
    mask = document.make_stream(half.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=4)
    mask.Height, mask.BitsPerComponent, mask.ColorSpace = 4, 8, pikepdf.Name.DeviceGray
    image.SMask = mask


def _negative(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    (image,) = page.Resources.XObject.values()
    image.Decode = [1, 0]


def _turn(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.Rotate = 90


def _note(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A black square laid over the page, as reviewers do."""
    square = document.make_stream(b"0 g 0 0 200 200 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    square.BBox = [0, 0, 200, 200]
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[100, 100, 300, 300], F=4,
        AP=pikepdf.Dictionary(N=square),
    )  # fmt: skip
    page.Annots = [document.make_indirect(note)]


OTHERWISE_SHOWN = {
    "turned": _turn,
    "upside down": _content(b"q 595 0 0 -842 0 842 cm NAME Do Q"),
    "half the page": _content(b"q 595 0 0 421 0 0 cm NAME Do Q"),
    "clipped": _content(b"q 0 0 595 300 re W n 595 0 0 842 0 0 cm NAME Do Q"),
    "drawn over": _content(b"q 595 0 0 842 0 0 cm NAME Do Q 0 g 100 100 300 300 re f"),
    "half transparent": _mask,
    "with a note": _note,
    "negative": _negative,
}


def test_scan_goes_on_point_for_point_as_it_is_stored() -> None:
    data = scan_pdf([PAGE])

    difference = np.abs(_grey(data).astype(int) - _stored(data))

    assert difference.max() <= 2, "two decoders may round differently, and nothing more"


@pytest.mark.parametrize("name", OTHERWISE_SHOWN)
def test_page_that_shows_its_picture_otherwise_is_drawn_as_it_is_seen(name: str) -> None:
    data = _changed(OTHERWISE_SHOWN[name])
    grey = _grey(data)

    shown = _shown(data, (grey.shape[1], grey.shape[0]))
    as_stored = np.asarray(Image.fromarray(_stored(data)).resize(shown.shape[::-1]))

    assert np.abs(grey.astype(int) - shown).mean() < 6
    assert np.abs(as_stored.astype(int) - shown).mean() > 6, "the change must be one that can be seen"


def test_scan_finer_than_the_recogniser_needs_is_made_smaller() -> None:
    document = pypdfium2.PdfDocument(scan_pdf([drawn_page(dpi=400)]))

    scan, _ = draw_scan(document, 1)

    assert scan.dpi == 300
    assert scan.width_px == pytest.approx(8.27 * 300, abs=3)
