"""The manifest of a bulk import: one row a record, with or without its file (the legacy archive has both)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import TypeVar

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Bentuk, JenisMitra, Lingkup, Visibilitas
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.tanggal import parse_tanggal
from portal.errors import BadInputError

E = TypeVar("E", bound=StrEnum)

COLUMNS = ("file", "unit", "judul", "lingkup", "bentuk", "nomor", "mitra", "signed_on", "visibilitas")
OPTIONAL = ("nama_bentuk", "jenis_mitra", "negara", "berlaku_sampai", "dasar_visibilitas", "tinjau_on")


@dataclass(frozen=True)
class ManifestRow:
    """One row as it stands in the table, with its line number."""

    line: int
    file: str
    values: dict[str, str]


def read_manifest(text: str) -> list[ManifestRow]:
    """All rows of a CSV; raises BadInputError where the table itself cannot be used."""
    reader = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
    except csv.Error as error:
        raise BadInputError("Judul kolom manifes tidak terbaca. Simpan ulang sebagai CSV UTF-8.") from error
    if "file" not in names or "judul" not in names:
        raise BadInputError("Manifes memerlukan sedikitnya kolom file dan judul.")
    unknown = [name for name in names if name not in COLUMNS + OPTIONAL]
    if unknown:
        raise BadInputError(f"Kolom manifes tidak dikenal: {', '.join(unknown)}.")
    reader.fieldnames = names
    try:
        return list(_rows(reader))
    except csv.Error as error:
        raise BadInputError(f"Manifes rusak pada baris {reader.line_num}. Simpan ulang sebagai CSV UTF-8.") from error


def to_fields(row: ManifestRow, *, default_unit: str | None, ministry: str) -> NaskahFields:
    """The fields of a record; raises BadInputError naming the column. `ministry` is the name of our own party."""
    value = row.values.get
    unit = value("unit") or default_unit
    if not unit:
        raise BadInputError(f"Baris {row.line}: isi kolom unit, atau pakai --unit.", "unit")
    lingkup = _member(row, "lingkup", Lingkup)
    return NaskahFields(
        judul=" ".join((value("judul") or "").split()),
        unit=unit,
        lingkup=lingkup,
        bentuk=_member(row, "bentuk", Bentuk),
        nama_bentuk=value("nama_bentuk") or None,
        expires_on=parse_tanggal(value("berlaku_sampai") or "", field="berlaku_sampai").on,
        visibilitas=_member(row, "visibilitas", Visibilitas) or Visibilitas.PUBLIK,
        dasar_visibilitas=value("dasar_visibilitas") or "",
        tinjau_on=parse_tanggal(value("tinjau_on") or "", field="tinjau_on").on,
        pihak=_parties(row, lingkup, ministry),
    )


def _parties(row: ManifestRow, lingkup: Lingkup | None, ministry: str) -> tuple[PihakFields, ...]:
    signed = parse_tanggal(row.values.get("signed_on") or "", field="signed_on")
    names = [name.strip() for name in (row.values.get("mitra") or "").split(";") if name.strip()]
    numbers = [number.strip() for number in (row.values.get("nomor") or "").split(";")] + [""] * (len(names) + 1)
    if not names and not numbers[0] and signed.on is None:
        return ()
    is_foreign = lingkup is Lingkup.LUAR_NEGERI
    usual = JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING if is_foreign else JenisMitra.LEMBAGA_PEMERINTAH
    jenis = _member(row, "jenis_mitra", JenisMitra) or usual
    negara = (row.values.get("negara") or "").strip().upper() or (None if jenis in FOREIGN_JENIS_MITRA else "ID")
    ours = PihakFields(nama=ministry, is_kementerian=True, nomor=numbers[0], signed=signed)
    partners = (
        PihakFields(nama=name, jenis=jenis, negara=negara, nomor=numbers[place], signed=signed)
        for place, name in enumerate(names, start=1)
    )
    return (ours, *partners)


def _member(row: ManifestRow, column: str, members: type[E]) -> E | None:
    text = (row.values.get(column) or "").strip().lower().replace(" ", "_")
    if not text:
        return None
    try:
        return members(text)
    except ValueError as error:
        raise BadInputError(f"Baris {row.line}: nilai {column} tidak dikenal.", column) from error


def _rows(reader: "csv.DictReader[str]") -> Iterator[ManifestRow]:
    for record in reader:
        values = {name: (text or "").strip() for name, text in record.items() if isinstance(name, str)}
        if any(values.values()):
            yield ManifestRow(reader.line_num, values.get("file", ""), values)
