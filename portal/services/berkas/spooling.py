"""Spooling: a stream becomes a file in the waiting room, hashed and measured while it comes in.

Nothing is read twice and nothing is held in memory, whatever the size. Past the limit, or once the first bytes show
that it is no PDF, the rest is counted and thrown away: the sender still gets a clear answer instead of a cut line.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from portal import failpoint
from portal.domain.berkas.pdf_sniff import SAMPLE_SIZE, sniff
from portal.errors import StorageFullError
from portal.services.berkas.uploading import ReceivedFile

PIECE = 1 << 20
FULL = "Ruang tunggu unggahan di server penuh, jadi tidak ada yang disimpan. Coba lagi nanti atau hubungi admin."


class Spool:
    """One incoming file. Feed it with `write`, then take `finish`; `path` exists until the caller removes it."""

    def __init__(self, path: Path, *, limit: int) -> None:
        self.path = path
        self.size = 0
        self._limit = limit
        self._digest = hashlib.sha256()
        self._head = b""
        self._tail = b""
        self._out = path.open("xb")
        failpoint.reach(failpoint.Step.SPOOL_OPEN)
        self._is_wanted = True

    def write(self, piece: bytes) -> int:
        """Take the next bytes; gives back their number."""
        self.size += len(piece)
        if len(self._head) < SAMPLE_SIZE:
            self._head = (self._head + piece)[:SAMPLE_SIZE]
        self._tail = (self._tail + piece)[-SAMPLE_SIZE:]
        if self._is_wanted and (self.size > self._limit or self._is_no_pdf()):
            self._is_wanted = False
            self._out.truncate(0)
        if self._is_wanted:
            self._digest.update(piece)
            self._out.write(piece)
            failpoint.reach(failpoint.Step.MID_STREAM)
        return len(piece)

    def finish(self, nama: str) -> ReceivedFile:
        """The received file under the name it was sent with."""
        self._out.close()
        failpoint.reach(failpoint.Step.HASH)
        return ReceivedFile(nama, self.path, self._digest.hexdigest(), self.size, self._head, self._tail)

    def _is_no_pdf(self) -> bool:
        return len(self._head) >= SAMPLE_SIZE and sniff(self._head, self._tail, self.size).kind == "not_pdf"


def spool_stream(source: BinaryIO, path: Path, *, nama: str, limit: int) -> ReceivedFile:
    """Copy a whole stream into the waiting room."""
    incoming = Spool(path, limit=limit)
    try:
        while piece := source.read(PIECE):
            incoming.write(piece)
    finally:
        received = incoming.finish(nama)
    return received


def spool_use(folder: Path) -> int:
    """Bytes that wait in the spool under a name: files on their way in, and parts of those that are not whole yet."""
    used = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                used += entry.stat(follow_symlinks=False).st_size
    return used


def has_room(folder: Path, size: int, most: int) -> bool:
    """Whether so many bytes more may wait; a bound of 0 is none."""
    return not most or spool_use(folder) + size <= most


def refuse_full(folder: Path, size: int, most: int) -> None:
    """Raises StorageFullError where so many bytes more would be too many."""
    if not has_room(folder, size, most):
        raise StorageFullError(FULL)
