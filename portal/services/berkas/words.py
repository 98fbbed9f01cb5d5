"""Word boxes, places of words in a text, and lines of a second reading, as they are kept with a page."""

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from portal.domain.berkas.reading import ReadLine, WordBox
from portal.domain.document import places


def pack_words(words: Iterable[WordBox]) -> bytes | None:
    """Word boxes as compressed JSON; None for a page whose words were not taken."""
    return _pack([word.to_json() for word in words])


def unpack_words(packed: bytes | None) -> tuple[WordBox, ...]:
    """The word boxes that `pack_words` stored."""
    return tuple(WordBox.from_json(item) for item in json.loads(zlib.decompress(packed))) if packed else ()


def pack_places(text: str, words: Sequence[WordBox]) -> bytes:
    """Where each word of a page text stands, as far as these boxes tell; empty where they tell nothing."""
    return places.pack(text, places.lay(text, words))


def pack_lines(lines: Iterable[ReadLine]) -> bytes | None:
    """Lines of a second reading as compressed JSON; None where there are none."""
    return _pack([line.to_json() for line in lines])


def unpack_lines(packed: bytes | None) -> tuple[ReadLine, ...]:
    """The lines that `pack_lines` stored."""
    return tuple(ReadLine.from_json(item) for item in json.loads(zlib.decompress(packed))) if packed else ()


def _pack(listed: list[Any]) -> bytes | None:
    return zlib.compress(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()) if listed else None
