"""The site map: valid, dated by the last public change, and of what is public alone; in parts where it is long."""

import pytest
from lxml import etree

from portal.web.kept_answers import KeptAnswers
from tests.fixtures.public_site import Site
from tests.fixtures.repository import ROOT

SCHEMA = etree.XMLSchema(etree.parse(ROOT / "tests/fixtures/schemas/sitemap.xsd"))
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def fetch(site: Site, address: str) -> etree._Element:
    answer = site.client.get(address)
    assert answer.status_code == 200
    root = etree.fromstring(answer.data)
    SCHEMA.assertValid(root)
    return root


def test_the_map_is_valid_and_lists_what_is_public_alone(site: Site) -> None:
    root = fetch(site, "/sitemap.xml")
    listed = root.xpath("//s:loc/text()", namespaces=NAMES)

    base = site.office.stores.config.base_url
    codes = [kode for name, kode in site.kode.items() if name not in ("withdrawn", "draft")]
    public = {f"{base}{language}/n/{kode}" for kode in codes for language in ("", "/en")}
    assert {one for one in listed if "/n/" in one} == public
    assert {f"{base}/data/", f"{base}/en/data/", f"{base}/", f"{base}/en/"} <= set(listed)
    assert len(root.xpath("//s:lastmod", namespaces=NAMES)) == len(public)


def test_every_address_names_the_page_in_both_languages(site: Site) -> None:
    root = fetch(site, "/sitemap.xml")
    names = {**NAMES, "x": "http://www.w3.org/1999/xhtml"}

    for place in root.xpath("//s:url", namespaces=names):
        links = {link.get("hreflang"): link.get("href") for link in place.xpath("x:link", namespaces=names)}
        assert set(links) == {"id", "en"}
        assert place.findtext("s:loc", namespaces=names) in links.values()
        assert links["en"].replace("/en/", "/", 1) == links["id"]


def test_a_long_map_comes_in_parts_that_are_dated(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fetch(site, "/sitemap.xml").xpath("//s:loc/text()", namespaces=NAMES)
    monkeypatch.setattr("portal.web.public.sitemap.MOST_ADDRESSES", 2)
    monkeypatch.setitem(site.app.extensions, "kept_answers", KeptAnswers(0))

    index = fetch(site, "/sitemap.xml")
    base = site.office.stores.config.base_url
    parts = [one.removeprefix(base) for one in index.xpath("//s:loc/text()", namespaces=NAMES)]
    listed = [one for part in parts for one in fetch(site, part).xpath("//s:loc/text()", namespaces=NAMES)]

    assert sorted(listed) == sorted(whole)
    assert len(index.xpath("//s:lastmod", namespaces=NAMES)) == len(parts) > 1


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("0", 404),
        ("99", 404),
        ("-1", 400),
        ("x", 400),
        ("9" * 500, 400),
        ("%FF", 400),
        ("1e3", 400),
        ("1&bagian=1", 400),
    ],
    ids=["zero", "beyond", "negative", "word", "huge", "bytes", "scientific", "repeated"],
)
def test_a_part_that_is_none_is_not_found_and_one_that_is_no_number_is_refused(
    site: Site, part: str, status: int
) -> None:
    assert site.client.get(f"/sitemap.xml?bagian={part}").status_code == status
