"""What the portal asks of an object store.

Objects are write-once and lie under the SHA-256 of their bytes: equal bytes are stored once, and each object can be
checked against its own name at any time. There is deliberately no way to overwrite or delete one; bytes that are gone
or damaged can be put back from another copy, and only the very bytes that the name asks for.

Every method may raise StorageError (one line for people, no path, key or secret) when the store does not answer or
refuses, and BadInputError for a malformed digest or range.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Literal, Protocol

from portal.errors import BadInputError, StorageError

Verdict = Literal["ok", "missing", "altered"]
"""Result of hashing an object again: the bytes still hash to their name, are gone, or are others."""

MAX_URL_SECONDS = 60
"""Longest life of a signed address: a withdrawn file must not stay reachable for longer than this."""


@dataclass(frozen=True)
class StoredObject:
    """An object that lies in the store; `digest` is its lower-case hexadecimal SHA-256, `size` its bytes.

    `is_new` is False when equal bytes were there before.
    """

    digest: str
    size: int
    is_new: bool


@dataclass(frozen=True)
class ObjectEntry:
    """One object as the store lists it: digest, bytes, and the instant (UTC) its bytes were written."""

    digest: str
    size: int
    modified_at: datetime


class ObjectStorage(Protocol):
    """A content-addressed, create-only store of files."""

    def put(self, stream: BinaryIO, *, expected_digest: str | None = None) -> StoredObject:
        """Store everything `stream` gives and return only after reading it back and hashing it.

        Raises StorageError when the bytes differ from `expected_digest` (nothing is stored then) or cannot be
        read back intact, and ObjectAlteredError when equal bytes were stored before and are damaged now. Errors of
        `stream` itself pass through.
        """
        ...

    def open(self, digest: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """A forward stream over the object, or over `length` bytes of it from `start`; the caller closes it.

        A range beyond the end gives what there is, perhaps nothing. Raises ObjectNotFoundError.
        """
        ...

    def size(self, digest: str) -> int:
        """Bytes of the object; raises ObjectNotFoundError."""
        ...

    def exists(self, digest: str) -> bool:
        """Whether an object lies under this digest; its bytes are not looked at."""
        ...

    def verify(self, digest: str) -> Verdict:
        """Read the object again and compare its SHA-256 with its name."""
        ...

    def put_back(self, stream: BinaryIO, digest: str) -> Verdict:
        """Mend an object from the bytes of another copy; gives what was found in its place before.

        An object that is whole is left as it is. Damaged bytes are kept aside, never thrown away. Raises StorageError,
        and then nothing was changed, when the stream does not hash to `digest`.
        """
        ...

    def entries(self) -> Iterator[ObjectEntry]:
        """Every object in the store, in order of digest; read bit by bit."""
        ...

    def url(self, digest: str, *, seconds: int, filename: str) -> str | None:
        """A signed address for a direct download as `filename`, valid `seconds` (at most 60), or None.

        None means that this store has no addresses; the caller then streams `open`. Whether the object exists is
        not checked.
        """
        ...

    def sweep_temporary(self, older_than: timedelta, now: datetime) -> int:
        """Remove the temporary files killed writers left behind, if untouched for `older_than`; returns how many."""
        ...


def check_range(start: int, length: int | None) -> None:
    """Raise BadInputError when a byte range begins before 0 or has a negative length."""
    if start < 0 or (length is not None and length < 0):
        raise BadInputError("Rentang byte tidak boleh negatif.")


def check_expected(expected_digest: str | None, digest: str) -> None:
    """Raise StorageError when the sender announced other bytes than those that arrived."""
    if expected_digest is not None and expected_digest != digest:
        raise StorageError("Isi berkas tidak sama dengan sidik jarinya; kirim ulang berkas itu.")
