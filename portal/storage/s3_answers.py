"""What an S3 server answers, in the portal's terms: errors without address, key or secret; bodies; download names."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from urllib3.exceptions import HTTPError

from portal.errors import (
    AccessRefusedError,
    BeyondEndError,
    ObjectExistsError,
    ObjectNotFoundError,
    StorageError,
    StorageFullError,
    UnconditionalError,
)

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectTypeDef

_REACHABLE = "Penyimpanan berkas tidak dapat dihubungi; coba lagi beberapa saat lagi."
_REFUSED = "Penyimpanan berkas menolak akses; admin perlu memeriksa kunci dan hak aksesnya."
_UNFIT = "Penyimpanan berkas menolak permintaan itu; admin perlu menjalankan portal storage check."
_MISSING_BUCKET = "Wadah penyimpanan berkas tidak ada; admin perlu memeriksa PORTAL_STORAGE_URL."
_NO_KEYS = "Kunci penyimpanan berkas belum diatur; admin perlu mengisi AWS_ACCESS_KEY_ID dan AWS_SECRET_ACCESS_KEY."


class _Body(io.RawIOBase):
    """A response body whose failures, a short one included, are StorageErrors."""

    def __init__(self, body: BinaryIO) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io calls it with a memoryview.
        with translated():
            piece = self._body.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._body.close()
        super().close()


def stream_over(body: object) -> BinaryIO:
    """A forward stream over the body of an answer; reading it raises StorageError when the body breaks off."""
    return cast(BinaryIO, io.BufferedReader(_Body(cast(BinaryIO, body)), 64 * 1024))


def attachment(filename: str) -> str:
    """Content-Disposition after RFC 6266: a plain ASCII name for old clients, the real one percent-encoded."""
    visible = "".join(sign for sign in filename if sign.isprintable()) or "berkas"
    plain = "".join(sign if sign.isascii() and sign not in '"\\;%/' else "_" for sign in visible)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(visible, safe='')}"


_ANSWERS: dict[int, tuple[type[StorageError], str]] = {
    400: (StorageError, _UNFIT),
    401: (AccessRefusedError, _REFUSED),
    403: (AccessRefusedError, _REFUSED),
    404: (ObjectNotFoundError, "Berkas tidak ada di penyimpanan."),
    409: (ObjectExistsError, "Berkas yang sama sedang disimpan; coba lagi."),
    412: (ObjectExistsError, "Berkas yang sama sudah tersimpan."),
    416: (BeyondEndError, "Rentang di luar isi berkas."),
    507: (StorageFullError, "Ruang penyimpanan berkas penuh; hubungi admin lalu coba lagi."),
    501: (UnconditionalError, "Penyimpanan berkas tidak mengenal permintaan itu."),
}


def listed(client: "S3Client", bucket: str, prefix: str) -> Iterator["ObjectTypeDef"]:
    """What lies under a prefix, page by page."""
    pages = iter(client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix))
    while True:
        with translated(bucket=True):
            page = next(pages, None)
        if page is None:
            return
        yield from page.get("Contents", ())


@contextmanager
def translated(*, bucket: bool = False) -> Iterator[None]:
    """Turn what boto3 raises into a StorageError without address, key or secret; `bucket`: a 404 means the bucket."""
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        code = error.response.get("Error", {}).get("Code", "")
        if code == "NoSuchBucket" or (bucket and status == 404):
            raise StorageError(_MISSING_BUCKET) from error
        kind, message = _ANSWERS.get(status, (StorageError, _REACHABLE))
        raise kind(message) from error
    except NoCredentialsError as error:
        raise StorageError(_NO_KEYS) from error
    except (BotoCoreError, HTTPError, OSError) as error:
        raise StorageError(_REACHABLE) from error
