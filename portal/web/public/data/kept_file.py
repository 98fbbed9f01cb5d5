"""A large answer that is made once for each state of what is public, packed, and handed out many times.

It lies in a file without a name, so nothing of it outlives the process, and a state that is over is let go of. The
file is made in one moment of the database and in a bounded amount of memory, however many naskah there are.
"""

import gzip
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

from portal.errors import BulkBusyError

CHUNK = 64 * 1024
PATIENCE = 3.0
"""Seconds that somebody waits for a file which another visitor's request is making."""
_LEVEL = 6

Lines = Callable[[], Iterator[str]]


class KeptFile:
    """One kind of file; safe for many threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._key: object = None
        self._file: int | None = None
        self.size = 0
        """Bytes of the newest one, packed; 0 before the first."""

    def open(self, key: object, lines: Lines) -> int:
        """A descriptor of the packed file for this state, which the caller closes; made where there is none yet.

        Raises BulkBusyError while another request makes it.
        """
        if not self._lock.acquire(timeout=PATIENCE):
            raise BulkBusyError("Berkas data sedang disiapkan. Coba lagi sebentar lagi.")
        try:
            if self._file is None or self._key != key:
                made = self._make(lines)
                if self._file is not None:
                    os.close(self._file)
                self._file, self._key, self.size = made, key, os.fstat(made).st_size
            return os.dup(self._file)
        finally:
            self._lock.release()

    def _make(self, lines: Lines) -> int:
        with (
            tempfile.TemporaryFile(dir=self._folder) as file,
            gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0) as packed,
        ):
            for line in lines():
                packed.write(line.encode())
            packed.close()
            file.flush()
            return os.dup(file.fileno())


def packed_parts(descriptor: int) -> Iterator[bytes]:
    """The bytes as they lie there."""
    at = 0
    # Read by place: all who read share one position in the file.
    while part := os.pread(descriptor, CHUNK, at):
        at += len(part)
        yield part


def plain_parts(descriptor: int) -> Iterator[bytes]:
    """The same unpacked, a bounded piece at a time."""
    unpacking = zlib.decompressobj(wbits=31)
    for part in packed_parts(descriptor):
        while part:
            yield unpacking.decompress(part, CHUNK)
            part = unpacking.unconsumed_tail
    yield unpacking.flush()
