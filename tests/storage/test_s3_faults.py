"""What the S3 store makes of servers that are down, slow, lying, or refuse it: no receipt, one clear line, soon."""

import hashlib
import io
import time
from collections.abc import Callable

import pytest

from portal.errors import AccessRefusedError, StorageError
from portal.storage.interface import ObjectStorage
from portal.storage.s3 import S3Storage, s3_client
from tests.fixtures.fault_proxy import Fault, Plan, fault_proxy
from tests.fixtures.seaweedfs import free_ports, new_prefix, seaweedfs

_CONTENT = b"%PDF-1.7 CONTOH naskah " * 3_000
_DIGEST = hashlib.sha256(_CONTENT).hexdigest()
_SECRETS = ("CONTOHKUNCI", "127.0.0.1", "Signature", "uji", "http")


def _assert_clear(error: StorageError) -> None:
    assert error.message.endswith(".")
    assert "\n" not in error.message
    assert not [secret for secret in (*_SECRETS, seaweedfs().secret_key) if secret in error.message]


def _stores_through(endpoint_url: str, prefix: str) -> S3Storage:
    server = seaweedfs()
    return S3Storage(server.bucket(), prefix, server.client(endpoint_url=endpoint_url))


_USES: dict[str, Callable[[ObjectStorage], object]] = {
    "put": lambda storage: storage.put(io.BytesIO(_CONTENT)),
    "open": lambda storage: storage.open(_DIGEST),
    "range": lambda storage: storage.open(_DIGEST, start=3, length=9),
    "size": lambda storage: storage.size(_DIGEST),
    "exists": lambda storage: storage.exists(_DIGEST),
    "verify": lambda storage: storage.verify(_DIGEST),
    "entries": lambda storage: list(storage.entries()),
}


@pytest.mark.parametrize("use", _USES)
def test_a_server_that_is_down_gives_one_clear_line_soon(use: str) -> None:
    storage = _stores_through(f"http://127.0.0.1:{free_ports(1)[0]}", new_prefix())
    started = time.monotonic()
    with pytest.raises(StorageError, match="tidak dapat dihubungi") as caught:
        _USES[use](storage)
    assert type(caught.value) is StorageError
    assert time.monotonic() - started < 10
    _assert_clear(caught.value)


@pytest.mark.parametrize("use", _USES)
def test_a_wrong_secret_is_refused_and_said(use: str) -> None:
    server = seaweedfs()
    client = s3_client(server.http_url, access_key=server.access_key, secret_key="salah", region="us-east-1")
    with pytest.raises(StorageError) as caught:
        _USES[use](S3Storage(server.bucket(), new_prefix(), client))
    assert type(caught.value) is AccessRefusedError
    assert "menolak akses" in caught.value.message
    _assert_clear(caught.value)


@pytest.mark.parametrize("use", _USES)
def test_a_missing_bucket_is_not_taken_for_missing_objects(use: str) -> None:
    with pytest.raises(StorageError) as caught:
        _USES[use](S3Storage("wadah-yang-tidak-ada", "naskah", seaweedfs().client()))
    assert type(caught.value) is StorageError
    _assert_clear(caught.value)


def test_an_untrusted_certificate_is_not_accepted() -> None:
    server = seaweedfs()
    client = s3_client(server.https_url, access_key=server.access_key, secret_key=server.secret_key, region="us-east-1")
    with pytest.raises(StorageError, match="tidak dapat dihubungi"):
        S3Storage(server.bucket(), new_prefix(), client).exists(_DIGEST)


@pytest.mark.parametrize(
    ("method", "fault", "status"),
    [
        ("PUT", "status", 500),
        ("PUT", "status", 503),
        ("PUT", "status", 403),
        ("PUT", "reset", 0),
        ("GET", "status", 500),
        ("GET", "reset", 0),
        ("GET", "cut", 0),
        ("GET", "short", 0),
        ("GET", "swap", 0),
    ],
)
def test_no_receipt_while_the_way_is_broken_and_retrying_later_is_safe(method: str, fault: Fault, status: int) -> None:
    prefix = new_prefix()
    started = time.monotonic()
    plan = Plan(method, fault, status)
    with fault_proxy(seaweedfs().http_url, plan) as endpoint, pytest.raises(StorageError) as caught:
        _stores_through(endpoint, prefix).put(io.BytesIO(_CONTENT))
    assert time.monotonic() - started < 10
    _assert_clear(caught.value)
    healed = seaweedfs().storage(prefix=prefix)
    assert healed.put(io.BytesIO(_CONTENT)).digest == _DIGEST
    assert healed.verify(_DIGEST) == "ok"
    assert [entry.digest for entry in healed.entries()] == [_DIGEST]


def test_a_server_that_never_answers_is_given_up_within_ten_seconds() -> None:
    with fault_proxy(seaweedfs().http_url, Plan("PUT", "silence")) as endpoint:
        storage = _stores_through(endpoint, new_prefix())
        started = time.monotonic()
        with pytest.raises(StorageError, match="tidak dapat dihubungi"):
            storage.put(io.BytesIO(_CONTENT))
    assert time.monotonic() - started < 10


def test_one_passing_fault_is_retried_without_anybody_noticing() -> None:
    plan = Plan("PUT", "status", 503, times=1)
    with fault_proxy(seaweedfs().http_url, plan) as endpoint:
        stored = _stores_through(endpoint, new_prefix()).put(io.BytesIO(_CONTENT))
    assert (stored.digest, stored.is_new) == (_DIGEST, True)
    assert plan.seen.count("PUT") == 2


def test_a_lost_answer_to_a_put_that_worked_still_ends_in_a_receipt() -> None:
    with fault_proxy(seaweedfs().http_url, Plan("PUT", "lost", times=1)) as endpoint:
        stored = _stores_through(endpoint, new_prefix()).put(io.BytesIO(_CONTENT))
    assert stored.digest == _DIGEST


@pytest.mark.parametrize("fault", ["cut", "reset"])
def test_a_body_that_breaks_off_is_an_error_and_not_a_short_file(fault: Fault) -> None:
    storage = seaweedfs().storage(prefix=(prefix := new_prefix()))
    storage.put(io.BytesIO(_CONTENT))
    with fault_proxy(seaweedfs().http_url, Plan("GET", fault)) as endpoint:
        broken = _stores_through(endpoint, prefix)
        with pytest.raises(StorageError), broken.open(_DIGEST) as stream:
            stream.read()


def test_lying_bytes_are_called_altered() -> None:
    storage = seaweedfs().storage(prefix=(prefix := new_prefix()))
    storage.put(io.BytesIO(_CONTENT))
    with fault_proxy(seaweedfs().http_url, Plan("GET", "swap")) as endpoint:
        assert _stores_through(endpoint, prefix).verify(_DIGEST) == "altered"


def test_a_server_without_conditional_put_stores_once_too() -> None:
    prefix = new_prefix()
    plan = Plan("PUT", "status", 501, times=1)
    with fault_proxy(seaweedfs().http_url, plan) as endpoint:
        assert _stores_through(endpoint, prefix).put(io.BytesIO(_CONTENT)).is_new
    assert plan.seen.count("PUT") == 2
    plan = Plan("PUT", "status", 501)
    with fault_proxy(seaweedfs().http_url, plan) as endpoint:
        assert not _stores_through(endpoint, prefix).put(io.BytesIO(_CONTENT)).is_new
    assert plan.seen.count("PUT") == 1


def test_a_server_that_ignores_ranges_is_an_error_and_not_wrong_bytes() -> None:
    storage = seaweedfs().storage(prefix=(prefix := new_prefix()))
    storage.put(io.BytesIO(_CONTENT))
    plan = Plan("GET", "no_range")
    with fault_proxy(seaweedfs().http_url, plan) as endpoint, pytest.raises(StorageError, match="sebagian"):
        _stores_through(endpoint, prefix).open(_DIGEST, start=5, length=7)
