"""The stores the contract runs over, each with a way in behind its back, as an intruder or a failing disk has."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage, StoredObject
from portal.storage.keys import object_key
from portal.storage.s3 import S3Storage
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KINDS = ("directory", "s3-http", "s3-https")
SAMPLE = b"%PDF-1.7 CONTOH naskah kerja sama"


class Backdoor(Protocol):
    """Changes objects without asking the store."""

    def replace(self, digest: str, content: bytes) -> None: ...

    def remove(self, digest: str) -> None: ...

    def set_aside(self) -> list[bytes]: ...


@dataclass(frozen=True)
class DirectoryBackdoor:
    """Writes into the folder of a DirectoryStorage."""

    root: Path

    def replace(self, digest: str, content: bytes) -> None:
        path = self.root / object_key(digest)
        path.chmod(0o600)
        path.write_bytes(content)

    def remove(self, digest: str) -> None:
        (self.root / object_key(digest)).unlink()

    def set_aside(self) -> list[bytes]:
        return [path.read_bytes() for path in (self.root / "rusak").iterdir()]


@dataclass(frozen=True)
class S3Backdoor:
    """Writes into the bucket with a client of its own."""

    client: "S3Client"
    bucket: str
    prefix: str

    def replace(self, digest: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=f"{self.prefix}/{object_key(digest)}", Body=content)

    def remove(self, digest: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=f"{self.prefix}/{object_key(digest)}")

    def set_aside(self) -> list[bytes]:
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=f"{self.prefix}/rusak/").get("Contents", [])
        keys = [entry["Key"] for entry in found]
        return [self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read() for key in keys]


@dataclass(frozen=True)
class Store:
    """A store and the way in behind its back."""

    storage: ObjectStorage
    backdoor: Backdoor


def make_store(kind: str, folder: Path) -> Store:
    """An empty store of one of KINDS; a directory lies in `folder`."""
    if kind == "directory":
        return Store(DirectoryStorage(folder), DirectoryBackdoor(folder))
    server = seaweedfs()
    prefix = new_prefix()
    storage = S3Storage(server.bucket(), prefix, server.client(https=kind == "s3-https"))
    return Store(storage, S3Backdoor(server.client(), server.bucket(), prefix))


def digest_of(content: bytes) -> str:
    """The SHA-256 an object with this content lies under."""
    return hashlib.sha256(content).hexdigest()


def put(storage: ObjectStorage, content: bytes, expected: str | None = None) -> StoredObject:
    """Store these bytes."""
    return storage.put(io.BytesIO(content), expected_digest=expected)


def read(storage: ObjectStorage, digest: str, *, start: int = 0, length: int | None = None) -> bytes:
    """What the store gives for the digest, or for a range of it."""
    with storage.open(digest, start=start, length=length) as stream:
        return stream.read()
