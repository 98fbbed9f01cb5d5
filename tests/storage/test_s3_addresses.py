"""The bucket is private: without a valid, fresh, untouched signature nothing is given, even for the right key."""

import hashlib
import io
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.storage.keys import object_key
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

_CONTENT = b"%PDF-1.7 CONTOH rahasia"
_DIGEST = hashlib.sha256(_CONTENT).hexdigest()


def _status(url: str, method: str = "GET", data: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, method=method), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.fixture(scope="module")
def signed() -> str:
    storage = seaweedfs().storage()
    storage.put(io.BytesIO(_CONTENT))
    url = storage.url(_DIGEST, seconds=60, filename="naskah.pdf")
    assert url is not None
    return url


def test_a_signed_address_works_for_reading_alone(signed: str) -> None:
    assert _status(signed) == 200
    assert _status(signed, "PUT", b"lain") == 403
    assert _status(signed, "DELETE") == 403
    assert _status(signed) == 200


@pytest.mark.parametrize(
    ("original", "changed"),
    [
        ("X-Amz-Expires=60", "X-Amz-Expires=600"),
        ("naskah.pdf", "lain.html"),
        ("application%2Fpdf", "text%2Fhtml"),
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
        (_DIGEST, hashlib.sha256(b"lain").hexdigest()),
    ],
)
def test_a_tampered_address_is_denied(signed: str, original: str, changed: str) -> None:
    assert original in signed
    assert _status(signed.replace(original, changed)) == 403


def test_an_expired_address_is_denied() -> None:
    storage = seaweedfs().storage()
    storage.put(io.BytesIO(_CONTENT))
    url = storage.url(_DIGEST, seconds=1, filename="naskah.pdf")
    assert url is not None
    assert _status(url) == 200
    time.sleep(2.2)
    assert _status(url) == 403


@pytest.mark.parametrize(("asked", "given"), [(5, "5"), (60, "60"), (86_400, "60"), (0, "1"), (-3, "1")])
def test_no_address_lives_longer_than_a_minute(asked: int, given: str) -> None:
    url = seaweedfs().storage().url(_DIGEST, seconds=asked, filename="naskah.pdf")
    assert url is not None
    query = parse_qs(urlsplit(url).query)
    assert query["X-Amz-Expires"] == [given]
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]


@pytest.mark.parametrize(
    ("filename", "disposition", "media"),
    [
        ("naskah.pdf", "attachment; filename=\"naskah.pdf\"; filename*=UTF-8''naskah.pdf", "application/pdf"),
        ("a\r\nX: y.pdf", "attachment; filename=\"aX: y.pdf\"; filename*=UTF-8''aX%3A%20y.pdf", "application/pdf"),
        ("../x.PDF", "attachment; filename=\".._x.PDF\"; filename*=UTF-8''..%2Fx.PDF", "application/pdf"),
        ("\u202efdp.exe", "attachment; filename=\"fdp.exe\"; filename*=UTF-8''fdp.exe", "application/octet-stream"),
        ("\n", "attachment; filename=\"berkas\"; filename*=UTF-8''berkas", "application/octet-stream"),
        ("한.html", "attachment; filename=\"_.html\"; filename*=UTF-8''%ED%95%9C.html", "application/octet-stream"),
    ],
)
def test_the_download_name_cannot_break_out_of_its_header(filename: str, disposition: str, media: str) -> None:
    url = seaweedfs().storage().url(_DIGEST, seconds=5, filename=filename)
    assert url is not None
    query = parse_qs(urlsplit(url).query)
    assert query["response-content-disposition"] == [disposition]
    assert query["response-content-type"] == [media]


def test_anonymous_requests_are_refused_even_with_the_right_key() -> None:
    server = seaweedfs()
    prefix = new_prefix()
    server.storage(prefix=prefix).put(io.BytesIO(_CONTENT))
    bucket = f"{server.http_url}/{server.bucket()}"
    key = f"{bucket}/{prefix}/{object_key(_DIGEST)}"
    assert _status(key) == 403
    assert _status(key, "HEAD") == 403
    assert _status(key, "PUT", b"lain") == 403
    assert _status(key, "DELETE") == 403
    assert _status(bucket) == 403
    assert _status(f"{bucket}?list-type=2") == 403
    assert server.storage(prefix=prefix).verify(_DIGEST) == "ok"
