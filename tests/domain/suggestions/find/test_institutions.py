"""Institutions by their names: the ministry's own, classes (Pasal 3 and 9), countries, registered partners."""

import pytest

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.find.institutions import ministry_sureness, partner_class

OURS = [
    "Kementerian Imigrasi dan Pemasyarakatan",
    "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
    "Direktorat Jenderal Imigrasi",
    "DIREKTORAT JENDERAL PEMASYARAKATAN KEMENTERIAN HUKUM DAN HAM",
    "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jawa Tengah",
    "Kantor Imigrasi Kelas I TPI Medan",
    "Lembaga Pemasyarakatan Kelas IIA Sragen",
    "Rumah Tahanan Negara Kelas IIB Bintuni",
    "Balai Pemasyarakatan Kelas I Manokwari",
    "Rumah Detensi Imigrasi Pontianak",
    "Lembaga Pembinaan Khusus Anak Kelas II Manokwari",
    "Rumah Penyimpanan Benda Sitaan Negara Kelas I Contoh",
    "Kementerian Hukum dan Hak Asasi Manusia Republik Indonesia",
    "Kantor Wilayah Kementerian Hukum dan HAM Jawa Barat",
    "Ministry of Immigration and Corrections of the Republic of Indonesia",
    "The Directorate General of Immigration",
    "Badan Pengembangan Sumber Daya Manusia Kementerian Imigrasi dan Pemasyarakatan",
]


@pytest.mark.parametrize("name", OURS)
def test_the_ministry_and_its_units_are_known(name: str) -> None:
    assert ministry_sureness(name, ()) >= 0.85


OTHERS = [
    "Kementerian Hukum",
    "Kementerian Agama",
    "Kantor Wilayah Kementerian Agama Provinsi Contoh",
    "Universitas Contoh Nusantara",
    "Kepolisian Negara Republik Indonesia",
    "Jabatan Imigresen Malaysia",
    "Biro Imigrasi Republik Filipina",
    "Department of Corrections of the Kingdom of Thailand",
    "Ministry of Justice of Japan",
    "Badan Pengembangan Sumber Daya Manusia Perhubungan",
    "Direktorat Jenderal Administrasi Hukum Umum Kementerian Hukum dan HAM",
    "Pemerintah Kabupaten Contoh",
    "PT Bank Contoh",
    "Badan Penyelenggara Jaminan Sosial Kesehatan",
]


@pytest.mark.parametrize("name", OTHERS)
def test_others_are_not_taken_for_the_ministry(name: str) -> None:
    assert ministry_sureness(name, ("Badan Pengembangan Sumber Daya Manusia",)) == 0.0


def test_a_unit_of_the_tree_is_known_by_its_name_alone() -> None:
    assert ministry_sureness("SEKRETARIAT JENDERAL", ("Sekretariat Jenderal",)) >= 0.95


@pytest.mark.parametrize(
    ("name", "jenis", "negara"),
    [
        ("Komisi Pemilihan Umum", JenisMitra.LEMBAGA_NEGARA, "ID"),
        ("Ombudsman Republik Indonesia", JenisMitra.LEMBAGA_NEGARA, "ID"),
        ("Pengadilan Negeri Contoh", JenisMitra.LEMBAGA_NEGARA, "ID"),
        ("Kepolisian Negara Republik Indonesia", JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        ("Kejaksaan Negeri Kota Contoh", JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        ("Badan Narkotika Nasional", JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        ("Kementerian Kesehatan", JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        ("Pemerintah Kabupaten Contoh", JenisMitra.PEMERINTAH_DAERAH, "ID"),
        ("Pemerintah Provinsi Jawa Tengah", JenisMitra.PEMERINTAH_DAERAH, "ID"),
        ("Dinas Kesehatan Kota Contoh", JenisMitra.PEMERINTAH_DAERAH, "ID"),
        ("Dewan Perwakilan Rakyat Daerah Kabupaten Contoh", JenisMitra.PEMERINTAH_DAERAH, "ID"),
        ("Rumah Sakit Umum Daerah Contoh", JenisMitra.PEMERINTAH_DAERAH, "ID"),
        ("Universitas Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("PT Kurir Contoh Nusantara", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("PT. BANK CONTOH (PERSERO) TBK", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("Yayasan Contoh Belanda", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("Lembaga Bantuan Hukum Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("Kementerian Kehakiman Republik Korea", JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, "KR"),
        ("Ministry of Justice of Japan", JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, "JP"),
        ("Pemerintah Republik Sosialis Viet Nam", JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, "VN"),
        ("Otoritas Imigrasi dan Kewarganegaraan Papua Nugini", JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, "PG"),
        ("the Government of the Kingdom of the Netherlands", JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, "NL"),
        ("International Organization for Migration", JenisMitra.ORGANISASI_INTERNASIONAL, ""),
        ("United Nations Office on Drugs and Crime", JenisMitra.ORGANISASI_INTERNASIONAL, ""),
        ("Pemerintah Republik Indonesia", JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        ("the Government of the Republic of Indonesia", JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        ("Kwartir Daerah Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("Sinode Gereja Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("Radio Contoh Palopo", JenisMitra.LEMBAGA_NONPEMERINTAH, "ID"),
        ("Komite Internasional Palang Merah", JenisMitra.SUBJEK_HUKUM_INTERNASIONAL_LAINNYA, ""),
    ],
)
def test_the_name_tells_class_and_country(name: str, jenis: JenisMitra, negara: str) -> None:
    told = partner_class(name)

    assert told is not None
    assert told[:2] == (jenis, negara)


@pytest.mark.parametrize(
    "name", ["", "Contoh", "Jaringan Contoh Perlindungan Migran", "12345", "University of Example, Japan"]
)
def test_a_name_that_does_not_tell_is_left_open(name: str) -> None:
    assert partner_class(name) is None


def test_the_government_is_not_the_ministry() -> None:
    assert ministry_sureness("Pemerintah Republik Indonesia", ()) == 0.0


@pytest.mark.parametrize(
    ("name", "jenis"),
    [
        ("Menteri Dalam Negeri", JenisMitra.LEMBAGA_PEMERINTAH),
        ("Jaksa Agung Republik Indonesia", JenisMitra.LEMBAGA_PEMERINTAH),
        ("Ketua Mahkamah Agung", JenisMitra.LEMBAGA_NEGARA),
        ("Rektor Universitas Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH),
        ("KPU Kabupaten Contoh", JenisMitra.LEMBAGA_NEGARA),
        ("UPTD Puskesmas Contoh", JenisMitra.PEMERINTAH_DAERAH),
        ("Perumda Air Minum Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH),
        ("PKBM Tunas Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH),
        ("Lanal Contoh", JenisMitra.LEMBAGA_PEMERINTAH),
    ],
)
def test_offices_and_short_names_tell_the_class_of_their_institution(name: str, jenis: JenisMitra) -> None:
    told = partner_class(name)

    assert told is not None
    assert told[0] is jenis


def test_minister_stands_for_the_ministry() -> None:
    assert ministry_sureness("Menteri Imigrasi dan Pemasyarakatan", ()) >= 0.9
    assert ministry_sureness("Menteri Dalam Negeri", ()) == 0.0


@pytest.mark.parametrize(
    ("name", "jenis"),
    [("Sample Lanterns International", JenisMitra.ORGANISASI_INTERNASIONAL_NONPEMERINTAH),
     ("International Example Office for Displacement", JenisMitra.ORGANISASI_INTERNASIONAL),
     ("International Organisation on Samples", JenisMitra.ORGANISASI_INTERNASIONAL),
     ("PT Contoh International", JenisMitra.LEMBAGA_NONPEMERINTAH)],
)  # fmt: skip
def test_international_bodies_are_told_by_where_the_word_stands(name: str, jenis: JenisMitra) -> None:
    told = partner_class(name)

    assert told is not None
    assert told[0] is jenis
