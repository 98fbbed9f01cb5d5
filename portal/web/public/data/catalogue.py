"""The catalogue of the open data after DCAT-AP: what there is, in which forms, from whom, under which terms."""

from collections.abc import Iterator, Sequence

from flask import Response, request
from sqlalchemy.orm import Session

from portal.domain.plain_text import carried
from portal.queries.public import changes, terbitan
from portal.web.api.params import parse_nothing
from portal.web.context import public_reading, stores
from portal.web.filters import utc_instant
from portal.web.public.data import bulk
from portal.web.public.data.graph import Ref, Text, Thing, json_ld, turtle
from portal.web.words.data import DESCRIPTION, FILES, KEYWORDS, PUBLISHER, REPOSITORY, RIGHTS

_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_ISSUED = "2026-11-30"

FORMS = (
    # name, address, media type, file type of the European list, whether it is a file
    ("csv", "/data/naskah.csv", "text/csv", "CSV", True),
    ("jsonl", "/data/naskah.jsonl", "application/x-ndjson", "JSON", True),
    ("perubahan", "/data/perubahan.json", "application/json", "JSON", True),
    ("umpan", "/umpan.atom", "application/atom+xml", "ATOM", True),
    ("api", "/api/v1/naskah", "application/json", "JSON", False),
    ("oai", "/oai", "text/xml", "XML", False),
)


def catalogue_turtle() -> Response:
    """The catalogue as Turtle."""
    return Response(turtle(_things()), content_type="text/turtle; charset=utf-8")


def catalogue_json() -> Response:
    """The catalogue as JSON-LD."""
    return Response(json_ld(_things()), content_type="application/ld+json")


def _things() -> list[Thing]:
    parse_nothing(request.args.to_dict(flat=False))
    with public_reading() as session:
        return list(_described(session, stores().config.base_url))


def _described(session: Session, base: str) -> Iterator[Thing]:
    version = changes.current(session)
    modified = (Text(utc_instant(version.at), datatype="xsd:dateTime"),)
    issued = (Text(_ISSUED, datatype="xsd:date"),)
    publisher, contact, rights = f"{base}/data/#penerbit", f"{base}/data/#kontak", f"{base}/data/#ketentuan"
    catalogue, dataset = f"{base}/data/#katalog", f"{base}/data/#naskah"
    language = (Ref(f"{_EU}language/IND"),)
    shared: dict[str, Sequence[Ref | Text]] = {
        "dct:publisher": (Ref(publisher),),
        "dct:language": language,
        "dct:modified": modified,
    }
    yield Thing(
        catalogue,
        ("dcat:Catalog",),
        {
            "dct:title": (Text(REPOSITORY, "id"),),
            "dct:description": (Text(DESCRIPTION, "id"),),
            "foaf:homepage": (Ref(f"{base}/data/"),),
            "dct:issued": issued,
            "dct:rights": (Ref(rights),),
            "dcat:dataset": (Ref(dataset),),
            "dcat:service": tuple(Ref(_form(base, name)) for name, *_, is_file in FORMS if not is_file),
            **shared,
        },
    )
    units = [carried(one.nama) for one in terbitan.browse_unit(session)]
    yield Thing(
        dataset,
        ("dcat:Dataset",),
        {
            "dct:title": (Text(REPOSITORY, "id"),),
            "dct:description": (Text(DESCRIPTION, "id"),),
            "dct:identifier": (Text(dataset),),
            "dct:issued": issued,
            "dcat:version": (Text(str(version.nomor)),),
            "dcat:keyword": tuple(Text(word, "id") for word in (*KEYWORDS, *units[:20])),
            "dcat:theme": (Ref(f"{_EU}data-theme/GOVE"), Ref(f"{_EU}data-theme/JUST")),
            "dcat:contactPoint": (Ref(contact),),
            "dcat:landingPage": (Ref(f"{base}/data/"),),
            "dct:accrualPeriodicity": (Ref(f"{_EU}frequency/IRREG"),),
            "dct:accessRights": (Ref(f"{_EU}access-right/PUBLIC"),),
            "dct:spatial": (Ref(f"{_EU}country/IDN"),),
            "dcat:distribution": tuple(Ref(_form(base, name)) for name, *_, is_file in FORMS if is_file),
            **shared,
        },
    )
    yield Thing(
        publisher,
        ("foaf:Organization", "foaf:Agent"),
        {"foaf:name": (Text(PUBLISHER, "id"),)},
    )
    yield Thing(
        contact,
        ("vcard:Organization", "vcard:Kind"),
        {"vcard:fn": (Text(PUBLISHER, "id"),), "vcard:hasURL": (Ref(f"{base}/tentang#hubungi"),)},
    )
    yield Thing(rights, ("dct:RightsStatement",), {"rdfs:label": (Text(RIGHTS, "id"),)})
    for name, path, media_type, file_type, is_file in FORMS:
        if is_file:
            yield _distribution(base, name, path, media_type, file_type, rights, modified)
        else:
            yield _service(base, name, path, dataset, rights)


def _form(base: str, name: str) -> str:
    return f"{base}/data/#{name}"


def _distribution(
    base: str, name: str, path: str, media_type: str, file_type: str, rights: str, modified: tuple[Text, ...]
) -> Thing:
    size = bulk.size_of(name) if name in bulk.KINDS else 0
    return Thing(
        _form(base, name),
        ("dcat:Distribution",),
        {
            "dct:title": (Text(FILES[name], "id"),),
            "dcat:accessURL": (Ref(f"{base}/data/"),),
            "dcat:downloadURL": (Ref(f"{base}{path}"),),
            "dcat:mediaType": (Ref(f"{_IANA}{media_type}"),),
            "dct:format": (Ref(f"{_EU}file-type/{file_type}"),),
            "dct:rights": (Ref(rights),),
            "dct:modified": modified,
            "dcat:byteSize": (Text(str(size), datatype="xsd:nonNegativeInteger"),) if size else (),
        },
    )


def _service(base: str, name: str, path: str, dataset: str, rights: str) -> Thing:
    described = f"{base}/api/v1/openapi.json" if name == "api" else f"{base}{path}?verb=Identify"
    return Thing(
        _form(base, name),
        ("dcat:DataService",),
        {
            "dct:title": (Text(FILES[name], "id"),),
            "dcat:endpointURL": (Ref(f"{base}{path}"),),
            "dcat:endpointDescription": (Ref(described),),
            "dcat:servesDataset": (Ref(dataset),),
            "dct:rights": (Ref(rights),),
        },
    )
