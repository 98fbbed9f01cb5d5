"""Bodies before routing: refused by the head of the request, or kept in a file; never in memory, never without end."""

import contextlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from portal import clock
from portal.app import create_app
from portal.cli import receiving, serving
from portal.config import Config
from portal.domain.kunci_akses import make_key
from portal.domain.permissions import Peran
from portal.services.users import accounts
from portal.web.bodies import FORM, limits_of
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.factories.pdf import text_pdf
from tests.factories.processes import slowness
from tests.factories.program import make_key as program_key
from tests.fixtures.nginx import free_port
from tests.fixtures.repository import ROOT
from tests.fixtures.running import running

MEGABYTE = 1_000_000
AT_ONCE = 20
SECURITY = ("Content-Security-Policy: ", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "no-store")


@pytest.fixture
def port(app: Flask, config: Config) -> Iterator[int]:
    """The portal behind the server of `portal serve`."""
    with running(serving.make_server(app, config, host="127.0.0.1", port=0)) as taken:
        yield taken


@pytest.fixture
def cookie(app: Flask, office: Office) -> str:
    """The session of somebody who may upload."""
    actor = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    return signed(app, token)


def signed(app: Flask, token: str) -> str:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"sesi={signer.dumps({'_user_id': token, '_fresh': True})}"


def head(address: str, *, size: int | None, cookie: str = "", accept: str = "*/*", **more: str) -> bytes:
    method, path = address.split()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Accept: {accept}", f"Cookie: {cookie}"]
    lines.append("Transfer-Encoding: chunked" if size is None else f"Content-Length: {size}")
    lines += [f"{name}: {value}" for name, value in more.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def answer_to(port: int, sent: bytes, body: int = 0) -> bytes:
    """The whole answer, though the sender goes on with its body first."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(sent)
        piece = b"x" * 65_536
        with contextlib.suppress(OSError):
            for _ in range(body // len(piece)):
                connection.sendall(piece)
        got = b""
        with contextlib.suppress(OSError):
            while more := connection.recv(65_536):
                got += more
    return got


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


@pytest.mark.parametrize(
    "address",
    ["POST /cari", "GET /cari", "POST /masuk", "POST /kerja/naskah/2026-10001/ubah", "PUT /kerja/unggah",
     "POST /tidak/ada", "POST /kerja/unggah/berkas/", "GET /kerja/unggah", "POST /api/v1/naskah"],
)  # fmt: skip
def test_more_than_a_form_is_refused_where_no_files_are_taken_before_it_is_sent(
    port: int, cookie: str, address: str
) -> None:
    assert status(answer_to(port, head(address, size=150 * MEGABYTE, cookie=cookie))) == 413


def test_the_refusal_arrives_though_the_sender_goes_on_and_carries_all_our_headers(port: int) -> None:
    answer = answer_to(port, head("POST /cari", size=150 * MEGABYTE), body=8 * MEGABYTE).decode()

    assert answer.startswith("HTTP/1.1 413 ")
    assert all(name in answer for name in SECURITY)
    assert "application/problem+json" in answer
    assert answer_to(port, head("POST /cari", size=150 * MEGABYTE, accept="text/html")).endswith(b"besar.\n")


def test_a_sender_who_waits_to_be_asked_is_not_asked(port: int) -> None:
    answer = answer_to(port, head("POST /cari", size=150 * MEGABYTE, Expect="100-continue"))

    assert status(answer) == 413


@pytest.mark.parametrize(
    "broken",
    [
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST https://[::1/oai HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=b",
    ],
    ids=["head", "coding", "address", "address with a body"],
)
def test_what_the_server_cannot_read_is_answered_with_all_our_headers(port: int, broken: bytes) -> None:
    answer = answer_to(port, broken).decode()

    assert status(answer.encode()) in (400, 501)
    assert all(name in answer for name in SECURITY)


def test_a_body_in_chunks_ends_where_its_limit_is(port: int) -> None:
    piece = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"

    assert status(answer_to(port, head("POST /cari", size=None) + piece * (2 * FORM // len(piece)))) == 413


@pytest.mark.parametrize("address", ["POST /kerja/unggah", "PUT /kerja/unggah/bagian/" + "a" * 64])
def test_files_are_taken_from_nobody_who_is_not_signed_in(port: int, app: Flask, address: str) -> None:
    made_up = "sesi=eyJfdXNlcl9pZCI6ImEifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"

    for cookie in ("", made_up, "sesi="):
        assert status(answer_to(port, head(address, size=4 * MEGABYTE, cookie=cookie))) == 401
    # Whether a session that we signed still runs is asked later, of the database.
    ended = answer_to(port, head(address, size=FORM - 1, cookie=signed(app, "sudah berakhir")), body=2 * FORM)
    assert status(ended) == 401


def test_a_program_sends_with_a_key_of_this_portal_and_a_session_opens_it_no_door(
    port: int, config: Config, cookie: str
) -> None:
    address, key = "POST /api/v1/kerja/naskah", make_key(config.secret_key)
    shown = {
        "nothing": head(address, size=4 * MEGABYTE),
        "a session": head(address, size=4 * MEGABYTE, cookie=cookie),
        "a key of another portal": bearing(address, make_key("lain" * 12), 4 * MEGABYTE),
        "a key where people upload": bearing("POST /kerja/unggah", key, 4 * MEGABYTE),
        "a key for something huge": bearing(address, key, 5 * config.max_upload_mb * MEGABYTE),
    }

    assert {name: status(answer_to(port, sent)) for name, sent in shown.items()} == {
        **dict.fromkeys(shown, 401),
        "a key for something huge": 413,
    }
    # Whether a key that we made still opens anything is asked later, of the database.
    size = FORM - 1
    assert status(answer_to(port, bearing(address, key, size), body=2 * FORM)) == 401


def bearing(address: str, key: str, size: int) -> bytes:
    return head(address, size=size, Authorization=f"Bearer {key}", **{"Content-Type": "application/pdf"})


def test_uploads_at_once_are_bounded_and_room_is_given_back(port: int, config: Config, cookie: str) -> None:
    one = config.max_upload_mb * MEGABYTE
    request = head("POST /kerja/unggah/berkas", size=one, cookie=cookie)
    with contextlib.ExitStack() as held:
        for _ in range(receiving.FILES_UNDER_WAY):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            connection.sendall(request + b"x" * 1000)
            time.sleep(0.05)

        full = answer_to(port, request)
        assert status(full) == 503
        assert f"Retry-After: {receiving.RETRY_SECONDS}".encode() in full
        assert status(answer_to(port, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) == 200

    time.sleep(0.3)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        connection.settimeout(0.5)
        with pytest.raises(TimeoutError):
            connection.recv(1)  # Taken in: the server waits for the rest.


def test_a_full_spool_is_told_by_the_head_of_an_upload_in_parts_and_in_a_form(
    app: Flask, config: Config, stores: Stores, cookie: str
) -> None:
    tight = replace(config, max_upload_mb=1, spool_mb=5)
    made = create_app(tight, replace(stores, config=tight))
    made.extensions["pdf_reader"].close()
    request = head("POST /kerja/unggah/berkas", size=2 * MEGABYTE, cookie=cookie)
    left_behind = stores.spool_dir / "bagian-1-sisa.part"

    left_behind.write_bytes(bytes(3 * MEGABYTE + 500_000))
    with running(serving.make_server(made, tight, host="127.0.0.1", port=0)) as taken:
        full = answer_to(taken, request)
    left_behind.write_bytes(bytes(5 * MEGABYTE))
    client = made.test_client()
    client.set_cookie("sesi", cookie.partition("=")[2])
    page = client.get("/kerja/unggah").text
    token = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    promised = {**token, "nama": "a.pdf", "ukuran": "900000", "diubah": "1", "sidik": "a" * 64, "unit": "KANIM-A"}
    in_parts = client.post("/kerja/unggah/bagian", data=promised)
    in_a_form = client.post(
        "/kerja/unggah/berkas", data={**token, "unit": "KANIM-A", "berkas": (BytesIO(b"%PDF-"), "a.pdf")}
    )
    left_behind.unlink()
    after = client.post("/kerja/unggah/bagian", data=promised)

    assert status(full) == 507
    assert "Ruang tunggu unggahan di server penuh" in json.loads(full.partition(b"\r\n\r\n")[2])["detail"]
    assert [answer.status_code for answer in (in_parts, in_a_form, after)] == [507, 507, 201]
    assert all("Ruang tunggu unggahan di server penuh" in answer.text for answer in (in_parts, in_a_form))


@pytest.mark.parametrize("megabytes", [1, 50, 500])
def test_the_largest_request_finds_room_whatever_the_limit_of_a_file(
    app: Flask, config: Config, megabytes: int
) -> None:
    gate = receiving.Gate(app, replace(config, max_upload_mb=megabytes), config.data_dir)

    assert gate.room.most >= max(limits_of(megabytes).values())


def test_another_server_holds_to_the_same_limits(app: Flask) -> None:
    form = {"data": b"email=" + b"x" * FORM, "content_type": "application/x-www-form-urlencoded"}

    assert app.test_client().post("/masuk", **form).status_code == 413  # type: ignore[arg-type]


def test_every_address_with_a_limit_of_its_own_is_one(app: Flask) -> None:
    assert set(limits_of(50)) <= set(app.view_functions)


def memory(process: int, name: str) -> int:
    """Mebibytes of a process; `VmRSS` now, `VmHWM` at most so far."""
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(), re.M)
    assert found is not None
    return int(found[1]) // 1024


@pytest.fixture
def served(config: Config, cookie: str) -> Iterator[tuple[int, int]]:
    """A `portal serve` of its own: process and port."""
    port = free_port()
    environ = {
        **os.environ,
        "PORTAL_DATA_DIR": str(config.data_dir),
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_SECRET_KEY": config.secret_key,
        # Memory and files are those of one process.
        "PORTAL_WEB_PROCESSES": "1",
    }
    command = [sys.executable, "-m", "portal", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(20)


def test_a_real_server_holds_no_body_in_memory(served: tuple[int, int], config: Config, cookie: str) -> None:
    process, port = served
    answer_to(port, b"GET /cari HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    before = memory(process, "VmHWM")

    def send(request: bytes, body: int) -> None:
        answers.append(status(answer_to(port, request, body)))

    answers: list[int] = []
    attack = head("POST /cari", size=150 * MEGABYTE)
    threads = [threading.Thread(target=send, args=(attack, 150 * MEGABYTE)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after_attack = memory(process, "VmHWM")

    # Eight uploads that are still coming lie in the spool folder.
    with contextlib.ExitStack() as held:
        for _ in range(receiving.FILES_UNDER_WAY):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            connection.sendall(head("POST /kerja/unggah/berkas", size=config.max_upload_mb * MEGABYTE, cookie=cookie))
            connection.sendall(secrets.token_bytes(8 * MEGABYTE))
        time.sleep(0.5)
        files = [link.readlink() for link in Path(f"/proc/{process}/fd").iterdir() if link.exists()]
        after_uploads = memory(process, "VmHWM")

    assert answers == [413] * 8
    assert after_attack - before < 30
    assert after_uploads - before < 60
    assert sum(config.data_dir / "spool" in name.parents for name in files) == receiving.FILES_UNDER_WAY
    sys.stdout.write(f"MiB: {before} idle, {after_attack} after 8 x 150 MB, {after_uploads} with 8 uploads\n")


@pytest.mark.slow
def test_a_program_sends_much_and_the_server_holds_none_of_it(
    served: tuple[int, int], app: Flask, config: Config, office: Office
) -> None:
    process, port = served
    maker = office.add_user("budi@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    key = program_key(app, office, maker, "KANIM-A")
    small = text_pdf(["Pasal 1"])
    before = memory(process, "VmHWM")
    answers = []
    for pdf in (small + b" " * 40 * MEGABYTE, small + b" " * (config.max_upload_mb + 1) * MEGABYTE):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(bearing("POST /api/v1/kerja/naskah", key, len(pdf)) + pdf)
            answers.append(connection.makefile("rb").readline())

    assert [int(answer.split()[1]) for answer in answers] == [201, 413]
    assert memory(process, "VmHWM") - before < 30


def test_whole_uploads_and_a_crowd_at_the_door_stay_within_bounds(
    served: tuple[int, int], config: Config, cookie: str
) -> None:
    process, port = served
    one = config.max_upload_mb * MEGABYTE
    ping = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer_to(port, ping)
    before = memory(process, "VmHWM")
    answers: list[int] = []

    def run(count: int, request: bytes, body: int) -> float:
        answers.clear()
        threads = [
            threading.Thread(target=lambda: answers.append(status(answer_to(port, request, body))))
            for _ in range(count)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        started = time.monotonic()
        assert status(answer_to(port, ping)) == 200
        waited = time.monotonic() - started
        for thread in threads:
            thread.join()
        return waited

    run(AT_ONCE, head("POST /kerja/unggah/berkas", size=one, cookie=cookie), one + 65_536)
    after_uploads = memory(process, "VmHWM")
    assert answers.count(503) == AT_ONCE - receiving.FILES_UNDER_WAY

    page = answer_to(port, b"GET /masuk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").decode()
    token, door = (
        re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page),
        re.search(r"Set-Cookie: (sesi=[^;]+)", page),
    )
    assert token is not None
    assert door is not None
    form = f"csrf_token={token[1]}&email=siapa@contoh.go.id&password=tebakan".encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
    waited = run(40, head("POST /masuk", size=len(form), cookie=door[1], **kind) + form, 0)
    after_crowd = memory(process, "VmHWM")

    assert set(answers) <= {422, 429, 503}
    assert answers.count(422) <= 10
    assert waited < 2 * slowness()
    assert after_uploads - before < 80
    assert after_crowd - before < 80 + 2 * 64 + 40
    sys.stdout.write(
        f"MiB: {before} idle, {after_uploads} after 8 x {one}, {after_crowd} after 40; ping {waited:.2f} s\n"
    )
