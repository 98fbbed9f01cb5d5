"""A budget for storage calls: a slow store may take a few threads of the web, never all of them.

Whoever finds every place taken waits a moment while the store is well, and not at all once it is slow: pages that need
no storage then stay as fast as ever, and the others are told to come back.
"""

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from portal.errors import (
    ObjectAlteredError,
    ObjectExistsError,
    ObjectNotFoundError,
    StorageBusyError,
    StorageError,
    StorageFullError,
)
from portal.storage.interface import ObjectEntry, ObjectStorage, StoredObject, Verdict
from portal.storage.protection import Protection, protection_of

READERS, WRITERS = 3, 2
"""Storage calls at once in one process; together fewer than its threads."""
PATIENCE = 1.0
"""Seconds a read may stand still before the store counts as slow, and for which others wait for its place."""
WRITING_PATIENCE, WRITING_QUEUE = 5.0, 1
"""The same for writing, where a large file takes its time; only so many may wait for so long."""
BUSY = "Penyimpanan berkas sedang sibuk; coba lagi sebentar lagi."
_ANSWERED = (ObjectNotFoundError, ObjectAlteredError, ObjectExistsError, StorageFullError)
"""Refusals of a store that is well."""


class Budget:
    """So many places at once, and at most `queue` who wait for one; `clock` in seconds and never backwards.

    Safe for many threads.
    """

    def __init__(
        self,
        places: int,
        *,
        patience: float = PATIENCE,
        queue: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._places = places
        self._patience = patience
        self._queue = queue
        self._waiting = 0
        self._clock = clock
        self._held: dict[object, float] = {}
        self._is_slow = False
        self._changed = threading.Condition()

    def take(self) -> object:
        """A place, to be given back. Raises StorageBusyError when there is none."""
        with self._changed:
            until = self._clock() + self._patience
            while len(self._held) >= self._places:
                now = self._clock()
                patience = min(until, min(self._held.values()) + self._patience) - now
                if self._is_slow or patience <= 0 or self._waiting == self._queue:
                    raise StorageBusyError(BUSY)
                self._waiting += 1
                self._changed.wait(patience)
                self._waiting -= 1
            place = object()
            self._held[place] = self._clock()
            return place

    def touch(self, place: object) -> None:
        """Say that a call goes on well: a long file is no slow store."""
        with self._changed:
            if place in self._held:
                self._held[place] = self._clock()

    def give_back(self, place: object, *, has_failed: bool = False) -> None:
        """Give a place back, once or more often; a failed or a long call makes the store a slow one."""
        with self._changed:
            began = self._held.pop(place, None)
            if began is not None:
                self._is_slow = has_failed or self._clock() - began > self._patience
                self._changed.notify_all()

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for the time of a `with` block."""
        place = self.take()
        try:
            yield
        except StorageError as error:
            self.give_back(place, has_failed=not isinstance(error, _ANSWERED))
            raise
        finally:
            self.give_back(place)


class BudgetedStorage:
    """An ObjectStorage whose calls keep within a budget; what it gives is another store's.

    Every method may raise StorageBusyError besides what the other store raises.
    """

    def __init__(self, storage: ObjectStorage, *, readers: Budget, writers: Budget) -> None:
        self._storage = storage
        self._readers = readers
        self._writers = writers

    def put(self, stream: BinaryIO, *, expected_digest: str | None = None) -> StoredObject:
        """Store the stream; see ObjectStorage.put."""
        with self._writers.place():
            return self._storage.put(stream, expected_digest=expected_digest)

    def open(self, digest: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """A stream that holds its place until it is closed; see ObjectStorage.open."""
        place = self._readers.take()
        try:
            stream = self._storage.open(digest, start=start, length=length)
        except BaseException as error:
            self._readers.give_back(place, has_failed=not isinstance(error, _ANSWERED))
            raise
        return cast(BinaryIO, io.BufferedReader(_Placed(stream, self._readers, place), 256 * 1024))

    def size(self, digest: str) -> int:
        """Bytes of the object; raises ObjectNotFoundError."""
        with self._readers.place():
            return self._storage.size(digest)

    def exists(self, digest: str) -> bool:
        """Whether an object lies under this digest."""
        with self._readers.place():
            return self._storage.exists(digest)

    def verify(self, digest: str) -> Verdict:
        """Hash the object again; see ObjectStorage.verify."""
        with self._readers.place():
            return self._storage.verify(digest)

    def put_back(self, stream: BinaryIO, digest: str) -> Verdict:
        """Mend an object; see ObjectStorage.put_back."""
        with self._writers.place():
            return self._storage.put_back(stream, digest)

    def entries(self) -> Iterator[ObjectEntry]:
        """Every object in the store; no page asks for it, so it takes no place."""
        return self._storage.entries()

    def url(self, digest: str, *, seconds: int, filename: str) -> str | None:
        """A signed address; the store is not asked."""
        return self._storage.url(digest, seconds=seconds, filename=filename)

    def protection(self) -> Protection:
        """What the store offers against overwriting; see `portal.storage.protection`."""
        with self._readers.place():
            return protection_of(self._storage)

    def sweep_temporary(self, older_than: timedelta, now: datetime) -> int:
        """Remove what killed writers left; see ObjectStorage.sweep_temporary."""
        return self._storage.sweep_temporary(older_than, now)


class _Placed(io.RawIOBase):
    """A stream and its place: closing one gives the other back."""

    def __init__(self, stream: BinaryIO, budget: Budget, place: object) -> None:
        self._stream = stream
        self._budget = budget
        self._place = place
        self._has_failed = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io calls it with a memoryview.
        try:
            piece = self._stream.read(len(buffer))
        except StorageError:
            self._has_failed = True
            raise
        self._budget.touch(self._place)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            with suppress(StorageError):
                self._stream.close()
            self._budget.give_back(self._place, has_failed=self._has_failed)
        super().close()
