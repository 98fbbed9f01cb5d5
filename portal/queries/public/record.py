"""The public rows of one publication as JSON and back, column by column of the projection.

What is read back are rows that belong to no session: they are looked at like those of today and never stored. A column
that is younger than the record is empty, one that the projection has no more is left out.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Date

from portal.models.base import Base, EnumText, UtcDateTime, WordsText
from portal.models.terbitan import Terbitan, TerbitanAcara, TerbitanBerkas, TerbitanPihak

T = TypeVar("T", bound=Base)
_LEFT_OUT = ("id", "kode")


def pack(row: Terbitan) -> str:
    """The publication with its parties, files and acts; relations are those of today and no part of it."""
    rows = {
        "terbitan": _values(row),
        "pihak": [_values(one) for one in row.pihak_list],
        "berkas": [_values(one) for one in row.berkas_list],
        "acara": [_values(one) for one in row.acara_list],
    }
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpack(kode: str, text: str) -> Terbitan:
    """The rows again."""
    rows = json.loads(text)
    row = _row(Terbitan, kode, rows["terbitan"])
    row.pihak_list = [_row(TerbitanPihak, kode, one) for one in rows["pihak"]]
    row.berkas_list = [_row(TerbitanBerkas, kode, one) for one in rows["berkas"]]
    row.acara_list = [_row(TerbitanAcara, kode, one) for one in rows["acara"]]
    return row


def _values(row: Base) -> dict[str, Any]:
    keys = (column.key for column in row.__table__.columns)
    return {key: _plain(getattr(row, key)) for key in keys if key not in _LEFT_OUT}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _row(kind: type[T], kode: str, values: Mapping[str, Any]) -> T:
    columns = {column.key: column.type for column in kind.__table__.columns if column.key not in _LEFT_OUT}
    return kind(kode=kode, **{key: _read(kept, values.get(key)) for key, kept in columns.items()})


def _read(kept: object, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kept, EnumText):
        return kept.members(value)
    if isinstance(kept, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kept, Date):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(kept, WordsText) else value
