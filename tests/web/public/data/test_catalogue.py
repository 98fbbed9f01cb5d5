"""The catalogue: one graph in two forms, with what DCAT-AP makes mandatory, and addresses that answer."""

from urllib.parse import urlsplit

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph
from rdflib.compare import isomorphic

from portal.web.public.data.graph import Ref, Text, Thing, json_ld, turtle
from tests.fixtures.public_site import HOSTILE, SECRET, Site
from tests.fixtures.repository import ROOT

# The reader of JSON-LD warns of its own inner workings.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

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
    told = (DCAT.downloadURL, DCAT.endpointURL, DCAT.accessURL)
    asked = {str(value) for name in told for value in found.objects(None, name)}

    assert len(asked) == 7
    for address in asked:
        assert address.startswith(base)
        assert site.client.get(urlsplit(address).path).status_code == 200, address


@pytest.mark.parametrize(
    "text", [HOSTILE, 'kutip "ganda" dan \\ garis', "baris\nbaru\ttab", "emoji 😀 dan ₂", "<>{}|^`"]
)
def test_odd_texts_and_addresses_are_carried_by_both_forms(text: str) -> None:
    told = {"dct:title": (Text(text, "id"), Text(text)), "dct:relation": (Ref(f"http://x/{text}"),)}
    things = [Thing("http://x/", ("dcat:Dataset",), told)]

    for body, form in ((turtle(things), "turtle"), (json_ld(things), "json-ld")):
        found = Graph().parse(data=body, format=form)
        assert {str(value) for value in found.objects(None, DCTERMS.title)} == {text}


@pytest.mark.parametrize("name", ["katalog.ttl", "katalog.jsonld"])
def test_a_parameter_is_refused(site: Site, name: str) -> None:
    assert site.client.get(f"/data/{name}?x=1").json["parameter"] == "x"


def test_the_page_says_what_there_is_under_which_terms(site: Site) -> None:
    page = site.client.get("/data/").text

    words = ("naskah.csv", "naskah.jsonl", "/umpan.atom", "/oai?verb=Identify", "belum menetapkan lisensi")
    assert [word for word in words if word not in page] == []
    assert site.client.get("/data").status_code == 308
