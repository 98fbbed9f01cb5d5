"""Turns a typeset PDF into what an office scanner gives: slightly turned grey or colour images, no text."""

from functools import lru_cache
from io import BytesIO
from random import Random
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from portal.samples.source import dice

DPI = 150
_QUALITY = 42
_PAPER = 247
_TILE = 512


def scan(digital: bytes, *, seed: str, is_colour: bool) -> bytes:
    """An image-only PDF at 150 dpi with one JPEG a page; bytes depend on the arguments alone."""
    source = pypdfium2.PdfDocument(digital)
    result = pikepdf.new()
    try:
        for number in range(len(source)):
            throw = dice(seed, "pindai", number)
            page = source[number]
            image = page.render(scale=DPI / 72, grayscale=not is_colour).to_pil()
            _add_page(result, _aged(image, throw), size=page.get_size())
            page.close()
        target = BytesIO()
        result.save(target, deterministic_id=True)
        return target.getvalue()
    finally:
        source.close()
        result.close()


@lru_cache(maxsize=1)
def _grain() -> NDArray[np.int16]:
    """One tile of paper and sensor noise, shared by all pages because drawing it anew costs most of the time."""
    generator = np.random.default_rng(39)
    return generator.normal(0, 3.0, (_TILE, _TILE)).astype(np.int16)


def _aged(image: Image.Image, throw: Random) -> Image.Image:
    fill: Any = _PAPER if image.mode == "L" else (_PAPER, _PAPER - 1, _PAPER - 5)
    turned = image.rotate(throw.uniform(-0.9, 0.9), resample=Image.Resampling.BILINEAR, fillcolor=fill)
    # Paper is not white and black is not black.
    pixels = np.asarray(turned.point([value * 226 // 255 + 20 for value in range(256)] * len(turned.getbands())))
    height, width = pixels.shape[:2]
    rows, columns = -(-height // _TILE), -(-width // _TILE)
    noise = np.roll(_grain(), throw.randrange(_TILE), axis=throw.randrange(2))
    noise = np.tile(noise, (rows, columns))[:height, :width]
    # One edge lies off the glass and comes out darker.
    shade = np.zeros(width, dtype=np.int16)
    shade[: width // 40] = np.linspace(-26, 0, width // 40).astype(np.int16)
    if throw.random() < 0.5:
        shade = shade[::-1]
    veil = noise + shade
    aged = pixels.astype(np.int16) + (veil if image.mode == "L" else veil[:, :, None])
    return Image.fromarray(np.clip(aged, 0, 255).astype(np.uint8))


def _add_page(pdf: pikepdf.Pdf, image: Image.Image, *, size: tuple[float, float]) -> None:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    width, height = size
    stream = pikepdf.Stream(
        pdf,
        buffer.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceGray if image.mode == "L" else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    content = pikepdf.Stream(pdf, f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode())
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 2), round(height, 2)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream)),
        Contents=content,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
