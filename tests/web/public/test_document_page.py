"""A published text as headings and paragraphs, its outline, its addresses, and snippets that name their Pasal."""

import re

import pytest

from portal.domain.document.model import BlockKind, OutlineEntry
from portal.web.public.outline import outline_links
from portal.web.public.viewer import stretch
from tests.fixtures.public_site import Site


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


def test_the_text_is_headings_and_paragraphs_with_its_matches_marked(site: Site) -> None:
    html = site.client.get(f"/n/{site.kode['foreign']}?tampil=teks&q=penyelundupan+manusia").text

    assert re.search(r'<h3[^>]* id="pasal-1"[^>]*>PASAL 1\nTUJUAN</h3>', html)
    assert re.search(r'<h3[^>]* id="pasal-2"[^>]*>PASAL 2</h3>', html)
    assert re.search(
        r'<p class="paragraf">Pencegahan <mark[^>]*>penyelundupan manusia</mark> dan pertukaran data</p>', html
    )


def test_a_heading_that_matches_as_a_whole_is_marked(site: Site) -> None:
    html = site.client.get(f"/n/{site.kode['foreign']}?tampil=teks&q=%22pasal+2%22").text

    assert re.search(r'<h3[^>]* id="pasal-2"[^>]*><mark[^>]*>PASAL 2</mark></h3>', html)


@pytest.mark.parametrize("query", ["", "?tampil=teks", "?hlm=2", "?tampil=teks&hlm=2&q=data"])
def test_every_pasal_has_one_address_in_every_view(site: Site, query: str) -> None:
    found = ids(site.client.get(f"/n/{site.kode['foreign']}{query}").text)

    assert len(set(found)) == len(found)
    assert {"pasal-1", "pasal-2", "isi-naskah"} <= set(found)


def test_the_outline_links_to_each_pasal(site: Site) -> None:
    html = site.client.get(f"/n/{site.kode['foreign']}").text
    outline = html[html.index('id="isi-naskah"') :].split("</nav>", 1)[0]

    assert re.findall(r'href="([^"]+)"', outline) == ["#pasal-1", "#pasal-2"]
    assert re.search(r"<b>Pasal 1</b>\s*Tujuan", outline)


def test_a_text_without_any_pasal_has_no_outline(site: Site) -> None:
    assert "isi-naskah" not in ids(site.client.get(f"/n/{site.kode['child']}").text)


def test_a_hit_names_the_pasal_it_stands_in_and_leads_to_it(site: Site) -> None:
    html = site.client.get("/cari?q=penyelundupan+manusia").text
    kode = site.kode["foreign"]

    link = f'href="/n/{kode}?tampil=teks&amp;hlm=2&amp;q=penyelundupan+manusia#pasal-2">Pasal 2'
    assert link in html


def test_a_pasal_on_another_stretch_of_pages_is_met_at_its_entry_of_the_outline() -> None:
    outline = [
        OutlineEntry(BlockKind.PASAL, "Pasal 1", "", "pasal-1", 1, 0),
        OutlineEntry(BlockKind.PASAL, "Article 27", "", "article-27", 33, 0, aliases=("pasal-27",)),
    ]

    near, far = outline_links(outline, stretch(40, "1"))

    assert (near.is_shown, near.ids) == (True, ())
    assert (far.is_shown, far.ids) == (False, ("article-27", "pasal-27"))
    assert outline_links(outline[:0], stretch(40, "1")) == ()
