"""The two forms of the Lampiran: which columns they have, and what may stand in a row.

Lampiran huruf A is the plan of cooperation (Pasal 13 ayat (5)), huruf B the report of an exploration (Pasal 18
ayat (6)), both for domestic cooperation. Neither starts a clock.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.lampiran.when import when_text
from portal.domain.plain_text import clean, clean_line
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, NotFoundError, Problem

NOMOR = "No"
"""First column of both forms: the place of the row, counted anew in every register."""
SATUAN_KERJA = "Satuan Kerja"
"""Column of huruf B that names the unit; it stands for the unit of the row, not for a text of its own."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_LINE, LONGEST_TEXT = 500, 4000
"""Characters in a field of one line, and of several."""


@dataclass(frozen=True)
class Column:
    """A column with a text: its name in the code and its title in the Lampiran."""

    field: str
    judul: str
    is_required: bool = False
    is_line: bool = False
    """Whether it holds one line only."""
    is_when: bool = False
    """Whether a date written in any of the usual ways is kept in one way."""

    @property
    def longest(self) -> int:
        """Characters that fit."""
        return LONGEST_LINE if self.is_line else LONGEST_TEXT


@dataclass(frozen=True)
class Lampiran:
    """One of the two forms. `kolom` are its texts in their order, without number and unit."""

    nama: str
    huruf: str
    judul: str
    pasal: str
    kolom: tuple[Column, ...]
    has_unit: bool = False
    """Whether the form has a column for the unit."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of all columns in the order of the Lampiran."""
        unit = (SATUAN_KERJA,) if self.has_unit else ()
        return (NOMOR, *unit, *(kolom.judul for kolom in self.kolom))

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the texts."""
        return tuple(kolom.field for kolom in self.kolom)

    def title_of(self, field: str) -> str:
        """Title of the column with this text."""
        return next(kolom.judul for kolom in self.kolom if kolom.field == field)

    def describe(self, problem: Problem) -> str:
        """What is wrong, behind the title of its column."""
        return f"{self.title_of(problem.field)}: {problem.message}"


PERENCANAAN = Lampiran(
    nama="perencanaan",
    huruf="A",
    judul="Format Perencanaan Kerja Sama",
    pasal="Pasal 13 ayat (5)",
    kolom=(
        Column("mitra", "Mitra", is_required=True, is_line=True),
        Column("bidang", "Bidang Kerja Sama", is_required=True),
        Column("urgensi", "Urgensi"),
        Column("batas_waktu", "Batas Waktu Pembahasan", is_line=True, is_when=True),
        Column("rencana_strategis", "Rencana Strategis Kementerian Imigrasi dan Pemasyarakatan"),
        Column("data_dukung", "Data Dukung"),
    ),
)
PENJAJAKAN = Lampiran(
    nama="penjajakan",
    huruf="B",
    judul="Format Laporan Hasil Penjajakan Kerja Sama",
    pasal="Pasal 18 ayat (6)",
    kolom=(
        Column("calon_mitra", "Calon Mitra", is_required=True, is_line=True),
        Column("ruang_lingkup", "Ruang Lingkup", is_required=True),
        Column("jangka_waktu", "Jangka Waktu", is_line=True),
        Column("keterangan", "Keterangan"),
    ),
    has_unit=True,
)
LAMPIRAN: Mapping[str, Lampiran] = {one.nama: one for one in (PERENCANAAN, PENJAJAKAN)}


def lampiran_of(nama: str) -> Lampiran:
    """The form with this name. Raises NotFoundError."""
    if nama not in LAMPIRAN:
        raise NotFoundError("Daftar itu tidak ada.")
    return LAMPIRAN[nama]


def clean_row(lampiran: Lampiran, typed: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The texts of a row as they are kept, and everything that is wrong with them, column by column.

    The messages are to be read behind the title of their column (see `Lampiran.describe`).
    Only what cannot be kept, or says nothing at all, is refused: the regulation leaves the rest to the unit.
    """
    values, problems = {}, []
    for kolom in lampiran.kolom:
        text = _clean(kolom, typed.get(kolom.field, ""))
        if kolom.is_when:
            try:
                text = when_text(text)
            except BadInputError as error:
                problems.append(Problem(kolom.field, error.message))
        if kolom.is_required and not text:
            problems.append(Problem(kolom.field, "masih kosong."))
        if len(text) > kolom.longest:
            problems.append(Problem(kolom.field, f"paling panjang {kolom.longest} karakter, ini {len(text)}."))
        values[kolom.field] = text
    return values, tuple(problems)


def check_year(text: str) -> int:
    """The year of a register. Raises BadInputError."""
    year = read_count(text, 4)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInputError(f"Tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}, misalnya 2026.", "tahun")
    return year


def fingerprint(lampiran: Lampiran, values: Mapping[str, str]) -> str:
    """SHA-256 that is equal for rows that say the same; blanks and capitals say nothing."""
    said = [" ".join(values[field].split()).casefold() for field in lampiran.fields]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _clean(kolom: Column, text: str) -> str:
    if kolom.is_line:
        return clean_line(text)
    return "\n".join(" ".join(line.split()) for line in clean(text).split("\n")).strip()
