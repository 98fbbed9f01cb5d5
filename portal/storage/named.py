"""Files under names in a folder or a bucket: what a backup needs beside objects under their digests.

A name appears whole or not at all, and only after its bytes were read back.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from portal.errors import BadInputError, ConfigError, ObjectNotFoundError, StorageError
from portal.storage.directory import sync_folder
from portal.storage.hashing import Fingerprint, fingerprint

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*(/[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)*")
_UNUSABLE = "Tempat cadangan tidak dapat dipakai; periksa foldernya, izinnya, dan ruangnya."


class NamedFiles(Protocol):
    """Files under names of letters, digits, `-`, `_`, `.` and `/`. Every method may raise StorageError."""

    def put(self, name: str, source: Path) -> Fingerprint:
        """Keep a copy of this file under the name, in place of what was there; gives what was read back."""
        ...

    def fetch(self, name: str, target: Path) -> Fingerprint:
        """Write the file of this name to `target`. Raises ObjectNotFoundError."""
        ...

    def names(self, folder: str) -> list[str]:
        """Names in this folder and below, in their order."""
        ...

    def remove(self, name: str) -> None:
        """Take a file away; it is no error where there is none."""
        ...


class DirectoryFiles:
    """Named files under a directory of this machine; files 0600, directories 0700."""

    def __init__(self, root: Path) -> None:
        self._root = root
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(_UNUSABLE) from error

    def put(self, name: str, source: Path) -> Fingerprint:
        """Keep a copy; see NamedFiles.put."""
        path = self._path(name)
        fresh = path.with_name(f".{secrets.token_hex(8)}.part")
        with _translated():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with source.open("rb") as given, _private(fresh).open("wb") as written:
                    meant = fingerprint(given, written.write)
                    written.flush()
                    os.fsync(written.fileno())
                with fresh.open("rb") as back:
                    if fingerprint(back) != meant:
                        raise StorageError("Cadangan tidak terbaca utuh setelah ditulis; periksa media penyimpanan.")
                fresh.replace(path)
                sync_folder(path.parent)
            finally:
                with suppress(OSError):
                    fresh.unlink(missing_ok=True)
        return meant

    def fetch(self, name: str, target: Path) -> Fingerprint:
        """Write a file to `target`; see NamedFiles.fetch."""
        path = self._path(name)
        with _translated():
            if not path.is_file():
                raise ObjectNotFoundError("Berkas cadangan itu tidak ada.")
            with path.open("rb") as given, _private(target).open("wb") as written:
                return fingerprint(given, written.write)

    def names(self, folder: str) -> list[str]:
        """Names below a folder; what has no name of ours is passed over."""
        with _translated():
            found = [path for path in self._path(folder).rglob("*") if path.is_file()]
        names = (path.relative_to(self._root).as_posix() for path in found)
        return sorted(name for name in names if _NAME.fullmatch(name))

    def remove(self, name: str) -> None:
        """Take a file away."""
        with _translated():
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._root / checked_name(name)


def checked_name(name: str) -> str:
    """The name itself where it is one. Raises BadInputError."""
    if not _NAME.fullmatch(name):
        raise BadInputError("Nama berkas cadangan tidak dikenal.")
    return name


def _private(path: Path) -> Path:
    path.touch(mode=0o600)
    return path


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(_UNUSABLE) from error
