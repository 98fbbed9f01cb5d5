"""Every public page: sound markup, no dead link, no cookie, no word of what is not published."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from portal.domain.contact import read_contact
from portal.web.kept_answers import KeptAnswers
from portal.web.policy import OPEN
from tests.fixtures.page import Page, faults, read_page
from tests.fixtures.public_site import LONG_PAGES, SECRET, Site

PAGES = {
    "home": "/",
    "all": "/cari",
    "search": "/cari?q=penyelundupan+manusia&lingkup=luar_negeri&dari=2020&tahun=2026",
    "corrected": "/cari?q=penyelundupn",
    "nothing": "/cari?q=zzzzqqqq&negara=KR&unit=IMI",
    "sorted": "/cari?status=berlaku&urut=berakhir",
    "mitra": "/mitra",
    "unit": "/unit",
    "negara": "/negara",
    "tahun": "/tahun",
    "about": "/tentang",
    "foreign": "/n/{foreign}",
    "text": "/n/{foreign}?tampil=teks&q=penyelundupan+manusia&hlm=2",
    "child": "/n/{child}",
    "hostile": "/n/{hostile}?tampil=teks&q=petik",
    "long": "/n/{long}?hlm=22",
    "metadata": "/n/{metadata}",
    "year_only": "/n/{year_only}",
}
ERRORS = {
    "unknown": ("/n/2026-10000", 404),
    "nowhere": ("/tidak/ada", 404),
    "beyond": ("/cari?hal=99", 404),
    "refused value": ("/cari?lingkup=semua&q=paspor", 400),
    "refused text": ("/cari?q=%2Ax", 400),
    "withdrawn": ("/n/{withdrawn}", 410),
    "draft": ("/n/{draft}", 404),
    "wrong method": ("/cari", 405),
}


def get(site: Site, address: str) -> Page:
    return read_page(site.client.get(address.format(**site.kode)).text)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(site: Site, name: str) -> None:
    response = site.client.get(PAGES[name].format(**site.kode))

    assert response.status_code == 200
    assert faults(read_page(response.text)) == []
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")
    assert SECRET not in response.text


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_a_sound_page_with_a_way_out(site: Site, name: str) -> None:
    address, status = ERRORS[name]
    method = "POST" if name == "wrong method" else "GET"

    response = site.client.open(address.format(**site.kode), method=method)

    page = read_page(response.text)
    assert response.status_code == status
    assert faults(page) == []
    assert {"/", "/cari"} <= page.links
    assert SECRET not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_no_link_of_any_public_page_is_dead(site: Site) -> None:
    links = {link for address in PAGES.values() for link in get(site, address).links}
    waiting = sorted({link for link in links if link.startswith("/") and not link.startswith("//")})

    answers = {link: site.client.get(link).status_code for link in waiting}

    assert len(waiting) > 40
    assert {link: status for link, status in answers.items() if status not in (200, 206)} == {}


def test_anchors_into_other_pages_exist(site: Site) -> None:
    about = set(get(site, "/tentang").ids)
    hrefs = {link["href"] for link in get(site, "/").all("a") if link["href"].startswith("/tentang#")}

    assert hrefs
    assert {href.partition("#")[2] for href in hrefs} <= about


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_no_other_host_and_no_missing_asset(site: Site, name: str) -> None:
    html = site.client.get(PAGES[name].format(**site.kode)).text
    sources = [value for _, value in re.findall(r'\b(src|href)="([^"]+)"', html)]
    # The prefix of Dublin Core is a name; no browser fetches it.
    named = [source for source in sources if source != "http://purl.org/dc/elements/1.1/"]
    foreign = [source for source in named if source.startswith(("http:", "https:", "//"))]
    assets = {source.partition("#")[0] for source in sources if source.startswith("/static/")}

    assert [source for source in foreign if not source.startswith(site.office.stores.config.base_url + "/")] == []
    assert all(site.client.get(asset).status_code == 200 for asset in assets)


def test_an_unknown_and_an_unpublished_code_are_answered_alike(site: Site) -> None:
    unknown = site.client.get("/n/2026-10000")
    draft = site.client.get(f"/n/{site.kode['draft']}")

    assert unknown.data == draft.data
    hidden = {"Date"}
    assert {k: v for k, v in unknown.headers if k not in hidden} == {k: v for k, v in draft.headers if k not in hidden}


@pytest.mark.parametrize(
    "address",
    [
        "/n/1899-12345",
        "/n/2026-1234",
        "/n/2026-123456",
        "/n/2026_12345",
        "/n/٢٠٢٦-١٢٣٤٥",
        "/n/",
        "/n",
    ],
)
def test_what_has_not_the_form_of_a_code_is_not_found(site: Site, address: str) -> None:
    assert site.client.get(address).status_code == 404


def test_a_withdrawn_naskah_leaves_a_tombstone(site: Site) -> None:
    page = get(site, "/n/{withdrawn}")

    assert "Naskah ini sudah ditarik" in page.text
    assert site.kode["withdrawn"] in page.text
    assert "Dipublikasikan karena keliru" in page.text


def test_the_front_page_counts_what_is_published(site: Site) -> None:
    page = get(site, "/")

    assert "6 naskah dipublikasikan" in page.text
    assert "1 negara mitra" in page.text
    assert "/cari?berakhir=6&urut=berakhir" in page.links
    assert "/cari?negara=KR" in page.links
    assert len([t for t, a in page.tags if t == "circle" and a["class"] == "peta-buih"]) == 1


def test_the_sample_banner_stands_on_a_demo_only(site: Site) -> None:
    assert "Data contoh" not in get(site, "/").text


@pytest.mark.parametrize(
    ("address", "entry", "link"),
    [
        ("/mitra", "Kementerian Kehakiman Republik Korea", "/cari?mitra=kementerian-kehakiman-republik-korea"),
        ("/unit", "Direktorat Jenderal Imigrasi", "/cari?unit=IMI"),
        ("/negara", "Republik Korea", "/cari?negara=KR"),
        ("/tahun", "2024", "/cari?tahun=2024"),
    ],
)
def test_a_browse_list_leads_to_the_search(site: Site, address: str, entry: str, link: str) -> None:
    page = get(site, address)

    assert entry in page.text
    assert link in page.links
    assert get(site, link).text.count("Lingkup") >= 1


def test_the_page_of_a_naskah_tells_all_the_facts(site: Site) -> None:
    page = get(site, "/n/{foreign}")

    for fact in (
        "Nota Kesepahaman",
        "Ditandatangani semua pihak",
        "4 Mei 2026",
        "12 Maret 2030",
        "Direktorat Jenderal Imigrasi",
        "Indonesia, Inggris",
        "MIP-2.HH.05.02 Tahun 2026",
        "Republik Korea",
        "Lembaga pemerintah negara asing",
        "Pertukaran informasi",
        "Masing-masing pihak",
        "Pengaturan pelaksana",
        "Dipublikasikan",
    ):
        assert fact in page.text
    assert f"/n/{site.kode['child']}" in page.links
    assert f"/api/v1/naskah/{site.kode['foreign']}" in page.links
    assert re.search(r"\b[0-9a-f]{64}\b", page.text)


def test_page_images_have_their_size_and_the_first_comes_first(site: Site) -> None:
    pictures = [image for image in get(site, "/n/{foreign}").all("img") if image["alt"]]

    assert [image.get("fetchpriority") for image in pictures] == ["high", None]
    assert [image.get("loading") for image in pictures] == [None, "lazy"]
    assert all(int(image["width"]) > 300 and int(image["height"]) > 300 for image in pictures)
    assert pictures[0]["alt"] == "Halaman 1 dari 2. Teks lengkap ada pada tab Teks."


def test_the_text_tab_shows_the_text_with_its_matches(site: Site) -> None:
    html = site.client.get(f"/n/{site.kode['foreign']}?tampil=teks&q=penyelundupan+manusia&hlm=2").text

    assert re.search(r"<mark id=\"sorot-1\" data-tempat=\"sorot-1\">penyelundupan\smanusia</mark>", html)
    assert 'id="teks-2"' in html
    assert "ada di" in html


def test_a_long_naskah_is_shown_in_stretches(site: Site) -> None:
    first, second = get(site, "/n/{long}"), get(site, "/n/{long}?hlm=22")

    assert [name for name in first.ids if name.startswith("hlm-")] == [f"hlm-{n}" for n in range(1, 21)]
    assert [name for name in second.ids if name.startswith("hlm-")] == [f"hlm-{n}" for n in range(21, LONG_PAGES + 1)]
    assert f"/n/{site.kode['long']}?hlm=21" in first.links


def test_a_naskah_of_metadata_only_says_so_and_has_no_file(site: Site) -> None:
    page = get(site, "/n/{metadata}")

    assert "hanya ditampilkan keterangannya" in page.text
    assert not any("naskah.pdf" in link for link in page.links)
    assert site.client.get(f"/n/{site.kode['metadata']}/naskah.pdf").status_code == 404
    assert site.client.get(f"/n/{site.kode['metadata']}/hlm/1.webp").status_code == 404


def test_a_date_known_by_its_year_shows_no_more(site: Site) -> None:
    page = get(site, "/n/{year_only}")

    assert "Ditandatangani 2024" in page.text
    assert "Januari 2024" not in page.text
    assert "Berlaku sejak 2024, tanpa batas waktu." in page.text


def test_hostile_text_stays_text(site: Site) -> None:
    for address in ("/", "/cari?q=petik", "/n/{hostile}", "/n/{hostile}?tampil=teks&q=petik", "/mitra"):
        page = get(site, address)
        assert all(image.get("src") != "x" for image in page.all("img"))
        assert not any("onerror" in attributes for _, attributes in page.tags)
    assert '<img src=x onerror=alert(1)> "petik"' in get(site, "/n/{hostile}").text


def test_every_public_page_is_on_the_list_of_open_endpoints(site: Site) -> None:
    endpoints = {rule.endpoint for rule in site.app.url_map.iter_rules() if rule.endpoint.startswith("public.")}

    assert endpoints <= OPEN
    assert {name for name in OPEN if name.startswith("public.")} == endpoints


def _locations(xml: str) -> Iterator[str]:
    yield from re.findall(r"<loc>([^<]+)</loc>", xml)


def test_the_site_map_lists_what_is_published_and_nothing_else(site: Site) -> None:
    response = site.client.get("/sitemap.xml")

    listed = {location.rpartition("/n/")[2] for location in _locations(response.text) if "/n/" in location}
    hidden = {site.kode["draft"], site.kode["withdrawn"]}
    assert response.mimetype == "application/xml"
    assert listed == set(site.kode.values()) - hidden
    assert site.client.get("/sitemap.xml?bagian=2").status_code == 404
    assert site.client.get("/sitemap.xml?bagian=1").data == response.data


def test_robots_are_kept_from_endless_filters(site: Site) -> None:
    text = site.client.get("/robots.txt").text

    assert "Disallow: /cari?" in text
    assert "Disallow: /kerja/" in text
    assert text.rstrip().endswith("/sitemap.xml")


def test_the_security_contact_expires_within_a_year(site: Site) -> None:
    from datetime import UTC, datetime

    text = site.client.get("/.well-known/security.txt").text
    expires = datetime.fromisoformat(text.split("Expires: ")[1].splitlines()[0])

    assert 30 < (expires - datetime.now(UTC)).days < 365
    assert "Contact: http" in text


def test_the_contact_that_is_set_stands_wherever_people_are_sent_to_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = read_contact(
        unit="Biro Contoh",
        address="Jalan Contoh 1",
        email="hukum@contoh.go.id",
        phone="+62 21 525",
        security="s@a.go.id",
    )
    stores = site.app.extensions["portal"]
    told = replace(stores, config=replace(stores.config, contact=contact))
    monkeypatch.setitem(site.app.extensions, "portal", told)
    # The settings of a running portal do not change; what was kept under the old ones is put aside.
    monkeypatch.setitem(site.app.extensions, "kept_answers", KeptAnswers(0))

    for address in ("/tentang", "/n/{metadata}", "/n/{withdrawn}"):
        page = read_page(site.client.get(address.format(**site.kode)).text)
        assert {"mailto:hukum@contoh.go.id", "tel:+6221525"} <= {link["href"] for link in page.all("a")}
        assert "Biro Contoh" in page.text
    assert "Contact: mailto:s@a.go.id\nContact: http" in site.client.get("/.well-known/security.txt").text


@pytest.mark.parametrize("address", ["/", "/cari", "/mitra", "/unit", "/negara", "/tahun", "/sitemap.xml"])
def test_a_portal_without_naskah_has_sound_pages(client: FlaskClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    if response.mimetype == "text/html":
        page = read_page(response.text)
        assert faults(page) == []
        assert {"/", "/cari"} <= page.links
