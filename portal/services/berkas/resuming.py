"""Resuming: a file that comes in parts over a bad line, kept between its parts until it is whole.

What waits lies in the spool as two files named by person and key: the bytes so far, and a note of what was promised.
Only the person who began can go on with it; anybody else with the same key finds nothing. Housekeeping sweeps what
nobody went on with for a day.
"""

import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Protocol

from portal.domain.berkas.acceptance import check_receipt
from portal.domain.berkas.pdf_sniff import SAMPLE_SIZE
from portal.errors import BadInputError, FileRefusedError, NotFoundError, UploadBusyError, UploadOffsetError
from portal.services.berkas.spooling import refuse_full
from portal.services.berkas.uploading import ReceivedFile

LARGEST_PART = 4 << 20
"""Bytes of one part: no more than this is ever sent again after a cut."""
MOST_OPEN = 20
IDLE_SECONDS = 3600
_PIECE = 1 << 16
_KEY = _DIGEST = re.compile(r"[0-9a-f]{64}")
_GONE = "Unggahan ini tidak ditemukan lagi. Pilih lagi berkasnya."


class Source(Protocol):
    """Where the bytes of a part come from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end."""


@dataclass(frozen=True)
class Promise:
    """What the sender says of a file before it comes: name, size in bytes, time of its last change, unit of the draft.

    `sidik` is the SHA-256 of its bytes in hexadecimal, or, from a sender that cannot say it, a word no other upload
    bears: two files may share name, size and time, and neither must go on with the bytes of the other. `dari` and
    `sebagai` name the naskah the draft follows from and what it is to it, empty where it follows from none. The same
    promise of the same person is the same upload, so a file chosen again goes on where it was cut.
    """

    nama: str
    size: int
    changed: str
    unit: str
    sidik: str
    dari: str = ""
    sebagai: str = ""

    @property
    def key(self) -> str:
        """Names the upload in addresses."""
        parts = [self.nama, str(self.size), self.changed, self.unit, self.sidik]
        parts += [self.dari, self.sebagai] if self.dari else []
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Waiting:
    """How far an upload is: `offset` bytes have come; `kode` names its naskah once it is finished, else empty."""

    promise: Promise
    offset: int
    kode: str = ""


Store = Callable[[ReceivedFile, Promise], str]
"""Takes the whole file into the archive and gives back the code of its naskah."""


class WaitingRoom:
    """The unfinished uploads of one person."""

    def __init__(self, folder: Path, user_id: int, *, most: int = 0) -> None:
        """`most` bytes may wait in the folder, whoever they belong to; 0 is no bound."""
        self._folder = folder
        self._most = most
        self._stem = f"bagian-{user_id}-"

    def begin(self, promise: Promise, *, limit: int, is_over: Callable[[str], bool] = lambda _: False) -> Waiting:
        """Begin, or find what has come already, unless the naskah it became `is_over`.

        Raises FileRefusedError, BadInputError, UploadBusyError or StorageFullError.
        """
        # The bytes are not there yet: what can be told from the size is told before anything is sent.
        check_receipt(promise.nama, head=b"%PDF-", tail=b"", size=promise.size, limit=limit)
        self._make_room(promise.key)
        with self._locked(promise.key, may_create=True) as note:
            found = self._read(note, promise.key)
            if found is not None and not (found.kode and is_over(found.kode)):
                return found
            self._part(promise.key).unlink(missing_ok=True)
            refuse_full(self._folder, promise.size, self._most)
            return self._write(note, Waiting(promise, 0))

    def find(self, key: str) -> Waiting:
        """How far it is. Raises NotFoundError."""
        with suppress(FileNotFoundError), self._note(key).open(encoding="utf-8") as note:
            if (found := self._read(note, key)) is not None:
                return found
        raise NotFoundError(_GONE)

    def unfinished(self) -> tuple[Waiting, ...]:
        """What this person began and has not finished, oldest first."""
        found = []
        for path in sorted(self._folder.glob(f"{self._stem}*.json"), key=_age):
            with suppress(NotFoundError):
                found.append(self.find(path.stem.removeprefix(self._stem)))
        return tuple(waiting for waiting in found if not waiting.kode)

    def append(self, key: str, offset: int, source: Source) -> Waiting:
        """Take one part; what came before a cut stays.

        Raises NotFoundError, UploadOffsetError, UploadBusyError, StorageFullError, or FileRefusedError for what can be
        no PDF or is longer than was promised.
        """
        with self._locked(key) as note:
            waiting = self._read(note, key)
            if waiting is None:
                raise NotFoundError(_GONE)
            if waiting.kode or offset != waiting.offset:
                raise UploadOffsetError(waiting.offset)
            refuse_full(self._folder, min(LARGEST_PART, waiting.promise.size - offset), self._most)
            try:
                self._part(key).touch(mode=0o600)
                with self._part(key).open("ab") as out:
                    _copy(source, out, waiting.promise, waiting.offset)
            finally:
                os.utime(note.fileno())
            found = replace(waiting, offset=self._size(key))
            if offset < SAMPLE_SIZE:
                self._look_at_head(key, found)
            return found

    def finish(self, key: str, store: Store) -> Waiting:
        """Hand the whole file to `store`; finished twice, the first answer is given again.

        A refused file is removed. Raises NotFoundError, UploadOffsetError, UploadBusyError and whatever `store` raises.
        """
        with self._locked(key) as note:
            waiting = self._read(note, key)
            if waiting is None:
                raise NotFoundError(_GONE)
            if waiting.kode:
                return waiting
            if waiting.offset != waiting.promise.size:
                raise UploadOffsetError(waiting.offset)
            try:
                received = _received(self._part(key), waiting.promise)
                _check_bytes(received, waiting.promise)
                kode = store(received, waiting.promise)
            except FileRefusedError:
                self._discard(key)
                raise
            done = self._write(note, replace(waiting, kode=kode))
            self._part(key).unlink(missing_ok=True)
            return done

    def _look_at_head(self, key: str, waiting: Waiting) -> None:
        size = waiting.promise.size
        if waiting.offset < min(SAMPLE_SIZE, size):
            return
        with self._part(key).open("rb") as part:
            head = part.read(SAMPLE_SIZE)
        try:
            check_receipt(waiting.promise.nama, head=head, tail=b"", size=size, limit=size)
        except FileRefusedError:
            self._discard(key)
            raise

    def _make_room(self, key: str) -> None:
        notes = sorted(self._folder.glob(f"{self._stem}*.json"), key=_age)
        if self._note(key) in notes or len(self.unfinished()) < MOST_OPEN:
            return
        oldest = next((path for path in notes if _age(path) < time.time() - IDLE_SECONDS), None)
        if oldest is None:
            raise BadInputError(
                f"Ada {MOST_OPEN} unggahan yang belum selesai. Selesaikan dulu salah satunya.", "berkas"
            )
        self._discard(oldest.stem.removeprefix(self._stem))

    def _discard(self, key: str) -> None:
        self._part(key).unlink(missing_ok=True)
        self._note(key).unlink(missing_ok=True)

    @contextmanager
    def _locked(self, key: str, *, may_create: bool = False) -> Iterator[IO[str]]:
        """The note of an upload, which nobody else touches meanwhile."""
        try:
            number = os.open(self._note(key), os.O_RDWR | (os.O_CREAT if may_create else 0), 0o600)
        except FileNotFoundError as error:
            raise NotFoundError(_GONE) from error
        with os.fdopen(number, "r+", encoding="utf-8") as note:
            try:
                fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UploadBusyError("Bagian sebelumnya masih ditulis. Coba lagi sebentar lagi.") from error
            if os.fstat(number).st_nlink == 0:
                raise UploadBusyError("Unggahan ini baru saja dibuang. Coba lagi sebentar lagi.")
            yield note

    def _read(self, note: IO[str], key: str) -> Waiting | None:
        try:
            values = json.loads(note.read())
            promise, kode = Promise(**values["promise"]), values["kode"]
        except (ValueError, KeyError, TypeError):
            return None  # A crash cut the note itself; the upload begins anew.
        return Waiting(promise, promise.size if kode else self._size(key), kode)

    def _write(self, note: IO[str], waiting: Waiting) -> Waiting:
        note.seek(0)
        note.truncate()
        json.dump({"promise": asdict(waiting.promise), "kode": waiting.kode}, note)
        return waiting

    def _size(self, key: str) -> int:
        try:
            return self._part(key).stat().st_size
        except FileNotFoundError:
            return 0

    def _note(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotFoundError(_GONE)
        return self._folder / f"{self._stem}{key}.json"

    def _part(self, key: str) -> Path:
        return self._note(key).with_suffix(".part")


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _copy(source: Source, out: IO[bytes], promise: Promise, offset: int) -> None:
    room = min(promise.size - offset, LARGEST_PART)
    while piece := source.read(_PIECE):
        if len(piece) > room:
            raise FileRefusedError("too_large", f"{promise.nama} mengirim lebih banyak dari ukurannya. Pilih lagi.")
        out.write(piece)
        room -= len(piece)


def _check_bytes(received: ReceivedFile, promise: Promise) -> None:
    """Raises FileRefusedError where these are not the bytes that were promised, as after a splice of two files."""
    if _DIGEST.fullmatch(promise.sidik) and received.sha256 != promise.sidik:
        message = f"Isi {promise.nama} yang sampai tidak sama dengan berkas yang dipilih. Pilih lagi berkasnya."
        raise FileRefusedError("other_bytes", message)


def _received(path: Path, promise: Promise) -> ReceivedFile:
    with path.open("rb") as part:
        digest = hashlib.file_digest(part, "sha256").hexdigest()
        part.seek(0)
        head = part.read(SAMPLE_SIZE)
        part.seek(max(0, promise.size - SAMPLE_SIZE))
        tail = part.read(SAMPLE_SIZE)
    return ReceivedFile(promise.nama, path, digest, promise.size, head, tail)
