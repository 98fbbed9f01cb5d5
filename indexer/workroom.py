"""Folders for work under way, in the spool: copies of originals and page pictures lie in them for a moment.

Each bears the name of the process that uses it, and is locked by it for as long as it lives. What a killed process left
behind is thereby told apart from what is in use, and swept: a copy of a naskah that is not public must not stay on a
disk nobody looks at. Files of uploads that were cut off together with their process bear its name too.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from portal import process
from portal.process import INCOMING

PREFIX = "kerja-"
YOUNG_SECONDS = 600.0
"""A folder younger than this is left alone: its owner may not have locked it yet."""


@contextlib.contextmanager
def working_folder(spool: Path) -> Iterator[Path]:
    """An empty folder for the time of a `with` block; it is removed with all it holds. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{process.this_process().mark}-", dir=spool))
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep(spool: Path) -> int:
    """Remove the folders and files whose owner is gone; gives back how many."""
    files = sum(_remove_file_if_left(path) for path in spool.glob(f"{INCOMING}*"))
    return files + sum(_remove_if_left(folder) for folder in spool.glob(f"{PREFIX}*"))


def _owner_is_gone(path: Path, prefix: str) -> bool | None:
    return process.is_left(path.name.removeprefix(prefix).partition("-")[0])


def _remove_file_if_left(path: Path) -> bool:
    if not _owner_is_gone(path, INCOMING):
        return False
    path.unlink(missing_ok=True)
    return True


def _remove_if_left(folder: Path) -> bool:
    if folder.is_symlink():
        return False
    if _owner_is_gone(folder, PREFIX):
        # Its lock may live on for a moment in a child that is only now noticing.
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()
    try:
        if folder.stat().st_mtime > time.time() - YOUNG_SECONDS:
            return False
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return not folder.exists()
