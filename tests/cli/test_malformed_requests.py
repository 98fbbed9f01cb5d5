"""What no browser sends, against the server itself: each gets one clear answer with all headers, and nobody waits."""

import contextlib
import gzip
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.app import create_app
from portal.cli import serving
from portal.config import Config
from portal.web.headers import CSP, FIXED, HSTS
from portal.wiring import Stores
from tests.fixtures.running import running

HOST = b"Host: naskah.contoh.go.id\r\n"
CLOSE = b"Connection: close\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
PARTS = b"".join(b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % number for number in range(1001))
PACKED = gzip.compress(b"email=" + b"a" * 5_000_000)


def sent(line: bytes, *headers: bytes, body: bytes = b"", host: bytes = HOST) -> bytes:
    """A request as bytes; the length of its body is told unless a header tells another one."""
    told = b"".join(headers)
    length = (
        b"" if not body or b"ength:" in told or b"ncoding: chunked" in told else b"Content-Length: %d\r\n" % len(body)
    )
    return line + b"\r\n" + host + CLOSE + told + length + b"\r\n" + body


FORWARDED = b"X-Forwarded-Host: jahat.example\r\nForwarded: host=jahat.example\r\n"
RANGES = b"Range: bytes=" + b"0-1," * 5000 + b"0-1\r\n"

CASES = {
    "many parts": (
        sent(b"POST /masuk HTTP/1.1", b"Content-Type: multipart/form-data; boundary=x\r\n", body=PARTS + b"--x--\r\n"),
        {413},
    ),
    "part without end": (
        sent(b"POST /masuk HTTP/1.1", b"Content-Type: multipart/form-data; boundary=x\r\n", body=PARTS[:5000]),
        {400},
    ),
    "packed body": (sent(b"POST /masuk HTTP/1.1", FORM, b"Content-Encoding: gzip\r\n", body=PACKED), {400}),
    "chunk of a wrong size": (
        sent(b"POST /masuk HTTP/1.1", FORM, b"Transfer-Encoding: chunked\r\n", body=b"zz\r\nabc\r\n0\r\n\r\n"),
        {400},
    ),
    "chunks and a length": (
        sent(b"POST /masuk HTTP/1.1", FORM, b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", body=b"0\r\n\r\n"),
        {400},
    ),
    "two lengths": (sent(b"POST /masuk HTTP/1.1", b"Content-Length: 1\r\nContent-Length: 5\r\n", body=b"a=b&c"), {400}),
    "negative length": (sent(b"POST /masuk HTTP/1.1", b"Content-Length: -5\r\n"), {400}),
    "two hosts": (sent(b"GET / HTTP/1.1", b"Host: jahat.example\r\n"), {400}),
    "foreign host": (sent(b"GET / HTTP/1.1", host=b"Host: jahat.example\r\n"), {400}),
    "no host": (sent(b"GET / HTTP/1.1", host=b""), {400}),
    "foreign host in the address": (sent(b"GET http://jahat.example/ HTTP/1.1"), {200, 400}),
    "forwarded host": (sent(b"GET /tidak-ada HTTP/1.1", FORWARDED), {404}),
    "unknown method": (sent(b"BREW / HTTP/1.1"), {405}),
    "trace": (sent(b"TRACE / HTTP/1.1", b"X-Rahasia: rahasianya\r\n"), {405}),
    "connect": (sent(b"CONNECT jahat.example:443 HTTP/1.1"), {400, 404, 405}),
    "version of tomorrow": (sent(b"GET / HTTP/9.9"), {200, 400, 505}),
    "no version": (b"GET /\r\n\r\n", {200, 400}),
    "no request at all": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", {400}),
    "folded header": (sent(b"GET / HTTP/1.1", b"X-A: satu\r\n dua\r\n"), {200, 400}),
    "blank before the colon": (sent(b"GET / HTTP/1.1", b"Host : jahat.example\r\n"), {400}),
    "zero byte in the address": (sent(b"GET /n/%00 HTTP/1.1"), {404}),
    "broken letters in the address": (sent(b"GET /n/\xff\xfe%c3%28 HTTP/1.1"), {400, 404}),
    "climbing address": (sent(b"GET /static/..%2f..%2f..%2fetc/passwd HTTP/1.1"), {404}),
    "climbing in the open": (sent(b"GET /static/../../../etc/passwd HTTP/1.1"), {404}),
    "split header": (sent(b"GET /n/a%0d%0aSet-Cookie:%20a=b HTTP/1.1"), {404}),
    "many cookies": (sent(b"GET /kerja/ HTTP/1.1", b"Cookie: " + b"a=b; " * 4000 + b"\r\n"), {302}),
    "huge header": (sent(b"GET / HTTP/1.1", b"X-A: " + b"a" * 40_000 + b"\r\n"), {431}),
    "ranges without end": (sent(b"GET /static/js/ui.js HTTP/1.1", RANGES), {200, 416}),
    "hidden files": (sent(b"GET /.git/config HTTP/1.1"), {404}),
    "settings": (sent(b"GET /.env HTTP/1.1"), {404}),
    "figures": (sent(b"GET /metrics HTTP/1.1"), {404}),
}  # fmt: skip


@pytest.fixture
def port(config: Config, stores: Stores) -> Iterator[int]:
    """The portal as in production: over HTTPS, under one name, behind the server of `portal serve`."""
    made: Flask = create_app(
        replace(config, base_url="https://naskah.contoh.go.id", trusted_hosts=("naskah.contoh.go.id",)), stores
    )
    made.extensions["pdf_reader"].close()
    settings = replace(config, base_url="https://naskah.contoh.go.id")
    with running(serving.make_server(made, settings, host="127.0.0.1", port=0)) as taken:
        yield taken


def answer_to(port: int, request: bytes) -> tuple[int, dict[str, str], str]:
    """Status, headers and body."""
    told = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection, contextlib.suppress(OSError):
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(65_536):
            told += piece
    head, _, body = told.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    assert re.match(r"HTTP/1\.[01] \d{3} ", first), told[:200]
    names = [line.partition(":")[0].lower() for line in lines]
    assert len(names) == len(set(names) - {"set-cookie"}) + names.count("set-cookie"), names
    return (
        int(first.split()[1]),
        {line.partition(": ")[0].lower(): line.partition(": ")[2] for line in lines},
        body.decode("utf-8", "replace"),
    )


def test_each_is_answered_clearly_with_all_headers_and_without_what_was_sent(port: int) -> None:
    wrong: dict[str, object] = {}
    for name, (request, wanted) in CASES.items():
        began = time.monotonic()
        status, headers, body = answer_to(port, request)
        found = {
            "status": status in wanted or status,
            "headers": all(headers.get(header.lower()) == value for header, value in FIXED.items()),
            "policy": headers.get("content-security-policy") == CSP,
            "transport": headers.get("strict-transport-security") == HSTS,
            "server": "server" not in headers and "via" not in headers,
            "words": not re.search(
                r"waitress|werkzeug|python|Traceback|/portal/|jahat|rahasianya", body + str(headers), re.I
            ),
            "time": time.monotonic() - began < 10,
        }
        if set(found.values()) != {True}:
            wrong[name] = {key: value for key, value in found.items() if value is not True}

    assert wrong == {}


def test_the_server_goes_on_after_all_of_them_and_one_connection_cannot_speak_for_another(port: int) -> None:
    smuggled = b"0\r\n\r\nGET /admin/akun HTTP/1.1\r\n" + HOST + b"\r\n"
    for request in (*(request for request, _ in CASES.values()),):
        answer_to(port, request)
    status, _, body = answer_to(
        port, sent(b"POST /masuk HTTP/1.1", FORM, b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", body=smuggled)
    )

    assert status == 400
    assert body.count("HTTP/1.") == 0
    assert answer_to(port, sent(b"GET /livez HTTP/1.1"))[0] == 200


def test_every_cookie_is_bound_to_the_host_kept_from_scripts_and_sent_over_https_alone(port: int) -> None:
    status, headers, _ = answer_to(port, sent(b"GET /masuk HTTP/1.1"))

    parts = {part.strip() for part in headers["set-cookie"].split(";")}
    assert status == 200
    assert headers["set-cookie"].startswith("__Host-sesi=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
    assert not any(part.lower().startswith("domain") for part in parts)


def test_a_body_whose_end_is_told_in_two_ways_is_refused_and_its_connection_ends(port: int) -> None:
    twice = b"GET /livez HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(twice + b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\n")
        told = b""
        while piece := connection.recv(65536):
            told += piece

    assert told.startswith(b"HTTP/1.1 400 ")
    assert told.count(b"HTTP/1.1 ") == 1
