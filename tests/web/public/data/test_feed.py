"""The Atom feed: valid, stable, with the filters of the search page, and in the order of publication."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.datastructures import MultiDict

from portal import clock
from portal.queries.public import feed as queries
from portal.search.interface import LARGEST_PAGE
from portal.search.params import read_params
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.public_site import HOSTILE, SECRET, Site

ATOM = "{http://www.w3.org/2005/Atom}"
# What RFC 4287 asks of a feed and of an entry: these once, in any order.
FEED, ENTRY = ("id", "title", "updated"), ("id", "title", "updated", "summary")
FILTERS = (
    {"lingkup": "luar_negeri"},
    {"lingkup": "dalam_negeri", "bentuk": "perjanjian_kerja_sama"},
    {"status": "berlaku"},
    {"status": "berakhir"},
    {"tahun": "2024"},
    {"dari": "2025", "sampai": "2026"},
    {"unit": "KANIM-A"},
    {"unit": "tidak-ada"},
    {"negara": "KR"},
    {"negara": "ID"},
    {"mitra": "yayasan-contoh"},
    {"berakhir": "60"},
    {"q": "keimigrasian"},
    {"q": "pelatihan", "unit": "KANIM-A"},
    {"q": "tidakadasamasekali"},
    # Under another word: found here as on the page.
    {"q": "MoU"},
)


def ask(site: Site, **parameters: str) -> bytes:
    answer = site.client.get("/umpan.atom?" + urlencode(parameters))
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return answer.data


def entries(body: bytes) -> list[str]:
    return [one.id.rpartition("/")[2] for one in feedparser.parse(body).entries]


def test_a_feed_is_read_by_a_reader_of_feeds_without_complaint(site: Site) -> None:
    found = feedparser.parse(ask(site))

    assert not found.bozo
    assert found.version == "atom10"
    assert {one.id for one in found.entries} == {
        f"http://127.0.0.1:8000/n/{site.kode[name]}" for name in site.kode if name not in ("withdrawn", "draft")
    }
    entry = next(one for one in found.entries if one.id.endswith(site.kode["foreign"]))
    assert entry.title == "Kerja Sama Keimigrasian dengan Korea"
    assert entry.summary == (
        "Nota Kesepahaman dengan Kementerian Kehakiman Republik Korea. Nomor MIP-2.HH.05.02 Tahun 2026. "
        "Ditandatangani 4 Mei 2026. Berlaku."
    )
    assert [link.rel for link in entry.links] == ["alternate", "enclosure"]
    assert SECRET not in ask(site).decode()


@pytest.mark.parametrize("parameters", FILTERS, ids=lambda one: urlencode(one))
def test_every_feed_has_what_the_standard_asks_for(site: Site, parameters: dict[str, str]) -> None:
    root = etree.fromstring(ask(site, **parameters))

    for parent, wanted in [(root, FEED), *((entry, ENTRY) for entry in root.iter(f"{ATOM}entry"))]:
        assert [len(parent.findall(ATOM + name)) for name in wanted] == [1] * len(wanted)
        moment = datetime.strptime(parent.findtext(f"{ATOM}updated"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        assert moment <= clock.utc_now()
        assert parent.findtext(f"{ATOM}id").startswith("http")
        assert len([one for one in parent.findall(f"{ATOM}link") if one.get("rel") == "alternate"]) == 1
    ids = [one.findtext(f"{ATOM}id") for one in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert root.find(f"{ATOM}author") is not None


@pytest.mark.parametrize("parameters", FILTERS, ids=lambda one: urlencode(one))
def test_a_feed_holds_what_the_search_page_and_the_interface_list(site: Site, parameters: dict[str, str]) -> None:
    listed = site.client.get(f"/api/v1/naskah?{urlencode(parameters)}&per_page=100").json

    assert sorted(entries(ask(site, **parameters))) == sorted(one["kode"] for one in listed["items"])
    assert listed["total"] == len(listed["items"]) <= LARGEST_PAGE


def test_what_only_comes_near_a_followed_text_is_no_entry(site: Site) -> None:
    near = {"q": "pelatihan tidakadasamasekali"}

    assert site.client.get(f"/api/v1/naskah?{urlencode(near)}").json["partial"]
    assert entries(ask(site, **near)) == []


def test_what_was_published_last_comes_first_whenever_it_was_signed(client: FlaskClient, office: Office) -> None:
    codes = [office.publish(sample_fields(judul=f"Naskah {number}")) for number in range(3)]
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, codes[1], office.act(), alasan=WithdrawalClass.KELIRU)

    assert entries(client.get("/umpan.atom").data)[-1] == codes[0]
    assert sorted(entries(client.get("/umpan.atom").data)) == sorted([codes[0], codes[2]])


def test_markup_in_a_title_stays_text(site: Site) -> None:
    found = etree.fromstring(ask(site))

    titles = [one.findtext(f"{ATOM}title") for one in found.iter(f"{ATOM}entry")]
    assert f"Naskah {HOSTILE}" in titles
    assert found.xpath("//*[local-name()='img']") == []


@pytest.mark.parametrize(
    ("query", "status"),
    [("hal=2", 404), ("hal=0", 400), ("tahun=x", 400), ("q=a&q=b", 400), ("lingkup=luar", 400), ("utm_source=x", 200)],
)
def test_wrong_parameters_are_refused_as_on_the_page(site: Site, query: str, status: int) -> None:
    assert site.client.get(f"/umpan.atom?{query}").status_code == status
    assert site.client.get(f"/cari?{query}").status_code == status


def test_pages_of_a_feed_follow_each_other(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.web.public.data.feed.PER_PAGE", 2)
    found, address = list[str](), "/umpan.atom"
    while address:
        root = etree.fromstring(site.client.get(address).data)
        found += [one.findtext(f"{ATOM}id") for one in root.iter(f"{ATOM}entry")]
        following = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "next"]
        address = following[0].removeprefix("http://127.0.0.1:8000") if following else ""

    assert len(found) == len(set(found)) > 2
    with site.office.stores.database.reading() as session:
        params = read_params(MultiDict())
        assert queries.count(session, params.filters, clock.today()) == len(found)
