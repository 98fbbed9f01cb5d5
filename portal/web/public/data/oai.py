"""Harvesting by OAI-PMH 2.0: six verbs over the list of changes, Dublin Core, deletions kept for good.

The order of a list is that of the numbers of changes, and a code stands in it once: whatever changes while somebody
harvests moves behind, and is met again.
"""

from collections.abc import Callable, Mapping, Sequence
from email.utils import parseaddr
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flask import Response, request
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.formats import iso_date
from portal.domain.naskah.enumerations import Bentuk, Lingkup
from portal.domain.naskah.kode import is_kode
from portal.domain.naskah.public_change import PublicChange
from portal.domain.plain_text import carried
from portal.queries.public import changes, terbitan
from portal.queries.public.values import PublicChangeEntry, PublicNaskah
from portal.web.api.serialise import Addresses
from portal.web.context import public_reading, stores, today
from portal.web.filters import utc_instant
from portal.web.public.data.oai_request import (
    PREFIX,
    Harvest,
    HarvestError,
    checked,
    is_set_name,
    listing,
    require_format,
)
from portal.web.words.data import PUBLISHER, REPOSITORY, RIGHTS, SETS
from portal.web.words.labels.naskah import LABELS, label_bentuk

AT_ONCE = 100
"""Records in one answer."""
MOST_ARGUMENTS = 20

_OAI = "http://www.openarchives.org/OAI/2.0/"
_DC_SCHEMA = f"{_OAI}oai_dc.xsd"
_DC_NAMESPACE = f"{_OAI}oai_dc/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def oai() -> Response:
    """The answer to one request, refusals included: the protocol tells them in an answer of status 200."""
    sent = request.form if request.method == "POST" else request.args
    values = {name: sent.getlist(name) for name in list(sent)[:MOST_ARGUMENTS]}
    root = Element("OAI-PMH", {"xmlns": _OAI, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{_OAI} {_OAI}OAI-PMH.xsd"})
    SubElement(root, "responseDate").text = utc_instant(clock.utc_now())
    asked = SubElement(root, "request")
    asked.text = _base_url()
    try:
        verb, arguments = checked(values)
        asked.attrib.update({"verb": verb} | {name: carried(value) for name, value in arguments.items()})
        with public_reading() as session:
            _ANSWERS[verb](session, SubElement(root, verb), arguments)
    except HarvestError as error:
        if error.code in ("badVerb", "badArgument"):
            asked.attrib.clear()
        for answer in root.findall("*")[2:]:
            root.remove(answer)
        SubElement(root, "error", {"code": error.code}).text = error.detail
    indent(root, space="")
    body = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8")
    return Response(body, content_type="text/xml; charset=utf-8")


def _identify(session: Session, answer: Element, _arguments: Mapping[str, str]) -> None:
    earliest = changes.earliest(session) or changes.current(session).at
    for name, text in (
        ("repositoryName", REPOSITORY),
        ("baseURL", _base_url()),
        ("protocolVersion", "2.0"),
        ("adminEmail", _mail()),
        ("earliestDatestamp", utc_instant(earliest)),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ("compression", "gzip"),
    ):
        SubElement(answer, name).text = text
    namespace = f"{_OAI}oai-identifier"
    schema = {"xmlns": namespace, "xsi:schemaLocation": f"{namespace} {_OAI}oai-identifier.xsd"}
    described = SubElement(SubElement(answer, "description"), "oai-identifier", schema)
    for name, text in (
        ("scheme", "oai"),
        ("repositoryIdentifier", _host()),
        ("delimiter", ":"),
        ("sampleIdentifier", _identifier("2026-48213")),
    ):
        SubElement(described, name).text = text


def _formats(session: Session, answer: Element, arguments: Mapping[str, str]) -> None:
    if "identifier" in arguments:
        _change_of(session, arguments["identifier"])
    found = SubElement(answer, "metadataFormat")
    for name, text in (("metadataPrefix", PREFIX), ("schema", _DC_SCHEMA), ("metadataNamespace", _DC_NAMESPACE)):
        SubElement(found, name).text = text


def _sets(session: Session, answer: Element, arguments: Mapping[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise HarvestError("badResumptionToken", "the list of sets is given in one piece")
    pairs = [(kind, label) for kind, label in SETS.items()]
    pairs += [(f"lingkup:{one.value}", LABELS[Lingkup][one.value]) for one in Lingkup]
    pairs += [(f"bentuk:{one.value}", LABELS[Bentuk][one.value]) for one in Bentuk]
    pairs += [(f"unit:{one.kunci}", one.nama) for one in terbitan.browse_unit(session) if is_set_name(one.kunci)]
    for spec, label in pairs:
        one = SubElement(answer, "set")
        SubElement(one, "setSpec").text = spec
        SubElement(one, "setName").text = carried(label)


def _get(session: Session, answer: Element, arguments: Mapping[str, str]) -> None:
    change = _change_of(session, arguments["identifier"])
    require_format(arguments["metadataPrefix"])
    _records(session, answer, [change])


def _list_records(session: Session, answer: Element, arguments: Mapping[str, str]) -> None:
    asked = listing(arguments)
    _records(session, answer, _page(session, answer, asked))
    _move_token_last(answer)


def _list_identifiers(session: Session, answer: Element, arguments: Mapping[str, str]) -> None:
    asked = listing(arguments)
    found = _page(session, answer, asked)
    shown = terbitan.load_items(session, [one.kode for one in found], today())
    for change in found:
        item = shown.get(change.kode)
        _header(answer, change, _specs(item.lingkup, item.bentuk, item.unit_kode) if item else ())
    _move_token_last(answer)


_ANSWERS: dict[str, Callable[[Session, Element, Mapping[str, str]], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _get,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}


def _page(session: Session, answer: Element, asked: Harvest) -> Sequence[PublicChangeEntry]:
    """The changes of one answer; the token that leads on is put into the answer where the list goes on or ends."""
    found = changes.changes_within(session, asked.span, after=asked.after, limit=AT_ONCE + 1)
    shown = found[:AT_ONCE]
    if not shown:
        code = "badResumptionToken" if asked.after else "noRecordsMatch"
        raise HarvestError(code, "there is nothing (more) in this span")
    has_more = len(found) > AT_ONCE
    if has_more or asked.after:
        size = max(changes.count_within(session, asked.span), asked.given + len(shown))
        told = {"completeListSize": str(size), "cursor": str(asked.given)}
        token = SubElement(answer, "resumptionToken", told)
        # The last part of a list says by an empty token that it is the last.
        token.text = asked.token(shown[-1].nomor, asked.given + len(shown)) if has_more else ""
    return shown


def _move_token_last(answer: Element) -> None:
    token = answer.find("resumptionToken")
    if token is not None:
        answer.remove(token)
        answer.append(token)


def _records(session: Session, answer: Element, found: Sequence[PublicChangeEntry]) -> None:
    shown = terbitan.load_naskah(session, [one.kode for one in found], today())
    for change in found:
        record, naskah = SubElement(answer, "record"), shown.get(change.kode)
        if naskah is None:
            _header(record, change, ())
            continue
        item = naskah.item
        _header(record, change, _specs(item.lingkup, item.bentuk, item.unit_kode))
        _dublin_core(SubElement(record, "metadata"), naskah)


def _header(parent: Element, change: PublicChangeEntry, specs: Sequence[str]) -> None:
    is_gone = change.tindakan is PublicChange.DITARIK
    header = SubElement(parent, "header", {"status": "deleted"} if is_gone else {})
    SubElement(header, "identifier").text = _identifier(change.kode)
    SubElement(header, "datestamp").text = utc_instant(change.at)
    for spec in specs:
        SubElement(header, "setSpec").text = spec


def _specs(lingkup: Lingkup, bentuk: Bentuk, unit: str) -> tuple[str, ...]:
    named = (f"unit:{unit}",) if is_set_name(unit) else ()
    return (f"lingkup:{lingkup.value}", f"bentuk:{bentuk.value}", *named)


def _dublin_core(parent: Element, naskah: PublicNaskah) -> None:
    item, addresses = naskah.item, Addresses(stores().config.base_url)
    schema = {
        "xmlns:oai_dc": _DC_NAMESPACE,
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xsi:schemaLocation": f"{_DC_NAMESPACE} {_DC_SCHEMA}",
    }
    dc = SubElement(parent, "oai_dc:dc", schema)
    files = [addresses.file(item.kode, berkas.urutan) for berkas in naskah.berkas]
    for name, texts in (
        ("title", [item.judul]),
        ("creator", [item.unit_nama]),
        ("subject", naskah.subjek),
        ("description", [naskah.ruang_lingkup]),
        ("publisher", [PUBLISHER]),
        ("contributor", [one.nama for one in item.mitra]),
        ("date", [iso_date(item.signed)]),
        ("type", ["Text", label_bentuk(item.bentuk, item.nama_bentuk)]),
        ("format", ["application/pdf"] if files else []),
        ("identifier", [addresses.naskah(item.kode), *item.nomor]),
        ("language", naskah.bahasa),
        ("relation", [*files, *(addresses.naskah(one.item.kode) for one in naskah.hubungan)]),
        ("coverage", sorted({one.negara for one in item.mitra if one.negara})),
        ("rights", [RIGHTS]),
    ):
        for text in texts:
            if text:
                SubElement(dc, f"dc:{name}").text = carried(text)


def _change_of(session: Session, identifier: str) -> PublicChangeEntry:
    start = _identifier("")
    kode = identifier.removeprefix(start)
    found = changes.change_of(session, kode) if identifier.startswith(start) and is_kode(kode) else None
    if found is None:
        raise HarvestError("idDoesNotExist", "there is no such record in this repository")
    return found


def _identifier(kode: str) -> str:
    return f"oai:{_host()}:{kode}"


def _host() -> str:
    return urlsplit(stores().config.base_url).hostname or "localhost"


def _mail() -> str:
    config = stores().config
    return config.contact.email or parseaddr(config.mail_from)[1]


def _base_url() -> str:
    return f"{stores().config.base_url}/oai"
