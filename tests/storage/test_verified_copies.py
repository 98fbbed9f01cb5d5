"""Verified copies: whatever the store or the line does to an object, no wrong byte of it is ever handed out."""

import hashlib
import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.errors import ObjectAlteredError, ObjectNotFoundError, StorageError, StorageFullError
from portal.storage import verified
from portal.storage.directory import DirectoryStorage
from portal.storage.s3 import S3Storage
from portal.storage.verified import IN_MEMORY, VerifiedCopies
from tests.contracts.stores_under_test import DirectoryBackdoor
from tests.fixtures.fault_proxy import Fault, Plan, fault_proxy
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

SMALL = b"%PDF-1.7 CONTOH naskah"
LARGE = bytes(range(251)) * (IN_MEMORY // 200)
SIZES = pytest.mark.parametrize("content", [b"", SMALL, LARGE], ids=["kosong", "kecil", "besar"])


def stored(folder: Path, *contents: bytes) -> tuple[DirectoryStorage, list[str]]:
    storage = DirectoryStorage(folder / "objek")
    return storage, [storage.put(io.BytesIO(content)).digest for content in contents]


def read(copies: VerifiedCopies, storage: DirectoryStorage | S3Storage, digest: str, start: int = 0) -> bytes:
    with copies.open(storage, digest, start=start) as file:
        return file.read()


@SIZES
def test_every_part_is_the_part_of_the_original(tmp_path: Path, content: bytes) -> None:
    storage, (digest,) = stored(tmp_path, content)
    copies = VerifiedCopies(tmp_path)

    assert copies.size(storage, digest) == len(content)
    for start, stop in ((0, None), (3, 9), (len(content) // 2, None), (0, len(content) + 5), (7, 7)):
        with copies.open(storage, digest, start=start, stop=stop) as file:
            assert file.read() == content[start:stop]
            file.seek(1)
            assert file.read(2) == content[start:stop][1:3]
    copies.close()


def test_a_copy_that_is_kept_is_served_without_the_store(tmp_path: Path) -> None:
    storage, digests = stored(tmp_path, SMALL, LARGE)
    copies = VerifiedCopies(tmp_path)
    for digest in digests:
        read(copies, storage, digest)
        DirectoryBackdoor(tmp_path / "objek").remove(digest)

    assert [read(copies, storage, digest, 5) for digest in digests] == [SMALL[5:], LARGE[5:]]
    assert [path.name for path in tmp_path.iterdir()] == ["objek"]


def test_the_copies_asked_for_longest_ago_make_room_and_are_still_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified, "MOST_FILES", 2)
    storage, digests = stored(tmp_path, *(LARGE + bytes([number]) for number in range(4)))
    copies = VerifiedCopies(tmp_path)
    first = copies.open(storage, digests[0])
    for digest in digests:
        read(copies, storage, digest)
    for digest in digests:
        DirectoryBackdoor(tmp_path / "objek").remove(digest)

    with first:
        assert first.read() == LARGE + b"\0"
    with pytest.raises(ObjectNotFoundError):
        copies.open(storage, digests[0])
    assert read(copies, storage, digests[3]) == LARGE + b"\3"


@SIZES
def test_other_bytes_in_the_store_are_not_handed_out(tmp_path: Path, content: bytes) -> None:
    storage, (digest,) = stored(tmp_path, content)
    DirectoryBackdoor(tmp_path / "objek").replace(digest, content + b"x")
    copies = VerifiedCopies(tmp_path)

    with pytest.raises(ObjectAlteredError):
        copies.open(storage, digest, start=0, stop=1)
    DirectoryBackdoor(tmp_path / "objek").replace(digest, content)
    assert read(copies, storage, digest) == content


@pytest.mark.parametrize("fault", ["cut", "short", "swap", "reset", "status"])
def test_what_a_line_spoils_is_an_error_and_never_a_file(tmp_path: Path, fault: Fault) -> None:
    server, prefix = seaweedfs(), new_prefix()
    digest = server.storage(prefix=prefix).put(io.BytesIO(LARGE)).digest
    copies = VerifiedCopies(tmp_path)
    with fault_proxy(server.http_url, Plan("GET", fault, times=2)) as endpoint:
        spoiled = S3Storage(server.bucket(), prefix, server.client(endpoint_url=endpoint))

        with pytest.raises(StorageError):
            copies.open(spoiled, digest)

    assert hashlib.sha256(read(copies, server.storage(prefix=prefix), digest)).hexdigest() == digest


def test_a_store_that_trickles_is_given_up(tmp_path: Path) -> None:
    storage, (digest,) = stored(tmp_path, LARGE)
    now = iter(range(0, 10_000, 30))

    with pytest.raises(StorageError, match="terlalu lambat"):
        VerifiedCopies(tmp_path, clock=lambda: float(next(now))).open(storage, digest)


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, which a program meets as it meets a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, IN_MEMORY // 2, IN_MEMORY + 70_000])
def test_a_full_disk_keeps_nobody_from_reading(tmp_path: Path, room: int) -> None:
    storage, (digest,) = stored(tmp_path, LARGE)

    with full_disk(room):
        assert read(VerifiedCopies(tmp_path), storage, digest) == LARGE


def test_what_fits_neither_on_the_disk_nor_in_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, (digest,) = stored(tmp_path, LARGE)
    monkeypatch.setattr(verified, "LARGEST_WITHOUT_DISK", IN_MEMORY // 2)

    with full_disk(IN_MEMORY // 4), pytest.raises(StorageFullError):
        VerifiedCopies(tmp_path).open(storage, digest)
