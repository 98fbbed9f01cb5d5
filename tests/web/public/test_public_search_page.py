"""The search page: why a hit matches, how to narrow it, and what it says when it cannot answer."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from portal.search.whoosh.index import WhooshIndex
from tests.fixtures.page import Page, read_page
from tests.fixtures.public_site import Site


def search(site: Site, query: str) -> Page:
    return read_page(site.client.get(f"/cari?{query}").text)


def checkboxes(page: Page) -> dict[tuple[str, str], bool]:
    """Name and value of every box, and whether it is ticked."""
    boxes = [box for box in page.all("input") if box.get("type") == "checkbox"]
    return {(box["name"], box["value"]): "checked" in box for box in boxes}


def test_a_hit_shows_why_it_matches_and_opens_at_that_page(site: Site) -> None:
    html = site.client.get("/cari?q=penyelundupan+manusia").text
    kode = site.kode["foreign"]

    assert re.search(r"<mark>penyelundupan", html)
    assert f'href="/n/{kode}?hlm=2&amp;q=penyelundupan+manusia#hlm-2"' in html


def test_a_hit_offers_its_pdf_with_pages_and_size(site: Site) -> None:
    page = search(site, "q=penyelundupan+manusia")

    assert f"/n/{site.kode['foreign']}/naskah.pdf" in page.links
    assert re.search(r"PDF, 2 hlm, \d+ (byte|KB)", page.text)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("kehakiman", "foreign", "Pihak: Kementerian <mark>Kehakiman</mark> Republik Korea"),
        ("mip2 hh 05 02 tahun 2026", "foreign", "Nomor: <mark>MIP-2.HH.05.02 Tahun 2026</mark>"),
        ("MIP-2.HH.05.02", "foreign", "Nomor: <mark>MIP-2.HH.05.02</mark> Tahun 2026"),
        ("lembaga pemasyarakatan", "year_only", "Unit pemrakarsa: <mark>Lembaga Pemasyarakatan</mark>"),
    ],
)
def test_a_hit_by_its_fields_alone_shows_the_field_that_matched(site: Site, text: str, name: str, reason: str) -> None:
    html = site.client.get("/cari", query_string={"q": text}).text
    start = html.index(f'href="/n/{site.kode[name]}"')
    hit = html[start : html.index("</li>", start)]

    assert f'<p class="cuplik">{reason}' in hit
    assert "hlm. " not in hit


def test_a_hit_in_the_text_or_title_shows_no_other_field(site: Site) -> None:
    for text in ("penyelundupan", "kemandirian"):
        html = site.client.get("/cari", query_string={"q": text}).text

        assert "<mark>" in html
        assert not re.search(r'class="cuplik">(Nomor|Pihak|Unit pemrakarsa|Subjek|Ruang lingkup):', html)


def test_the_number_of_a_naskah_leads_to_it(site: Site) -> None:
    html = site.client.get("/cari", query_string={"q": "mip2 hh 05 02 tahun 2026"}).text
    first = re.search(r'<h2 class="judul-naskah"><a href="/n/([^"]+)"', html)

    assert first is not None
    assert first[1] == site.kode["foreign"]


def test_another_reading_of_a_typing_error_is_offered_and_the_reader_decides(site: Site) -> None:
    page = search(site, "q=penyelundupn&lingkup=luar_negeri")

    assert "Tidak ada naskah untuk “penyelundupn”" in page.text
    assert "Mungkin maksud Anda: penyelundupan" in page.text
    assert "/cari?q=penyelundupan&lingkup=luar_negeri" in page.links


def test_words_that_were_added_are_said_and_can_be_left_out(site: Site) -> None:
    page = search(site, "q=apa+saja+people+smuggling%3F")

    assert "Termasuk: penyelundupan manusia." in page.text
    assert "/cari?q=%22people+smuggling%22" in page.links
    assert search(site, "q=%22people+smuggling%22").text.count("Termasuk:") == 0


def test_the_nearest_naskah_are_shown_and_said_when_nothing_meets_all(site: Site) -> None:
    page = search(site, "q=penyelundupan+katak")

    assert "memuat sebagian dari “penyelundupan katak”" in page.text
    assert "Tidak ada naskah yang memuat semua kata itu." in page.text


def test_a_long_text_is_answered_with_what_is_most_like_it(site: Site) -> None:
    text = "Kami mencari naskah tentang pencegahan penyelundupan manusia yang diteken bersama negara sahabat. " * 6
    response = site.client.get("/cari", query_string={"q": text})
    page = read_page(response.text)

    assert response.status_code == 200
    assert "paling mirip dengan “Kami mencari naskah" in page.text
    assert f"/n/{site.kode['foreign']}" in page.links
    assert not any("q=Kami" in link for link in page.links if link.startswith("/n/"))


def test_a_filter_becomes_a_chip_that_takes_it_back(site: Site) -> None:
    page = search(site, "q=kerja&lingkup=luar_negeri&unit=IMI")

    assert "Luar negeri , hapus saringan" in page.text
    assert "Direktorat Jenderal Imigrasi , hapus saringan" in page.text
    assert "/cari?q=kerja&unit=IMI" in page.links
    assert "/cari?q=kerja&lingkup=luar_negeri" in page.links
    assert "/cari?q=kerja" in page.links


def test_facets_are_boxes_that_keep_the_search(site: Site) -> None:
    page = search(site, "q=pelatihan+ATAU+keimigrasian&urut=judul&lingkup=luar_negeri")
    boxes = checkboxes(page)
    hidden = {(box["name"], box["value"]) for box in page.all("input") if box.get("type") == "hidden"}

    assert boxes[("lingkup", "luar_negeri")] is True
    assert boxes[("lingkup", "dalam_negeri")] is False
    assert ("status", "berlaku") in boxes
    assert {("q", "pelatihan ATAU keimigrasian"), ("urut", "judul")} <= hidden
    assert "negara" in {name for name, _ in boxes}
    assert ("negara", "ID") not in boxes


def test_a_chosen_value_without_hits_can_be_taken_back(site: Site) -> None:
    page = search(site, "q=penyelundupan&mitra=yayasan-contoh")
    boxes = checkboxes(page)

    assert boxes[("mitra", "yayasan-contoh")] is True
    assert "Yayasan Contoh" in page.text


def test_nothing_found_is_no_dead_end(site: Site) -> None:
    page = search(site, "q=zzzzqqqq&lingkup=luar_negeri&unit=IMI")

    assert "Tidak ada naskah untuk “zzzzqqqq”" in page.text
    assert "Hapus 2 saringan" in page.text
    assert {"/cari", "/mitra", "/tentang", "/cari?q=zzzzqqqq"} <= page.links


def test_filters_that_hide_everything_say_how_much_they_hide(site: Site) -> None:
    page = search(site, "q=penyelundupan&lingkup=dalam_negeri")

    assert "Hapus 1 saringan" in page.text
    assert "1 tanpa saringan" in page.text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("lingkup=semua", "lingkup"),
        ("tahun=26", "tahun"),
        ("hal=nol", "hal"),
        ("urut=acak", "urut"),
        ("negara=KOR", "negara"),
    ],
)
def test_a_wrong_filter_is_named_and_the_words_stay(site: Site, query: str, field: str) -> None:
    response = site.client.get(f"/cari?q=data+paspor&{query}")
    page = read_page(response.text)

    assert response.status_code == 400
    assert field in page.text
    assert "data paspor" in {box.get("value") for box in page.all("input")}


@pytest.mark.parametrize("text", ["*", "ab*", "?*a*e*i*", "x" * 2001], ids=["bintang", "pendek", "banyak", "panjang"])
def test_a_text_beyond_the_limits_is_refused_in_words(site: Site, text: str) -> None:
    response = site.client.get("/cari", query_string={"q": text})
    page = read_page(response.text)

    assert response.status_code == 400
    assert text[:300] in {box.get("value") for box in page.all("input")}
    assert "/tentang" in page.links


@pytest.mark.parametrize("page", [2, 99, 100_000])
def test_a_page_beyond_the_end_leads_back(site: Site, page: int) -> None:
    response = site.client.get(f"/cari?q=penyelundupan&hal={page}")

    assert response.status_code == 404
    assert "/cari?q=penyelundupan" in read_page(response.text).links


def test_soon_ending_naskah_come_first_when_asked(site: Site) -> None:
    html = site.client.get("/cari?status=berlaku&urut=berakhir").text
    order = re.findall(r'<h2 class="judul-naskah"><a href="/n/([^"]+)"', html)

    assert order[-1] == site.kode["year_only"]  # Open-ended: it never ends.
    assert 'value="berakhir" selected' in html


def test_a_browser_asks_for_results_each_time_and_a_proxy_keeps_them_briefly(site: Site) -> None:
    response = site.app.test_client().get("/cari?q=penyelundupan")

    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"


def test_a_broken_index_shows_the_newest_and_says_so(site: Site, tmp_path: Path) -> None:
    stores = site.office.stores
    site.app.extensions["portal"] = replace(stores, public_index=WhooshIndex(tmp_path / "kosong"))
    try:
        response = site.client.get("/cari?q=penyelundupan&lingkup=luar_negeri")
    finally:
        site.app.extensions["portal"] = stores

    page = read_page(response.text)
    assert response.status_code == 200
    assert "Pencarian sedang tidak tersedia" in page.text
    assert f"/n/{site.kode['long']}" in page.links
