"""Two stores with the same objects: a reader gets whole bytes as long as one of them has them."""

import hashlib
import io
from pathlib import Path

import pytest

from indexer.filecache import fetch
from portal.errors import ObjectAlteredError, ObjectNotFoundError
from portal.storage.directory import DirectoryStorage
from portal.storage.keys import object_key
from portal.storage.paired import PairedStorage
from portal.storage.verified import VerifiedCopies

SAMPLE = b"%PDF-1.7 CONTOH naskah kerja sama"
DIGEST = hashlib.sha256(SAMPLE).hexdigest()


@pytest.fixture
def pair(tmp_path: Path) -> PairedStorage:
    pair = PairedStorage(DirectoryStorage(tmp_path / "first"), DirectoryStorage(tmp_path / "second"))
    for store in (pair.first, pair.second):
        store.put(io.BytesIO(SAMPLE))
    return pair


def damage(folder: Path, how: str) -> None:
    path = folder / object_key(DIGEST)
    path.chmod(0o600)
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(SAMPLE[:-1] + b"x")


@pytest.mark.parametrize("how", ["missing", "altered"])
def test_a_reader_gets_the_good_copy(pair: PairedStorage, tmp_path: Path, how: str) -> None:
    damage(tmp_path / "first", how)
    copies = VerifiedCopies(tmp_path)
    with copies.open(pair, DIGEST) as file:
        assert file.read() == SAMPLE
    copies.close()
    fetch(pair, DIGEST, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == SAMPLE


def test_damage_in_both_is_said_and_no_byte_leaves(pair: PairedStorage, tmp_path: Path) -> None:
    damage(tmp_path / "first", "altered")
    damage(tmp_path / "second", "missing")
    copies = VerifiedCopies(tmp_path)
    with pytest.raises(ObjectAlteredError):
        copies.open(pair, DIGEST)
    with pytest.raises(ObjectAlteredError):
        fetch(pair, DIGEST, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_was_never_stored_is_missing(pair: PairedStorage, tmp_path: Path) -> None:
    with pytest.raises(ObjectNotFoundError):
        pair.open(hashlib.sha256(b"lain").hexdigest())


def test_writing_goes_to_the_first_alone(pair: PairedStorage) -> None:
    other = pair.put(io.BytesIO(b"naskah lain")).digest
    assert pair.first.exists(other)
    assert not pair.second.exists(other)
