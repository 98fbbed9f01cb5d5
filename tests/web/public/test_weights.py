"""What a page costs to load: markup, styles and scripts as they are sent, each within its budget on every page.

Errors and pages that are kept by nobody are sent as they are, so they are weighed so.
"""

import pytest

from tests.fixtures.page import read_page
from tests.fixtures.public_site import STANDING, Site

PACKED = {"Accept-Encoding": "gzip"}
MARKUP, STYLES, SCRIPTS = 12_000, 10_000, 18_000
"""Bytes, compressed."""
PAGES = (
    "/",
    "/cari",
    "/cari?q=kerja&lingkup=luar_negeri&dari=2020",
    "/n/{foreign}?q=penyelundupan+manusia",
    "/n/{foreign}?tampil=teks&q=penyelundupan+manusia",
    "/n/{long}?hlm=22",
    "/n/{long}?tampil=teks&q=tentang",
    "/n/{metadata}",
    "/n/{foreign}/banding/{child}?semua=1",
    "/n/{withdrawn}",
    "/n/2026-10000",
    *STANDING,
    "/langganan/kedaluwarsa",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_within_the_budget_of_a_poor_line(site: Site, path: str) -> None:
    answer = site.client.get(path.format(**site.kode), headers=PACKED)
    page = read_page(site.client.get(path.format(**site.kode)).text)
    sheets = [link["href"] for link in page.all("link") if link.get("rel") == "stylesheet"]
    scripts = [script["src"] for script in page.all("script") if "src" in script]

    def sent(addresses: list[str]) -> int:
        return sum(len(site.client.get(address, headers=PACKED).data) for address in addresses)

    assert len(answer.data) <= MARKUP
    assert 0 < sent(sheets) <= STYLES
    assert 0 < sent(scripts) <= SCRIPTS
