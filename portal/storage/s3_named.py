"""Files under names in an S3 bucket; a PUT appears whole or not at all."""

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from portal.errors import StorageError
from portal.storage.hashing import Fingerprint, fingerprint
from portal.storage.named import checked_name
from portal.storage.s3_answers import listed, stream_over, translated

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class S3Files:
    """NamedFiles under one prefix of a bucket."""

    def __init__(self, bucket: str, prefix: str, client: "S3Client") -> None:
        """`prefix` has no slash at its ends and may be empty."""
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._client = client

    def put(self, name: str, source: Path) -> Fingerprint:
        """Keep a copy; see NamedFiles.put."""
        # MD5 only guards the way; the proof is the read-back.
        md5 = hashlib.md5(usedforsecurity=False)
        with source.open("rb") as given:
            meant = fingerprint(given, md5.update)
            given.seek(0)
            with translated(bucket=True):
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=self._key(name),
                    Body=given,
                    ContentLength=meant.size,
                    ContentMD5=base64.b64encode(md5.digest()).decode(),
                )
        with translated():
            body = self._client.get_object(Bucket=self._bucket, Key=self._key(name))["Body"]
        with stream_over(body) as back:
            if fingerprint(back) != meant:
                raise StorageError("Cadangan tidak terbaca utuh setelah dikirim; periksa penyimpanannya.")
        return meant

    def fetch(self, name: str, target: Path) -> Fingerprint:
        """Write a file to `target`; see NamedFiles.fetch."""
        with translated():
            body = self._client.get_object(Bucket=self._bucket, Key=self._key(name))["Body"]
        target.touch(mode=0o600)
        with stream_over(body) as given, target.open("wb") as written:
            return fingerprint(given, written.write)

    def names(self, folder: str) -> list[str]:
        """Names below a folder."""
        found = listed(self._client, self._bucket, f"{self._key(folder)}/")
        return sorted(one["Key"].removeprefix(self._prefix) for one in found)

    def remove(self, name: str) -> None:
        """Take a file away; where the bucket keeps versions, it keeps this one too."""
        with translated():
            self._client.delete_object(Bucket=self._bucket, Key=self._key(name))

    def _key(self, name: str) -> str:
        return self._prefix + checked_name(name)
