"""A public page that did not change is made once: asked for again it costs one row, and is the same to the byte."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import session
from flask.testing import FlaskClient

from portal import clock
from portal.app import create_app
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web import caching
from portal.web.kept_answers import KeptAnswers
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.public_site import Site, public_site
from tests.fixtures.statements import counted

PAGES = ("/", "/cari", "/cari?q=keimigrasian", "/n/{foreign}", "/n/{foreign}?hlm=2&q=data", "/n/{foreign}.ris",
         "/n/{foreign}/iiif/manifest.json", "/mitra", "/statistik", "/tahun", "/sitemap.xml", "/umpan.atom",
         "/api/v1/naskah", "/api/v1/naskah/{foreign}", "/data/perubahan.json")  # fmt: skip
OF_ONE = ("/n/{kode}", "/n/{kode}?tampil=teks", "/n/{kode}.md", "/n/{kode}.ris", "/n/{kode}.jsonld",
          "/n/{kode}/linkset.json", "/n/{kode}/iiif/manifest.json", "/api/v1/naskah/{kode}")  # fmt: skip
LISTS = ("/", "/cari", "/cari?q=pertukaran", "/mitra", "/unit", "/tahun", "/sitemap.xml", "/umpan.atom", "/statistik",
         "/data/perubahan.json", "/api/v1/naskah")  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A portal that nobody changes."""
    with public_site(tmp_path_factory.mktemp("sekali")) as made:
        yield made


def kept_in(client: FlaskClient) -> KeptAnswers:
    found = client.application.extensions["kept_answers"]
    assert isinstance(found, KeptAnswers)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_asked_for_again_it_costs_one_row_and_is_the_same(site: Site, path: str) -> None:
    path = path.format(**site.kode)
    for wanted in ("gzip", "identity"):
        first = site.client.get(path, headers={"Accept-Encoding": wanted})
        with counted(site.office.stores.database) as asked:
            again = site.client.get(path, headers={"Accept-Encoding": wanted})
        head = site.client.head(path, headers={"Accept-Encoding": wanted})

        assert first.status_code == again.status_code == head.status_code == 200
        assert len(asked) == 1
        assert again.data == first.data
        assert head.data == b""
        for name in ("Content-Type", "Content-Encoding", "ETag", "Cache-Control", "Vary", "Content-Length", "Link",
                     "Content-Security-Policy", "Access-Control-Allow-Origin"):  # fmt: skip
            assert first.headers.getlist(name) == again.headers.getlist(name)


def test_whoever_carries_a_session_neither_gets_it_nor_leaves_one(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields())
    staff = client.application.test_client()
    staff.set_cookie("sesi", "apa saja")
    before = kept_in(client).size()

    for path in LISTS:
        staff.get(path)
    assert kept_in(client).size() == before == 0

    client.get("/")
    with counted(office.stores.database) as asked:
        answer = staff.get("/")
    assert len(asked) > 1
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_an_answer_that_begins_a_session_is_not_kept(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields())

    @client.application.context_processor
    def begin() -> dict[str, object]:
        session["rahasia"] = "milik satu orang"
        return {}

    answer = client.get("/mitra")

    assert "Set-Cookie" in answer.headers
    assert kept_in(client).size() == 0


def test_what_says_that_something_is_out_of_order_is_not_kept(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields())

    @client.application.context_processor
    def disturbed() -> dict[str, object]:
        caching.keep_not()
        return {}

    assert client.get("/mitra").headers["Cache-Control"] == "no-store"
    assert kept_in(client).size() == 0


@pytest.mark.parametrize(
    "path", ["/n/2026-10000", "/cari?hal=999", "/cari?tahun=x", "/n/{withdrawn}", "/oai?verb=Identify"]
)
def test_no_error_no_tombstone_and_nothing_that_tells_its_instant_is_kept(site: Site, path: str) -> None:
    site.client.get("/")
    before = kept_in(site.client).size()

    site.client.get(path.format(**site.kode))

    assert kept_in(site.client).size() == before


def test_after_a_withdrawal_the_next_request_finds_nothing_of_it(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields(judul="Pertukaran Zamrud"), pages=["Pertukaran zamrud dan nila"])
    paths = [path.format(kode=kode) for path in OF_ONE]
    for _ in range(2):
        assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
        for path in LISTS:
            client.get(path)
    assert "Zamrud" in client.get("/").text

    with office.stores.database.transaction() as writing:
        verbs.withdraw(writing, kode, office.act(), alasan=WithdrawalClass.KELIRU)

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 410)
    for path in LISTS:
        assert "zamrud" not in client.get(path).text.lower()
    office.drain()
    for path in LISTS:
        assert "zamrud" not in client.get(path).text.lower()


def test_when_the_index_follows_a_page_of_results_is_made_anew(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields())
    kode = office.upload(sample_fields(judul="Naskah Kedua")).kode
    office.submit(kode)
    assert "Naskah Kedua" not in client.get("/cari").text
    office.drain()

    assert "Naskah Kedua" in client.get("/cari").text


def test_with_the_day_every_page_is_made_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/n/{foreign}".format(**site.kode)
    site.client.get(path)
    tomorrow = clock.today() + timedelta(days=1)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "today", lambda: tomorrow)
        with counted(site.office.stores.database) as asked:
            site.client.get(path)
    assert len(asked) > 1


def test_another_prefix_is_another_address(site: Site) -> None:
    plain = site.client.get("/mitra")
    other = site.client.get("/en/mitra")

    assert plain.headers["ETag"] != other.headers["ETag"]
    assert '<html lang="en"' in other.text
    assert site.client.get("/mitra").text == plain.text != other.text
    assert '<html lang="id"' in plain.text


def test_a_kept_answer_counts_for_the_throttle(site: Site) -> None:
    app = create_app(replace(site.office.stores.config, rate_limit=1), site.office.stores)
    app.extensions["pdf_reader"].close()

    answers = [app.test_client().get("/mitra").status_code for _ in range(14)]

    assert answers[:10] == [200] * 10
    assert answers[-1] == 429
