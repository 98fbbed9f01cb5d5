"""CSL-JSON: the reference as citation processors read it."""

import json
from typing import Any

from portal.domain.naskah.enumerations import Lingkup
from portal.web.public.formats.record import Record


def csl_json(record: Record) -> str:
    """A list with the one reference, which is what readers of CSL-JSON expect."""
    return json.dumps([csl(record)], ensure_ascii=False, indent=1)


def csl(record: Record) -> dict[str, Any]:
    """The reference; parties are offices, so each name is taken as it stands."""
    item = record.naskah.item
    found: dict[str, Any] = {
        "id": record.kode,
        "type": "treaty" if item.lingkup is Lingkup.LUAR_NEGERI else "document",
        "title": record.title,
        "title-short": record.judul,
        "genre": record.form,
        "author": [{"literal": party} for party in record.parties],
        "issued": {"date-parts": [list(record.signed_parts)]} if record.signed_parts else None,
        "number": "; ".join(record.nomor),
        "publisher": record.publisher,
        "publisher-place": record.place,
        "archive": record.repository,
        "language": ", ".join(record.languages),
        "keyword": ", ".join(record.keywords),
        "abstract": record.abstract,
        "URL": record.url,
    }
    return {name: value for name, value in found.items() if value}
