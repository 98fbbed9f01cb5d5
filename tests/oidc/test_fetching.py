"""A call to the issuer ends in time, however the other side draws it out."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from portal.errors import IssuerAwayError, IssuerRefusedError
from portal.oidc import fetching
from portal.oidc.fetching import Fetcher


@contextmanager
def dripping(begin: bytes, drop: bytes) -> Iterator[str]:
    """A server that sends a beginning, and then a drop every few hundredths of a second."""
    is_over = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        taken, _ = listening.accept()
        with taken:
            taken.recv(4096)
            try:
                taken.sendall(begin)
                while drop and not is_over.wait(0.02):
                    taken.sendall(drop)
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        is_over.set()
        thread.join(5)
        listening.close()


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\nX-Lama: ", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}", b""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n", b" "),
        (b"halo", b""),
    ],
    ids=["body", "headers", "chunks", "half", "negative", "no http"],
)
def test_a_call_that_is_drawn_out_or_broken_off_is_cut(
    begin: bytes, drop: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    with dripping(begin, drop) as url:
        fetcher = Fetcher(url)
        began = time.monotonic()
        with pytest.raises(IssuerAwayError):
            fetcher.ask(url)
        assert time.monotonic() - began < 3

    assert fetcher._places.acquire(blocking=False), "its place is free again"


def test_an_answer_that_ends_with_the_line_is_whole() -> None:
    with dripping(b'HTTP/1.0 200 OK\r\n\r\n{"a": 1}', b"") as url:
        assert Fetcher(url).ask(url) == (200, {"a": 1})


@pytest.mark.parametrize("url", ["http://127.0.0.1:10/", "http://localhost:9/", "https://127.0.0.1:9/", "file:///etc"])
def test_nothing_but_the_issuer_is_asked(url: str) -> None:
    with pytest.raises(IssuerRefusedError):
        Fetcher("http://127.0.0.1:9/realms/a").ask(url)
