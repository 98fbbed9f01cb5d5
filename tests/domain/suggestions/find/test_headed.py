"""The institution that an office heads, or belongs to; nothing for an office that says none."""

import pytest

from portal.domain.suggestions.find.headed import headed, served


@pytest.mark.parametrize(
    ("office", "institution"),
    [
        ("Kepala Dinas Sosial Kota Contoh", "Dinas Sosial Kota Contoh"),
        ("Plt. Direktur Jenderal Imigrasi", "Direktorat Jenderal Imigrasi"),
        ("BUPATI CONTOH WONOSOBO", "PEMERINTAH KABUPATEN CONTOH WONOSOBO"),
        ("Wali Kota Contoh", "Pemerintah Kota Contoh"),
        ("Gubernur Contoh Utara", "Pemerintah Provinsi Contoh Utara"),
        ("Menteri Koperasi", "Kementerian Koperasi"),
        ("Minister of Sample Affairs", "Ministry of Sample Affairs"),
        ("Rector of the University of Samples", "University of Samples"),
        ("Pelaksana Tugas Kepala Balai Pemasyarakatan Contoh", "Balai Pemasyarakatan Contoh"),
        ("Direktur", ""),
        ("Kepala", ""),
        ("Sekretaris Utama", ""),
        ("Wakil Bupati Contoh", ""),
    ],
)
def test_an_office_tells_what_it_heads(office: str, institution: str) -> None:
    assert headed(office) == institution


def test_an_office_below_the_head_tells_where_it_is_held() -> None:
    assert served("Pemimpin Divisi Jaringan pada PT Bank Contoh") == "PT Bank Contoh"
    assert headed("Pemimpin Divisi Jaringan pada PT Bank Contoh") == ""
    assert served("Kepala Rutan Kelas IIB Contoh") == "Rutan Kelas IIB Contoh"
