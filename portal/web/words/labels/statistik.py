"""The page of statistics: headings, columns and notes of its tables, in the order they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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


def month_of(month: str) -> date:
    """The first day of `2026-11`."""
    year, _, number_of = month.partition("-")
    return date(int(year), int(number_of), 1)
