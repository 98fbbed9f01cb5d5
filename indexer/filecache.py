"""Stored files on local disk for as long as their pages are being worked on, checked against their digest.

Recognising a file of three hundred pages takes hours of small jobs; fetching it for each would cost more than the work.
"""

import contextlib
import hashlib
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.workroom import working_folder
from portal.errors import ObjectAlteredError, StorageError
from portal.storage.interface import ObjectStorage
from portal.storage.paired import first_intact

KEPT_BYTES = 256 * 1024 * 1024
_PIECE = 1 << 20


def fetch(objects: ObjectStorage, sha256: str, path: Path) -> None:
    """Copy a stored file to a path that is free; raises ObjectAlteredError where its bytes are not those recorded."""
    first_intact(objects, lambda source: _copy(source, sha256, path))


def _copy(objects: ObjectStorage, sha256: str, path: Path) -> None:
    digest = hashlib.sha256()
    try:
        with objects.open(sha256) as source, path.open("xb") as out:
            while piece := source.read(_PIECE):
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != sha256:
            raise ObjectAlteredError(
                "Isi berkas tersimpan tidak cocok dengan sidiknya. Jalankan portal storage verify."
            )
    except StorageError:
        path.unlink(missing_ok=True)
        raise


class FileCache:
    """Safe to share between threads; close it, or use it in a `with` block, and nothing stays on the disk."""

    def __init__(self, objects: ObjectStorage, spool: Path | None = None, *, kept_bytes: int = KEPT_BYTES) -> None:
        self._objects = objects
        self._kept_bytes = kept_bytes
        self._room = working_folder(spool or Path(tempfile.gettempdir()))
        self._folder = self._room.__enter__()
        self._turn = threading.Lock()
        self._fetching: dict[str, threading.Lock] = {}
        self._users: dict[str, int] = {}
        self._present: OrderedDict[str, int] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove everything; the cache is of no use afterwards."""
        self._room.__exit__(None, None, None)

    @contextlib.contextmanager
    def open(self, sha256: str) -> Iterator[Path]:
        """The file for the time of a `with` block. Raises ObjectAlteredError, ObjectMissingError or StorageError."""
        with self._turn:
            self._users[sha256] = self._users.get(sha256, 0) + 1
            key = self._fetching.setdefault(sha256, threading.Lock())
        try:
            # Several pages of one file start at the same moment: one of them fetches, the others wait for it.
            with key:
                path = self._fetched(sha256)
            yield path
        finally:
            self._leave(sha256)

    def _fetched(self, sha256: str) -> Path:
        path = self._folder / sha256
        with self._turn:
            is_there = sha256 in self._present
        if not is_there:
            path.unlink(missing_ok=True)
            fetch(self._objects, sha256, path)
        with self._turn:
            self._present[sha256] = path.stat().st_size
            self._present.move_to_end(sha256)
        return path

    def _leave(self, sha256: str) -> None:
        with self._turn:
            self._users[sha256] -= 1
            if not self._users[sha256]:
                del self._users[sha256], self._fetching[sha256]
            unused = [digest for digest in self._present if digest not in self._users]
            while unused and sum(self._present.values()) > self._kept_bytes:
                oldest = unused.pop(0)
                del self._present[oldest]
                (self._folder / oldest).unlink(missing_ok=True)
