"""Every public page in English below /en: the same page, nothing of it left in Indonesian, one address for the rest."""

import re

import pytest
from flask import Flask

from portal.web.language import IN_BOTH
from portal.web.policy import OPEN
from tests.factories.naskah import Office
from tests.fixtures.english import texts_in
from tests.fixtures.page import faults, read_page
from tests.fixtures.public_site import STANDING, Site
from tests.fixtures.statements import counted

PAGES = (
    "/",
    "/cari",
    "/cari?q=keimigrasian",
    "/cari?q=zzzz",
    "/cari?lingkup=luar_negeri&negara=KR&berakhir=6&dari=2020",
    "/cari?tahun=x",
    "/cari?hal=99",
    "/n/{foreign}",
    "/n/{foreign}?tampil=teks&q=pertukaran+data",
    "/n/{foreign}?q=pertukaran+data",
    "/n/{child}",
    "/n/{long}?hlm=22",
    "/n/{metadata}",
    "/n/{year_only}",
    "/n/{hostile}",
    "/n/{withdrawn}",
    "/n/{draft}",
    "/n/{foreign}/banding/{child}?semua=1",
    *STANDING,
    "/verifikasi?sidik=zz",
    "/verifikasi?sidik=" + "a" * 64,
    "/tidak-ada",
    "/langganan/" + "A" * 43,
    "/langganan/konfirmasi/" + "A" * 43,
)
ALIKE = frozenset(
    {
        *("Akoma Ntoso", "Android", "BibTeX", "CSL-JSON", "CSV", "Esc", "IIIF", "JSON", "JSON-LD", "Jakarta"),
        *("Linkset", "Linux", "Markdown", "Menu", "Metadata", "OAI-PMH", "OpenAPI", "PgDn", "PgUp", "RIS", "SHA-256"),
        *("Status", "Turtle", "Windows", "hal", "macOS", "naskah.csv", "naskah.jsonl", "pdf_url", "security.txt"),
        *("sha256", "status", "tahun", "tlog-tiles", "unit", "verifikasi_naskah.py"),
    }
)
"""Names, codes and words that are the same in both languages."""
CODES = re.compile(
    r"(https?://|127\.0\.0\.1|/api/)\S*( .*)?|(curl|certutil|shasum|sha256sum) .*|[0-9a-f]{20,}"
    r"|[\w.:/+=-]{30,}|(\d{1,2} )?(April|September|November) \d{4}|\d{1,3} [KMG]B"
)
"""Addresses, commands, digests, keys, months with one name in both languages, and sizes without a decimal sign."""


def address(site: Site, path: str) -> str:
    return path.format(**site.kode)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_an_english_page_is_left_in_indonesian(site: Site, path: str) -> None:
    path = address(site, path)
    indonesian, english = site.client.get(path), site.client.get(f"/en{path}")
    page = read_page(english.text)

    told = set(texts_in(indonesian.text, "id"))
    left = {text for text in texts_in(english.text, "en") if text in told and not CODES.fullmatch(text)}

    assert english.status_code == indonesian.status_code
    assert left - ALIKE == set()
    assert faults(page, "en") == []
    assert [link for link in page.links if link.startswith("/en/") and not _is_page(site, link)] == []


def _is_page(site: Site, link: str) -> bool:
    endpoint, _ = site.app.url_map.bind("localhost").match(link.removeprefix("/en").partition("?")[0])
    return endpoint in IN_BOTH


@pytest.mark.parametrize("path", ["/", "/cari?q=keimigrasian", "/n/{foreign}", "/statistik"])
def test_an_english_page_asks_as_little_and_weighs_as_little(site: Site, path: str) -> None:
    path = address(site, path)
    asked = {}
    for prefix in ("", "/en"):
        site.client.get(prefix + path)
        with counted(site.office.stores.database) as questions:
            answer = site.client.get(prefix + path, headers={"Accept-Encoding": "gzip"})
        asked[prefix] = len(questions)
        assert len(answer.data) < 12_000

    assert asked["/en"] == asked[""]


@pytest.mark.parametrize(
    "path", ["/", "/mitra", "/n/{foreign}", "/statistik", "/tentang", "/data/", "/verifikasi", "/log/"]
)
def test_both_pages_name_each_other_and_themselves(site: Site, path: str) -> None:
    path, base = address(site, path), site.office.stores.config.base_url
    for prefix in ("", "/en"):
        links = read_page(site.client.get(f"{prefix}{path}?hlm=1").text).all("link")
        named = {link["hreflang"]: link["href"] for link in links if "hreflang" in link}

        assert named == {"id": base + path, "en": f"{base}/en{path}", "x-default": base + path}
        assert [link["href"] for link in links if link.get("rel") == "canonical"] == [f"{base}{prefix}{path}"]


def test_the_switch_keeps_the_query(site: Site) -> None:
    query = "/cari?q=kerja+%22sama%22&lingkup=luar_negeri&hal=1"
    there = [link for link in read_page(site.client.get(query).text).all("a") if link.get("hreflang") == "en"]
    back = [link for link in read_page(site.client.get(f"/en{query}").text).all("a") if link.get("hreflang") == "id"]

    assert {link["href"] for link in there} == {f"/en{query}"}
    assert {link["href"] for link in back} == {query}


def test_the_switch_of_an_error_says_nothing_of_its_address(site: Site) -> None:
    unknown, unpublished = (site.client.get(f"/en/n/{kode}").text for kode in ("2026-10000", site.kode["draft"]))
    links = [link["href"] for link in read_page(unknown).all("a") if link.get("hreflang")]

    assert unknown == unpublished
    assert set(links) == {"/"}


@pytest.mark.parametrize(
    "path",
    [
        "/n/{foreign}/naskah.pdf?buka=1",
        "/n/{foreign}.ris",
        "/n/{foreign}/iiif/manifest.json",
        "/umpan.atom?q=kerja",
        "/api/v1/naskah?q=kerja",
        "/sitemap.xml",
        "/static/icons.svg",
        "/masuk",
        "/kerja/",
    ],
)
def test_what_has_one_address_leads_there(site: Site, path: str) -> None:
    path = address(site, path)
    answer = site.client.get(f"/en{path}")

    assert (answer.status_code, answer.headers.get("Location")) == (301, path)


def test_nothing_is_sent_below_en_to_what_has_one_address(site: Site) -> None:
    assert site.client.post("/en/masuk", data={}).status_code == 404
    assert site.client.post("/en/oai", data={"verb": "Identify"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "there"),
    [
        ("/en", 200, None),
        ("/en/", 200, None),
        ("/en/cari/", 308, "/en/cari"),
        ("/en/data", 308, "/en/data/"),
        ("/en/en/", 404, None),
        ("/english", 404, None),
        ("/EN/", 404, None),
    ],
)
def test_the_prefix_stands_once_and_whole(site: Site, path: str, status: int, there: str | None) -> None:
    answer = site.client.get(path)

    assert answer.status_code == status
    assert (answer.headers.get("Location") or "").removeprefix("http://localhost") == (there or "")


def test_neither_cookie_nor_header_chooses_the_language(site: Site) -> None:
    client = site.client
    plain = client.get("/").data
    client.set_cookie("bahasa", "en")

    assert client.get("/", headers={"Accept-Language": "en", "Portal-Language": "en"}).data == plain
    assert "Set-Cookie" not in client.get("/en/").headers
    assert "Accept-Language" not in client.get("/en/").headers.get("Vary", "")


@pytest.mark.parametrize("path", ["/", "/n/{foreign}", "/cari?q=kerja"])
def test_one_language_is_never_given_for_the_other(site: Site, path: str) -> None:
    path = address(site, path)
    marks = {prefix: site.client.get(prefix + path).headers["ETag"] for prefix in ("", "/en")}

    assert marks[""] != marks["/en"]
    for prefix, other in (("", "/en"), ("/en", "")):
        assert site.client.get(prefix + path, headers={"If-None-Match": marks[other]}).status_code == 200
        assert site.client.get(prefix + path, headers={"If-None-Match": marks[prefix]}).status_code == 304


def test_titles_and_names_say_that_they_are_indonesian(site: Site) -> None:
    page = site.client.get(f"/en/n/{site.kode['foreign']}").text
    kept = texts_in(page, "id")

    for text in ("Kerja Sama Keimigrasian dengan Korea", "Direktorat Jenderal Imigrasi", "Pertukaran informasi"):
        assert text in kept
        assert text not in texts_in(page, "en")
    assert "In force" in texts_in(page, "en")
    assert "Republic of Korea" in texts_in(page, "en")


def test_the_text_of_a_naskah_says_its_language_and_remarks_say_theirs(site: Site) -> None:
    page = site.client.get(f"/en/n/{site.kode['long']}?tampil=teks").text

    assert "Pasal 3 tentang hal ke-3" in " ".join(texts_in(page, "id"))
    assert "Page 3" in texts_in(page, "en")


def test_the_search_box_offers_english_pages(site: Site) -> None:
    form = next(one for one in read_page(site.client.get("/en/").text).all("form") if one.get("role") == "search")
    items = site.client.get(f"{form['data-saran']}?q=keimigrasian").get_json()["items"]

    assert form["action"] == "/en/cari"
    assert items
    assert all(item["url"].startswith("/en/") for item in items)


def test_every_page_that_is_open_exists_in_both_languages(app: Flask, office: Office) -> None:
    kode = office.publish()
    values = {"kode": kode, "lain": kode, "versi": 1, "nomor": 1, "urutan": 1, "suffix": "ris", "name": "tahun",
              "form": "jpg", "tile": "0/000", "token": "A" * 43, "filename": "icons.svg", "version": "x"}  # fmt: skip
    alone = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN - IN_BOTH and "GET" in (rule.methods or set()):
            with app.test_request_context():
                _, path = rule.build({name: values[name] for name in rule.arguments}) or ("", "")
            answer = app.test_client().get(path)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                alone.add(rule.endpoint)

    assert alone == {"auth.login"}
