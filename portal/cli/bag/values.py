"""What a value of a bag must be before it enters a column: what the portal itself could have written there.

A manifest whose digests fit says that a bag is whole, not that a portal made it. So every value is held to the type of
its column, to the set or form it has in the portal, and to the very spelling an export gives it. What a page of the
portal takes is never refused: days are held to the calendar alone where the page holds them to no more.
"""

import base64
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any, get_args

from sqlalchemy import Boolean, Column, Date, Float, Integer, LargeBinary, String, Table, UniqueConstraint
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeDecorator

from portal.domain.berkas.reading import Origin, ReadLine, WordBox
from portal.domain.foreign_data import parse_json, unpacked
from portal.domain.kasus.pengesahan import KategoriPengesahan
from portal.domain.naskah.enumerations import AlasanPengakhiran, Presisi
from portal.domain.naskah.fields import LONGEST_JUDUL, LONGEST_TEXT
from portal.domain.naskah.kode import is_kode
from portal.domain.naskah.masa_berlaku import EndKind
from portal.domain.naskah_asli.penerimaan import rangkap_from
from portal.domain.tanda_tangan.report import SignatureReport
from portal.domain.tanggal import EARLIEST
from portal.domain.usulan.usulan import UsulanContent
from portal.models.all_models import Base
from portal.models.base import EnumText, UtcDateTime, WordsText
from portal.services.publication.verbs import WithdrawalClass
from portal.services.unit import LONGEST_NAMA, is_unit_kode
from portal.storage.keys import is_digest

Form = Callable[[Any], bool]

LAST_YEAR = 2199
"""The last year of the calendars."""
_DIALECT = DefaultDialect()
_FIRST_DAY = EARLIEST.replace(month=1, day=1)
"""The first day of a signature of which the year alone is known."""
_FIRST_INSTANT, _LAST_INSTANT = datetime(EARLIEST.year, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
"""Instants are those of the portal's own clock."""
_MOST = 2**31 - 1
"""What a column of whole numbers holds on every database."""
_LONGEST_KEY = 1000
"""Characters of a text that is looked up by an index: more, and a database may not take it."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_NEGARA = re.compile(r"[A-Z]{2}", re.ASCII)
_DATED = (("on", "presisi"), ("signed_on", "signed_presisi"))
_RECORD = {"terbitan": "terbitan", **{part: f"terbitan_{part}" for part in ("pihak", "berkas", "acara")}}
"""The table of each part of an earlier publication."""


def to_plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return list(value) if isinstance(value, tuple) else value


def from_plain(column: Column[Any], value: Any) -> Any:
    """The value of a column again. Raises ValueError, or TypeError, for what the portal never has there."""
    if value is None:
        if not column.nullable:
            raise ValueError("this column is never empty")
        return None
    found = _read(column, value)
    # Spelled in another way it would come out otherwise than it went in.
    if to_plain(_kept(column, found)) != value:
        raise ValueError("spelled otherwise than an export does")
    if not all(form(found) for form in forms_of(column)):
        raise ValueError("not of the form of this column")
    return found


def check_row(row: Mapping[str, Any]) -> str | None:
    """The column that does not go with another one of its row; None where all do."""
    for day, presisi in _DATED:
        if day in row and presisi in row and (row[day] is None) != (row[presisi] is Presisi.TIDAK_DIKETAHUI):
            return day
    return None


@cache
def forms_of(column: Column[Any]) -> tuple[Form, ...]:
    """What values of this column are held to beside their type; each may raise what a form of a text raises."""
    table, name = column.table.name, column.name
    found = [_FORMS[key] for key in (f"{table}.{name}", name) if key in _FORMS][:1]
    if "sha256" in name:
        found.append(is_digest)
    if isinstance(column.type, String) and _is_key(column):
        found.append(_at_most(_LONGEST_KEY))
    return tuple(found)


def _read(column: Column[Any], value: Any) -> Any:
    """A value of the type of its column. Raises ValueError or TypeError."""
    kind = column.type
    if isinstance(kind, Boolean):
        return _exactly(bool, value)
    if isinstance(kind, Integer):
        found = _exactly(int, value)
        is_reference = (column.primary_key and column.name == "id") or bool(column.foreign_keys)
        if not int(is_reference) <= found <= _MOST:
            raise ValueError("out of bounds")
        return found
    if isinstance(kind, Float):
        if not math.isfinite(_exactly(float, value)):
            raise ValueError("not finite")
        return value
    if isinstance(kind, WordsText):
        return tuple(_text(word) for word in _exactly(list, value))
    text = _text(value)
    if isinstance(kind, EnumText):
        return kind.members(text)
    if isinstance(kind, UtcDateTime):
        return _instant(text)
    if isinstance(kind, Date):
        return date.fromisoformat(text)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(text, validate=True)
    if not isinstance(kind, String):
        raise TypeError(column.name)
    return text


def _kept(column: Column[Any], value: Any) -> Any:
    """What a database gives back for this value."""
    kind = column.type
    if not isinstance(kind, TypeDecorator):
        return value
    return kind.process_result_value(kind.process_bind_param(value, _DIALECT), _DIALECT)


def _exactly(kind: type, value: Any) -> Any:
    # `True` counts as a whole number otherwise, and 1 as true.
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


def _text(value: Any) -> str:
    text: str = _exactly(str, value)
    text.encode()
    if "\0" in text:
        raise ValueError("no database holds this character")
    return text


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not _FIRST_INSTANT <= found < _LAST_INSTANT:
        raise ValueError("no instant of the portal")
    return found


def _is_key(column: Column[Any]) -> bool:
    """Whether an index holds this column."""
    if column.primary_key or column.foreign_keys or column.unique or column.index:
        return True
    table = column.table
    unique = table.constraints if isinstance(table, Table) else ()
    groups = [one.columns for one in unique if isinstance(one, UniqueConstraint)]
    groups += [one.columns for one in table.indexes] if isinstance(table, Table) else []
    return any(column.name in group for group in groups)


def _at_most(longest: int) -> Form:
    return lambda text: len(text) <= longest


def _one_of(*values: object) -> Form:
    return frozenset(values).__contains__


def _words_of(members: type[StrEnum]) -> Form:
    return lambda words: set(words) <= {member.value for member in members}


def _between(first: Any, last: Any) -> Form:
    return lambda value: first <= value <= last


def _is_slug(text: str) -> bool:
    return _SLUG.fullmatch(text) is not None


def _is_negara(text: str) -> bool:
    return _NEGARA.fullmatch(text) is not None


def _is_label_key(text: str) -> bool:
    return is_unit_kode(text) or _is_slug(text)


def _is_rangkap(words: tuple[str, ...]) -> bool:
    return all(one.banyaknya > 0 for one in rangkap_from(words))


def _is_act(text: str) -> bool:
    """Values before or after an act, with the digests of the copies that it made."""
    values = parse_json(text)
    copies = values.get("salinan", [])
    return type(values) is dict and type(copies) is list and all(type(one) is str for one in copies)


def _is_report(text: str) -> bool:
    return SignatureReport.from_json(parse_json(text)) is not None


def _is_json_or_empty(text: str) -> bool:
    return not text or parse_json(text) is not None


def _is_word_list(packed: bytes) -> bool:
    return all(map(WordBox.from_json, parse_json(unpacked(packed))))


def _is_line_list(packed: bytes) -> bool:
    return all(map(ReadLine.from_json, parse_json(unpacked(packed))))


def _is_sketch(packed: bytes) -> bool:
    return len(packed) % 4 == 0 and len(packed) > 0


def _is_record(text: str) -> bool:
    """An earlier publication: its rows are believed as little as those of today."""
    parts = parse_json(text)
    rows = {name: [found] if name == "terbitan" else found for name, found in parts.items()}
    if set(rows) != set(_RECORD):
        return False
    tables = {name: Base.metadata.tables[table] for name, table in _RECORD.items()}
    return all(_is_row_of(tables[name], row) for name, listed in rows.items() for row in listed)


def _is_row_of(table: Table, row: Mapping[str, Any]) -> bool:
    # A column that is younger than the record is empty in it.
    found = {
        column.name: from_plain(column, row[column.name])
        for column in table.columns
        if row.get(column.name) is not None and column.name not in ("id", "kode")
    }
    return check_row({**dict.fromkeys(row), **found}) is None


_ORIGIN: Form = _one_of(*get_args(Origin))
_END_KIND: Form = _one_of(*get_args(EndKind))
_JUDUL, _TEXT, _SIGNED = _at_most(LONGEST_JUDUL), _at_most(LONGEST_TEXT), _between(_FIRST_DAY, date.max)
_FORMS: Mapping[str, Form] = {
    "kode": is_kode,
    "target_kode": is_kode,
    "unit_kode": is_unit_kode,
    "unit.kode": is_unit_kode,
    "unit_nama.nama": _at_most(LONGEST_NAMA),
    "mitra.slug": _is_slug,
    "public_slug": _is_slug,
    "mitra_slug": _is_slug,
    "terbitan_nama.kunci": _is_label_key,
    "terbitan_redirect.kunci": _is_slug,
    "terbitan_redirect.target": _is_slug,
    "negara": _is_negara,
    "determined_negara": _is_negara,
    "naskah.judul": _JUDUL,
    "terbitan.judul": _JUDUL,
    **{f"{table}.{name}": _TEXT for table in ("naskah", "terbitan") for name in ("ruang_lingkup", "pendanaan")},
    "catatan_internal": _TEXT,
    **{
        f"{table}.{name}": _JUDUL
        for table in ("naskah_mitra", "terbitan_pihak")
        for name in ("nama", "nomor", "penanda_tangan", "jabatan", "tempat")
    },
    "signed_on": _SIGNED,
    "end_kind": _END_KIND,
    "asal": _ORIGIN,
    "riwayat_asal.asal": str.isprintable,
    "before": _is_act,
    "after": _is_act,
    "laporan": _is_report,
    "record": _is_record,
    "terbitan_berkas.tanda_tangan": _is_json_or_empty,
    "words": _is_word_list,
    "second": _is_line_list,
    "sidik_teks": _is_sketch,
    "mewakili": lambda digests: all(map(is_digest, digests)),
    "foto_media": _one_of("image/jpeg", "image/png", "image/webp"),
    "terbitan_ditarik.alasan": _one_of(*WithdrawalClass),
    "rangkap": _is_rangkap,
    "isi": _words_of(UsulanContent),
    "acara.alasan": _words_of(AlasanPengakhiran),
    "kasus_pengesahan.kategori": _words_of(KategoriPengesahan),
    "langkah_pengesahan.kategori": _words_of(KategoriPengesahan),
    "tahun": _between(EARLIEST.year, LAST_YEAR),
}
"""What a column is held to, by its name in every table or by table and name."""
