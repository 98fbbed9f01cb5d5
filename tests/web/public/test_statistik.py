"""Statistics, lists to browse by and fetched files: each figure opens exactly what it counts."""

import csv
import re
from io import StringIO
from urllib.parse import unquote

import pytest

from portal.queries.public import statistik
from portal.web.unduhan import UnduhanCounter
from portal.web.words.labels.statistik import TABLES
from tests.fixtures.page import faults, read_page
from tests.fixtures.public_site import Site

COUNTED = re.compile(r'<a href="(/cari\?[^"]+)"[^>]*>(?:(?!<a ).)*?<(?:span class="n"|b)>([\d.]+)', re.S)
FOUND = re.compile(r"([\d.]+) naskah")


@pytest.mark.parametrize("address", ["/", "/mitra", "/unit", "/negara", "/tahun", "/bentuk", "/subjek", "/statistik"])
def test_a_figure_beside_a_link_is_what_the_link_opens(site: Site, address: str) -> None:
    html = site.client.get(address).text.replace("&amp;", "&")
    pairs = dict(COUNTED.findall(re.sub(r"<svg.*?</svg>", "", html, flags=re.S)))

    assert pairs
    for link, count in pairs.items():
        found = read_page(site.client.get(unquote(link)).text)
        told = FOUND.search(found.text)
        assert (told.group(1) if told else "0") == count, link


@pytest.mark.parametrize("address", ["/bentuk", "/subjek", "/statistik"])
def test_the_markup_is_sound(site: Site, address: str) -> None:
    response = site.client.get(address)

    assert response.status_code == 200
    assert faults(read_page(response.text)) == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_can_be_taken_along(site: Site, name: str) -> None:
    response = site.client.get(f"/statistik/{name}.csv")
    rows = list(csv.reader(StringIO(response.text.removeprefix("\ufeff"))))

    assert response.content_type == "text/csv; charset=utf-8"
    assert rows[0] == ["kunci", TABLES[name].column, TABLES[name].unit]
    assert all(len(row) == 3 and row[2].isdecimal() for row in rows[1:])
    assert f"/statistik/{name}.csv" in read_page(site.client.get("/statistik").text).links


def test_an_unknown_table_is_not_found(site: Site) -> None:
    assert site.client.get("/statistik/rahasia.csv").status_code == 404


def test_a_year_bar_narrows_by_a_click(site: Site) -> None:
    page = read_page(site.client.get("/cari?lingkup=dalam_negeri&tahun=2026").text)

    assert "/cari?lingkup=dalam_negeri&dari=2026&sampai=2026" in page.links
    assert "/cari?tahun=2024" in read_page(site.client.get("/tahun").text).links


def test_what_ends_soon_is_a_filter_that_can_be_taken_back(site: Site) -> None:
    page = read_page(site.client.get("/cari?berakhir=600&q=a").text)
    assert site.client.get("/cari?berakhir=600").status_code == 400
    assert "berakhir" in page.text

    page = read_page(site.client.get("/cari?berakhir=60").text)
    assert "Berakhir dalam 60 bulan" in page.text
    assert "/cari" in page.links


def test_files_are_counted_from_their_first_byte_and_nothing_else(site: Site) -> None:
    counter = site.app.extensions["unduhan"]
    assert isinstance(counter, UnduhanCounter)
    kode, database = site.kode["foreign"], site.office.stores.database

    def fetched() -> dict[str, int]:
        counter.write()
        with database.reading() as session:
            from portal.web.context import today

            with site.app.test_request_context():
                return {entry.kunci: entry.count for entry in statistik.fetched(session, today()).most}

    before = fetched().get(kode, 0)
    etag = site.client.get(f"/n/{kode}/naskah.pdf").headers["ETag"]
    site.client.get(f"/n/{kode}/naskah.pdf", headers={"Range": "bytes=0-9"})
    for headers in ({"Range": "bytes=10-19"}, {"If-None-Match": etag}):
        site.client.get(f"/n/{kode}/naskah.pdf", headers=headers)
    site.client.head(f"/n/{kode}/naskah.pdf")
    site.client.get("/n/2026-99999/naskah.pdf")

    assert fetched()[kode] == before + 2
