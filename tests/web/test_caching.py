"""What is public is marked by its version: not sent again, not made again, packed, and never kept for a session."""

import gzip
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import clock
from portal.app import create_app
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web import caching
from portal.web.policy import OPEN
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.public_site import Site, public_site
from tests.fixtures.statements import counted

PAGES = ("/", "/cari", "/cari?q=keimigrasian", "/n/{foreign}", "/mitra", "/unit", "/negara", "/tahun", "/sitemap.xml",
         "/api/v1/naskah", "/api/v1/naskah/{foreign}")  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A portal that nobody changes."""
    with public_site(tmp_path_factory.mktemp("simpan")) as made:
        yield made


@contextmanager
def later(monkeypatch: pytest.MonkeyPatch, **ahead: int) -> Iterator[None]:
    """A clock that goes ahead of the real one."""
    now, today = clock.utc_now() + timedelta(**ahead), clock.today() + timedelta(days=ahead.get("days", 0))
    with monkeypatch.context() as patched:
        patched.setattr(clock, "utc_now", lambda: now)
        patched.setattr(clock, "today", lambda: today)
        yield


def withdraw(office: Office, kode: str) -> None:
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)


@pytest.mark.parametrize("path", PAGES)
def test_a_repeated_question_costs_one_row_and_no_page(site: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path.format(**site.kode)
    site.client.get(path)
    with later(monkeypatch, seconds=10):
        first = site.client.get(path)
        with counted(site.office.stores.database) as asked:
            again = site.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        since = site.client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert first.status_code == 200
    assert (again.status_code, again.data, len(asked)) == (304, b"", 1)
    assert (since.status_code, since.data) == (304, b"")
    for answer in (first, again, since):
        assert answer.headers["Cache-Control"] == caching.KEPT
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_marks_of_two_addresses_differ(site: Site) -> None:
    marks = {site.client.get(path.format(**site.kode)).headers["ETag"] for path in PAGES}

    assert len(marks) == len(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_text_is_packed_for_whoever_can_unpack_it(site: Site, path: str) -> None:
    path = path.format(**site.kode)
    plain = site.client.get(path)
    packed = site.client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"})

    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    if len(plain.data) >= 860:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(gzip.decompress(packed.data)) == pytest.approx(len(plain.data), abs=5)
        assert int(packed.headers["Content-Length"]) == len(packed.data)


@pytest.mark.parametrize("wanted", ["identity", "gzip;q=0", "br", ""])
def test_nobody_is_sent_what_they_cannot_unpack(site: Site, wanted: str) -> None:
    assert "Content-Encoding" not in site.client.get("/", headers={"Accept-Encoding": wanted}).headers


def test_whoever_carries_a_session_gets_nothing_that_may_be_kept(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields())
    etag = client.get("/").headers["ETag"]
    client.set_cookie("sesi", "apa saja")

    for path in ("/", "/cari", "/mitra", "/api/v1/naskah"):
        answer = client.get(path, headers={"If-None-Match": etag, "Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Content-Encoding" not in answer.headers


def test_a_mark_is_of_no_use_after_anything_public_has_changed(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields())
    first = {path: client.get(path) for path in ("/", f"/n/{kode}", "/mitra", "/cari")}
    withdraw(office, kode)

    answers = {
        path: client.get(path, headers={"If-None-Match": answer.headers["ETag"]}) for path, answer in first.items()
    }
    assert {path: answer.status_code for path, answer in answers.items()} == {
        "/": 200, f"/n/{kode}": 410, "/mitra": 200, "/cari": 200,
    }  # fmt: skip
    assert answers[f"/n/{kode}"].headers["Cache-Control"] == "no-store"
    assert "Pertukaran" not in answers["/"].text


def test_a_mark_ends_when_the_index_follows(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields())
    kode = office.upload(sample_fields(judul="Naskah Kedua")).kode
    office.submit(kode)
    before = client.get("/cari").headers["ETag"]
    office.drain()

    assert "Naskah Kedua" in client.get("/cari", headers={"If-None-Match": before}).text


def test_a_mark_ends_with_the_day(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    etag = site.client.get("/").headers["ETag"]
    with later(monkeypatch, days=1):
        tomorrow = site.client.get("/", headers={"If-None-Match": etag})

    assert tomorrow.status_code == 200


def test_a_mark_ends_with_the_release_and_with_the_settings(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    etag = site.client.get("/").headers["ETag"]
    monkeypatch.setitem(site.app.extensions, "release", "lain")

    assert site.client.get("/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(("place", "is_shared"), [("each", False), ("shared", True)])
def test_hosts_with_indexes_of_their_own_share_no_mark(
    stores: Stores, monkeypatch: pytest.MonkeyPatch, place: str, *, is_shared: bool
) -> None:
    stores.public_index.rebuild([])
    config, marks = replace(stores.config, index_place=place), set()
    for name in ("satu", "dua"):
        monkeypatch.setattr(socket, "gethostname", lambda name=name: name)
        app = create_app(config, replace(stores, config=config))
        marks.add(app.test_client().get("/cari?q=contoh").headers["ETag"])
        app.extensions["pdf_reader"].close()

    assert (len(marks) == 1) is is_shared


def test_a_date_is_told_only_when_its_second_is_over(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields())

    answer = client.get("/")

    assert "ETag" in answer.headers
    assert "Last-Modified" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": "*"},
        {"If-None-Match": '"lain"'},
        {"If-None-Match": "bukan tanda"},
        {"If-Modified-Since": "kemarin"},
        {"If-Modified-Since": "Mon, 01 Jan 1900 00:00:00 GMT"},
        {"If-Modified-Since": "Fri, 99 Foo 2099 99:99:99 GMT"},
        {"If-None-Match": '"lain"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_a_condition_that_does_not_hold_gets_the_page(site: Site, headers: dict[str, str]) -> None:
    assert site.client.get("/", headers=headers).status_code == 200


def test_what_does_not_exist_is_not_unchanged(site: Site) -> None:
    for path in ("/n/2026-10000", "/cari?hal=999", "/cari?tahun=x", f"/n/{site.kode['withdrawn']}"):
        answer = site.client.get(path)
        assert answer.status_code in (400, 404, 410)
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def test_every_open_address_is_versioned_or_named_as_an_exception(app: Flask) -> None:
    assert caching.UNVERSIONED | caching.TIMELESS <= OPEN
    assert frozenset() == caching.UNVERSIONED & caching.TIMELESS
