"""Figures for Prometheus: right in number, the same from every process, and without a word of any record."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from portal.cli import metrics, serving
from portal.config import Config
from portal.db import Database, make_engine
from portal.errors import ConfigError
from portal.unsafe import is_public_address
from portal.web.counting import BOUNDS, KINDS, Counts, kind_of
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.shared import SECRET
from tests.fixtures.running import running

TITLE = "Kerahasiaanpengujian"
SAFE = {
    "PORTAL_ENV": "production",
    "PORTAL_SECRET_KEY": SECRET,
    "PORTAL_BASE_URL": "https://naskah.contoh.go.id",
    "PORTAL_TRUSTED_HOSTS": "naskah.contoh.go.id",
}
Ask = Callable[[str], tuple[int, str]]


def samples(text: str) -> dict[str, float]:
    """The figures, read by another hand than ours."""
    return {
        f"{one.name}{sorted(one.labels.items())}": one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket for the figures."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened


def asked(listener: socket.socket, address: str, method: str = "GET") -> tuple[int, str]:
    connection = HTTPConnection(*listener.getsockname()[:2], timeout=20)
    connection.request(method, address)
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    assert answer.headers["Server"] is None or "ython" not in answer.headers["Server"]
    return answer.status, told


def test_what_was_asked_and_what_waits_is_told_and_no_record_is_named(
    app: Flask, office: Office, listener: socket.socket
) -> None:
    kode = office.upload(sample_fields(judul=TITLE)).kode
    serving.count(app, Counts(2), listener)
    client = app.test_client()
    for path in ("/", "/", "/cari?q=rahasia", f"/n/{kode}", "/tidak-ada", "/healthz", "/livez", "/kerja/"):
        client.get(path)

    status, told = asked(listener, metrics.ADDRESS)

    found = samples(told)
    by_kind = {name: found for name, found in found.items() if name.startswith("portal_requests_total")}
    assert status == 200
    assert by_kind == {
        "portal_requests_total[('kind', 'page'), ('status', '200')]": 2,
        "portal_requests_total[('kind', 'page'), ('status', '404')]": 1,
        "portal_requests_total[('kind', 'search'), ('status', '200')]": 1,
        "portal_requests_total[('kind', 'unknown'), ('status', '404')]": 1,
        "portal_requests_total[('kind', 'health'), ('status', '200')]": 2,
        "portal_requests_total[('kind', 'work'), ('status', '302')]": 1,
    }
    assert found["portal_request_seconds_count[('kind', 'page')]"] == 3
    assert found["portal_database_up[]"] == 1
    assert found["portal_jobs[('state', 'menunggu')]"] >= 1
    assert found["portal_originals[]"] == 1
    assert found["portal_data_free_bytes[]"] > 0
    assert not [word for word in (TITLE, kode, "rahasia", "KANIM") if word in told]


def test_nothing_else_is_served_there_and_nothing_is_told_of_what_was_sent(app: Flask, listener: socket.socket) -> None:
    metrics.serve(listener, app.extensions["portal"], Counts(1))

    assert [asked(listener, address)[0] for address in ("/", "/metrics/", "/healthz", "/../etc/passwd")] == [404] * 4
    status, told = asked(listener, "/<script>", "POST")
    assert (status, told) == (501, "")


def test_a_database_that_is_away_is_a_figure_and_no_fault(
    app: Flask, stores: Stores, listener: socket.socket, tmp_path: Path
) -> None:
    gone = Database(make_engine(f"sqlite:///{tmp_path / 'tidak' / 'ada.sqlite'}"))
    metrics.serve(listener, replace(stores, database=gone), Counts(1))

    found = samples(asked(listener, metrics.ADDRESS)[1])

    assert found["portal_database_up[]"] == 0
    assert "portal_workers[]" not in found
    assert "portal_spool_bytes[]" in found


def test_processes_count_in_rows_of_their_own_and_are_told_together() -> None:
    counts = Counts(2)
    counts.note("page", 200, 0.004)
    counts.row = 1
    threads = [threading.Thread(target=lambda: [counts.note("page", 418, 20.0) for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    page = next(kind for kind in counts.read() if kind.name == "page")

    assert page.statuses == {"200": 1, "other": 2000}
    assert (page.below[0], page.below[-1], sum(page.below)) == (1, 2000, 2001)
    assert page.seconds == pytest.approx(40_000, abs=1)
    assert len(page.below) == len(BOUNDS) + 1


def test_every_endpoint_is_of_one_kind(app: Flask) -> None:
    kinds = {endpoint: kind_of(endpoint) for endpoint in app.view_functions}

    assert set(kinds.values()) == set(KINDS) - {"unknown", "server"}
    assert kinds["admin.users"] == kinds["biro.decide_consent"] == kinds["kepatuhan.board"] == "work"
    assert kinds["public.naskah"] == "page"


def test_what_the_server_refuses_itself_is_counted_too(app: Flask, config: Config, listener: socket.socket) -> None:
    counts = serving.count(app, Counts(1), listener)
    server = serving.make_server(app, config, host="127.0.0.1", port=0)
    with running(server) as port, socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"POST /cari HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n")
        assert re.match(rb"HTTP/1.1 413", connection.recv(100))

    assert next(kind for kind in counts.read() if kind.name == "server").statuses == {"413": 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("127.0.0.1:9100", ("127.0.0.1", 9100)),
        ("[::1]:9100", ("::1", 9100)),
        ("10.0.0.5:1", ("10.0.0.5", 1)),
        ("", None),
    ],
)
def test_the_address_is_one_of_a_machine(text: str, found: tuple[str, int] | None) -> None:
    assert Config.from_env({"PORTAL_METRICS_ADDRESS": text}).metrics_address == found
    assert Config.from_env({**SAFE, "PORTAL_METRICS_ADDRESS": text}).metrics_address == found


@pytest.mark.parametrize(
    "text", ["9100", "localhost:9100", ":9100", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", "a:b:c"]
)
def test_what_is_no_address_is_named(text: str) -> None:
    with pytest.raises(ConfigError, match="PORTAL_METRICS_ADDRESS"):
        Config.from_env({"PORTAL_METRICS_ADDRESS": text})


@pytest.mark.parametrize("host", ["0.0.0.0", "8.8.8.8", "[::]", "[2001:4860:4860::8888]", "224.0.0.1", "100.64.0.1"])  # noqa: S104 - refused
def test_production_shows_its_figures_to_no_stranger(host: str) -> None:
    assert is_public_address(host.strip("[]"))
    with pytest.raises(ConfigError, match=r"production: PORTAL_METRICS_ADDRESS\."):
        Config.from_env({**SAFE, "PORTAL_METRICS_ADDRESS": f"{host}:9100"})


def test_an_address_that_is_taken_is_named_before_anything_starts(config: Config) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ConfigError, match="PORTAL_METRICS_ADDRESS"),
    ):
        metrics.listen(replace(config, metrics_address=taken.getsockname()))
