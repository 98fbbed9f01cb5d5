"""A store that hangs holds a few threads of the server: pages that need no storage are answered as ever."""

import io
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from portal.app import create_app
from portal.cli import serving
from portal.storage.s3 import S3Storage
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.fault_proxy import Fault, Plan, fault_proxy
from tests.fixtures.running import running
from tests.fixtures.seaweedfs import new_prefix, seaweedfs

HANGING = 24
"""Requests for files at once: three times the threads of the server."""


@contextmanager
def served(office: Office, endpoint: str, prefix: str) -> Iterator[str]:
    """The portal with its objects behind `endpoint`, under the server of `portal serve`."""
    server = seaweedfs()
    objects = S3Storage(server.bucket(), prefix, server.client(endpoint_url=endpoint))
    stores = replace(office.stores, objects=objects)
    app = create_app(stores.config, stores)
    try:
        with running(serving.make_server(app, stores.config, host="127.0.0.1", port=0)) as port:
            yield f"http://127.0.0.1:{port}"
    finally:
        app.extensions["pdf_reader"].close()


def asked(address: str, **headers: str) -> tuple[int, float, str, bytes]:
    """Status, seconds, Retry-After and body of an answer."""
    began = time.monotonic()
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
            body = answer.read()
            return answer.status, time.monotonic() - began, "", body
    except urllib.error.HTTPError as error:
        return error.code, time.monotonic() - began, error.headers.get("Retry-After", ""), error.read()


@pytest.fixture
def kode(office: Office) -> str:
    """A published naskah whose file lies in the bucket too."""
    return office.publish(sample_fields())


def test_search_answers_while_files_hang_and_files_say_when_to_come_back(office: Office, kode: str) -> None:
    with (
        fault_proxy(seaweedfs().http_url, Plan("GET", "silence")) as endpoint,
        served(office, endpoint, new_prefix()) as site,
    ):
        asked(f"{site}/cari?q=kerja")
        files: list[tuple[int, float, str, bytes]] = []
        threads = [
            threading.Thread(target=lambda: files.append(asked(f"{site}/n/{kode}/naskah.pdf"))) for _ in range(HANGING)
        ]
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        seconds = []
        while any(thread.is_alive() for thread in threads):
            status, taken, _, _ = asked(f"{site}/cari?q=kerja")
            assert status == 200
            seconds.append(taken)
        for thread in threads:
            thread.join()

    seconds.sort()
    assert len(seconds) > 20
    assert seconds[len(seconds) * 95 // 100] < 0.8
    assert {status for status, *_ in files} == {503}
    assert all(int(retry) > 0 for _, _, retry, _ in files)
    assert max(taken for _, taken, _, _ in files) < 15
    assert sum(taken < 3 for _, taken, _, _ in files) >= HANGING - 8


def test_a_broken_body_is_an_error_page_and_never_half_a_file(office: Office, kode: str) -> None:
    server, prefix = seaweedfs(), new_prefix()
    for entry in office.stores.objects.entries():
        with office.stores.objects.open(entry.digest) as stream:
            server.storage(prefix=prefix).put(io.BytesIO(stream.read()))
    faults: tuple[Fault, ...] = ("cut", "short", "swap")
    for fault in faults:
        plan = Plan("GET", fault, times=2)
        with fault_proxy(server.http_url, plan) as endpoint, served(office, endpoint, prefix) as site:
            broken = asked(f"{site}/n/{kode}/naskah.pdf")
            part = asked(f"{site}/n/{kode}/naskah.pdf", Range="bytes=5-9")
            whole = asked(f"{site}/n/{kode}/naskah.pdf")

        assert (broken[0], part[0]) == (503, 503)
        assert b"terganggu" in broken[3]
        assert b"%PDF" not in broken[3]
        assert (whole[0], whole[3][:5]) == (200, b"%PDF-")
