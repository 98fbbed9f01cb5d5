"""Verified copies: no byte of an object leaves before all of them were fetched and hash to its name.

A full answer, a range and a page image are all served from such a copy. Copies that were asked for lately are kept, so
that the many ranges of one reader cost one fetch. A copy has no name on disk: nothing is left behind by a killed
process, and nobody else can open it.
"""

import errno
import hashlib
import io
import os
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from portal.errors import ObjectAlteredError, StorageError, StorageFullError
from portal.storage.hashing import PIECE
from portal.storage.interface import ObjectStorage
from portal.storage.paired import first_intact

IN_MEMORY = 512 * 1024
"""Bytes up to which a copy is kept in memory: a page image, not a scan."""
MOST_IN_MEMORY = 32 * 1024 * 1024
MOST_ON_DISK = 512 * 1024 * 1024
MOST_FILES = 64
"""Open files kept for copies."""
LARGEST_WITHOUT_DISK = 64 * 1024 * 1024
"""Bytes of a copy held in memory while the disk is full: what is stored can still be read then."""
GRACE_SECONDS = 10.0
SLOWEST = 500_000
"""Bytes a second: a store that trickles longer than its grace is given up, for it holds a place all that time."""
_OUT_OF_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class VerifiedCopies:
    """Copies of objects of any store, the latest ones kept. Safe for many threads; `folder` is private to us."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._kept: OrderedDict[str, _Copy] = OrderedDict()
        self._lock = threading.Lock()

    def size(self, storage: ObjectStorage, digest: str) -> int:
        """Bytes of the object; raises what `open` raises."""
        with self.open(storage, digest) as file:
            return file.seek(0, os.SEEK_END)

    def open(self, storage: ObjectStorage, digest: str, *, start: int = 0, stop: int | None = None) -> BinaryIO:
        """A seekable file over the object, or over its bytes from `start` to before `stop`; the caller closes it.

        Raises ObjectAlteredError when the store holds other bytes under this digest, and what the store raises.
        """
        with self._lock:
            if (copy := self._kept.get(digest)) is not None:
                self._kept.move_to_end(digest)
                return copy.window(start, stop)
        copy = first_intact(storage, lambda source: self._fetch(source, digest))
        window = copy.window(start, stop)
        self._keep(digest, copy)
        return window

    def close(self) -> None:
        """Let go of all copies; files already given out stay readable."""
        with self._lock:
            while self._kept:
                self._kept.popitem()[1].close()

    def _fetch(self, storage: ObjectStorage, digest: str) -> "_Copy":
        began = self._clock()
        sha256 = hashlib.sha256()
        draft = _Draft(self._folder)
        try:
            with storage.open(digest) as source:
                while piece := source.read(PIECE):
                    sha256.update(piece)
                    draft.write(piece)
                    if self._clock() - began > GRACE_SECONDS + draft.size / SLOWEST:
                        raise StorageError("Penyimpanan berkas terlalu lambat; coba lagi beberapa saat lagi.")
            if sha256.hexdigest() != digest:
                raise ObjectAlteredError("Berkas di penyimpanan tidak utuh, jadi tidak dikirim; laporkan kepada admin.")
            return draft.finish()
        except BaseException:
            draft.close()
            raise

    def _keep(self, digest: str, copy: "_Copy") -> None:
        with self._lock:
            if digest in self._kept or not copy.is_kept:
                copy.close()  # Somebody else was faster; the windows given out stay readable.
                return
            self._kept[digest] = copy
            for on_disk, most, number in ((True, MOST_ON_DISK, MOST_FILES), (False, MOST_IN_MEMORY, 10_000)):
                same = [name for name, one in self._kept.items() if one.on_disk is on_disk]
                total = sum(self._kept[name].size for name in same)
                while same and (total > most or len(same) > number):
                    oldest = self._kept.pop(same.pop(0))
                    total -= oldest.size
                    oldest.close()


class _Copy:
    """Bytes in memory, or in a file without a name; a copy nobody holds any more lets go of its file."""

    def __init__(self, data: bytes, descriptor: int | None, size: int, *, is_kept: bool = True) -> None:
        self._data = data
        self._descriptor = descriptor
        self.on_disk = descriptor is not None
        self.size = size
        self.is_kept = is_kept

    def __del__(self) -> None:
        self.close()

    def window(self, start: int, stop: int | None) -> BinaryIO:
        stop = self.size if stop is None else min(stop, self.size)
        if self._descriptor is None:
            return io.BytesIO(self._data[start:stop])
        # A descriptor of its own, so that the copy may be let go of while somebody is still reading.
        return cast(BinaryIO, _Window(os.dup(self._descriptor), start, max(start, stop)))

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class _Draft:
    """A copy while it is written: in memory first, then in a file; in memory again where the disk is full."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._memory = io.BytesIO()
        self._file: BinaryIO | None = None
        self._is_disk_full = False
        self.size = 0

    def write(self, piece: bytes) -> None:
        self.size += len(piece)
        if self._file is None and self.size > IN_MEMORY and not self._is_disk_full:
            self._to_disk()
        if self._file is not None:
            try:
                _write_all(self._file, piece)
                return
            except OSError as error:
                if error.errno not in _OUT_OF_SPACE:
                    raise StorageError("Salinan sementara tidak dapat ditulis; hubungi admin.") from error
                self._back_to_memory(self.size - len(piece))
        if self.size > LARGEST_WITHOUT_DISK:
            raise StorageFullError("Ruang sementara di server penuh; hubungi admin lalu coba lagi.")
        self._memory.write(piece)

    def finish(self) -> _Copy:
        if self._file is not None:
            copy = _Copy(b"", os.dup(self._file.fileno()), self.size)
            self._file.close()
            return copy
        return _Copy(self._memory.getvalue(), None, self.size, is_kept=self.size <= IN_MEMORY)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _to_disk(self) -> None:
        file: BinaryIO | None = None
        try:
            # Unbuffered, so that a full disk shows at the piece it refuses and not when the file is closed.
            file = cast(BinaryIO, tempfile.TemporaryFile(dir=self._folder, buffering=0))  # noqa: SIM115 - kept
            _write_all(file, self._memory.getvalue())
        except OSError:
            self._is_disk_full = True
            if file is not None:
                file.close()
            return
        self._file = file
        self._memory = io.BytesIO()

    def _back_to_memory(self, written: int) -> None:
        assert self._file is not None  # noqa: S101 - tells the type checker what the caller has seen
        if written > LARGEST_WITHOUT_DISK:
            raise StorageFullError("Ruang sementara di server penuh; hubungi admin lalu coba lagi.")
        self._memory = io.BytesIO()
        self._memory.write(os.pread(self._file.fileno(), written, 0))
        self._file.close()
        self._file, self._is_disk_full = None, True


class _Window(io.RawIOBase):
    """The bytes of a descriptor from `start` to before `stop`, seekable; its position is its own."""

    def __init__(self, descriptor: int, start: int, stop: int) -> None:
        self._descriptor = descriptor
        self._start = start
        self._length = stop - start
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io calls it with a memoryview.
        piece = os.pread(self._descriptor, min(len(buffer), max(0, self._length - self._at)), self._start + self._at)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()


def _write_all(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
