"""Objects in an S3 bucket (SeaweedFS, Ceph, AWS).

The answer of a server is not proof: `put` sends Content-MD5 and the SHA-256, creates only (`If-None-Match: *`), and
then reads the object back and hashes it. The bucket is private; a key is the content hash, not a secret.
"""

import base64
import hashlib
import io
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Literal

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from portal import clock, failpoint
from portal.errors import (
    AccessRefusedError,
    BeyondEndError,
    ConfigError,
    ObjectAlteredError,
    ObjectExistsError,
    ObjectNotFoundError,
    StorageError,
    StorageFullError,
    UnconditionalError,
)
from portal.storage.hashing import Fingerprint, fingerprint
from portal.storage.interface import (
    MAX_URL_SECONDS,
    ObjectEntry,
    StoredObject,
    Verdict,
    check_expected,
    check_range,
)
from portal.storage.keys import KEY_ROOT, checked_digest, digest_of_key, object_key
from portal.storage.protection import Protection
from portal.storage.s3_answers import attachment, listed, stream_over, translated

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PutObjectRequestTypeDef

_SPOOL_IN_MEMORY = 1024 * 1024
_DAMAGED = "rusak"
"""Under the prefix: where bytes lie that were found under a name they do not hash to."""
Checksums = Literal["when_required", "when_supported"]


def s3_client(
    endpoint_url: str | None,
    *,
    access_key: str | None = None,
    secret_key: str | None = None,
    region: str | None = None,
    ca_bundle: str | None = None,
    checksums: Checksums = "when_required",
) -> "S3Client":
    """A client that gives up within about ten seconds; keys, region and CA default to the usual AWS variables.

    Signature version 4 and path style are fixed: with another endpoint boto3 would still sign addresses with
    version 2. Its own trailing checksums are off by default because over HTTPS some servers refuse them or store
    the chunk framing inside the object. Raises ConfigError for an endpoint that is no http(s) address.
    """
    if endpoint_url is not None and not endpoint_url.startswith(("http://", "https://")):
        raise ConfigError("PORTAL_S3_ENDPOINT_URL harus diawali http:// atau https://.")
    # Two attempts of 2 s to connect and 4 s of silence, and at most 1 s between them: below ten seconds in all.
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation=checksums,
        response_checksum_validation=checksums,
        connect_timeout=2,
        read_timeout=4,
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=32,
    )
    session = boto3.Session(aws_access_key_id=access_key, aws_secret_access_key=secret_key)
    try:
        return session.client(
            "s3",
            endpoint_url=endpoint_url,
            region_name=region or session.region_name or "us-east-1",
            verify=ca_bundle,
            config=config,
        )
    except (ValueError, BotoCoreError) as error:
        raise ConfigError("Pengaturan S3 tidak dapat dipakai; periksa PORTAL_S3_ENDPOINT_URL dan AWS_*.") from error


class S3Storage:
    """An ObjectStorage in one bucket under one prefix; safe for many threads."""

    def __init__(self, bucket: str, prefix: str, client: "S3Client", *, retain_days: int = 0) -> None:
        """`prefix` has no slash at its ends and may be empty; the bucket is not looked at yet.

        With `retain_days` every object is put under Object Lock for so long, in the mode that nobody can shorten.
        """
        self._retain_days = retain_days
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._client = client

    def put(self, stream: BinaryIO, *, expected_digest: str | None = None) -> StoredObject:
        """Store the stream; see ObjectStorage.put.

        After a lost answer the client asks again and meets its own object: `is_new` is then False though nobody
        else stored it, which is why nothing may be concluded from it but that a notice can be shown.
        """
        if expected_digest is not None:
            checked_digest(expected_digest)
        with _spooled(stream, expected_digest) as (spool, found, md5):
            is_new = self._create(spool, found, md5)
        failpoint.reach(failpoint.Step.VERIFY_READ)
        verdict = self.verify(found.digest)
        if verdict == "ok":
            return StoredObject(found.digest, found.size, is_new)
        if verdict == "altered" and not is_new:
            raise ObjectAlteredError("Berkas yang sama sudah tersimpan, tetapi rusak; laporkan kepada admin.")
        raise StorageError("Berkas tidak terbaca utuh setelah dikirim ke penyimpanan; coba lagi.")

    def open(self, digest: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        """A stream over the object or a range of it; the range goes to the server. See ObjectStorage.open."""
        check_range(start, length)
        key = self._key(digest)
        if length == 0:
            self.size(digest)
            return io.BytesIO()
        if start == 0 and length is None:
            with translated():
                body = self._client.get_object(Bucket=self._bucket, Key=key)["Body"]
            return stream_over(body)
        last = "" if length is None else str(start + length - 1)
        try:
            with translated():
                answer = self._client.get_object(Bucket=self._bucket, Key=key, Range=f"bytes={start}-{last}")
        except BeyondEndError:
            return io.BytesIO()
        if answer["ResponseMetadata"]["HTTPStatusCode"] != 206:
            answer["Body"].close()
            raise StorageError("Penyimpanan berkas tidak melayani sebagian berkas; hubungi admin.")
        return stream_over(answer["Body"])

    def size(self, digest: str) -> int:
        """Bytes of the object; raises ObjectNotFoundError."""
        key = self._key(digest)
        try:
            with translated():
                return self._client.head_object(Bucket=self._bucket, Key=key)["ContentLength"]
        except ObjectNotFoundError:
            # A HEAD answer has no body to tell a missing bucket from a missing object.
            with translated(bucket=True):
                self._client.head_bucket(Bucket=self._bucket)
            raise

    def exists(self, digest: str) -> bool:
        """Whether an object lies under this digest."""
        try:
            self.size(digest)
        except ObjectNotFoundError:
            return False
        return True

    def verify(self, digest: str) -> Verdict:
        """Fetch and hash the object again; see ObjectStorage.verify."""
        try:
            with self.open(digest) as stream:
                return "ok" if fingerprint(stream).digest == digest else "altered"
        except ObjectNotFoundError:
            return "missing"

    def put_back(self, stream: BinaryIO, digest: str) -> Verdict:
        """Mend an object; see ObjectStorage.put_back. The damaged one is copied to `rusak/` under the prefix first."""
        key = self._key(digest)
        verdict = self.verify(digest)
        if verdict == "ok":
            return verdict
        with _spooled(stream, digest) as (spool, found, md5):
            if verdict == "altered":
                aside = f"{self._prefix}{_DAMAGED}/{digest}.{secrets.token_hex(8)}"
                with translated():
                    self._client.copy_object(
                        Bucket=self._bucket, Key=aside, CopySource={"Bucket": self._bucket, "Key": key}
                    )
            request = self._request(spool, found, md5)
            del request["IfNoneMatch"]
            with translated():
                self._client.put_object(**request)
        if self.verify(digest) != "ok":
            raise StorageError("Berkas yang dipulihkan tidak terbaca utuh; periksa media penyimpanan.")
        return verdict

    def entries(self) -> Iterator[ObjectEntry]:
        """Every object under the prefix, page by page; foreign keys are passed over."""
        for found in listed(self._client, self._bucket, f"{self._prefix}{KEY_ROOT}/"):
            digest = digest_of_key(found["Key"].removeprefix(self._prefix))
            if digest is not None:
                yield ObjectEntry(digest, found["Size"], found["LastModified"].astimezone(UTC))

    def url(self, digest: str, *, seconds: int, filename: str) -> str | None:
        """A signed address of at most 60 seconds whose answer is a download named `filename`."""
        key = self._key(digest)
        with translated():
            return self._client.generate_presigned_url(
                "get_object",
                Params={
                    "Bucket": self._bucket,
                    "Key": key,
                    "ResponseContentType": _media_type(filename),
                    "ResponseContentDisposition": attachment(filename),
                },
                ExpiresIn=max(1, min(seconds, MAX_URL_SECONDS)),
            )

    def sweep_temporary(self, older_than: timedelta, now: datetime) -> int:
        """Always 0: a PUT appears whole or not at all, and the spool file never has a name."""
        return 0

    def protection(self) -> Protection:
        """What the bucket offers; see `portal.storage.protection`."""
        versions = self._asked(lambda: self._client.get_bucket_versioning(Bucket=self._bucket))
        lock = self._asked(lambda: self._client.get_object_lock_configuration(Bucket=self._bucket))
        settings = (lock or {}).get("ObjectLockConfiguration", {})
        rule = settings.get("Rule", {}).get("DefaultRetention", {})
        return Protection(
            is_bucket=True,
            keeps_versions=None if versions is None else versions.get("Status") == "Enabled",
            has_lock=None if lock is None else settings.get("ObjectLockEnabled") == "Enabled",
            bucket_retention=" ".join(
                f"{rule[name]} {name}".removesuffix(" Mode") for name in ("Mode", "Days", "Years") if rule.get(name)
            ),
            retain_days=self._retain_days,
        )

    def _asked(self, question: Callable[[], Any]) -> dict[str, Any] | None:
        """What the bucket answers: nothing where it has no such thing, None where it does not let us ask."""
        try:
            with translated():
                return dict(question())
        except (ObjectNotFoundError, UnconditionalError):
            return {}
        except AccessRefusedError:
            return None

    def _key(self, digest: str) -> str:
        return self._prefix + object_key(digest)

    def _request(self, spool: IO[bytes], found: Fingerprint, md5: bytes) -> "PutObjectRequestTypeDef":
        spool.seek(0)
        request: PutObjectRequestTypeDef = {
            "Bucket": self._bucket,
            "Key": self._key(found.digest),
            "Body": spool,
            "ContentLength": found.size,
            "ContentType": "application/octet-stream",
            "ContentMD5": base64.b64encode(md5).decode(),
            "ChecksumSHA256": base64.b64encode(bytes.fromhex(found.digest)).decode(),
            "IfNoneMatch": "*",
        }
        if self._retain_days:
            request["ObjectLockMode"] = "COMPLIANCE"
            request["ObjectLockRetainUntilDate"] = clock.utc_now() + timedelta(days=self._retain_days)
        return request

    def _create(self, spool: IO[bytes], found: Fingerprint, md5: bytes) -> bool:
        """PUT unless it exists; False when it was there."""
        request = self._request(spool, found, md5)
        failpoint.reach(failpoint.Step.PUT)
        try:
            with translated():
                self._client.put_object(**request)
        except ObjectExistsError:
            return False
        except UnconditionalError:
            # No conditional PUT on this server. Two writers may both send, but only equal bytes under this key.
            if self.exists(found.digest):
                return False
            del request["IfNoneMatch"]
            with translated():
                spool.seek(0)
                self._client.put_object(**request)
        return True


@contextmanager
def _spooled(
    stream: BinaryIO, expected_digest: str | None
) -> Iterator[tuple["tempfile.SpooledTemporaryFile[bytes]", Fingerprint, bytes]]:
    """The stream in a file without a name, with its fingerprint and its MD5."""
    with tempfile.SpooledTemporaryFile(_SPOOL_IN_MEMORY) as spool:
        # MD5 only guards the way: every server refuses a wrong Content-MD5. The proof is the read-back.
        md5 = hashlib.md5(usedforsecurity=False)
        found = fingerprint(stream, _spooling(spool, md5))
        check_expected(expected_digest, found.digest)
        yield spool, found, md5.digest()


def _spooling(spool: "tempfile.SpooledTemporaryFile[bytes]", md5: "hashlib._Hash") -> Callable[[bytes], None]:
    def write(piece: bytes) -> None:
        md5.update(piece)
        try:
            spool.write(piece)
        except OSError as error:
            raise StorageFullError("Ruang sementara di server penuh; hubungi admin lalu coba lagi.") from error

    return write


def _media_type(filename: str) -> str:
    """PDF by its name, otherwise a type no browser opens by itself."""
    return "application/pdf" if filename.lower().endswith(".pdf") else "application/octet-stream"
