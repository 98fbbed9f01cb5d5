"""Files under names: the same over a folder and a bucket."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.errors import BadInputError, ObjectNotFoundError
from portal.storage.named import DirectoryFiles, NamedFiles
from portal.storage.s3_named import S3Files
from tests.fixtures.seaweedfs import new_prefix, seaweedfs


@pytest.fixture(params=["directory", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NamedFiles]:
    """An empty place."""
    if request.param == "directory":
        yield DirectoryFiles(tmp_path / "tempat")
    else:
        server = seaweedfs()
        yield S3Files(server.bucket(), new_prefix(), server.client(https=False))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Something to keep."""
    path = tmp_path / "asal"
    path.write_bytes(b"CONTOH" * 100_000)
    return path


def test_a_file_comes_back_as_it_was_given(files: NamedFiles, source: Path, tmp_path: Path) -> None:
    kept = files.put("database/20261130T060000Z-0000.sqlite", source)

    fetched = files.fetch("database/20261130T060000Z-0000.sqlite", tmp_path / "kembali")

    assert kept == fetched
    assert (kept.digest, kept.size) == (hashlib.sha256(source.read_bytes()).hexdigest(), 600_000)
    assert (tmp_path / "kembali").read_bytes() == source.read_bytes()
    assert (tmp_path / "kembali").stat().st_mode & 0o077 == 0


def test_names_are_listed_in_their_order_and_those_of_other_folders_are_not(files: NamedFiles, source: Path) -> None:
    for name in ("manifest/b.json", "manifest/a.json.age", "database/c", "manifests/d"):
        files.put(name, source)

    assert files.names("manifest") == ["manifest/a.json.age", "manifest/b.json"]
    assert files.names("kosong") == []


def test_what_is_put_again_is_replaced_and_what_is_removed_is_gone(
    files: NamedFiles, source: Path, tmp_path: Path
) -> None:
    files.put("manifest/a.json", source)
    source.write_bytes(b"lain")
    files.put("manifest/a.json", source)
    assert files.fetch("manifest/a.json", tmp_path / "kembali").size == 4

    files.remove("manifest/a.json")
    files.remove("manifest/a.json")

    assert files.names("manifest") == []
    with pytest.raises(ObjectNotFoundError):
        files.fetch("manifest/a.json", tmp_path / "kembali")


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/../b", "a//b", ".a", "a/", "a b", "a\n"])
def test_what_is_no_name_is_refused(files: NamedFiles, source: Path, name: str) -> None:
    with pytest.raises(BadInputError):
        files.put(name, source)
