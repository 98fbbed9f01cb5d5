"""Formats of a naskah over HTTP: who gets what, as which type, for how many questions, and what is never said."""

import json
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image

from portal import clock
from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.fields import HubunganFields
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web.public.formats.signposting import FORMATS
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.page import read_page
from tests.fixtures.public_site import SECRET, Site
from tests.fixtures.statements import counted

TYPES = {
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".jsonld": "application/ld+json",
    ".akn.xml": "application/akn+xml",
    ".md": "text/markdown; charset=utf-8",
    "/linkset.json": "application/linkset+json",
    "/kartu.png": "image/png",
    "/iiif/manifest.json": 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"',
    "/iiif/1/info.json": 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"',
    "/iiif/1/full/max/0/default.jpg": "image/jpeg",
    "/iiif/1/full/max/0/default.webp": "image/webp",
}
WITHOUT_PAGES = [suffix for suffix in TYPES if not suffix.startswith("/iiif")]


def test_every_format_that_is_linked_is_tried_here() -> None:
    assert {f".{suffix}" for suffix in FORMATS} <= set(TYPES)


@pytest.mark.parametrize("suffix", TYPES)
def test_each_answers_with_its_type_and_any_site_may_read_it(site: Site, suffix: str) -> None:
    answer = site.client.get(f"/n/{site.kode['foreign']}{suffix}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == TYPES[suffix]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "must-revalidate" in answer.headers["Cache-Control"]
    assert answer.data
    again = site.client.get(f"/n/{site.kode['foreign']}{suffix}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = site.client.head(f"/n/{site.kode['foreign']}{suffix}")
    assert (head.status_code, head.headers["ETag"]) == (200, answer.headers["ETag"])


@pytest.mark.parametrize("suffix", TYPES)
def test_unknown_and_unpublished_answer_alike_and_withdrawn_is_gone(site: Site, suffix: str) -> None:
    unknown = site.client.get(f"/n/2026-10000{suffix}")
    draft = site.client.get(f"/n/{site.kode['draft']}{suffix}")
    withdrawn = site.client.get(f"/n/{site.kode['withdrawn']}{suffix}")

    assert (unknown.status_code, draft.status_code, withdrawn.status_code) == (404, 404, 410)
    assert unknown.data == draft.data
    assert SECRET not in withdrawn.text
    assert site.kode["withdrawn"] in withdrawn.text
    if suffix.endswith((".json", ".jsonld")):
        assert unknown.mimetype == withdrawn.mimetype == "application/problem+json"
        assert withdrawn.json is not None
        assert withdrawn.json["alasan"] == "keliru"


@pytest.mark.parametrize("suffix", TYPES)
def test_what_is_not_opened_says_no_word_of_its_text(site: Site, suffix: str) -> None:
    answer = site.client.get(f"/n/{site.kode['metadata']}{suffix}")

    assert answer.status_code == (200 if suffix in WITHOUT_PAGES else 404)
    assert SECRET.encode() not in answer.data


@pytest.mark.parametrize(
    ("suffix", "most"),
    [
        *((suffix, 4) for suffix in (".ris", ".bib", ".csl.json", "/linkset.json", "/kartu.png")),
        *((suffix, 5) for suffix in (".akn.xml", ".md", "/iiif/manifest.json")),
        (".jsonld", 10),
        ("/iiif/1/info.json", 2),
        ("/iiif/1/full/max/0/default.jpg", 1),
        ("/iiif/1/full/max/0/default.webp", 1),
    ],
)
def test_each_asks_a_fixed_number_of_questions(site: Site, suffix: str, most: int) -> None:
    with counted(site.office.stores.database) as seen:
        site.client.get(f"/n/{site.kode['foreign']}{suffix}")

    assert len(seen) <= most


@pytest.mark.parametrize("name", ["foreign", "hostile", "long", "year_only", "metadata", "child"])
def test_every_published_kind_has_sound_formats(site: Site, name: str) -> None:
    start = f"/n/{site.kode[name]}"

    etree.fromstring(site.client.get(f"{start}.akn.xml").data)
    assert json.loads(site.client.get(f"{start}.jsonld").data)["@id"].endswith(start)
    assert json.loads(site.client.get(f"{start}.csl.json").data)[0]["id"] == site.kode[name]
    with Image.open(BytesIO(site.client.get(f"{start}/kartu.png").data)) as card:
        assert card.size == (1200, 630)


def test_the_image_of_the_manifest_is_the_page_at_its_full_size(site: Site) -> None:
    start = f"/n/{site.kode['foreign']}"
    info = site.client.get(f"{start}/iiif/1/info.json").json
    assert info is not None

    led = site.client.get(f"{start}/iiif/1")
    assert (led.status_code, led.headers["Location"]) == (303, f"{start}/iiif/1/info.json")
    for form in ("jpg", "webp"):
        with Image.open(BytesIO(site.client.get(f"{start}/iiif/1/full/max/0/default.{form}").data)) as image:
            assert image.size == (info["width"], info["height"])
    assert site.client.get(f"{start}/iiif/9/info.json").status_code == 404
    for other in (
        "full/max/90/default.jpg",
        "full/max/0/gray.jpg",
        "0,0,1,1/max/0/default.jpg",
        "full/max/0/default.png",
    ):
        assert site.client.get(f"{start}/iiif/1/{other}").status_code == 404


def test_the_page_leads_machines_to_every_format(site: Site) -> None:
    start = f"/n/{site.kode['foreign']}"
    answer = site.client.get(start)
    page = read_page(answer.text)
    url = site.office.stores.config.base_url + start

    alternates = {
        link["href"] for link in page.all("link") if link.get("rel") == "alternate" and "hreflang" not in link
    }
    assert alternates == {f"{url}.{suffix}" for suffix in FORMATS} | {f"{url}/iiif/manifest.json"}
    assert {f"{start}.{suffix}" for suffix in FORMATS} <= page.links
    assert f'<{url}>; rel="cite-as"' in answer.headers["Link"]
    assert f'<{url}/linkset.json>; rel="linkset"' in answer.headers["Link"]
    for href in alternates:
        assert site.client.get(href.removeprefix(site.office.stores.config.base_url)).status_code == 200
    assert f'<{url}>; rel="collection"' in site.client.get(f"{start}/naskah.pdf").headers["Link"]
    assert f'<{url}>; rel="describes"' in site.client.get(f"{start}.ris").headers["Link"]


def test_a_page_without_public_text_offers_no_format_of_the_text(site: Site) -> None:
    html = site.client.get(f"/n/{site.kode['metadata']}").text

    assert ".akn.xml" not in html
    assert "iiif" not in html
    assert f"/n/{site.kode['metadata']}.bib" in html


def test_the_citation_is_copied_in_two_steps_without_javascript(site: Site) -> None:
    page = read_page(site.client.get(f"/n/{site.kode['foreign']}").text)
    (field,) = [one for one in page.all("input") if one.get("id") == "kutipan-salin"]

    # Whoever comes to the field by key has all of it chosen; a click chooses the paragraph above (`user-select: all`).
    assert "readonly" in field
    assert field["value"].endswith(f"/n/{site.kode['foreign']}")
    sheets = [one["href"] for one in page.all("link") if one.get("rel") == "stylesheet"]
    css = "".join(site.client.get(sheet).text for sheet in sheets)
    assert "user-select:all" in css


def test_a_withdrawn_relative_is_said_no_more_though_nothing_was_published_anew(
    office: Office, client: FlaskClient
) -> None:
    parent = office.publish(sample_fields(judul=f"Induk {SECRET}"), pages=["Pasal 1\nIsi induk"])
    above = (HubunganFields(JenisHubungan.PELAKSANA, parent),)
    child = office.publish(sample_fields(judul="Turunan", hubungan=above), pages=["Pasal 1\nIsi turunan"])
    before = client.get(f"/n/{child}.jsonld")
    assert SECRET in before.text

    with office.stores.database.transaction() as session:
        verbs.withdraw(session, parent, office.act(now=clock.utc_now()), alasan=WithdrawalClass.KELIRU)
    kept = {"If-None-Match": before.headers["ETag"], "If-Modified-Since": before.headers["Last-Modified"]}
    after = client.get(f"/n/{child}.jsonld", headers=kept)

    assert after.status_code == 200
    for suffix in WITHOUT_PAGES:
        told = client.get(f"/n/{child}{suffix}").data
        assert SECRET.encode() not in told
        assert parent.encode() not in told
