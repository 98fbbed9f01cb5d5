"""One contract over every object store: a directory, and a real S3 server over HTTP and over HTTPS."""

import hashlib
import io
import ssl
import threading
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import pytest

from portal.errors import BadInputError, ObjectAlteredError, ObjectNotFoundError, StorageError
from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage, StoredObject
from portal.storage.keys import object_key
from portal.storage.s3 import S3Storage
from portal.storage.sweep import FixityReport, fixity
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_KINDS = ("directory", "s3-http", "s3-https")
_MANY = bytes(range(256)) * 32_768  # 8 MB
_SAMPLE = b"%PDF-1.7 CONTOH naskah kerja sama"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class _Backdoor(Protocol):
    """What an intruder or a failing disk does, behind the store's back."""

    def replace(self, digest: str, content: bytes) -> None: ...

    def remove(self, digest: str) -> None: ...


@dataclass(frozen=True)
class _DirectoryBackdoor:
    root: Path

    def replace(self, digest: str, content: bytes) -> None:
        path = self.root / object_key(digest)
        path.chmod(0o600)
        path.write_bytes(content)

    def remove(self, digest: str) -> None:
        (self.root / object_key(digest)).unlink()


@dataclass(frozen=True)
class _S3Backdoor:
    client: "S3Client"
    bucket: str
    prefix: str

    def replace(self, digest: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=f"{self.prefix}/{object_key(digest)}", Body=content)

    def remove(self, digest: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=f"{self.prefix}/{object_key(digest)}")


@dataclass(frozen=True)
class _Store:
    storage: ObjectStorage
    backdoor: _Backdoor


@pytest.fixture(params=_KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> _Store:
    if request.param == "directory":
        return _Store(DirectoryStorage(tmp_path), _DirectoryBackdoor(tmp_path))
    server = seaweedfs()
    prefix = new_prefix()
    storage = S3Storage(server.bucket(), prefix, server.client(https=request.param == "s3-https"))
    return _Store(storage, _S3Backdoor(server.client(), server.bucket(), prefix))


@pytest.fixture
def storage(store: _Store) -> ObjectStorage:
    return store.storage


def _put(storage: ObjectStorage, content: bytes, expected: str | None = None) -> StoredObject:
    return storage.put(io.BytesIO(content), expected_digest=expected)


def _read(storage: ObjectStorage, digest: str, *, start: int = 0, length: int | None = None) -> bytes:
    with storage.open(digest, start=start, length=length) as stream:
        return stream.read()


@pytest.mark.parametrize("content", [b"", b"a", _SAMPLE, _MANY], ids=["empty", "one byte", "small", "8 MB"])
def test_what_is_put_comes_back_byte_for_byte(storage: ObjectStorage, content: bytes) -> None:
    stored = _put(storage, content, _digest(content))
    assert stored == StoredObject(_digest(content), len(content), is_new=True)
    assert _read(storage, stored.digest) == content
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
    assert storage.put(drip).digest == _digest(b"abc" * 700)


def test_equal_bytes_are_stored_once(storage: ObjectStorage) -> None:
    assert _put(storage, _SAMPLE).is_new
    again = _put(storage, _SAMPLE)
    assert (again.digest, again.size, again.is_new) == (_digest(_SAMPLE), len(_SAMPLE), False)
    assert [entry.digest for entry in storage.entries()] == [_digest(_SAMPLE)]


def test_of_eight_racing_writers_one_is_first_and_all_succeed(storage: ObjectStorage) -> None:
    content = _SAMPLE * 2_000
    barrier = threading.Barrier(8)
    results: list[StoredObject] = []

    def write() -> None:
        barrier.wait()
        results.append(_put(storage, content))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert {result.digest for result in results} == {_digest(content)}
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
    digest = _put(storage, b"0123456789").digest
    assert _read(storage, digest, start=start, length=length) == expected


def test_a_range_of_an_empty_object_is_empty(storage: ObjectStorage) -> None:
    digest = _put(storage, b"").digest
    assert _read(storage, digest, start=0, length=5) == b""
    assert _read(storage, digest, start=7) == b""


def test_stitched_ranges_of_a_large_object_give_the_whole(storage: ObjectStorage) -> None:
    digest = _put(storage, _MANY).digest
    step = 1_500_001
    stitched = b"".join(_read(storage, digest, start=at, length=step) for at in range(0, len(_MANY), step))
    assert stitched == _MANY


@pytest.mark.parametrize(("start", "length"), [(-1, None), (0, -1), (-5, 2)])
def test_a_negative_range_is_refused(storage: ObjectStorage, start: int, length: int | None) -> None:
    digest = _put(storage, _SAMPLE).digest
    with pytest.raises(BadInputError):
        storage.open(digest, start=start, length=length)


def test_other_bytes_than_announced_are_refused_and_not_stored(storage: ObjectStorage) -> None:
    with pytest.raises(StorageError, match="sidik jari"):
        _put(storage, _SAMPLE, _digest(b"yang lain"))
    assert list(storage.entries()) == []
    assert not storage.exists(_digest(_SAMPLE))


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
    digest = _digest(b"tidak pernah disimpan")
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
        _put(storage, _SAMPLE, malformed)
    assert list(storage.entries()) == []


def test_entries_list_every_object_in_order_with_size_and_instant(storage: ObjectStorage) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    contents = [b"isi %d" % number * number for number in range(12)]
    for content in contents:
        _put(storage, content)
    entries = list(storage.entries())
    assert [entry.digest for entry in entries] == sorted(_digest(content) for content in contents)
    assert {entry.digest: entry.size for entry in entries} == {_digest(c): len(c) for c in contents}
    assert all(entry.modified_at.utcoffset() == timedelta(0) for entry in entries)
    assert all(before <= entry.modified_at <= datetime.now(UTC) + timedelta(seconds=5) for entry in entries)


def test_one_flipped_bit_is_found(store: _Store) -> None:
    digest = _put(store.storage, _SAMPLE).digest
    store.backdoor.replace(digest, bytes([_SAMPLE[0] ^ 1]) + _SAMPLE[1:])
    assert store.storage.verify(digest) == "altered"


@pytest.mark.parametrize(
    "damage",
    [b"", _SAMPLE[:-1], _SAMPLE + b"x", _SAMPLE.replace(b"C", b"D")],
    ids=["emptied", "shorter", "longer", "other"],
)
def test_storing_again_over_a_damaged_object_gives_no_receipt(store: _Store, damage: bytes) -> None:
    digest = _put(store.storage, _SAMPLE).digest
    store.backdoor.replace(digest, damage)
    with pytest.raises(ObjectAlteredError):
        _put(store.storage, _SAMPLE)
    assert _read(store.storage, digest) == damage


def test_the_fixity_pass_tells_every_kind_of_damage_apart(store: _Store) -> None:
    contents = [b"naskah CONTOH %d" % number for number in range(16)]
    digests = [_put(store.storage, content).digest for content in contents]
    store.backdoor.replace(digests[0], contents[1])  # swapped
    store.backdoor.replace(digests[1], contents[0])
    store.backdoor.replace(digests[2], contents[2][:-1])  # truncated
    store.backdoor.replace(digests[3], contents[3].replace(b"C", b"B"))  # same size, other bytes
    store.backdoor.remove(digests[4])
    expected = [(digest, len(content)) for digest, content in zip(digests, contents, strict=True)]
    never_stored = _digest(b"baris yang diubah")
    expected[5] = (never_stored, len(contents[5]))  # its row was changed: one missing, one orphan
    expected.append(expected[6])  # two rows may share one object
    seen: dict[str, str] = {}
    report = fixity(store.storage, iter(expected), on_checked=lambda digest, verdict: seen.update({digest: verdict}))
    assert report == FixityReport(
        checked=16,
        ok=10,
        missing=(digests[4], never_stored),
        altered=tuple(digests[:4]),
        orphans=(digests[5],),
    )
    assert not report.is_intact
    assert sorted(seen) == sorted({digest for digest, _ in expected})


def test_a_young_object_is_no_orphan_yet(storage: ObjectStorage) -> None:
    digest = _put(storage, _SAMPLE).digest
    hour = timedelta(hours=1)
    assert fixity(storage, [], orphans_before=datetime.now(UTC) - hour).orphans == ()
    assert fixity(storage, [], orphans_before=datetime.now(UTC) + hour).orphans == (digest,)
    assert fixity(storage, [(digest, len(_SAMPLE))]) == FixityReport(1, 1, (), (), ())


def test_a_fresh_store_has_nothing_to_sweep(storage: ObjectStorage) -> None:
    _put(storage, _SAMPLE)
    assert storage.sweep_temporary(timedelta(0), datetime.now(UTC) + timedelta(minutes=1)) == 0
    assert storage.verify(_digest(_SAMPLE)) == "ok"


def test_no_method_can_overwrite_or_delete(storage: ObjectStorage) -> None:
    offered = {name for name in dir(storage) if not name.startswith("_")}
    assert offered == {"entries", "exists", "open", "put", "size", "sweep_temporary", "url", "verify"}


def test_an_address_is_none_or_downloads_the_object_under_our_name(storage: ObjectStorage) -> None:
    digest = _put(storage, _SAMPLE).digest
    url = storage.url(digest, seconds=30, filename='naskah "CONTOH"\r\n é.pdf')
    if isinstance(storage, DirectoryStorage):
        assert url is None
        return
    assert url is not None
    context = ssl.create_default_context(cafile=str(seaweedfs().ca_bundle)) if url.startswith("https:") else None
    with urllib.request.urlopen(url, context=context) as answer:
        assert answer.read() == _SAMPLE
        assert answer.headers["Content-Type"] == "application/pdf"
        disposition = answer.headers["Content-Disposition"]
    assert disposition == (
        "attachment; filename=\"naskah _CONTOH_ _.pdf\"; filename*=UTF-8''naskah%20%22CONTOH%22%20%C3%A9.pdf"
    )
