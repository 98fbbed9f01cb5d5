"""Rows of the database as lines of JSON in a bag, and back into an empty portal under the numbers they had."""

import json
from collections.abc import Iterator
from itertools import chain
from itertools import count as numbers_from
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from portal.cli.bag.values import check_row, from_plain, to_plain
from portal.domain.foreign_data import parse_json, refusing
from portal.errors import BadInputError
from portal.models.all_models import Base
from portal.models.audit_entry import AuditEntry
from portal.models.riwayat_asal import RiwayatAsal

CARRIED = frozenset({
    "acara", "berkas", "evaluasi", "halaman", "hari_libur", "hubungan", "kasus_kemlu", "kasus_pengesahan",
    "kemiripan", "kiriman", "kotak_hitam", "langkah_kemlu", "langkah_pengesahan", "mitra", "mitra_nama", "naskah",
    "naskah_asli", "naskah_mitra", "naskah_unit", "pembekuan", "penahanan", "penerimaan", "penerimaan_usulan",
    "penghitaman", "penjajakan", "penomoran", "perencanaan", "retensi", "riwayat_asal", "riwayat_asli",
    "salinan_hitam", "saran", "tahun_kalender", "tanda_tangan", "terbitan", "terbitan_acara", "terbitan_berkas",
    "terbitan_ditarik", "terbitan_halaman", "terbitan_hubungan", "terbitan_nama", "terbitan_pihak",
    "terbitan_redirect", "terbitan_riwayat", "terbitan_sidik", "terbitan_version", "terbitan_version_halaman",
    "unduhan", "unit", "unit_nama", "vocabulary_change",
})  # fmt: skip
LEFT_BEHIND = frozenset({
    "index_change", "index_state", "pemberitahuan", "terbitan_change", "terbitan_state", "unggahan",
})  # fmt: skip
"""What is about naskah and yet belongs to one portal: its letters, its receipts of uploads, its counts of changes."""
_OWN = {("terbitan", "log_position"): None, ("terbitan", "log_salt"): ""}
"""The place of a publication in the public log of one portal: another one enters it in its own."""
_PORTION = 500
_ORIGINALS = {
    "berkas": ("sha256", "size"),
    "penerimaan": ("foto_sha256", "foto_size"),
    "terbitan_berkas": ("sha256", "size"),
}
"""Columns that name an original and its bytes."""
_WAY_OUT = "Ekspor ulang dari portal asalnya."
_NOT_TAKEN = (IntegrityError, DataError, OverflowError, UnicodeError)
"""What a row comes to that stands twice, refers to nothing, or holds what no column can."""


def carried_tables() -> list[Table]:
    """Every table that goes along, each behind those it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name in CARRIED]


def write_rows(session: Session, folder: Path, origin: str) -> None:
    """One file a table, a line a row in the order of its key; `origin` is what this portal's own history is called."""
    folder.mkdir(parents=True)
    for table in carried_tables():
        own = _own_history(session, origin) if table is RiwayatAsal.__table__ else ()
        with (folder / f"{table.name}.jsonl").open("w", encoding="utf-8") as file:
            for values in chain(_stored(session, table), own):
                file.write(json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")


def read_rows(folder: Path, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table as the database takes them.

    Raises BadInputError, naming table, row and column, for a value that an export of the portal does not hold there.
    """
    columns = {column.name: column for column in kept_columns(table)}
    for number, line in enumerate(_lines(folder, table), 1):
        with refusing(_unreadable(table, number)):
            values = parse_json(line)
            if type(values) is not dict or set(values) != set(columns):
                raise ValueError(table.name)
        row = {}
        for name, value in values.items():
            with refusing(_unreadable(table, number, name)):
                row[name] = from_plain(columns[name], value)
        if (wrong := check_row(row)) is not None:
            raise BadInputError(_unreadable(table, number, wrong))
        yield row


def check_rows(folder: Path) -> dict[str, int]:
    """Look through every row before anything is stored: bytes of every original that a row names, by its digest.

    Raises BadInputError for a value that has no place in its column, and where two rows tell one file otherwise.
    """
    named: dict[str, int] = {}
    for table in carried_tables():
        holding = _ORIGINALS.get(table.name)
        for number, row in enumerate(read_rows(folder, table), 1):
            if holding is None or (digest := row[holding[0]]) is None:
                continue
            if named.setdefault(digest, row[holding[1]]) != row[holding[1]]:
                raise BadInputError(_unreadable(table, number, holding[1]))
    return named


def _lines(folder: Path, table: Table) -> Iterator[str]:
    try:
        with (folder / f"{table.name}.jsonl").open(encoding="utf-8", newline="\n") as file:
            yield from file
    except FileNotFoundError as error:
        raise BadInputError(f"Ekspor ini tidak lengkap: tabel {table.name} tidak ada. {_WAY_OUT}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"Ekspor ini rusak: tabel {table.name} tidak dapat dibaca. {_WAY_OUT}") from error


def _unreadable(table: Table, number: int, column: str | None = None) -> str:
    where = f"tabel {table.name}, baris {number}" + (f", kolom {column}" if column is not None else "")
    return f"Ekspor ini rusak: {where} memuat isian yang tidak dibuat portal. {_WAY_OUT}"


def put_rows(session: Session, folder: Path) -> dict[str, int]:
    """Fill the tables of an empty portal; how many rows each got. What a new portal is seeded with gives way.

    Raises BadInputError, naming the table, for rows that the database does not take.
    """
    for table in reversed(carried_tables()):
        session.execute(delete(table))
    counts: dict[str, int] = {}
    for table in carried_tables():
        try:
            counts[table.name] = _put_table(session, folder, table)
        except _NOT_TAKEN as error:
            raise BadInputError(f"Isi tabel {table.name} dalam ekspor ini ditolak basis data.") from error
        _count_on(session, table)
    return counts


def _put_table(session: Session, folder: Path, table: Table) -> int:
    later = _self_references(table)
    own = {name: value for (where, name), value in _OWN.items() if where == table.name}
    portion: list[dict[str, Any]] = []
    postponed: list[dict[str, Any]] = []
    count = 0
    for row in read_rows(folder, table):
        count += 1
        if any(row[name] is not None for name in later):
            postponed.append({"b_id": row["id"], **{f"b_{name}": row[name] for name in later}})
        portion.append({**row, **dict.fromkeys(later), **own})
        if len(portion) == _PORTION:
            session.execute(insert(table), portion)
            portion = []
    if portion:
        session.execute(insert(table), portion)
    if postponed:
        # A row may refer to a later one of the same table, such as a file to the one that replaced it.
        statement = update(table).where(table.c.id == bindparam("b_id"))
        set_back = statement.values({name: bindparam(f"b_{name}") for name in later})
        session.connection().execute(set_back, postponed)
    return count


def kept_columns(table: Table) -> list[Column[Any]]:
    """Columns that go along: not whose account did something, nor what belongs to one portal alone."""
    return [
        column
        for column in table.columns
        if (table.name, column.name) not in _OWN
        and all(key.column.table.name in CARRIED for key in column.foreign_keys)
    ]


def _stored(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    query = select(*kept_columns(table)).order_by(*table.primary_key).execution_options(yield_per=_PORTION)
    for row in session.execute(query).mappings():
        yield {name: to_plain(value) for name, value in row.items()}


def _own_history(session: Session, origin: str) -> Iterator[dict[str, Any]]:
    # A portal that moved keeps its name, and counts its acts from one again.
    before = set(session.scalars(select(RiwayatAsal.asal).distinct()))
    names = chain([origin], (f"{origin}#{number}" for number in numbers_from(2)))
    origin = next(name for name in names if name not in before)
    query = select(AuditEntry).where(AuditEntry.object_kind == "naskah").order_by(AuditEntry.seq)
    for entry in session.scalars(query.execution_options(yield_per=_PORTION)):
        told = ("seq", "at", "action", "actor_email", "acting_for", "before", "after")
        yield {"asal": origin, "kode": entry.object_key} | {name: to_plain(getattr(entry, name)) for name in told}


def _self_references(table: Table) -> list[str]:
    return [
        column.name
        for column in table.columns
        if any(key.column.table.name == table.name for key in column.foreign_keys)
    ]


def _count_on(session: Session, table: Table) -> None:
    """PostgreSQL gives out numbers from a counter of its own, which has not seen these rows."""
    if session.get_bind().dialect.name != "postgresql" or [column.name for column in table.primary_key] != ["id"]:
        return
    top = session.scalar(select(func.max(table.c.id)))
    if top is not None:
        session.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :top)"), {"name": table.name, "top": top}
        )
