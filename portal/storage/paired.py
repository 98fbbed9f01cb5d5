"""Two stores that hold the same objects: what one cannot give whole, the other gives.

Nothing is written to the second store here. Whoever takes an original in stores it in both and notes what was done
(`portal.services.copies`), so that a second store which is away delays no upload and loses no copy.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import BinaryIO, TypeVar

from portal.errors import StorageError
from portal.storage.interface import ObjectEntry, ObjectStorage, StoredObject, Verdict

log = logging.getLogger("portal.storage")
T = TypeVar("T")


class PairedStorage:
    """An ObjectStorage that is its first store, and reads from the second what the first does not give."""

    def __init__(self, first: ObjectStorage, second: ObjectStorage) -> None:
        self.first = first
        self.second = second

    def put(self, stream: BinaryIO, *, expected_digest: str | None = None) -> StoredObject:
        """Store the stream in the first store; see ObjectStorage.put."""
        return self.first.put(stream, expected_digest=expected_digest)

    def open(self, digest: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """A stream from the first store, or from the second where the first has no such object or does not answer.

        Only the beginning is known to be there: who needs all of it whole reads through `first_intact`.
        """
        return first_intact(self, lambda source: source.open(digest, start=start, length=length))

    def size(self, digest: str) -> int:
        """Bytes of the object; raises ObjectNotFoundError."""
        return first_intact(self, lambda source: source.size(digest))

    def exists(self, digest: str) -> bool:
        """Whether an object lies under this digest in the first store."""
        return self.first.exists(digest)

    def verify(self, digest: str) -> Verdict:
        """Hash the object of the first store again."""
        return self.first.verify(digest)

    def put_back(self, stream: BinaryIO, digest: str) -> Verdict:
        """Mend an object of the first store; see ObjectStorage.put_back."""
        return self.first.put_back(stream, digest)

    def entries(self) -> Iterator[ObjectEntry]:
        """Every object of the first store."""
        return self.first.entries()

    def url(self, digest: str, *, seconds: int, filename: str) -> str | None:
        """A signed address into the first store."""
        return self.first.url(digest, seconds=seconds, filename=filename)

    def sweep_temporary(self, older_than: timedelta, now: datetime) -> int:
        """Remove what killed writers left in both stores; returns how many."""
        return sum(store.sweep_temporary(older_than, now) for store in (self.first, self.second))


def first_of(storage: ObjectStorage) -> ObjectStorage:
    """The store the portal writes to: the first of a pair, or the only one."""
    return storage.first if isinstance(storage, PairedStorage) else storage


def first_intact(storage: ObjectStorage, read: Callable[[ObjectStorage], T]) -> T:
    """What `read` makes of the store, or of its second one where the first has lost or damaged the object or is away.

    Raises what the first store raised when no store gives it.
    """
    if not isinstance(storage, PairedStorage):
        return read(storage)
    try:
        return read(storage.first)
    except StorageError as error:
        try:
            found = read(storage.second)
        except StorageError:
            raise error from None
        log.warning("read from the second store: %s", type(error).__name__)
        return found
