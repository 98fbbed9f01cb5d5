"""Folders of indexes: one process at a time, and bytes that outlast the machine."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from portal.errors import SearchBusyError
from portal.search.interface import BUSY


@contextlib.contextmanager
def only_process(lock: Path) -> Iterator[None]:
    """Hold a file that one process at a time may hold; raises SearchBusyError where another one does."""
    with lock.open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SearchBusyError(BUSY) from error
        yield


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
