"""Small pictures of pages, made from the page images when they are first asked for; the latest ones are kept.

A page image is ours: the indexer drew it, and its bytes were hashed before they come here.
"""

import threading
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from portal.errors import ObjectAlteredError
from portal.web.drawn import Drawn

WIDTH, TALLEST = 168, 420
"""Twice the width at which they are shown, for fine screens."""
MOST_KEPT_BYTES = 3 * 1024 * 1024
"""About a thousand of them."""
_QUALITY = 55
_MOST_PIXELS = 40_000_000


def kept_small_images() -> Drawn:
    """Room for small pictures. One is made at a time and whoever asks waits: a page asks for many at once."""
    making = threading.Lock()
    return Drawn(MOST_KEPT_BYTES, place=lambda: making)


def shrink(file: BinaryIO) -> bytes:
    """A small WebP of a page image. Raises ObjectAlteredError for what is no picture of a page."""
    try:
        with Image.open(file, formats=("WEBP",)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise ObjectAlteredError("Gambar halaman terlalu besar untuk diperkecil; laporkan kepada admin.")
            small = image.convert("RGB")
            small.thumbnail((WIDTH, TALLEST), Image.Resampling.BOX, reducing_gap=2.0)
            out = BytesIO()
            small.save(out, "WEBP", quality=_QUALITY, method=4)
    except (OSError, ValueError, SyntaxError) as error:
        raise ObjectAlteredError("Gambar halaman tidak dapat diperkecil; laporkan kepada admin.") from error
    return out.getvalue()
