"""Word boxes as they are kept with a page."""

import json
import zlib
from collections.abc import Iterable

from portal.domain.berkas.reading import WordBox


def pack_words(words: Iterable[WordBox]) -> bytes | None:
    """Word boxes as compressed JSON; None for a page whose words were not taken."""
    listed = [word.to_json() for word in words]
    return zlib.compress(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()) if listed else None


def unpack_words(packed: bytes | None) -> tuple[WordBox, ...]:
    """The word boxes that `pack_words` stored."""
    return tuple(WordBox.from_json(item) for item in json.loads(zlib.decompress(packed))) if packed else ()
