"""One contract over every object store: a directory, and a real S3 server over HTTP and over HTTPS."""

import io
import ssl
import threading
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from portal.errors import BadInputError, ObjectNotFoundError, StorageError
from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage, StoredObject
from tests.contracts.stores_under_test import KINDS, SAMPLE, digest_of, make_store, put, read
from tests.fixtures.seaweedfs import seaweedfs

_MANY = bytes(range(256)) * 32_768  # 8 MB


@pytest.fixture(params=KINDS)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStorage:
    return make_store(request.param, tmp_path).storage


@pytest.mark.parametrize("content", [b"", b"a", SAMPLE, _MANY], ids=["empty", "one byte", "small", "8 MB"])
def test_what_is_put_comes_back_byte_for_byte(storage: ObjectStorage, content: bytes) -> None:
    stored = put(storage, content, digest_of(content))
    assert stored == StoredObject(digest_of(content), len(content), is_new=True)
    assert read(storage, stored.digest) == content
    assert storage.size(stored.digest) == len(content)
    assert storage.exists(stored.digest)
    assert storage.verify(stored.digest) == "ok"


def test_a_stream_that_gives_small_pieces_is_stored_whole(storage: ObjectStorage) -> None:
    class Dripping(io.RawIOBase):
        left = 700

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            if self.left == 0:
                return 0
            self.left -= 1
            buffer[:3] = b"abc"
            return 3

    drip: BinaryIO = Dripping()  # type: ignore[assignment]
    assert storage.put(drip).digest == digest_of(b"abc" * 700)


def test_equal_bytes_are_stored_once(storage: ObjectStorage) -> None:
    assert put(storage, SAMPLE).is_new
    again = put(storage, SAMPLE)
    assert (again.digest, again.size, again.is_new) == (digest_of(SAMPLE), len(SAMPLE), False)
    assert [entry.digest for entry in storage.entries()] == [digest_of(SAMPLE)]


def test_of_eight_racing_writers_one_is_first_and_all_succeed(storage: ObjectStorage) -> None:
    content = SAMPLE * 2_000
    barrier = threading.Barrier(8)
    results: list[StoredObject] = []

    def write() -> None:
        barrier.wait()
        results.append(put(storage, content))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert {result.digest for result in results} == {digest_of(content)}
    assert sum(result.is_new for result in results) == 1
    assert len(list(storage.entries())) == 1


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (0, None, b"0123456789"),
        (3, None, b"3456789"),
        (0, 4, b"0123"),
        (3, 4, b"3456"),
        (9, 1, b"9"),
        (8, 50, b"89"),
        (10, None, b""),
        (10, 5, b""),
        (4_000, 5, b""),
        (2, 0, b""),
    ],
)
def test_a_range_gives_exactly_its_bytes(
    storage: ObjectStorage, start: int, length: int | None, expected: bytes
) -> None:
    digest = put(storage, b"0123456789").digest
    assert read(storage, digest, start=start, length=length) == expected


def test_a_range_of_an_empty_object_is_empty(storage: ObjectStorage) -> None:
    digest = put(storage, b"").digest
    assert read(storage, digest, start=0, length=5) == b""
    assert read(storage, digest, start=7) == b""


def test_stitched_ranges_of_a_large_object_give_the_whole(storage: ObjectStorage) -> None:
    digest = put(storage, _MANY).digest
    step = 1_500_001
    stitched = b"".join(read(storage, digest, start=at, length=step) for at in range(0, len(_MANY), step))
    assert stitched == _MANY


@pytest.mark.parametrize(("start", "length"), [(-1, None), (0, -1), (-5, 2)])
def test_a_negative_range_is_refused(storage: ObjectStorage, start: int, length: int | None) -> None:
    digest = put(storage, SAMPLE).digest
    with pytest.raises(BadInputError):
        storage.open(digest, start=start, length=length)


def test_other_bytes_than_announced_are_refused_and_not_stored(storage: ObjectStorage) -> None:
    with pytest.raises(StorageError, match="sidik jari"):
        put(storage, SAMPLE, digest_of(b"yang lain"))
    assert list(storage.entries()) == []
    assert not storage.exists(digest_of(SAMPLE))


def test_a_stream_that_breaks_off_leaves_nothing(storage: ObjectStorage) -> None:
    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 300_000:
                raise ConnectionResetError("pengirim terputus")
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        storage.put(Breaking(b"x" * 900_000))
    assert list(storage.entries()) == []


def test_an_unknown_digest_is_missing_everywhere(storage: ObjectStorage) -> None:
    digest = digest_of(b"tidak pernah disimpan")
    assert not storage.exists(digest)
    assert storage.verify(digest) == "missing"
    with pytest.raises(ObjectNotFoundError):
        storage.size(digest)
    for start, length in ((0, None), (5, None), (0, 3), (0, 0)):
        with pytest.raises(ObjectNotFoundError):
            storage.open(digest, start=start, length=length)


@pytest.mark.parametrize(
    "malformed",
    [
        "",
        "abc",
        "A" * 64,
        "g" * 64,
        "a" * 63,
        "a" * 65,
        "a" * 64 + "\n",
        " " + "a" * 63,
        "../" * 21 + "a",
        "/etc/passwd",
        "..%2f" * 12 + "aaaa",
        "a" * 63 + "\0",
        "\u0660" * 64,
    ],
    ids=ascii,
)
def test_a_malformed_digest_never_becomes_a_path(storage: ObjectStorage, malformed: str) -> None:
    with pytest.raises(BadInputError):
        storage.open(malformed)
    with pytest.raises(BadInputError):
        storage.size(malformed)
    with pytest.raises(BadInputError):
        storage.exists(malformed)
    with pytest.raises(BadInputError):
        storage.verify(malformed)
    with pytest.raises(BadInputError):
        storage.url(malformed, seconds=5, filename="naskah.pdf")
    with pytest.raises(BadInputError):
        put(storage, SAMPLE, malformed)
    assert list(storage.entries()) == []


def test_entries_list_every_object_in_order_with_size_and_instant(storage: ObjectStorage) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    contents = [b"isi %d" % number * number for number in range(12)]
    for content in contents:
        put(storage, content)
    entries = list(storage.entries())
    assert [entry.digest for entry in entries] == sorted(digest_of(content) for content in contents)
    assert {entry.digest: entry.size for entry in entries} == {digest_of(c): len(c) for c in contents}
    assert all(entry.modified_at.utcoffset() == timedelta(0) for entry in entries)
    assert all(before <= entry.modified_at <= datetime.now(UTC) + timedelta(seconds=5) for entry in entries)


def test_a_fresh_store_has_nothing_to_sweep(storage: ObjectStorage) -> None:
    put(storage, SAMPLE)
    assert storage.sweep_temporary(timedelta(0), datetime.now(UTC) + timedelta(minutes=1)) == 0
    assert storage.verify(digest_of(SAMPLE)) == "ok"


def test_no_method_can_overwrite_or_delete(storage: ObjectStorage) -> None:
    # A bucket also tells how it keeps what lies in it.
    offered = {name for name in dir(storage) if not name.startswith("_")} - {"protection"}
    assert offered == {"entries", "exists", "open", "put", "put_back", "size", "sweep_temporary", "url", "verify"}


def test_an_address_is_none_or_downloads_the_object_under_our_name(storage: ObjectStorage) -> None:
    digest = put(storage, SAMPLE).digest
    url = storage.url(digest, seconds=30, filename='naskah "CONTOH"\r\n é.pdf')
    if isinstance(storage, DirectoryStorage):
        assert url is None
        return
    assert url is not None
    context = ssl.create_default_context(cafile=str(seaweedfs().ca_bundle)) if url.startswith("https:") else None
    with urllib.request.urlopen(url, context=context) as answer:
        assert answer.read() == SAMPLE
        assert answer.headers["Content-Type"] == "application/pdf"
        disposition = answer.headers["Content-Disposition"]
    assert disposition == (
        "attachment; filename=\"naskah _CONTOH_ _.pdf\"; filename*=UTF-8''naskah%20%22CONTOH%22%20%C3%A9.pdf"
    )
