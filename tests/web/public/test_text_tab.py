"""The text tab carries the whole published text of a naskah, page by page, for who cannot see the pictures."""

import re

import pytest
from sqlalchemy import select

from portal.models.terbitan import TerbitanHalaman
from portal.web.public.viewer import PAGES_AT_ONCE
from tests.fixtures.public_site import Site


def published(site: Site, kode: str) -> dict[int, list[str]]:
    """The words of each published page."""
    with site.office.stores.database.reading() as session:
        rows = select(TerbitanHalaman.nomor, TerbitanHalaman.teks).where(TerbitanHalaman.kode == kode)
        return {nomor: teks.split() for nomor, teks in session.execute(rows)}


def read_out(site: Site, kode: str, count: int) -> dict[int, list[str]]:
    """The words under the heading of each page, from all stretches of the tab."""
    found = {}
    for first in range(1, count + 1, PAGES_AT_ONCE):
        html = site.client.get(f"/n/{kode}?tampil=teks&hlm={first}").text
        for section in re.findall(r'<section id="teks-\d+".*?</section>', html, re.S):
            heading, _, text = section.partition("</h2>")
            number = re.search(r"Halaman (\d+)", heading)
            assert number is not None
            found[int(number[1])] = re.sub(r"<[^>]+>", " ", text).split()
    return found


@pytest.mark.parametrize("name", ["foreign", "child", "long", "year_only"])
def test_every_word_of_every_published_page_stands_in_the_text_tab(site: Site, name: str) -> None:
    kode = site.kode[name]
    wanted = published(site, kode)

    assert wanted
    assert read_out(site, kode, len(wanted)) == wanted
