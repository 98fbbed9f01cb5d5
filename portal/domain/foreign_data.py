"""Reading what was written elsewhere or long ago: an export, the manifest of a backup, bytes that were packed.

Such data may be anything. Whatever it cannot be is told by one error, so that a command ends in a line that says which
file is damaged, and no kind of damage is forgotten at one of the places that read.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from portal.errors import BadInputError

MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that a packed value of a row may become."""
_DAMAGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, EOFError, zlib.error)
"""What reading raises for data that is not what it should be; never what a disk or a database raises."""


@contextmanager
def refusing(message: str) -> Iterator[None]:
    """Raises BadInputError with this message, and no other, for data that is not what the block takes it for."""
    try:
        yield
    except (*_DAMAGE, BadInputError) as error:
        raise BadInputError(message) from error


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text. Raises ValueError for anything else, also for numbers that are none (`NaN`)."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def unpacked(packed: bytes) -> bytes:
    """What was packed by zlib, whole. Raises ValueError for anything else, and for what becomes too large."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(packed, MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("not packed") from error
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("broken off, too large, or followed by something else")
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
