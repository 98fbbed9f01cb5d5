"""Small pictures of pages, made from the page images when they are first asked for; the latest ones are kept.

A page image is ours: the indexer drew it, and its bytes were hashed before they come here.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from portal.errors import ObjectAlteredError

WIDTH, TALLEST = 168, 420
"""Twice the width at which they are shown, for fine screens."""
MOST_KEPT = 1024
_QUALITY = 55
_MOST_PIXELS = 40_000_000


class SmallImages:
    """Small WebP pictures by the digest of the page image. One is made at a time, so that pages do not wait for it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._making = threading.Lock()

    def get(self, digest: str, open_image: Callable[[], BinaryIO]) -> bytes:
        """The small picture; raises what opening the page image raises."""
        if (known := self._known(digest)) is not None:
            return known
        with self._making:
            if (known := self._known(digest)) is not None:
                return known
            with open_image() as file:
                made = shrink(file)
        with self._lock:
            self._kept[digest] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made

    def _known(self, digest: str) -> bytes | None:
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
            return self._kept.get(digest)


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
