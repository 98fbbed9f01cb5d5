"""The server itself: slow senders and oversized headers meet its limits, and everybody else is answered."""

import contextlib
import socket
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.cli import serving
from portal.config import Config
from portal.web.headers import CSP, FIXED
from tests.fixtures.running import running

SLOW = b"POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"


@pytest.fixture
def port(app: Flask, config: Config) -> Iterator[int]:
    """The portal behind the server of `portal serve`."""
    with running(serving.make_server(app, config, host="127.0.0.1", port=0)) as taken:
        yield taken


def asked(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(4096).split(b"\r\n")[0]


def test_150_senders_that_never_finish_keep_nobody_else_waiting(port: int) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(150):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            connection.sendall(SLOW)

        answer = asked(port, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert answer == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    ("request_line", "more", "status"),
    [
        (b"GET / HTTP/1.1", b"X: " + b"a" * 40_000 + b"\r\n", 431),
        (b"POST /cari HTTP/1.1", b"Content-Length: 99999999999\r\n", 413),
        (b"POST /api/v1/naskah HTTP/1.1", b"Content-Length: 99999999999\r\n", 413),
        (b"GET / HTTP/1.1", b"Content-Length: abc\r\n", 400),
        (b"POST / HTTP/1.1", b"Transfer-Encoding: gzip\r\n", 501),
    ],
)
def test_what_the_server_refuses_itself_carries_the_security_headers(
    port: int, request_line: bytes, more: bytes, status: int
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request_line + b"\r\nHost: localhost\r\n" + more + b"\r\n")
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(4096):
                answer += piece

    head, _, body = answer.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = {line.partition(": ")[0].lower(): line.partition(": ")[2] for line in lines}
    assert int(first.split()[1]) == status
    assert {name: headers.get(name.lower()) for name in FIXED} == FIXED
    assert headers["content-security-policy"] == CSP
    assert headers["cache-control"] == "no-store"
    assert "waitress" not in answer.decode().lower()
    # Nobody here said that it reads pages.
    assert headers["content-type"].partition(";")[0] == "application/problem+json"
    assert len(body.encode()) == int(headers["content-length"])


def test_ten_thousand_headers_are_refused(port: int) -> None:
    headers = b"".join(b"X-%d: a\r\n" % number for number in range(10_000))

    answer = asked(port, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n")

    assert answer.startswith(b"HTTP/1.0 431 ") or answer.startswith(b"HTTP/1.1 431 ")
