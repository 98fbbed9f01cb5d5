"""Copying and reading in pieces while hashing, so that no file is ever held in memory as a whole."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

PIECE = 256 * 1024
"""Bytes read at a time."""


@dataclass(frozen=True)
class Fingerprint:
    """What one pass over some bytes found: their SHA-256 (lower-case hexadecimal) and their number."""

    digest: str
    size: int


def fingerprint(source: BinaryIO, write: Callable[[bytes], object] | None = None) -> Fingerprint:
    """Read `source` to its end, hand each piece to `write`, and say what went through; errors of both pass on."""
    sha256 = hashlib.sha256()
    size = 0
    while piece := source.read(PIECE):
        sha256.update(piece)
        size += len(piece)
        if write is not None:
            write(piece)
    return Fingerprint(sha256.hexdigest(), size)
