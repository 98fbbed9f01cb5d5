"""Over real sockets: a proxy that keeps public pages, and a client that harvests."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask, request
from oaipmh_scythe import Scythe
from oaipmh_scythe.config import HTTPConfig

from portal.app import create_app
from portal.cli import serving
from portal.config import Config
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web import caching, delivery
from portal.web.public import files, iiif
from portal.web.public.data import oai
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.processes import slowness
from tests.fixtures.nginx import proxies
from tests.fixtures.running import running

SHORT = 2
"""Seconds that the proxy of the test keeps a page; the real number is held to the minute below."""

OF_NASKAH = ("/naskah.pdf", "/berkas/1.pdf", "/hlm/1.webp", "/hlm/1-kecil.webp", "/iiif/1/full/max/0/default.jpg",
             "/iiif/1/full/max/0/default.webp", "/iiif/1/info.json", "/iiif/manifest.json", "/kartu.png", ".md", ".ris",
             ".akn.xml", "/linkset.json")  # fmt: skip
"""Addresses of a naskah beside its page: file, pictures, formats."""


@pytest.fixture
def served(config: Config, stores: Stores) -> Iterator[tuple[Flask, int]]:
    """The portal behind a port, as `portal serve` does it."""
    with ExitStack() as started:
        app = create_app(replace(config, proxy_hops=1), stores)
        started.callback(app.extensions["pdf_reader"].close)
        server = serving.make_server(app, config, host="127.0.0.1", port=0)
        yield app, started.enter_context(running(server))


def fetch(port: int, path: str, **headers: str) -> tuple[int, Message, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_a_withdrawal_is_gone_within_a_minute_behind_a_proxy_whose_browser_keeps_a_file() -> None:
    def seconds(told: str, name: str) -> int:
        return int(told.partition(f"{name}=")[2].partition(",")[0])

    for told in (caching.KEPT, delivery.PUBLISHED):
        assert seconds(told, " s-maxage") > 0
        assert seconds(told, " s-maxage") + seconds(told, " max-age") <= 60


def test_a_proxy_answers_nearly_everything_and_shows_no_withdrawn_naskah_for_long(
    served: tuple[Flask, int], office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, upstream = served
    asked: Counter[str] = Counter()
    app.before_request(lambda: asked.update([request.path]))
    for module, name in ((caching, "KEPT"), (files, "PUBLISHED"), (iiif, "PUBLISHED")):
        told = getattr(module, name)
        monkeypatch.setattr(module, name, told.replace(f"s-maxage={caching.SHARED_SECONDS}", f"s-maxage={SHORT}"))
    kode = office.publish(sample_fields(judul="Segera Ditarik"))
    paths = ["/", "/cari", "/cari?q=perlintasan", "/mitra", "/unit", "/tahun", f"/n/{kode}", "/umpan.atom", "/data/"]
    paths += ["/en/", "/en/cari", f"/en/n/{kode}"]
    with proxies(tmp_path / "nginx", upstream, keeps=True) as port:
        with ThreadPoolExecutor(8) as pool:
            visits = list(pool.map(lambda path: fetch(port, path)[0], paths * 60))
        assert set(visits) == {200}
        assert sum(asked.values()) <= 0.05 * len(visits) + len(paths)
        for path in ("/", "/cari", f"/n/{kode}"):
            assert b'<html lang="id">' in fetch(port, path)[2]
            assert b'<html lang="en">' in fetch(port, f"/en{path}")[2]

        # Whoever is signed in is never answered from what is kept, nor is their answer kept.
        before = sum(asked.values())
        answer = fetch(port, "/", Cookie="sesi=apa-saja")
        assert answer[1]["Cache-Control"] == "private, no-store"
        assert sum(asked.values()) == before + 1

        packed = fetch(port, "/mitra", **{"Accept-Encoding": "gzip, br"})
        assert packed[1]["Content-Encoding"] == "gzip"
        etag = packed[1]["ETag"]
        assert fetch(port, "/mitra", **{"If-None-Match": etag})[0] == 304

        paths += [f"/n/{kode}{end}" for end in OF_NASKAH] + ["/cari/saran.json?q=segera", "/data/naskah.csv"]
        assert {fetch(port, path)[0] for path in paths * 2} == {200}
        with office.stores.database.transaction() as session:
            verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)
        withdrawn_at = time.monotonic()
        gone: dict[str, float] = {}
        while len(gone) < len(paths) and time.monotonic() - withdrawn_at < 20:
            for path in paths:
                status, _, body = fetch(port, path)
                if path not in gone and (
                    status == 410 or (b"Segera Ditarik" not in body and kode.encode() not in body)
                ):
                    gone[path] = time.monotonic() - withdrawn_at
            time.sleep(0.2)
        assert gone.keys() == set(paths)
        assert max(gone.values()) < SHORT + 3 * slowness()


def test_a_client_of_the_protocol_harvests_everything(
    served: tuple[Flask, int], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oai, "AT_ONCE", 2)
    codes = [office.publish(sample_fields(judul=f"Naskah {number}")) for number in range(5)]
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, codes[0], office.act(), alasan=WithdrawalClass.KELIRU)
    _, port = served
    for method in ("GET", "POST"):
        with Scythe(f"http://127.0.0.1:{port}/oai", http_config=HTTPConfig(http_method=method)) as client:
            assert client.identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
            records = list(client.list_records())
            headers = list(client.list_identifiers(ignore_deleted=True))
            sets = [one.setSpec for one in client.list_sets()]
            formats = [one.metadataPrefix for one in client.list_metadata_formats()]
        assert {one.header.identifier.rpartition(":")[2] for one in records} == set(codes)
        assert [one.deleted for one in records].count(True) == 1
        assert {one.identifier.rpartition(":")[2] for one in headers} == set(codes[1:])
        assert "unit:KANIM-A" in sets
        assert formats == ["oai_dc"]
