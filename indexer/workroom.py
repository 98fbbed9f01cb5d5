"""Folders for work under way, in the spool: copies of originals and page pictures lie in them for a moment.

Each is locked by the process that uses it, for as long as it lives. What a killed process left behind is thereby told
apart from what is in use, and swept: a copy of a naskah that is not public must not stay on a disk nobody looks at.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "kerja-"
YOUNG_SECONDS = 600.0
"""A folder younger than this is left alone: its owner may not have locked it yet."""


@contextlib.contextmanager
def working_folder(spool: Path) -> Iterator[Path]:
    """An empty folder for the time of a `with` block; it is removed with all it holds. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=spool))
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep(spool: Path) -> int:
    """Remove the folders whose owner is gone; gives back how many."""
    return sum(_remove_if_left(folder) for folder in spool.glob(f"{PREFIX}*"))


def _remove_if_left(folder: Path) -> bool:
    try:
        if folder.is_symlink() or folder.stat().st_mtime > time.time() - YOUNG_SECONDS:
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
