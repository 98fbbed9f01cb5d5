"""JSON-LD in the vocabulary of schema.org: what search engines and data portals read of a naskah."""

from typing import Any

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.plain_text import clean_line
from portal.queries.public.values import PublicBerkas, PublicHubungan, PublicPihak
from portal.web.public.formats.record import PDF, Record, is_ministry
from portal.web.words.labels.naskah import LABELS, label_bentuk

CONTEXT = "https://schema.org"
TYPE = "DigitalDocument"
_GOVERNMENT = frozenset(
    {
        JenisMitra.LEMBAGA_NEGARA,
        JenisMitra.LEMBAGA_PEMERINTAH,
        JenisMitra.PEMERINTAH_DAERAH,
        JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING,
    }
)


def schema_org(record: Record) -> dict[str, Any]:
    """The document, its parties, files, validity and published relatives. What is not known is left out."""
    naskah, item = record.naskah, record.naskah.item
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": TYPE,
        "@id": record.url,
        "url": record.url,
        "name": record.title,
        "headline": record.judul,
        "genre": record.form,
        "identifier": [
            _identifier("Kode", record.kode),
            *(_identifier("Nomor naskah", nomor) for nomor in record.nomor),
        ],
        "author": [_party(pihak) for pihak in naskah.pihak if clean_line(pihak.nama)],
        "sourceOrganization": {"@type": "GovernmentOrganization", "name": record.unit},
        "publisher": {"@type": "GovernmentOrganization", "name": record.publisher, "url": f"{record.base_url}/"},
        "isPartOf": {"@type": "Collection", "name": record.repository, "url": f"{record.base_url}/"},
        "inLanguage": list(record.languages),
        "dateCreated": record.signed,
        "datePublished": record.first_published.isoformat(),
        "dateModified": record.published.isoformat(),
        "version": naskah.nomor_terbit,
        "locationCreated": {"@type": "Place", "name": record.place} if record.place else None,
        "temporalCoverage": record.validity,
        "creativeWorkStatus": LABELS[MasaBerlaku][item.masa_berlaku.value],
        "keywords": list(record.keywords),
        "abstract": record.abstract,
        "isAccessibleForFree": not item.is_metadata_only,
        "image": record.address("/kartu.png"),
        "encoding": [_file(record, berkas) for berkas in record.berkas],
        "isBasedOn": [_relative(record, one) for one in naskah.hubungan if one.is_outgoing],
        "@reverse": _reverse(record),
    }
    return {name: value for name, value in found.items() if value not in ("", [], None, {})}


def _identifier(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _party(pihak: PublicPihak) -> dict[str, str]:
    is_government = is_ministry(pihak) or pihak.jenis in _GOVERNMENT
    return {"@type": "GovernmentOrganization" if is_government else "Organization", "name": clean_line(pihak.nama)}


def _file(record: Record, berkas: PublicBerkas) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "MediaObject",
        "contentUrl": record.file_address(berkas),
        "encodingFormat": PDF,
        "contentSize": str(berkas.size),
        "sha256": berkas.sha256,
    }
    return found | ({"inLanguage": berkas.bahasa} if berkas.bahasa else {})


def _relative(record: Record, hubungan: PublicHubungan) -> dict[str, str]:
    item = hubungan.item
    url = f"{record.base_url}/n/{item.kode}"
    name = f"{label_bentuk(item.bentuk, item.nama_bentuk)} tentang {item.judul}"
    return {"@type": TYPE, "@id": url, "url": url, "name": clean_line(name)}


def _reverse(record: Record) -> dict[str, Any]:
    incoming = [_relative(record, one) for one in record.naskah.hubungan if not one.is_outgoing]
    return {"isBasedOn": incoming} if incoming else {}
