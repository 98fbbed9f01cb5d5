"""Where a backup lies: a folder or a bucket with a file for each database and manifest, and parts full of objects.

A part that is not sealed is itself a store of objects, laid out like the portal's own.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from portal.cli.backup.sealing import SUFFIX, Opener, Sealer
from portal.config import Config
from portal.errors import BadInputError, ObjectAlteredError, StorageError
from portal.storage.hashing import fingerprint
from portal.storage.interface import ObjectStorage
from portal.storage.keys import checked_digest
from portal.storage.named import DirectoryFiles, NamedFiles
from portal.storage.opening import open_storage
from portal.storage.s3_opening import open_s3_files

OBJECTS, IMAGES, LOG_HEADS, AUDIT_ANCHORS = "objects", "images", "log-heads", "audit-anchors"
MANIFESTS, DATABASES = "manifest", "database"


class Part(Protocol):
    """Some objects of a backup."""

    def held(self) -> set[str]:
        """Digests of all there are."""
        ...

    def send(self, digest: str, source: ObjectStorage) -> None:
        """Keep an object of `source`, read back. Raises StorageError."""
        ...

    def take(self, digest: str, into: ObjectStorage) -> None:
        """Put an object into a store, mending what lies there damaged. Raises StorageError."""
        ...


@dataclass(frozen=True)
class Target:
    """Everything of the place where backups lie."""

    files: NamedFiles
    open_store: Callable[[str], ObjectStorage]

    def part(self, name: str) -> Part:
        """A part in the open."""
        return PlainPart(self.open_store(name))

    def sealed(self, name: str, sealer: Sealer, opener: Opener, folder: Path) -> Part:
        """A part whose objects are sealed one by one; `folder` is private and takes one of them at a time."""
        return SealedPart(self.files, name, sealer, opener, folder)


class PlainPart:
    """A Part that is a store of objects."""

    def __init__(self, store: ObjectStorage) -> None:
        self._store = store

    def held(self) -> set[str]:
        """Digests of all there are."""
        return {entry.digest for entry in self._store.entries()}

    def send(self, digest: str, source: ObjectStorage) -> None:
        """Keep an object; see Part.send."""
        with source.open(digest) as stream:
            self._store.put(stream, expected_digest=digest)

    def take(self, digest: str, into: ObjectStorage) -> None:
        """Put an object into a store; see Part.take."""
        with self._store.open(digest) as stream:
            try:
                into.put(stream, expected_digest=digest)
            except ObjectAlteredError:
                with self._store.open(digest) as again:
                    into.put_back(again, digest)


class SealedPart:
    """A Part of sealed files named by what is in them."""

    def __init__(self, files: NamedFiles, name: str, sealer: Sealer, opener: Opener, folder: Path) -> None:
        self._files = files
        self._root = f"sealed/{name}"
        self._sealer, self._opener = sealer, opener
        self._folder = folder

    def held(self) -> set[str]:
        """Digests of all there are, as their names have them."""
        return {name.rpartition("/")[2].removesuffix(SUFFIX) for name in self._files.names(self._root)}

    def send(self, digest: str, source: ObjectStorage) -> None:
        """Keep an object; see Part.send."""
        with tempfile.TemporaryDirectory(dir=self._folder) as place:
            plain, sealed = Path(place) / "plain", Path(place) / "sealed"
            plain.touch(mode=0o600)
            with source.open(digest) as stream, plain.open("wb") as written:
                found = fingerprint(stream, written.write)
            if found.digest != digest:
                raise StorageError("Isi berkas tidak sama dengan sidik jarinya.")
            self._files.put(self._name(digest), self._sealer.seal(plain, sealed))

    def take(self, digest: str, into: ObjectStorage) -> None:
        """Put an object into a store; see Part.take."""
        with tempfile.TemporaryDirectory(dir=self._folder) as place:
            plain, sealed = Path(place) / "plain", Path(place) / "sealed"
            self._files.fetch(self._name(digest), sealed)
            self._opener.open(sealed, plain)
            with plain.open("rb") as stream:
                try:
                    into.put(stream, expected_digest=digest)
                except ObjectAlteredError:
                    stream.seek(0)
                    into.put_back(stream, digest)

    def _name(self, digest: str) -> str:
        return f"{self._root}/{checked_digest(digest)[:2]}/{digest}{SUFFIX}"


def open_target(place: str, config: Config, *, must_exist: bool = False) -> Target:
    """The place at a folder or `s3://BUCKET/PREFIX`. Raises BadInputError, ConfigError."""
    if place.startswith("s3://"):
        url = place.rstrip("/")
        endpoint_url, access_key, secret_key = (
            config.backup_endpoint_url,
            config.backup_access_key,
            config.backup_secret_key,
        )

        def open_store(name: str) -> ObjectStorage:
            return open_storage(
                f"{url}/{name}",
                endpoint_url=endpoint_url,
                access_key=access_key,
                secret_key=secret_key,
                setting="Tempat cadangan",
            )

        files = open_s3_files(url, endpoint_url=endpoint_url, access_key=access_key, secret_key=secret_key)
        return Target(files, open_store)
    folder = Path(place).absolute()
    if folder.resolve().is_relative_to(config.data_dir.resolve()):
        raise BadInputError("Tempat cadangan tidak boleh di dalam folder data: keduanya akan hilang bersama.")
    if must_exist and not folder.is_dir():
        raise BadInputError("Tidak ada cadangan di tempat itu.")
    return Target(DirectoryFiles(folder), lambda name: open_storage(f"file:{folder / name}"))
