"""Printed pages as they come back from an office copier: grey, not quite level, grained, in one PDF."""

import io
import random
from collections.abc import Sequence

import numpy as np
import pypdfium2
from PIL import Image

WHITE = 255


def scanned(*printed: bytes, dpi: int = 200, angle: float = 1.5, turned: int = 0) -> bytes:
    """All pages of these PDFs as one scan; `angle` in degrees, `turned` in quarters."""
    dice = random.Random(7)  # noqa: S311 - grain on paper.
    pages: list[Image.Image] = []
    for pdf in printed:
        document = pypdfium2.PdfDocument(pdf)
        for number in range(len(document)):
            drawn = document[number].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            level = drawn.rotate(angle * (1 if number % 2 else -1), fillcolor=WHITE, resample=Image.Resampling.BICUBIC)
            pages.append(_grained(level, dice.randrange(1 << 30)).rotate(90 * turned, expand=True))
        document.close()
    return _bound(pages, dpi)


def _grained(page: Image.Image, seed: int) -> Image.Image:
    grain = np.random.default_rng(seed).normal(0, 12, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page, dtype=np.int16) + grain, 0, 255).astype(np.uint8), "L")


def _bound(pages: Sequence[Image.Image], dpi: int) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=list(pages[1:]), resolution=dpi, quality=60)
    return out.getvalue()
