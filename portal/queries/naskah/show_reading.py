"""What reading found out about the files of a naskah, as plain JSON values: pages, inspection, suggestions, signatures.

The keys are a promise to scripts. `keyakinan` goes from 0 to 1; boxes are fractions of the page from its top left.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.suggestions.sureness import SURE
from portal.domain.tanda_tangan.facts import facts
from portal.domain.tanda_tangan.report import SignatureReport
from portal.models.berkas import Berkas, Halaman
from portal.models.saran import Saran
from portal.models.tanda_tangan import TandaTangan

Json = dict[str, Any]

_FLAGS = (
    "has_script",
    "has_launch",
    "has_embedded",
    "has_form",
    "has_external_link",
    "is_truncated",
    "is_counts_agree",
)
_PAGE = ("nomor", "teks", "asal", "keyakinan", "pengenalan", "keterangan", "tool", "image_sha256")
_SARAN = ("bidang", "pihak", "nilai", "halaman", "cuplikan", "keyakinan", "peringkat", "terdaftar", "keterangan")


def plain(value: object) -> Any:
    """A stored value as JSON: dates and instants as ISO 8601, enumerations by value, lists as lists."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value


def plain_values(row: object, names: Iterable[str]) -> Json:
    """The named attributes of a row by name, as JSON."""
    return {name: plain(getattr(row, name)) for name in names}


def reading(berkas: Berkas) -> Json:
    """How far the reading of a file is, and what the inspection found; None where nobody has looked."""
    return {
        "keadaan": berkas.keadaan.value,
        "keterangan": berkas.keterangan_baca,
        "read_at": plain(berkas.read_at),
        "tool": berkas.tool,
        "pages": berkas.pages,
        "enkripsi": berkas.enkripsi,
        **plain_values(berkas, _FLAGS),
    }


def pages(session: Session, berkas: Berkas) -> list[Json]:
    """The pages of a file with their texts, where those came from, and how their recognition stands."""
    rows = session.scalars(select(Halaman).where(Halaman.berkas_id == berkas.id).order_by(Halaman.nomor))
    return [plain_values(halaman, _PAGE) for halaman in rows]


def suggestions(session: Session, files: Sequence[Berkas]) -> list[Json]:
    """What was read for the fields of the naskah, file by file, the surest value of each field first."""
    digests = {berkas.id: berkas.sha256 for berkas in files}
    rows = session.scalars(
        select(Saran)
        .where(Saran.berkas_id.in_(digests))
        .order_by(Saran.berkas_id, Saran.bidang, Saran.pihak, Saran.peringkat, Saran.id)
    )
    return [
        {
            **plain_values(row, _SARAN),
            "kotak": _box(row),
            "is_sure": row.keyakinan >= SURE,
            "berkas": digests[row.berkas_id],
        }
        for row in rows
    ]


def signatures(session: Session, files: Sequence[Berkas]) -> list[Json]:
    """For every file when its signatures were looked for, and the facts about each; `checked_at` None before that."""
    rows = session.scalars(
        select(TandaTangan)
        .where(TandaTangan.berkas_id.in_([berkas.id for berkas in files]))
        .order_by(TandaTangan.berkas_id, TandaTangan.urutan)
    )
    found: dict[int, list[Json]] = {}
    for row in rows:
        found.setdefault(row.berkas_id, []).append({"urutan": row.urutan, **_signature(json.loads(row.laporan))})
    return [
        {
            "berkas": berkas.sha256,
            "checked_at": plain(berkas.signatures_checked_at),
            "keterangan": berkas.keterangan_tanda_tangan,
            "tanda_tangan": found.get(berkas.id, []),
        }
        for berkas in files
    ]


def _signature(packed: object) -> Json:
    report = SignatureReport.from_json(packed)
    said = facts(report, plain)
    values = {name: plain(getattr(report, name)) for name in report.to_json()}
    return {**values, "facts": [{"key": fact.key, "tone": fact.tone.value, "sentence": fact.sentence} for fact in said]}


def _box(row: Saran) -> list[float] | None:
    edges = (row.kotak_x0, row.kotak_y0, row.kotak_x1, row.kotak_y1)
    return None if None in edges else [edge for edge in edges if edge is not None]
