"""The server itself: slow senders and oversized headers meet its limits, and everybody else is answered."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.cli import serving
from portal.config import Config

SLOW = b"POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"


@pytest.fixture
def port(app: Flask, config: Config) -> Iterator[int]:
    """The portal behind the server of `portal serve`."""
    server = serving.make_server(app, config, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield server.effective_port
    server.close()


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


def test_ten_thousand_headers_are_refused(port: int) -> None:
    headers = b"".join(b"X-%d: a\r\n" % number for number in range(10_000))

    answer = asked(port, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n")

    assert answer.startswith(b"HTTP/1.0 431 ") or answer.startswith(b"HTTP/1.1 431 ")
