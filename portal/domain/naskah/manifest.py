"""The manifest of a bulk import: one row a record, with or without its file (the legacy archive has both)."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Bentuk, JenisMitra, Lingkup, Visibilitas
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.plain_text import clean_line
from portal.domain.table import TOO_LONG, read_table
from portal.domain.tanggal import parse_tanggal
from portal.errors import BadInputError

E = TypeVar("E", bound=StrEnum)

COLUMNS = ("file", "unit", "judul", "lingkup", "bentuk", "nomor", "mitra", "signed_on", "visibilitas")
OPTIONAL = ("nama_bentuk", "jenis_mitra", "negara", "berlaku_sampai", "dasar_visibilitas", "tinjau_on")
OTHER_NAMES = {
    "file": ("berkas", "nama_berkas", "filename"),
    "unit": ("unit_pemrakarsa", "pemrakarsa", "kode_unit"),
    "judul": ("title", "judul_naskah"),
    "lingkup": ("scope",),
    "bentuk": ("bentuk_naskah", "form"),
    "nomor": ("nomor_naskah", "number"),
    "mitra": ("mitra_kerja_sama", "partner"),
    "signed_on": ("tanggal_tanda_tangan", "tanggal_penandatanganan", "ditandatangani"),
    "visibilitas": ("keterbukaan", "visibility"),
    "jenis_mitra": ("partner_kind",),
    "negara": ("country", "kode_negara"),
    "berlaku_sampai": ("expires_on", "tanggal_berakhir"),
    "tinjau_on": ("tanggal_tinjau", "review_on"),
}
"""Under what other names the columns are known."""
NAMES = {column: OTHER_NAMES.get(column, ()) for column in COLUMNS + OPTIONAL}


@dataclass(frozen=True)
class ManifestRow:
    """One row as it stands in the table, with its line number."""

    line: int
    """0 for one that stood in no table."""
    file: str
    values: dict[str, str]
    is_too_long: bool = False

    def told(self, message: str) -> str:
        """What is wrong with the row, with its place."""
        return f"Baris {self.line}: {message}" if self.line else message


def read_manifest(text: str) -> list[ManifestRow]:
    """All rows of a CSV; raises BadInputError where the table itself cannot be used."""
    table = read_table(text, NAMES, needed=("file", "judul"), what="Manifes", is_strict=True)
    filled = ((row, {column: row.get(column) for column in table.columns}) for row in table.rows)
    return [
        ManifestRow(row.line, values["file"], values, row.is_too_long) for row, values in filled if any(values.values())
    ]


def fold_path(path: str) -> str:
    """A path of a manifest or folder as both are compared: composed letters, no case, one kind of slash.

    A Mac stores `é` as two signs, Windows knows neither case nor `/`; the file meant is the same.
    """
    parts = unicodedata.normalize("NFC", path).replace("\\", "/").split("/")
    folded = "/".join(clean_line(part) for part in parts if part not in ("", ".")).casefold()
    return unicodedata.normalize("NFC", folded)


@dataclass(frozen=True)
class FileMatch:
    """Which file of the folder each row means, by its place among the rows; what is wrong with a row; the rest.

    `unlisted` are files no row names.
    """

    files: dict[int, str]
    problems: dict[int, str]
    unlisted: tuple[str, ...]


def match_files(rows: Iterable[ManifestRow], names: Iterable[str]) -> FileMatch:
    """Bring rows and files together. A name that means several files, or a file two rows name, is a problem."""
    by_fold: dict[str, list[str]] = {}
    exact = set()
    for name in names:
        by_fold.setdefault(fold_path(name), []).append(name)
        exact.add(name)
    files: dict[int, str] = {}
    problems: dict[int, str] = {}
    taken: dict[str, int] = {}
    meant: set[str] = set()
    for place, row in enumerate(rows):
        if not row.file:
            continue
        found = [row.file] if row.file in exact else by_fold.get(fold_path(row.file), [])
        meant.update(found)
        if not found:
            problems[place] = "Berkas tidak ada di folder."
        elif len(found) > 1:
            problems[place] = f"Nama ini cocok dengan lebih dari satu berkas: {', '.join(sorted(found))}."
        elif found[0] in taken:
            problems[place] = f"Berkas ini sudah disebut pada baris {taken[found[0]]} manifes."
        else:
            files[place] = found[0]
            taken[found[0]] = row.line
    return FileMatch(files, problems, tuple(sorted(exact - meant)))


def to_fields(row: ManifestRow, *, default_unit: str | None, ministry: str) -> NaskahFields:
    """The fields of a record; raises BadInputError naming the column. `ministry` is the name of our own party."""
    if row.is_too_long:
        raise BadInputError(row.told(TOO_LONG), "manifes")
    value = row.values.get
    unit = value("unit") or default_unit
    if not unit:
        raise BadInputError(row.told("isi kolom unit, atau pakai --unit."), "unit")
    lingkup = _member(row, "lingkup", Lingkup)
    return NaskahFields(
        judul=clean_line(value("judul") or ""),
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
    negara = (row.values.get("negara") or "").strip().upper() or _home(row, jenis, lingkup)
    ours = PihakFields(nama=ministry, is_kementerian=True, nomor=numbers[0], signed=signed)
    partners = (
        PihakFields(nama=name, jenis=jenis, negara=negara, nomor=numbers[place], signed=signed)
        for place, name in enumerate(names, start=1)
    )
    return (ours, *partners)


def _home(row: ManifestRow, jenis: JenisMitra, lingkup: Lingkup | None) -> str | None:
    """Indonesia where the row says so by its kind of partner or its scope; a country nobody wrote is unknown."""
    is_told = bool(row.values.get("jenis_mitra")) or lingkup is Lingkup.DALAM_NEGERI
    is_foreign = jenis in FOREIGN_JENIS_MITRA or lingkup is Lingkup.LUAR_NEGERI
    return "ID" if is_told and not is_foreign else None


def _member(row: ManifestRow, column: str, members: type[E]) -> E | None:
    text = (row.values.get(column) or "").strip().lower().replace(" ", "_")
    if not text:
        return None
    try:
        return members(text)
    except ValueError as error:
        raise BadInputError(row.told(f"nilai {column} tidak dikenal."), column) from error
