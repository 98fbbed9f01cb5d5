"""Objects in a directory of this machine: the default, without any server.

Temporary file, fsync, read back, `link()` (fails when the name exists), fsync of the directory: a crash at any moment
leaves either the whole object or none. Its limits: one machine, and whoever may write the directory can alter it.
"""

import errno
import io
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

from portal import failpoint
from portal.errors import ConfigError, ObjectAlteredError, ObjectNotFoundError, StorageError, StorageFullError
from portal.storage.hashing import Fingerprint, fingerprint
from portal.storage.interface import ObjectEntry, StoredObject, Verdict, check_expected, check_range
from portal.storage.keys import KEY_ROOT, checked_digest, digest_of_key, object_key

_TEMPORARY = "sementara"
_DAMAGED = "rusak"
"""Where bytes lie that were found under a name they do not hash to."""
_OUT_OF_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DirectoryStorage:
    """An ObjectStorage under one directory; files 0400, directories 0700. Safe for many threads and processes."""

    def __init__(self, root: Path) -> None:
        """Create the directory where it is missing; raises ConfigError when it cannot be used."""
        self._root = root
        self._temporary = root / _TEMPORARY
        self._durable_shards: set[Path] = set()
        try:
            for folder in (root, root / KEY_ROOT, self._temporary, root / _DAMAGED):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError("Folder penyimpanan berkas tidak dapat dibuat; periksa PORTAL_STORAGE_URL.") from error

    def put(self, stream: BinaryIO, *, expected_digest: str | None = None) -> StoredObject:
        """Store the stream; see ObjectStorage.put."""
        if expected_digest is not None:
            checked_digest(expected_digest)
        with self._written(stream, expected_digest) as (temporary, found):
            with _translated():
                is_new = self._link(temporary, self._path(found.digest))
            if not is_new and self.verify(found.digest) != "ok":
                raise ObjectAlteredError("Berkas yang sama sudah tersimpan, tetapi rusak; laporkan kepada admin.")
            return StoredObject(found.digest, found.size, is_new)

    def open(self, digest: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """A stream over the object or a range of it; see ObjectStorage.open."""
        check_range(start, length)
        with _translated():
            file = _open_regular(self._path(digest))
            file.seek(start)
        if length is None:
            return file
        return cast(BinaryIO, io.BufferedReader(_Window(file, length)))

    def size(self, digest: str) -> int:
        """Bytes of the object; raises ObjectNotFoundError."""
        with self.open(digest) as file, _translated():
            return os.fstat(file.fileno()).st_size

    def exists(self, digest: str) -> bool:
        """Whether a regular file lies under this digest."""
        with _translated():
            try:
                return stat.S_ISREG(self._path(digest).lstat().st_mode)
            except FileNotFoundError:
                return False

    def verify(self, digest: str) -> Verdict:
        """Hash the file again; see ObjectStorage.verify."""
        path = self._path(digest)
        with _translated():
            try:
                return "ok" if _hash_file(path).digest == digest else "altered"
            except ObjectNotFoundError:
                return "missing"
            except ObjectAlteredError:
                return "altered"

    def put_back(self, stream: BinaryIO, digest: str) -> Verdict:
        """Mend an object; see ObjectStorage.put_back. The damaged file is kept in `rusak/`."""
        path = self._path(digest)
        verdict = self.verify(digest)
        if verdict == "ok":
            return verdict
        with self._written(stream, digest) as (temporary, _), _translated():
            if verdict == "altered":
                # One step takes the damaged bytes away and the next puts the good ones in their place: between the
                # two the object is missing, which a reader is told, and not altered.
                path.rename(self._root / _DAMAGED / f"{digest}.{secrets.token_hex(8)}")
                sync_folder(self._root / _DAMAGED)
            self._link(temporary, path)
        return verdict

    def entries(self) -> Iterator[ObjectEntry]:
        """Every object, one shard directory at a time; foreign files are passed over."""
        with _translated():
            shards = sorted(entry.name for entry in os.scandir(self._root / KEY_ROOT))
        for shard in shards:
            with _translated():
                listed = list(_entries_of_shard(self._root / KEY_ROOT / shard))
            yield from sorted(listed, key=lambda entry: entry.digest)

    def url(self, digest: str, *, seconds: int, filename: str) -> str | None:
        """Always None: a directory has no addresses; the digest is checked all the same."""
        checked_digest(digest)
        return None

    def sweep_temporary(self, older_than: timedelta, now: datetime) -> int:
        """Remove temporary files untouched for `older_than`; returns how many."""
        limit = (now - older_than).timestamp()
        removed = 0
        with _translated():
            for entry in list(os.scandir(self._temporary)):
                with suppress(FileNotFoundError):  # Its writer, or another sweep, was faster.
                    if entry.name.endswith(".part") and entry.stat(follow_symlinks=False).st_mtime <= limit:
                        Path(entry.path).unlink()
                        removed += 1
        return removed

    def _path(self, digest: str) -> Path:
        return self._root / object_key(digest)

    @contextmanager
    def _written(self, stream: BinaryIO, expected_digest: str | None) -> Iterator[tuple[Path, Fingerprint]]:
        """The stream in a temporary file, read back and hashed; the file is gone at the end of the `with` block."""
        temporary = self._temporary / f"{secrets.token_hex(16)}.part"
        try:
            found = self._write_temporary(temporary, stream)
            check_expected(expected_digest, found.digest)
            with _translated():
                failpoint.reach(failpoint.Step.VERIFY_READ)
                if _hash_file(temporary) != found:
                    raise StorageError("Berkas tidak terbaca utuh setelah ditulis; periksa media penyimpanan.")
            yield temporary, found
        finally:
            with suppress(OSError):  # What cannot be removed now is removed by the sweep.
                temporary.unlink(missing_ok=True)

    def _write_temporary(self, temporary: Path, stream: BinaryIO) -> Fingerprint:
        with _translated():
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
            os.fchmod(descriptor, 0o400)

        def write(piece: bytes) -> None:
            with _translated():
                rest = memoryview(piece)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                failpoint.reach(failpoint.Step.PUT)

        try:
            found = fingerprint(stream, write)
            with _translated():
                os.fsync(descriptor)
                # Without this the read-back would only see the page cache, not the disk.
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            return found
        finally:
            os.close(descriptor)

    def _link(self, temporary: Path, path: Path) -> bool:
        """Give the object its name; False when it was there. The name is durable either way when this returns."""
        shard = path.parent
        if shard not in self._durable_shards:
            shard.mkdir(mode=0o700, exist_ok=True)
            sync_folder(shard.parent)
            self._durable_shards.add(shard)
        try:
            os.link(temporary, path, follow_symlinks=False)
            is_new = True
        except FileExistsError:
            is_new = False  # The one who was faster may not have synced yet: sync for both.
        sync_folder(shard)
        return is_new


class _Window(io.RawIOBase):
    """The next `length` bytes of a file; closing it closes the file."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file = file
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io calls it with a memoryview.
        with _translated():
            piece = self._file.read(min(len(buffer), self._left))
        buffer[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()


def _open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; a link or another thing in its place counts as altered."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise ObjectNotFoundError("Berkas tidak ada di penyimpanan.") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise ObjectAlteredError("Berkas di penyimpanan telah diganti.") from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ObjectAlteredError("Berkas di penyimpanan telah diganti.")
    return os.fdopen(descriptor, "rb")


def _hash_file(path: Path) -> Fingerprint:
    with _open_regular(path) as file:
        return fingerprint(file)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _entries_of_shard(shard: Path) -> Iterator[ObjectEntry]:
    if not shard.is_dir():
        return
    with os.scandir(shard) as listing:
        for entry in listing:
            digest = digest_of_key(f"{KEY_ROOT}/{shard.name}/{entry.name}")
            if digest is None or not entry.is_file(follow_symlinks=False):
                continue
            facts = entry.stat(follow_symlinks=False)
            yield ObjectEntry(digest, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the file system says into a StorageError without paths."""
    try:
        yield
    except OSError as error:
        if error.errno in _OUT_OF_SPACE:
            raise StorageFullError("Ruang penyimpanan berkas penuh; hubungi admin lalu coba lagi.") from error
        raise StorageError("Penyimpanan berkas tidak dapat dipakai; hubungi admin lalu coba lagi.") from error
