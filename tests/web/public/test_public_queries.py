"""How often a public page asks the database: a list must not ask once for each of its rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from portal.queries.public.values import BrowseEntry
from portal.web.public import browse
from tests.fixtures.page import faults, read_page
from tests.fixtures.public_site import Site


@contextmanager
def counted(site: Site) -> Iterator[SimpleNamespace]:
    """The number of SELECTs sent inside the block."""
    seen = SimpleNamespace(count=0)
    engine = site.office.stores.database.engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.count += statement.lstrip().upper().startswith("SELECT")

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 7),
        # What the index holds and the projection does not is worked out once for each state of both: one more at first.
        ("/cari", 8),
        ("/cari", 7),
        ("/cari?q=kerja+ATAU+keimigrasian&unit=IMI&lingkup=luar_negeri", 11),
        ("/n/{foreign}", 8),
        ("/n/{long}?hlm=22", 7),
        ("/n/{long}?hlm=22&q=tentang", 9),
        ("/n/{foreign}/hlm/1-kecil.webp", 1),
        ("/n/{foreign}/banding/{child}", 16),
        ("/n/{foreign}/naskah.pdf", 4),
        ("/n/{foreign}/hlm/1.webp", 1),
        # The table of names is read once a process: three more for whoever comes first.
        ("/cari/saran.json?q=kerja", 5),
        ("/cari/saran.json?q=kerja", 2),
        ("/cari/saran.json?q=k", 0),
        ("/mitra", 2),
        ("/negara", 3),
        ("/bentuk", 3),
        ("/subjek", 2),
        ("/statistik", 11),
        ("/statistik/unit.csv", 2),
        ("/sitemap.xml", 2),
        ("/umpan.atom", 7),
        ("/umpan.atom?q=kerja&unit=IMI", 9),
        ("/oai?verb=ListRecords&metadataPrefix=oai_dc", 12),
        ("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc", 5),
        ("/data/", 3),
        ("/data/naskah.jsonl", 14),
        ("/data/perubahan.json", 3),
        ("/data/katalog.ttl", 3),
        ("/tentang", 0),
    ],
)
def test_a_page_asks_a_fixed_number_of_questions(site: Site, address: str, most: int) -> None:
    # What index and projection differ in is worked out once after each change of either.
    site.client.get("/cari?q=mula-mula")
    with counted(site) as seen:
        site.client.get(address.format(**site.kode))

    assert seen.count <= most


def test_a_very_long_list_is_shown_a_letter_at_a_time(site: Site) -> None:
    names = [f"{letter}itra Contoh {number}" for letter in "MKA" for number in range(150)]
    entries = [BrowseEntry(f"mitra-{at}", name, 1) for at, name in enumerate(names)]

    with site.app.test_request_context("/mitra?huruf=K"):
        chosen = read_page(browse._by_letter(browse.MITRA, entries))
    with site.app.test_request_context("/mitra?huruf=%3Cb%3E"):
        first = read_page(browse._by_letter(browse.MITRA, entries))

    assert faults(chosen) == faults(first) == []
    assert len([link for link in chosen.links if link.startswith("/cari?mitra=")]) < 180
    assert "Kitra Contoh 149" in chosen.text
    assert "Mitra Contoh 149" not in chosen.text
    assert "Aitra Contoh 149" in first.text
    assert {"/mitra?huruf=A", "/mitra?huruf=K", "/mitra?huruf=M"} <= chosen.links
