"""Webhooks as pure rules: which addresses may be named and called, what a message says, and that it can be believed."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.webhook import (
    GIVE_UP,
    LONGEST_ADDRESS,
    LONGEST_PAUSE,
    WebhookEvent,
    is_open_address,
    is_webhook_address,
    make_secret,
    message,
    pause_after,
    signed_headers,
)

AT = datetime(2026, 11, 30, 3, 4, 5, 678901, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "production", "development"),
    [
        ("https://unit.example/kabar?x=1", True, True),
        ("https://unit.example:8443/", True, True),
        ("http://unit.example/", False, False),
        ("http://127.0.0.1:9000/kabar", False, True),
        ("http://localhost/", False, False),
        ("http://127.0.0.2/", False, False),
        ("https://", False, False),
        ("https:///kabar", False, False),
        ("https://u:p@unit.example/", False, False),
        ("https://u@unit.example/", False, False),
        ("https://unit.example/#a", False, False),
        ("https://unit.example:0/", False, False),
        ("https://unit.example:99999/", False, False),
        ("https://[::1/", False, False),
        ("https://unit.example/a b", False, False),
        ("https://unit.example/\r\nX: 1", False, False),
        ("https://únit.example/", False, False),
        ("ftp://unit.example/", False, False),
        ("file:///etc/passwd", False, False),
        ("", False, False),
        ("https://unit.example/" + "a" * LONGEST_ADDRESS, False, False),
    ],
)
def test_only_https_of_a_named_host_may_be_named(address: str, production: bool, development: bool) -> None:
    assert is_webhook_address(address, is_production=True) is production
    assert is_webhook_address(address, is_production=False) is development


@pytest.mark.parametrize(
    "closed",
    [
        "127.0.0.1", "127.8.9.1", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2002:7f00:1::", "2001:0:a00:1::1",
        "fec0::1", "::7f00:1", "::10.0.0.1", "64:ff9b:1::a00:1", "::ffff:0:a00:1", "5f00::1", "3fff::1", "4000::1",
        "192.0.0.9", "192.88.99.1", "", "unit.example", "1.2.3", "0x7f.1",
    ],
)  # fmt: skip
def test_nobodys_private_net_is_called(closed: str) -> None:
    assert not is_open_address(closed)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "103.10.20.30", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_the_open_network_is(address: str) -> None:
    assert is_open_address(address)


def test_a_message_holds_five_words_and_no_other() -> None:
    told = json.loads(message("msg_1", WebhookEvent.TERBIT, "2026-48213", AT, "https://p.example/n/2026-48213"))

    assert told == {
        "id": "msg_1",
        "jenis": "terbit",
        "kode": "2026-48213",
        "pada": "2026-11-30T03:04:05Z",
        "url": "https://p.example/n/2026-48213",
    }
    assert json.loads(message("msg_1", WebhookEvent.DITARIK, "2026-48213", AT, None))["url"] is None


def test_its_signature_is_the_one_that_receivers_of_the_standard_compute() -> None:
    secret, body = make_secret(), b'{"id":"msg_1"}'
    headers = signed_headers(secret, "msg_1", AT, body)

    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(AT.timestamp()))
    assert len(key) == 32
    assert make_secret() != secret


def test_known_words_give_a_known_signature() -> None:
    # From the page of the standard itself.
    published = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = signed_headers(published, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_pauses_grow_to_a_bound_and_a_day_holds_a_dozen_tries() -> None:
    pauses = [pause_after(number) for number in range(1, 30)]

    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(pauses) == LONGEST_PAUSE
    assert pauses == sorted(pauses)
    assert sum(pauses[:12], timedelta()) < GIVE_UP
