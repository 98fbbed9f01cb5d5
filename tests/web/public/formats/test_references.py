"""RIS, BibTeX and CSL-JSON as independent readers understand them, whatever stands in a title."""

import json
import re
from io import BytesIO

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from portal.web.public.formats.bibtex import bibtex
from portal.web.public.formats.citation import citation
from portal.web.public.formats.csl import csl_json
from portal.web.public.formats.record import Record
from portal.web.public.formats.ris import ris
from tests.factories.published import BASE, FIVE_PARTIES, KODE, ODD, URL, record

STYLE = b"""<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>Contoh</title><id>contoh</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout suffix=".">
    <names variable="author"><name/></names><text variable="title" prefix=". "/>
    <date variable="issued" prefix=" (" suffix=")"><date-part name="year"/></date>
    <text variable="URL" prefix=" "/>
  </layout></bibliography>
</style>
"""


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest) -> Record:
    """Each kind of naskah."""
    return Record(ODD[request.param], BASE)


def test_ris_is_one_reference_with_every_value_in_its_field(odd: Record) -> None:
    (found,) = rispy.loads(ris(odd))

    assert found["type_of_reference"] == "GOVDOC"
    assert found["title"] == odd.title
    assert found["urls"] == [odd.url]
    assert len(found.get("authors", [])) == len(odd.parties)
    assert found.get("year", "") == odd.signed[:4]
    assert "unknown_tag" not in found


def test_bibtex_is_one_entry_that_reads_back_to_the_same_words(odd: Record) -> None:
    library = bibtexparser.parse_string(bibtex(odd), append_middleware=[LatexDecodingMiddleware()])

    assert library.failed_blocks == []
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("misc", f"naskah-{KODE}")
    # Quotation marks and dashes are typography to a decoder of TeX.
    assert _letters(entry["title"]) == _letters(odd.title)
    assert entry["url"] == odd.url
    assert entry.get("year", None) is None or entry["year"] == odd.signed[:4]


def test_the_braces_of_a_bibtex_entry_are_balanced_as_bibtex_counts_them(odd: Record) -> None:
    depth = 0
    for letter in bibtex(odd):
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0


def test_a_citation_processor_sets_the_csl_reference(odd: Record) -> None:
    items = json.loads(csl_json(odd))
    source = CiteProcJSON(items)
    style = CitationStylesStyle(BytesIO(STYLE), validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(KODE)]))
    (entry,) = bibliography.bibliography()

    text = str(entry)
    assert odd.url in text
    assert _letters(odd.judul[:40]) in _letters(text)
    assert set(items[0]) <= CSL_VARIABLES
    assert items[0]["type"] in ("treaty", "document")


def test_offices_are_taken_as_they_stand() -> None:
    own = record(pihak=FIVE_PARTIES)

    assert [name["literal"] for name in json.loads(csl_json(own))[0]["author"]] == list(own.parties)
    entry = bibtexparser.parse_string(bibtex(own)).entries[0]
    assert len(re.split(r"(?<=\}) and (?=\{)", entry["author"])) == 5
    (found,) = rispy.loads(ris(own))
    assert found["authors"][0] == "Lembaga Contoh 1 & Rekan {1}"


@pytest.mark.parametrize(
    ("kind", "ris_date", "csl_date", "words"),
    [
        ("plain", "2026/03/12/", [2026, 3, 12], "12 Maret 2026"),
        ("month_only", "2024/07//", [2024, 7], "Juli 2024"),
        ("year_only", "2024///", [2024], "2024"),
        ("undated", None, None, "tanpa tanggal"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(
    kind: str, ris_date: str | None, csl_date: list[int] | None, words: str
) -> None:
    own = Record(ODD[kind], BASE)
    (found,) = rispy.loads(ris(own))
    issued = json.loads(csl_json(own))[0].get("issued")

    assert found.get("date") == ris_date
    assert issued == ({"date-parts": [csl_date]} if csl_date else None)
    assert citation(own).endswith(f"{words}). {URL}")


def test_the_address_of_a_citation_stays_when_a_correction_is_published() -> None:
    first, corrected = record(), record(judul="Kerja Sama Contoh yang Diperbaiki", nomor_terbit=2)

    assert citation(first).rsplit(" ", 1)[1] == citation(corrected).rsplit(" ", 1)[1] == URL


def _letters(text: str) -> str:
    return "".join(re.findall(r"[A-Za-z0-9]", text))


CSL_VARIABLES = {
    "id", "type", "title", "title-short", "genre", "author", "issued", "number", "publisher", "publisher-place",
    "archive", "language", "keyword", "abstract", "URL",
}  # fmt: skip
"""Names of CSL 1.0.2 that an item may hold."""
