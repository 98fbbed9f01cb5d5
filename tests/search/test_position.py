"""How far the indexes of a folder are: kept whole or not at all, and doubted where it cannot be read."""

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal import failpoint
from portal.failpoint import Step
from portal.search.position import BEHIND_SECONDS, IndexFolder, Position

HERE = Position("abc", 7, "2026-10001", "2026-03-01T00:00:00+00:00")


def test_what_was_kept_is_read_and_what_was_forgotten_is_not(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    assert folder.position() is None
    folder.keep(HERE)
    assert IndexFolder(tmp_path).position() == HERE
    folder.forget()
    assert folder.position() is None
    folder.forget()
    IndexFolder(tmp_path / "tidak-ada").forget()


def test_who_breaks_off_amid_keeping_leaves_the_position_before(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    folder.keep(HERE)
    failpoint.arm(f"{Step.FOLLOW_POSITION}:error")
    try:
        with pytest.raises(OSError, match="failpoint"):
            folder.keep(Position("abc", 8))
    finally:
        failpoint.arm("")

    assert folder.position() == HERE


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "7", '{"nomor": 7}', '{"epoch": "abc", "nomor": "7"}', '{"epoch": 1, "nomor": 7}',
        '{"epoch": "abc", "nomor": 7, "lain": 1}', '{"epoch": "abc", "nomor": 7, "kode": null}', "\udce4",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_no_position(tmp_path: Path, text: str) -> None:
    (tmp_path / "POSITION").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert IndexFolder(tmp_path).position() is None


def test_a_folder_is_behind_until_it_holds_all_and_again_when_nobody_has_said_so_for_long(tmp_path: Path) -> None:
    folder, now = IndexFolder(tmp_path), datetime.now(UTC)
    assert (folder.is_behind(), folder.seconds_behind()) == (True, None)
    folder.note_complete(now - timedelta(seconds=BEHIND_SECONDS + 10))
    assert folder.is_behind()
    folder.note_complete(now)
    assert not folder.is_behind()
    # Of an earlier instant nothing is noted, nor every second.
    folder.note_complete(now - timedelta(hours=1))
    folder.note_complete(now + timedelta(seconds=1))
    assert abs((tmp_path / "COMPLETE").stat().st_mtime - now.timestamp()) < 0.01
    os.utime(tmp_path / "COMPLETE", (0, time.time() - BEHIND_SECONDS - 5))
    assert folder.is_behind()


def test_only_plain_values_are_kept(tmp_path: Path) -> None:
    IndexFolder(tmp_path).keep(HERE)

    kept = json.loads((tmp_path / "POSITION").read_text("utf-8"))
    assert kept == {"epoch": "abc", "nomor": 7, "kode": "2026-10001", "at": "2026-03-01T00:00:00+00:00"}
