"""The page of statistics: headings, columns and notes of its tables, in the order they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.formats import month_year, number


@dataclass(frozen=True)
class TableWords:
    """What a table is called, what its rows and its figures are, and what one should know to read it."""

    title: str
    column: str
    unit: str
    note: str = ""


TABLES: Mapping[str, TableWords] = {
    "tahun": TableWords(
        "Naskah menurut tahun penandatanganan",
        "tahun",
        "naskah",
        "Tanpa naskah yang tahunnya tidak diketahui.",
    ),
    "bentuk": TableWords("Naskah menurut bentuk", "bentuk", "naskah"),
    "jenis-mitra": TableWords(
        "Naskah menurut jenis mitra", "jenis mitra", "naskah", "Naskah dengan dua jenis mitra dihitung pada keduanya."
    ),
    "unit": TableWords("Naskah menurut unit pemrakarsa", "unit", "naskah"),
    "negara": TableWords("Naskah menurut negara mitra", "negara", "naskah", "Hanya kerja sama luar negeri."),
    "subjek": TableWords("Naskah menurut subjek", "subjek", "naskah"),
    "waktu": TableWords(
        "Waktu dari tanda tangan sampai publikasi",
        "lama",
        "naskah",
        "Termasuk naskah lama yang baru dimasukkan ke repositori.",
    ),
    "unduhan": TableWords(
        "Unduhan berkas per bulan",
        "bulan",
        "unduhan",
        "Dihitung tanpa data pengunduh. Yang dikirim dari simpanan sementara di depan portal tidak ikut.",
    ),
    "unduhan-naskah": TableWords("Naskah yang paling banyak diunduh", "naskah", "unduhan", "Dalam dua belas bulan."),
}


def step_label(first: int | None, last: int | None) -> str:
    """A step of days: behind `first` (None: from the start) up to `last` (None: without end)."""
    if first is None:
        return f"Sampai {number(last or 0)} hari"
    if last is None:
        return f"Lebih dari {number(first)} hari"
    return f"{number(first + 1)} sampai {number(last)} hari"


def month_label(month: str) -> str:
    """`2026-11` in words."""
    year, _, number_of = month.partition("-")
    return month_year(date(int(year), int(number_of), 1))
