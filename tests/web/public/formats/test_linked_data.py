"""JSON-LD, the linkset, the IIIF manifest and the head of the page, read by programs that are not ours."""

import json
import re
from typing import Any

import pytest
from IIIFpres import utilities
from pyld import jsonld

from portal.domain.document.model import BlockKind, OutlineEntry
from portal.queries.public.images import PageImage
from portal.web.public.formats.head import dublin_core, open_graph, shortened
from portal.web.public.formats.iiif import image_info, manifest
from portal.web.public.formats.record import Record
from portal.web.public.formats.schema_org import schema_org
from portal.web.public.formats.signposting import MOST_IN_HEADER, linkset, page_header, part_header
from tests.factories.published import BASE, NASTY, ODD, URL, berkas, record

VOCABULARY = "http://schema.org/"
TERMS: dict[str, set[str]] = {
    "DigitalDocument": {
        "url", "name", "headline", "genre", "identifier", "author", "sourceOrganization", "publisher", "isPartOf",
        "inLanguage", "dateCreated", "datePublished", "dateModified", "version", "locationCreated", "temporalCoverage",
        "creativeWorkStatus", "keywords", "abstract", "isAccessibleForFree", "image", "encoding", "isBasedOn",
    },
    "PropertyValue": {"propertyID", "value"},
    "GovernmentOrganization": {"name", "url"},
    "Organization": {"name"},
    "Collection": {"name", "url"},
    "Place": {"name"},
    "MediaObject": {"contentUrl", "encodingFormat", "contentSize", "sha256", "inLanguage"},
}  # fmt: skip
"""Properties that schema.org gives to a type, itself or through the types above it."""
IMAGES = [PageImage(1, "a" * 64, 800, 1100), PageImage(3, "b" * 64, 801, 1101)]
OUTLINE = (
    OutlineEntry(BlockKind.PASAL, "Pasal 1", "Tujuan", "pasal-1", 1, 0),
    OutlineEntry(BlockKind.PASAL, "Pasal 2", "", "pasal-2", 2, 0),
)


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest) -> Record:
    """Each kind of naskah."""
    return Record(ODD[request.param], BASE)


def _context(url: str, _options: object) -> dict[str, Any]:
    # The context of schema.org without the network: its vocabulary, and which of our terms are addresses.
    assert url.rstrip("/") == "https://schema.org"
    own = {term: {"@id": f"{VOCABULARY}{term}", "@type": "@id"} for term in ("url", "contentUrl", "image")}
    document = {"@context": {"@vocab": VOCABULARY, **own}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def _expanded(found: dict[str, Any]) -> list[dict[str, Any]]:
    return jsonld.expand(json.loads(json.dumps(found)), {"documentLoader": _context})  # type: ignore[no-any-return]


def _nodes(value: Any) -> Any:
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, dict):
        if "@type" in value and "@value" not in value:
            yield value
        for one in value.values():
            yield from _nodes(one)


def test_json_ld_says_only_what_schema_org_has_words_for(odd: Record) -> None:
    (root,) = _expanded(schema_org(odd))
    nodes = list(_nodes(root))

    assert root["@id"] == URL
    assert root["@type"] == [f"{VOCABULARY}DigitalDocument"]
    for node in nodes:
        kind = node["@type"][0].removeprefix(VOCABULARY)
        said = {term.removeprefix(VOCABULARY) for term in node if not term.startswith("@")}
        assert said <= TERMS[kind], kind
    quads = jsonld.to_rdf(json.loads(json.dumps(schema_org(odd))), {"documentLoader": _context})
    assert len(quads["@default"]) > 10


def test_json_ld_holds_the_title_as_it_is_and_no_made_up_day() -> None:
    nasty, year = schema_org(Record(ODD["nasty"], BASE)), schema_org(Record(ODD["year_only"], BASE))

    assert nasty["headline"] == " ".join(re.sub(r"[\x00]", "", NASTY).split())
    assert year["dateCreated"] == "2024"
    assert year["temporalCoverage"] == "2024/2031-03-12"
    assert "dateCreated" not in schema_org(Record(ODD["undated"], BASE))
    assert schema_org(Record(ODD["figures_first"], BASE))["temporalCoverage"] == "2026-03-12/.."


def test_relatives_stand_on_the_side_they_are_on() -> None:
    (root,) = _expanded(schema_org(Record(ODD["related"], BASE)))
    below = root["@reverse"][f"{VOCABULARY}isBasedOn"]

    assert [one["@id"] for one in root[f"{VOCABULARY}isBasedOn"]] == [f"{BASE}/n/2025-11111"]
    assert [one["@id"] for one in below] == [f"{BASE}/n/2026-22222"]


def test_the_linkset_has_the_shape_of_rfc_9264(odd: Record) -> None:
    found = json.loads(linkset(odd))

    assert list(found) == ["linkset"]
    anchors = [context["anchor"] for context in found["linkset"]]
    assert anchors[0] == URL
    assert len(set(anchors)) == len(anchors)
    for context in found["linkset"]:
        for relation, targets in context.items():
            if relation == "anchor":
                continue
            assert re.fullmatch(r"[a-z][a-z0-9.-]*", relation)
            assert targets
            assert all(set(target) <= {"href", "type"} and target["href"].startswith("https://") for target in targets)
    page = found["linkset"][0]
    assert page["cite-as"] == [{"href": URL}]
    assert {target["type"] for target in page["describedby"]} >= {"application/ld+json", "application/x-bibtex"}
    assert ("item" in page) == bool(odd.berkas)
    described = [context["describes"][0]["href"] for context in found["linkset"] if "describes" in context]
    assert described == [URL] * len(page["describedby"])


def test_the_header_names_the_links_and_does_not_grow_without_end() -> None:
    few = page_header(record(page_count=3))
    many = page_header(record(berkas_list=tuple(berkas(n) for n in range(1, MOST_IN_HEADER + 3))))

    links = re.findall(r'<([^>]+)>; rel="([^"]+)"(?:; type="([^"]+)")?', few)
    assert (URL, "cite-as", "") in links
    assert (f"{URL}/naskah.pdf", "item", "application/pdf") in links
    assert (f"{URL}.akn.xml", "item", "application/akn+xml") in links
    assert (f"{URL}/linkset.json", "linkset", "application/linkset+json") in links
    assert 'rel="item"' not in many
    assert 'rel="linkset"' in many
    assert part_header(URL, "collection") == f'<{URL}>; rel="collection"; type="text/html"'


def test_the_manifest_is_one_of_presentation_3(odd: Record) -> None:
    own = Record(odd.naskah, BASE)
    found = json.loads(manifest(own, IMAGES))
    reader = utilities.read_API3_json_dict(json.loads(json.dumps(found)))

    # The reader refuses to write what lacks anything required.
    assert json.loads(reader.json_dumps()) == found
    assert [canvas["height"] for canvas in found["items"]] == [1100, 1101]
    body = found["items"][0]["items"][0]["items"][0]["body"]
    assert body["id"] == f"{URL}/iiif/1/full/max/0/default.jpg"
    assert (body["format"], body["service"][0]["id"]) == ("image/jpeg", f"{URL}/iiif/1")
    assert found["thumbnail"] == [body]


def test_the_reader_of_manifests_tells_a_sound_one_from_another() -> None:
    broken = json.loads(manifest(record(), IMAGES))
    del broken["label"]

    with pytest.raises(ValueError, match="Required attribute"):
        utilities.read_API3_json_dict(broken).json_dumps()


def test_the_outline_becomes_ranges_of_the_pages_that_are_shown() -> None:
    found = json.loads(manifest(record(outline=OUTLINE), IMAGES))

    assert json.loads(utilities.read_API3_json_dict(json.loads(json.dumps(found))).json_dumps()) == found
    (whole,) = found["structures"]
    assert [one["label"]["id"] for one in whole["items"]] == [["Pasal 1 – Tujuan"]]
    canvases = {canvas["id"] for canvas in found["items"]}
    assert {one["items"][0]["id"] for one in whole["items"]} <= canvases
    assert "structures" not in json.loads(manifest(record(), IMAGES))


def test_every_id_of_a_manifest_stands_once() -> None:
    ids = re.findall(
        r'"id": "(https[^"]+/iiif/canvas[^"]*)"', json.dumps(json.loads(manifest(record(), IMAGES))["items"])
    )

    assert len(ids) == len(set(ids)) == 6


def test_the_description_of_an_image_is_level_0_of_image_api_3() -> None:
    found = json.loads(image_info(URL, IMAGES[0]))

    assert found["@context"] == "http://iiif.io/api/image/3/context.json"
    assert (found["type"], found["protocol"], found["profile"]) == (
        "ImageService3", "http://iiif.io/api/image", "level0",
    )  # fmt: skip
    assert (found["id"], found["width"], found["height"]) == (f"{URL}/iiif/1", 800, 1100)
    assert found["sizes"] == [{"width": 800, "height": 1100}]


def test_the_head_of_the_page_has_one_line_for_every_value(odd: Record) -> None:
    pairs = [*dublin_core(odd), *open_graph(odd)]

    assert all(value and "\n" not in value for _, value in pairs)
    assert [value for name, value in pairs if name == "DC.creator"] == list(odd.parties)
    assert dict(pairs)["og:image"] == f"{URL}/kartu.png"
    assert len(dict(pairs)["og:description"]) <= 300


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [("satu dua", 8, "satu dua"), ("satu dua tiga", 10, "satu dua…"), ("x" * 20, 5, "xxxx…")],
)
def test_a_text_that_is_too_long_is_cut_between_words(text: str, longest: int, shown: str) -> None:
    assert shortened(text, longest) == shown
