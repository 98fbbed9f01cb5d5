"""The catalogue: one graph in two forms, with what DCAT-AP makes mandatory, and addresses that answer."""

from urllib.parse import urlsplit

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph
from rdflib.compare import isomorphic

from portal.web.public.data.graph import Ref, Text, Thing, json_ld, turtle
from tests.fixtures.public_site import HOSTILE, SECRET, Site
from tests.fixtures.repository import ROOT

SHAPES = ROOT / "tests/fixtures/schemas/dcat-ap.ttl"


def graph(site: Site, name: str, form: str) -> Graph:
    answer = site.client.get(f"/data/{name}")
    assert answer.status_code == 200
    assert SECRET not in answer.text
    return Graph().parse(data=answer.text, format=form)


def test_both_forms_say_the_same(site: Site) -> None:
    site.client.get("/data/naskah.csv")

    assert isomorphic(graph(site, "katalog.ttl", "turtle"), graph(site, "katalog.jsonld", "json-ld"))


def test_the_catalogue_has_what_is_mandatory(site: Site) -> None:
    found = graph(site, "katalog.ttl", "turtle")
    conforms, _, told = validate(found, shacl_graph=Graph().parse(SHAPES, format="turtle"), inference="none")

    assert conforms, told
    assert len(list(found.subjects(RDF.type, DCAT.Distribution))) == 4
    # No licence was chosen by the ministry, so none is told; the terms are.
    assert list(found.subject_objects(DCTERMS.license)) == []
    assert list(found.subject_objects(DCTERMS.rights))


def test_a_catalogue_that_lacks_something_is_found(site: Site) -> None:
    # The check itself can fail.
    found = graph(site, "katalog.ttl", "turtle")
    found.remove((None, DCAT.accessURL, None))

    assert not validate(found, shacl_graph=Graph().parse(SHAPES, format="turtle"), inference="none")[0]


def test_every_address_of_ours_answers(site: Site) -> None:
    found, base = graph(site, "katalog.ttl", "turtle"), site.office.stores.config.base_url
    asked = {
        str(value)
        for _, name in (("", DCAT.downloadURL), ("", DCAT.endpointURL))
        for value in found.objects(None, name)
    }
    asked |= {str(value) for value in found.objects(None, DCAT.accessURL)}

    assert len(asked) == 7
    for address in asked:
        assert address.startswith(base)
        assert site.client.get(urlsplit(address).path).status_code == 200, address


@pytest.mark.parametrize(
    "text", [HOSTILE, 'kutip "ganda" dan \\ garis', "baris\nbaru\ttab", "emoji 😀 dan ₂", "<>{}|^`"]
)
def test_odd_texts_and_addresses_are_carried_by_both_forms(text: str) -> None:
    things = [
        Thing(
            f"http://x/{text}",
            ("dcat:Dataset",),
            {"dct:title": (Text(text, "id"), Text(text)), "dct:relation": (Ref("http://x/a b"),)},
        )
    ]

    found = Graph().parse(data=turtle(things), format="turtle")
    assert {str(value) for value in found.objects(None, DCTERMS.title)} == {text}
    assert {
        str(value) for value in Graph().parse(data=json_ld(things), format="json-ld").objects(None, DCTERMS.title)
    } == {text}


@pytest.mark.parametrize("name", ["katalog.ttl", "katalog.jsonld"])
def test_a_parameter_is_refused(site: Site, name: str) -> None:
    assert site.client.get(f"/data/{name}?x=1").json["parameter"] == "x"


def test_the_page_says_what_there_is_under_which_terms(site: Site) -> None:
    page = site.client.get("/data/").text

    for word in (
        "naskah.csv",
        "naskah.jsonl",
        "/umpan.atom",
        "/oai?verb=Identify",
        "Ketentuan",
        "belum menetapkan lisensi",
    ):
        assert word in page, word
    assert site.client.get("/data").status_code == 308
