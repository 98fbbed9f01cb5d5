"""The storage contract, second part: what every store must notice when its objects are damaged."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.errors import ObjectAlteredError, StorageError
from portal.storage.sweep import FixityReport, fixity
from tests.contracts.stores_under_test import KINDS, SAMPLE, Store, digest_of, make_store, put, read


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return make_store(request.param, tmp_path)


def test_one_flipped_bit_is_found(store: Store) -> None:
    digest = put(store.storage, SAMPLE).digest
    store.backdoor.replace(digest, bytes([SAMPLE[0] ^ 1]) + SAMPLE[1:])
    assert store.storage.verify(digest) == "altered"


@pytest.mark.parametrize(
    "damage",
    [b"", SAMPLE[:-1], SAMPLE + b"x", SAMPLE.replace(b"C", b"D")],
    ids=["emptied", "shorter", "longer", "other"],
)
def test_storing_again_over_a_damaged_object_gives_no_receipt(store: Store, damage: bytes) -> None:
    digest = put(store.storage, SAMPLE).digest
    store.backdoor.replace(digest, damage)
    with pytest.raises(ObjectAlteredError):
        put(store.storage, SAMPLE)
    assert read(store.storage, digest) == damage


def test_the_fixity_pass_tells_every_kind_of_damage_apart(store: Store) -> None:
    contents = [b"naskah CONTOH %d" % number for number in range(16)]
    digests = [put(store.storage, content).digest for content in contents]
    store.backdoor.replace(digests[0], contents[1])  # swapped
    store.backdoor.replace(digests[1], contents[0])
    store.backdoor.replace(digests[2], contents[2][:-1])  # truncated
    store.backdoor.replace(digests[3], contents[3].replace(b"C", b"B"))  # same size, other bytes
    store.backdoor.remove(digests[4])
    expected = [(digest, len(content)) for digest, content in zip(digests, contents, strict=True)]
    never_stored = digest_of(b"baris yang diubah")
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


def test_a_young_object_is_no_orphan_yet(store: Store) -> None:
    storage = store.storage
    digest = put(storage, SAMPLE).digest
    hour = timedelta(hours=1)
    assert fixity(storage, [], orphans_before=datetime.now(UTC) - hour).orphans == ()
    assert fixity(storage, [], orphans_before=datetime.now(UTC) + hour).orphans == (digest,)
    assert fixity(storage, [(digest, len(SAMPLE))]) == FixityReport(1, 1, (), (), ())


@pytest.mark.parametrize("damage", [b"", SAMPLE[:-1], SAMPLE.replace(b"C", b"D")], ids=["emptied", "shorter", "other"])
def test_damaged_bytes_are_put_back_and_the_damaged_ones_kept_aside(store: Store, damage: bytes) -> None:
    digest = put(store.storage, SAMPLE).digest
    store.backdoor.replace(digest, damage)
    assert store.storage.put_back(io.BytesIO(SAMPLE), digest) == "altered"
    assert read(store.storage, digest) == SAMPLE
    assert store.backdoor.set_aside() == [damage]
    assert [entry.digest for entry in store.storage.entries()] == [digest]


def test_a_lost_object_is_put_back(store: Store) -> None:
    digest = put(store.storage, SAMPLE).digest
    store.backdoor.remove(digest)
    assert store.storage.put_back(io.BytesIO(SAMPLE), digest) == "missing"
    assert read(store.storage, digest) == SAMPLE
    assert store.backdoor.set_aside() == []


def test_an_object_that_is_whole_cannot_be_put_back_over(store: Store) -> None:
    digest = put(store.storage, SAMPLE).digest
    assert store.storage.put_back(io.BytesIO(b"naskah lain"), digest) == "ok"
    assert read(store.storage, digest) == SAMPLE


def test_other_bytes_are_not_put_back_and_nothing_changes(store: Store) -> None:
    digest = put(store.storage, SAMPLE).digest
    store.backdoor.replace(digest, SAMPLE[:-1])
    with pytest.raises(StorageError):
        store.storage.put_back(io.BytesIO(SAMPLE + b"x"), digest)
    assert read(store.storage, digest) == SAMPLE[:-1]
    assert store.backdoor.set_aside() == []
