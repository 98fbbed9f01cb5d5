"""Harvesting: every answer valid, every refusal of the protocol, deletions kept, lists that end whatever changes."""

from datetime import date
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from lxml import etree

from portal.domain.naskah.enumerations import Visibilitas
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web.public.data import oai as module
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.public_site import SECRET, Site
from tests.fixtures.repository import ROOT

SCHEMA = etree.XMLSchema(etree.parse(ROOT / "tests/fixtures/schemas/oai.xsd"))
NAMES = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}
DC = {"metadataPrefix": "oai_dc"}
BAD_BYTES = "%FF%FE"

REFUSED = {
    "no verb": ("", "badVerb"),
    "unknown verb": ("verb=Harvest", "badVerb"),
    "verb in small letters": ("verb=identify", "badVerb"),
    "verb twice": ("verb=Identify&verb=Identify", "badVerb"),
    "empty verb": ("verb=", "badVerb"),
    "bytes as verb": (f"verb={BAD_BYTES}", "badVerb"),
    "argument of another verb": ("verb=Identify&set=unit", "badArgument"),
    "unknown argument": ("verb=ListRecords&metadataPrefix=oai_dc&hal=2", "badArgument"),
    "no format": ("verb=ListRecords", "badArgument"),
    "no identifier": ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    "format twice": ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
    "markup as format": ("verb=ListRecords&metadataPrefix=%3Cb%3E", "badArgument"),
    "unknown format": ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
    "day that is none": ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
    "word for a day": ("verb=ListRecords&metadataPrefix=oai_dc&from=kemarin", "badArgument"),
    "instant without Z": ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00", "badArgument"),
    "instant elsewhere": ("verb=ListRecords&metadataPrefix=oai_dc&until=2026-01-01T00:00:00%2B7", "badArgument"),
    "year alone": ("verb=ListRecords&metadataPrefix=oai_dc&from=2026", "badArgument"),
    "year zero": ("verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01", "badArgument"),
    "two granularities": (
        "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-02-01T00:00:00Z", "badArgument",
    ),
    "end before start": ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-01-01", "badArgument"),
    "before everything": ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
    "after everything": ("verb=ListIdentifiers&metadataPrefix=oai_dc&from=2199-01-01", "noRecordsMatch"),
    "unknown set": ("verb=ListRecords&metadataPrefix=oai_dc&set=warna:merah", "noRecordsMatch"),
    "set of markup": ("verb=ListRecords&metadataPrefix=oai_dc&set=unit:%3Cb%3E", "badArgument"),
    "token of nobody": ("verb=ListRecords&resumptionToken=abc", "badResumptionToken"),
    "empty token": ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
    "negative token": ("verb=ListRecords&resumptionToken=n%3D-1%26c%3D0", "badResumptionToken"),
    "huge token": (f"verb=ListRecords&resumptionToken={'9' * 4000}", "badResumptionToken"),
    "token of many parts": ("verb=ListRecords&resumptionToken=" + "n%3D1%26" * 50, "badResumptionToken"),
    "token beyond the end": ("verb=ListRecords&resumptionToken=n%3D999999%26c%3D1", "badResumptionToken"),
    "token of too big a number": (f"verb=ListRecords&resumptionToken=n%3D{'9' * 40}%26c%3D1", "badResumptionToken"),
    "token beside another argument": ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=n%3D1", "badArgument"),
    "token for sets": ("verb=ListSets&resumptionToken=n%3D1%26c%3D1", "badResumptionToken"),
    "identifier of another": ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:lain:2026-10000", "idDoesNotExist"),
    "unknown code": ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:127.0.0.1:2026-10000", "idDoesNotExist"),
    "formats of nothing": ("verb=ListMetadataFormats&identifier=oai:127.0.0.1:x", "idDoesNotExist"),
}  # fmt: skip


def ask(client: FlaskClient, query: str = "", **arguments: str) -> etree._Element:
    answer = client.get(f"/oai?{query or urlencode(arguments)}")
    assert answer.status_code == 200
    assert answer.content_type == "text/xml; charset=utf-8"
    root = etree.fromstring(answer.data)
    SCHEMA.assertValid(root)
    return root


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(one) for one in root.xpath(path, namespaces=NAMES)]


def harvest(client: FlaskClient, **arguments: str) -> list[str]:
    """Identifiers of a whole list, answer by answer."""
    root = ask(client, **arguments)
    found = texts(root, "//o:header/o:identifier/text()")
    for _ in range(50):
        token = texts(root, "//o:resumptionToken/text()")
        if not token:
            return found
        root = ask(client, verb=arguments["verb"], resumptionToken=token[0])
        found += texts(root, "//o:header/o:identifier/text()")
    raise AssertionError("the list does not end")


@pytest.mark.parametrize(("query", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_answered_is_refused_by_its_code(site: Site, query: str, code: str) -> None:
    root = ask(site.client, query)

    assert texts(root, "//o:error/@code") == [code]
    if code in ("badVerb", "badArgument"):
        assert root.find("o:request", NAMES).attrib == {}


@pytest.mark.parametrize(
    "arguments",
    [
        {"verb": "Identify"},
        {"verb": "ListMetadataFormats"},
        {"verb": "ListSets"},
        {"verb": "ListRecords", **DC},
        {"verb": "ListIdentifiers", **DC},
        {"verb": "ListRecords", **DC, "from": "2020-01-01", "until": "2190-01-01"},
        {"verb": "ListRecords", **DC, "from": "2020-01-01T00:00:00Z", "set": "unit:KANIM-A"},
        {"verb": "ListIdentifiers", **DC, "set": "lingkup"},
    ],
    ids=lambda one: urlencode(one),
)
def test_every_verb_is_answered_validly_by_get_and_post(site: Site, arguments: dict[str, str]) -> None:
    got = ask(site.client, **arguments)
    posted = site.client.post("/oai", data=arguments)

    assert posted.status_code == 200
    SCHEMA.assertValid(etree.fromstring(posted.data))
    assert texts(got, "//o:error/@code") == []
    assert got.find("o:request", NAMES).get("verb") == arguments["verb"]
    assert len(posted.data) == len(site.client.get("/oai?" + urlencode(arguments)).data)


def test_records_are_what_is_public_and_the_withdrawn_are_deleted(site: Site) -> None:
    root = ask(site.client, verb="ListRecords", **DC)

    listed = {one.rpartition(":")[2] for one in texts(root, "//o:header/o:identifier/text()")}
    deleted = texts(root, "//o:header[@status='deleted']/o:identifier/text()")
    assert listed == {site.kode[name] for name in site.kode if name != "draft"}
    assert [one.rpartition(":")[2] for one in deleted] == [site.kode["withdrawn"]]
    assert SECRET not in etree.tostring(root, encoding="unicode")
    gone = root.xpath("//o:record[o:header/@status='deleted']", namespaces=NAMES)[0]
    assert [child.tag.rpartition("}")[2] for child in gone.iter()] == ["record", "header", "identifier", "datestamp"]


def test_a_record_tells_what_the_page_tells(site: Site) -> None:
    kode = site.kode["foreign"]
    root = ask(site.client, verb="GetRecord", **DC, identifier=f"oai:127.0.0.1:{kode}")

    assert texts(root, "//dc:title/text()") == ["Kerja Sama Keimigrasian dengan Korea"]
    assert texts(root, "//dc:contributor/text()") == ["Kementerian Kehakiman Republik Korea"]
    assert texts(root, "//dc:date/text()") == ["2026-05-04"]
    assert texts(root, "//dc:language/text()") == ["id", "en"]
    assert texts(root, "//o:setSpec/text()") == ["lingkup:luar_negeri", "bentuk:nota_kesepahaman", "unit:IMI"]
    assert texts(root, "//dc:identifier/text()")[0].endswith(f"/n/{kode}")


def test_a_set_holds_its_own_and_every_deletion(site: Site) -> None:
    found = harvest(site.client, verb="ListIdentifiers", **DC, set="unit:LAPAS-B")

    assert {one.rpartition(":")[2] for one in found} == {site.kode["year_only"], site.kode["withdrawn"]}


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_a_list_in_parts_is_the_whole_list(
    site: Site, monkeypatch: pytest.MonkeyPatch, verb: str, at_once: int
) -> None:
    whole = harvest(site.client, verb=verb, **DC)
    monkeypatch.setattr(module, "AT_ONCE", at_once)

    assert harvest(site.client, verb=verb, **DC) == whole
    root = ask(site.client, verb=verb, **DC)
    if at_once < len(whole):
        token = root.xpath("//o:resumptionToken", namespaces=NAMES)[0]
        assert (token.get("completeListSize"), token.get("cursor")) == (str(len(whole)), "0")
        assert len(token.text) < 200


def test_what_changes_while_somebody_harvests_is_not_lost(
    client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 1)
    codes = [office.publish(sample_fields(judul=f"Naskah {number}")) for number in range(3)]
    first = ask(client, verb="ListRecords", **DC)
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, codes[0], office.act(), alasan=WithdrawalClass.KELIRU)
    token = texts(first, "//o:resumptionToken/text()")[0]
    rest = harvest_from(client, token)

    assert rest[codes[0]] == "deleted"
    assert {codes[1], codes[2]} <= rest.keys()


def harvest_from(client: FlaskClient, token: str) -> dict[str, str]:
    found: dict[str, str] = {}
    while token:
        root = ask(client, verb="ListRecords", resumptionToken=token)
        for header in root.iter(f"{{{NAMES['o']}}}header"):
            found[header.findtext("o:identifier", namespaces=NAMES).rpartition(":")[2]] = header.get("status", "")
        token = "".join(texts(root, "//o:resumptionToken/text()"))
    return found


def test_an_exempted_naskah_is_as_if_it_had_never_been(client: FlaskClient, office: Office) -> None:
    kode, other = office.publish(sample_fields()), office.publish(sample_fields(judul="Yang Lain"))
    secret = {"level": Visibilitas.DIKECUALIKAN, "dasar": "Pasal 17", "tinjau_on": date(2099, 1, 1)}
    with office.stores.database.transaction() as session:
        verbs.set_visibility(session, kode, office.act(), **secret)

    root = ask(client, verb="ListRecords", **DC)
    assert [one.rpartition(":")[2] for one in texts(root, "//o:identifier/text()")] == [other]
    asked = ask(client, verb="GetRecord", **DC, identifier=f"oai:127.0.0.1:{kode}")
    assert texts(asked, "//o:error/@code") == ["idDoesNotExist"]
