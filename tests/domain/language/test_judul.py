"""Titles in capitals are read as titles: names and abbreviations keep their capitals, small words lose them."""

import pytest

from portal.domain.language.judul import in_reading_case


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("PERTUKARAN DATA DAN TPPO DI WILAYAH BALI", "Pertukaran Data dan TPPO di Wilayah Bali"),
        ("PEMBINAAN PADA LAPAS KELAS IIA CONTOH", "Pembinaan pada Lapas Kelas IIA Contoh"),
        ("SINERGI DENGAN BADAN CONTOH NASIONAL (BCN) PROVINSI D.I. CONTOH",
         "Sinergi dengan Badan Contoh Nasional (BCN) Provinsi D.I. Contoh"),
        ("PEMANFAATAN NIK DAN KTP-EL OLEH UPT TAHUN 2026", "Pemanfaatan NIK dan KTP-el oleh UPT Tahun 2026"),
        ("PELAKSANAAN UNDANG-UNDANG DAN PROGRAM BPJS", "Pelaksanaan Undang-Undang dan Program BPJS"),
        ("DI ANTARA DUA NEGARA", "Di antara Dua Negara"),
        ("COOPERATION IN THE FIELD OF IMMIGRATION", "Cooperation in the Field of Immigration"),
        ("Kerja Sama Penanganan TPPO", "Kerja Sama Penanganan TPPO"),
        ("Kerja sama dengan BNN", "Kerja sama dengan BNN"),
        ("", ""),
        ("2026", "2026"),
    ],
)  # fmt: skip
def test_a_title_is_read_as_titles_are(printed: str, read: str) -> None:
    assert in_reading_case(printed) == read
    assert in_reading_case(read) == read
