"""What only the directory store can show: modes, links, stray temporaries, full and vanished disks."""

import hashlib
import io
import os
import resource
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.errors import ConfigError, ObjectAlteredError, StorageError
from portal.storage.directory import DirectoryStorage
from portal.storage.keys import object_key

_CONTENT = b"%PDF-1.7 CONTOH"
_DIGEST = hashlib.sha256(_CONTENT).hexdigest()
_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "var" / "objek"


@pytest.fixture
def storage(root: Path) -> DirectoryStorage:
    return DirectoryStorage(root)


def test_files_are_read_only_and_folders_private_whatever_the_umask(root: Path) -> None:
    old = os.umask(0)
    try:
        DirectoryStorage(root).put(io.BytesIO(_CONTENT))
    finally:
        os.umask(old)
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*")}
    assert modes == {True: 0o700, False: 0o400}
    assert stat.S_IMODE(root.stat().st_mode) == 0o700


def test_an_object_lies_under_its_digest_and_nothing_else_stays(storage: DirectoryStorage, root: Path) -> None:
    storage.put(io.BytesIO(_CONTENT))
    files = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    assert files == [f"sha256/{_DIGEST[:2]}/{_DIGEST}"]


def test_a_second_store_on_the_same_folder_sees_the_same_objects(storage: DirectoryStorage, root: Path) -> None:
    storage.put(io.BytesIO(_CONTENT))
    other = DirectoryStorage(root)
    assert other.verify(_DIGEST) == "ok"
    assert not other.put(io.BytesIO(_CONTENT)).is_new


def test_a_link_in_place_of_an_object_is_not_followed(storage: DirectoryStorage, root: Path, tmp_path: Path) -> None:
    storage.put(io.BytesIO(_CONTENT))
    secret = tmp_path / "rahasia"
    secret.write_bytes(_CONTENT)
    path = root / object_key(_DIGEST)
    path.unlink()
    path.symlink_to(secret)
    assert storage.verify(_DIGEST) == "altered"
    assert not storage.exists(_DIGEST)
    assert list(storage.entries()) == []
    with pytest.raises(ObjectAlteredError):
        storage.open(_DIGEST)


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_regular_file_is_altered(storage: DirectoryStorage, root: Path, kind: str) -> None:
    path = root / object_key(_DIGEST)
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert storage.verify(_DIGEST) == "altered"
    with pytest.raises(ObjectAlteredError):
        storage.size(_DIGEST)


def test_foreign_files_are_passed_over_in_the_listing(storage: DirectoryStorage, root: Path) -> None:
    storage.put(io.BytesIO(_CONTENT))
    (root / "sha256" / "catatan.txt").write_text("x")
    (root / "sha256" / _DIGEST[:2] / "catatan.txt").write_text("x")
    wrong_shard = root / "sha256" / ("00" if _DIGEST[:2] != "00" else "01")
    wrong_shard.mkdir()
    (wrong_shard / _DIGEST).write_bytes(_CONTENT)
    assert [entry.digest for entry in storage.entries()] == [_DIGEST]


def test_the_sweep_takes_old_temporaries_alone(storage: DirectoryStorage, root: Path) -> None:
    storage.put(io.BytesIO(_CONTENT))
    for name, hours in (("old.part", 25), ("edge.part", 24), ("young.part", 23), ("lain.txt", 99)):
        path = root / "sementara" / name
        path.write_bytes(b"x")
        moment = (_NOW - timedelta(hours=hours)).timestamp()
        os.utime(path, (moment, moment))
    assert storage.sweep_temporary(timedelta(hours=24), _NOW) == 2
    assert {path.name for path in (root / "sementara").iterdir()} == {"young.part", "lain.txt"}
    assert storage.sweep_temporary(timedelta(hours=24), _NOW) == 0
    assert storage.verify(_DIGEST) == "ok"


def test_a_vanished_folder_is_a_failure_and_not_a_new_empty_store(storage: DirectoryStorage, root: Path) -> None:
    root.rename(root.with_name("dilepas"))
    with pytest.raises(StorageError, match="tidak dapat dipakai") as caught:
        storage.put(io.BytesIO(_CONTENT))
    assert str(root) not in caught.value.message
    with pytest.raises(StorageError):
        list(storage.entries())
    assert not root.exists()


def test_a_folder_that_cannot_be_made_is_a_setting_to_mend(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(ConfigError, match="PORTAL_STORAGE_URL"):
        DirectoryStorage(tmp_path / "berkas" / "objek")


def test_a_full_disk_is_said_and_leaves_nothing(root: Path) -> None:
    script = (
        "import io, sys, pathlib\n"
        "from portal.errors import StorageError\n"
        "from portal.storage.directory import DirectoryStorage\n"
        "try:\n"
        "    DirectoryStorage(pathlib.Path(sys.argv[1])).put(io.BytesIO(b'x' * 900_000))\n"
        "except StorageError as error:\n"
        "    print(error.message)\n"
    )

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    done = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.startswith("Ruang penyimpanan berkas penuh")
    assert [path for path in root.rglob("*") if path.is_file()] == []
