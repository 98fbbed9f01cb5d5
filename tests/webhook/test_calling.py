"""Calling an address that somebody else named: only where it may lead, by the address that was looked at, in bounds."""

import ssl
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
import trustme

from portal.errors import WebhookError
from portal.webhook import calling
from portal.webhook.calling import Caller, resolve
from tests.fixtures.receiver import Receiver, receiving, says

HEADERS = {"webhook-id": "msg_1"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def refused(caller: Caller, address: str) -> str:
    with pytest.raises(WebhookError) as error:
        caller.call(address, HEADERS, b"{}")
    return error.value.message


def test_a_message_arrives_as_it_was_given(receiver: Receiver) -> None:
    Caller(False).call(receiver.address, HEADERS, b'{"id":"msg_1"}')

    ((path, headers, body),) = receiver.calls
    assert (path, body) == ("/kabar?unit=1", b'{"id":"msg_1"}')
    assert headers["webhook-id"] == "msg_1"
    assert headers["content-type"] == "application/json"
    assert headers["host"] == f"127.0.0.1:{receiver.port}"


def test_in_production_nothing_of_this_machine_or_its_net_is_called(receiver: Receiver) -> None:
    caller = Caller(True)
    assert refused(caller, receiver.address) == "alamat tidak boleh dipakai"
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"):
        told = refused(caller, f"https://{host}:{receiver.port}/")
        assert told in ("alamat bukan di jaringan terbuka", "nama tidak ditemukan"), host

    assert receiver.calls == []


@pytest.mark.parametrize("found", [["10.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["169.254.169.254"], ["::ffff:127.0.0.1"]])
def test_a_name_that_leads_there_too_is_not_called(receiver: Receiver, found: list[str]) -> None:
    caller = Caller(True, resolve=lambda host, port: found)

    assert refused(caller, f"https://unit.example:{receiver.port}/") == "alamat bukan di jaringan terbuka"
    assert receiver.calls == []


def test_the_name_is_asked_for_once_and_the_call_goes_to_what_was_looked_at(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    monkeypatch.setattr(calling, "is_webhook_address", lambda *_, **__: True)
    Caller(False, resolve=lambda host, port: next(answers)).call(
        f"http://unit.example:{receiver.port}/", HEADERS, b"{}"
    )

    assert next(answers) == ["10.0.0.1"]
    assert receiver.calls[0][1]["host"] == f"unit.example:{receiver.port}"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(receiver: Receiver, status: int) -> None:
    with receiving() as other:
        receiver.answer = says(status, Location=other.address)
        assert refused(Caller(False), receiver.address) == f"menjawab {status}"
        assert other.calls == []
    assert len(receiver.calls) == 1


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_whatever_says_that_it_was_taken_was_taken(receiver: Receiver, status: int) -> None:
    receiver.answer = says(status)
    Caller(False).call(receiver.address, HEADERS, b"{}")


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_whatever_else_was_not(receiver: Receiver, status: int) -> None:
    receiver.answer = says(status)

    assert refused(Caller(False), receiver.address) == f"menjawab {status}"


def drip(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(100):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.1)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def flood(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1_000):
        handler.wfile.write(b"x" * 65_536)


def no_answer(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\xff\r\n\r\n")


@pytest.mark.parametrize("answer", [drip, silent, no_answer])
def test_one_that_drips_is_silent_or_speaks_nonsense_holds_nobody(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.6)
    receiver.answer = answer  # type: ignore[assignment]
    began = time.monotonic()

    assert refused(Caller(False), receiver.address) == "tidak menjawab pada waktunya"
    assert time.monotonic() - began < 2.5


def test_of_a_long_answer_nothing_is_read(receiver: Receiver) -> None:
    receiver.answer = flood
    began = time.monotonic()
    Caller(False).call(receiver.address, HEADERS, b"{}")

    assert time.monotonic() - began < 2


def test_a_name_that_nobody_answers_for_holds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["1.1.1.1"]

    def unknown(host: str, port: int) -> list[str]:
        raise OSError(host)

    monkeypatch.setattr(calling, "SECONDS", 0.2)
    began = time.monotonic()
    assert refused(Caller(True, resolve=never), "https://unit.example/") == "nama tidak ditemukan"
    assert time.monotonic() - began < 1.5
    assert refused(Caller(True, resolve=unknown), "https://unit.example/") == "nama tidak ditemukan"
    assert refused(Caller(True), "https://" + "a" * 70 + ".example/") == "nama tidak ditemukan"


def test_nobody_at_the_port_is_told_as_such(receiver: Receiver) -> None:
    port = receiver.port
    with receiving() as other:
        port = other.port

    assert refused(Caller(False), f"http://127.0.0.1:{port}/") == "tidak menjawab pada waktunya"


def test_over_tls_the_certificate_must_be_of_the_name_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    trust, serving = ssl.create_default_context(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.configure_trust(trust)
    authority.issue_cert("unit.example").configure_cert(serving)
    monkeypatch.setattr(calling, "is_open_address", lambda address: address == "127.0.0.1")
    caller = Caller(True, resolve=lambda host, port: ["127.0.0.1"], trust=trust)
    with receiving(serving) as receiver:
        caller.call(f"https://unit.example:{receiver.port}/kabar", HEADERS, b"{}")
        assert len(receiver.calls) == 1
        assert refused(caller, f"https://lain.example:{receiver.port}/") == "sertifikat tidak dipercaya"
        usual = Caller(True, resolve=lambda host, port: ["127.0.0.1"])
        assert refused(usual, f"https://unit.example:{receiver.port}/") == "sertifikat tidak dipercaya"
        assert len(receiver.calls) == 1


def test_no_proxy_of_the_environment_is_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        Caller(False).call(receiver.address, HEADERS, b"{}")
        assert proxy.calls == []


def test_names_of_this_machine_are_found() -> None:
    assert "127.0.0.1" in resolve("127.0.0.1", 80)
