"""kill -9 in the midst of writing: every receipt is kept, no damaged object is ever visible, leavings are swept."""

import os
import random
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

_ROOT = Path(__file__).parents[2]


def _receipts_of_a_killed_writer(arguments: list[str], after: float, environment: dict[str, str]) -> list[str]:
    """Start a writer, kill it so many seconds after its first receipt, and return the receipts it gave."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fixtures.storage_writer", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env={**os.environ, **environment},
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "siap\n"
        # Counted from the first receipt: on a busy machine that may be long in coming.
        first = writer.stdout.readline()
        timer = threading.Timer(after, writer.kill)
        timer.start()
        lines = (first + writer.stdout.read()).split("\n")
        timer.join()
    return lines[:-1]  # What follows the last line break was cut off by the kill.


def _assert_sound(storage: ObjectStorage, receipts: list[str]) -> None:
    listed = {entry.digest for entry in storage.entries()}
    assert set(receipts) <= listed
    assert {digest for digest in listed if storage.verify(digest) != "ok"} == set()


def _drill(storage: ObjectStorage, arguments: list[str], kills: int, environment: dict[str, str]) -> None:
    chance = random.Random(39)  # noqa: S311 - moments of a drill guard nothing
    receipts: list[str] = []
    for _ in range(kills):
        receipts += _receipts_of_a_killed_writer(arguments, chance.uniform(0.02, 0.3), environment)
        _assert_sound(storage, receipts)
    assert receipts


def _drill_directory(root: Path, kills: int) -> None:
    storage = DirectoryStorage(root)
    _drill(storage, [f"file:{root}"], kills, {})
    before = {entry.digest for entry in storage.entries()}
    left = [path for path in (root / "sementara").iterdir()]
    assert storage.sweep_temporary(timedelta(0), datetime.now(UTC) + timedelta(minutes=1)) == len(left)
    assert list((root / "sementara").iterdir()) == []
    _assert_sound(storage, sorted(before))


def _drill_s3(kills: int) -> None:
    server = seaweedfs()
    prefix = new_prefix()
    keys = {"AWS_ACCESS_KEY_ID": server.access_key, "AWS_SECRET_ACCESS_KEY": server.secret_key}
    _drill(server.storage(prefix=prefix), [server.http_url, server.bucket(), prefix], kills, keys)


def test_killed_writers_leave_a_sound_directory(tmp_path: Path) -> None:
    _drill_directory(tmp_path, kills=5)


def test_killed_writers_leave_a_sound_bucket() -> None:
    _drill_s3(kills=2)


@pytest.mark.slow
def test_many_killed_writers_leave_a_sound_directory(tmp_path: Path) -> None:
    _drill_directory(tmp_path, kills=50)


@pytest.mark.slow
def test_many_killed_writers_leave_a_sound_bucket() -> None:
    _drill_s3(kills=20)
