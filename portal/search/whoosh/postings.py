"""Posting lists as runs of plain numbers, so that numpy reads one whole list at a time.

Whoosh's own blocks of 128 pickled postings cost a Python loop for every list; these cost three `frombuffer`. A list
holds the documents of a word (ascending), how often it stands in each, and where (positions, by document). The
positions come last: a search for words reads only what lies before them. Two checksums tell a damaged list.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from portal.search.answers.facts import Numbers

ReadAt = Callable[[int, int], bytes]

# magic, documents, positions, sizes of one document number, frequency (0: all are 1) and position, two checksums
_HEADER = struct.Struct("<4sIIBBBxII")
_MAGIC = b"NKS1"
_WIDTHS: dict[int, np.dtype[Any]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
_LETTERS = {1: "B", 2: "H", 4: "I"}
_WHOLE_READ = 32_768
# A part made while a batch of documents is taken in: numbers of both kinds, then documents, frequencies, positions.
_PART = struct.Struct("<II")
_WIDE = np.dtype("<u4")


class DamagedPostingsError(Exception):
    """The bytes of a posting list are not what was written."""


@dataclass(frozen=True)
class Postings:
    """One decoded list. `freqs` is None when every frequency is 1; `positions` is None when not read."""

    docs: Numbers
    freqs: Numbers | None
    positions: Numbers | None

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        held = [self.docs, self.freqs, self.positions]
        return 200 + sum(array.nbytes for array in held if array is not None)


def pack_part(docs: bytes, freqs: bytes, positions: bytes) -> bytes:
    """A part of a list, from arrays of 32-bit little-endian numbers already in bytes."""
    return _PART.pack(len(docs) // 4, len(positions) // 4) + docs + freqs + positions


def encode(parts: Sequence[bytes]) -> tuple[bytes, int, int, int]:
    """Join parts (by ascending documents) to one list; gives bytes, document count, first and last document."""
    if len(parts) == 1 and len(parts[0]) > _PART.size and _PART.unpack_from(parts[0])[0] == 1:
        return _encode_single(parts[0])
    docs, freqs, positions = _joined(parts)
    freq_size = 0 if bool((freqs == 1).all()) else _size_for(freqs)
    doc_size, position_size = _size_for(docs), _size_for(positions)
    head = docs.astype(_WIDTHS[doc_size]).tobytes()
    if freq_size:
        head += freqs.astype(_WIDTHS[freq_size]).tobytes()
    tail = positions.astype(_WIDTHS[position_size]).tobytes()
    header = _HEADER.pack(
        _MAGIC, len(docs), len(positions), doc_size, freq_size, position_size, zlib.crc32(head), zlib.crc32(tail)
    )
    return header + head + tail, len(docs), int(docs[0]), int(docs[-1])


def _encode_single(part: bytes) -> tuple[bytes, int, int, int]:
    """The same for the list of a single document: most lists are, and numpy is slow for one number."""
    doc, freq, *positions = struct.unpack_from(f"<{(len(part) - _PART.size) // 4}I", part, _PART.size)
    doc_size, freq_size = _size_of(doc), _size_of(freq) if freq > 1 else 0
    position_size = _size_of(positions[-1]) if positions else 1
    head = doc.to_bytes(doc_size, "little") + (freq.to_bytes(freq_size, "little") if freq_size else b"")
    tail = struct.pack(f"<{len(positions)}{_LETTERS[position_size]}", *positions)
    header = _HEADER.pack(
        _MAGIC, 1, len(positions), doc_size, freq_size, position_size, zlib.crc32(head), zlib.crc32(tail)
    )
    return header + head + tail, 1, doc, doc


def _joined(parts: Sequence[bytes]) -> tuple[Numbers, Numbers, Numbers]:
    """Documents, frequencies and positions of all the parts."""
    if len(parts) == 1:
        return _unpacked(parts[0])
    docs, freqs, positions = zip(*map(_unpacked, parts), strict=True)
    return np.concatenate(docs), np.concatenate(freqs), np.concatenate(positions)


def _unpacked(part: bytes) -> tuple[Numbers, Numbers, Numbers]:
    documents, _ = _PART.unpack_from(part)
    numbers = np.frombuffer(part, dtype=_WIDE, offset=_PART.size)
    return numbers[:documents], numbers[documents : 2 * documents], numbers[2 * documents :]


def _size_for(numbers: Numbers) -> int:
    if not len(numbers):
        return 1
    return _size_of(int(numbers.max()))


def _size_of(highest: int) -> int:
    if highest < 1 << 8:
        return 1
    return 2 if highest < 1 << 16 else 4


def read(read_at: ReadAt, offset: int, length: int, *, with_positions: bool) -> Postings:
    """Decode the list at `offset`; raises DamagedPostingsError when it is not whole."""
    is_whole = with_positions or length <= _WHOLE_READ
    data = read_at(offset, length if is_whole else _HEADER.size)
    if len(data) < _HEADER.size:
        raise DamagedPostingsError("list is cut off")
    magic, count, places, doc_size, freq_size, position_size, head_sum, tail_sum = _HEADER.unpack_from(data)
    head_length = count * (doc_size + freq_size)
    if magic != _MAGIC or length != _HEADER.size + head_length + places * position_size:
        raise DamagedPostingsError("list has another length")
    head = data[_HEADER.size : _HEADER.size + head_length] if is_whole else read_at(offset + _HEADER.size, head_length)
    if len(head) != head_length or zlib.crc32(head) != head_sum:
        raise DamagedPostingsError("list has another checksum")
    docs = np.frombuffer(head, dtype=_WIDTHS[doc_size], count=count)
    freqs = np.frombuffer(head, dtype=_WIDTHS[freq_size], offset=count * doc_size) if freq_size else None
    if not with_positions:
        return Postings(docs, freqs, None)
    tail = data[_HEADER.size + head_length :]
    if zlib.crc32(tail) != tail_sum:
        raise DamagedPostingsError("positions have another checksum")
    return Postings(docs, freqs, np.frombuffer(tail, dtype=_WIDTHS[position_size]))


def frequencies(postings: Postings) -> Numbers:
    """How often the word stands in each document, also where the list left it out."""
    if postings.freqs is None:
        return np.ones(len(postings.docs), dtype=np.uint8)
    return postings.freqs


def part_of(postings: Postings, new_docs: Numbers) -> bytes | None:
    """The list under other document numbers (below 0: gone), as a part for a merged list; None when nothing is left."""
    numbers = new_docs[postings.docs]
    if len(numbers) == 1 and numbers[0] >= 0:
        positions = b"" if postings.positions is None else postings.positions.astype(_WIDE).tobytes()
        freq = 1 if postings.freqs is None else int(postings.freqs[0])
        return pack_part(int(numbers[0]).to_bytes(4, "little"), freq.to_bytes(4, "little"), positions)
    kept = numbers >= 0
    if not kept.any():
        return None
    freqs = frequencies(postings)
    places = postings.positions if postings.positions is not None else np.empty(0, dtype=_WIDE)
    if len(places):
        places = places[np.repeat(kept, freqs)]
    return pack_part(
        numbers[kept].astype(_WIDE).tobytes(), freqs[kept].astype(_WIDE).tobytes(), places.astype(_WIDE).tobytes()
    )
