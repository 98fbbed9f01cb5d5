"""Names of forms and the legal basis cited, by date."""

from datetime import date

from portal.samples.sample import Sample

_FORMS = {"nota_kesepahaman": "Nota Kesepahaman", "perjanjian_kerja_sama": "Perjanjian Kerja Sama"}
_FORMS_EN = {
    "Nota Kesepahaman": "Memorandum of Understanding",
    "Memorandum Saling Pengertian": "Memorandum of Understanding",
    "Nota Kesepakatan": "Memorandum of Agreement",
    "Pengaturan": "Arrangement",
    "Pengaturan Pelaksana": "Implementing Arrangement",
    "Persetujuan": "Agreement",
    "Protokol": "Protocol",
    "Letter of Intent": "Letter of Intent",
}
_ORDINALS = (
    ("KESATU", "KEDUA", "KETIGA", "KEEMPAT"),
    ("PERTAMA", "KEDUA", "KETIGA", "KEEMPAT"),
    ("I", "II", "III", "IV"),
)


def form_name(bentuk: str, nama_bentuk: str | None) -> str:
    """The name of the form as the document bears it."""
    return nama_bentuk or _FORMS[bentuk]


def form_of(sample: Sample) -> str:
    """The form of a sample, e.g. "Nota Kesepahaman"."""
    return form_name(sample.bentuk, sample.nama_bentuk)


def form_en(form: str) -> str:
    """The English name of a foreign form."""
    return _FORMS_EN[form]


def party_labels(count: int, variant: int) -> tuple[str, ...]:
    """PIHAK KESATU, PIHAK KEDUA, … in one of the three habits."""
    return tuple(f"PIHAK {ordinal}" for ordinal in _ORDINALS[variant % 3][:count])


def legal_basis(day: date, *, is_immigration: bool, is_local: bool) -> tuple[str, ...]:
    """Laws an agreement of that day would cite; only laws already in force by then."""
    known: list[tuple[date, bool, str]] = [
        (date(2008, 4, 30), True, "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik"),
        (date(2011, 5, 5), is_immigration, "Undang-Undang Nomor 6 Tahun 2011 tentang Keimigrasian"),
        (date(2022, 8, 3), not is_immigration, "Undang-Undang Nomor 22 Tahun 2022 tentang Pemasyarakatan"),
        (date(2014, 9, 30), is_local, "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"),
        (date(2022, 10, 17), True, "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi"),
        (
            date(2024, 11, 5),
            True,
            "Peraturan Presiden Nomor 157 Tahun 2024 tentang Kementerian Imigrasi dan Pemasyarakatan",
        ),
        (
            date(2025, 6, 1),
            True,
            "Peraturan Menteri Imigrasi dan Pemasyarakatan Nomor 8 Tahun 2025 tentang Tata Cara Penyelenggaraan Kerja "
            "Sama di Lingkungan Kementerian Imigrasi dan Pemasyarakatan",
        ),
    ]
    found = [name for since, applies, name in known if applies and day >= since]
    if not is_immigration and day < date(2022, 8, 3):
        found.insert(0, "Undang-Undang Nomor 12 Tahun 1995 tentang Pemasyarakatan")
    return tuple(found)
