"""Openings as institutions really write them: names alone on a line, `Sebagai PIHAK`, addresses, earlier acts."""

import pytest

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Bidang, Known, Saran
from tests.factories.naskah_text import page

UNNUMBERED = """PERJANJIAN JASA PENYETORAN PENERIMAAN NEGARA ANTARA DIREKTORAT JENDERAL CONTOH DENGAN PT BANK CONTOH
Nomor: PRJ-7/CTH/2014
Pada hari ini Senin tanggal Tiga bulan Maret tahun Dua Ribu Empat Belas bertempat di Jakarta, kami yang bertanda
tangan di bawah ini:
CONTOH PEJABAT SATU
Direktur Jenderal Contoh, beralamat di Jalan Contoh Nomor 2 Jakarta, dalam jabatannya tersebut bertindak untuk dan
atas nama Menteri Contoh Republik Indonesia, untuk selanjutnya disebut sebagai PIHAK PERTAMA;
CONTOH PEJABAT DUA
Direktur PT Bank Contoh beralamat di Jalan Contoh Kav. 36, berdasarkan Surat Kuasa Direksi tanggal 25
Januari 2010 sah bertindak untuk dan atas nama PT Bank Contoh, untuk selanjutnya disebut PIHAK KEDUA;
"""
AS_PARTY = """SURAT PERJANJIAN
TENTANG
PENGELOLAAN SAMPAH MEDIS
Pada hari ini Senin tanggal Enam bulan Desember tahun Dua Ribu Dua Puluh Satu, yang bertanda tangan di bawah ini :
1. CONTOH PEJABAT SATU, S.Kep. selaku Kepala UPT Puskesmas Contoh Timur yang beralamat di Desa Contoh
Sebagai PIHAK PERTAMA.
2. apt. CONTOH PEJABAT DUA, S.Farm. selaku Pemilik Usaha Apotek Contoh Sehat yang beralamat di Desa Contoh
sebagai PIHAK KEDUA.
"""
OFFICE_BELOW_COLON = """PERJANJIAN KERJASAMA
ANTARA
DINAS KESEHATAN KABUPATEN CONTOH
DENGAN
RUMAH SAKIT UMUM CONTOH HUSADA
TENTANG
PELAYANAN KESEHATAN RUJUKAN
Pada hari ini Senin tanggal Empat bulan Januari tahun Dua Ribu Enam Belas, kami yang bertanda tangan di bawah ini :
1. Dr. CONTOH PEJABAT SATU, MM :
Kepala Dinas Kesehatan Kabupaten Contoh, berkedudukan di Jalan Contoh Nomor 17, dalam hal ini bertindak untuk dan
atas nama jabatan serta sah mewakili Pemerintah Kabupaten Contoh, selanjutnya disebut PIHAK PERTAMA.
2. Dr. CONTOH PEJABAT DUA, Sp.A :
Direktur PT. Contoh Husada Sehat, untuk dan atas nama serta mewakili Rumah Sakit Umum Contoh Husada, selanjutnya
disebut PIHAK KEDUA.
"""
OFFICE_THEN_ADDRESS = OFFICE_BELOW_COLON.replace("Contoh, berkedudukan di Jalan", "Contoh beralamat di Jalan")
RECITAL_IN_CAPITALS = """MEMORANDUM SALING PENGERTIAN
ANTARA
DIREKTORAT JENDERAL PEMBELAJARAN CONTOH
DAN
UNIVERSITAS CONTOH SINGAPURA
MENGENAI
KUNJUNGAN AHLI DALAM URUSAN AKADEMIK
DIREKTORAT JENDERAL PEMBELAJARAN CONTOH, KEMENTERIAN CONTOH
REPUBLIK INDONESIA ("DITJEN"), yang beralamat di Jalan Contoh, Jakarta;
"""
ENDS_IN_A_NAME = """NOTA KESEPAHAMAN
ANTARA
KANTOR IMIGRASI KELAS I CONTOH
DENGAN
UNIVERSITAS CONTOH
TENTANG
PELAYANAN PASPOR, VISA DAN IZIN TINGGAL PADA
KANTOR IMIGRASI KELAS I CONTOH, KOTA CONTOH
Pada hari ini, Kamis, tanggal dua puluh dua bulan Mei tahun dua ribu dua puluh lima (22-05-2025), bertempat di Jakarta,
"""
ADDRESS = """MEMORANDUM OF AGREEMENT
BETWEEN
UNIVERSITI CONTOH
AND
UNIVERSITAS CONTOH
ON
SYMPOSIUM AND SEMINAR
This Memorandum of Agreement is made on 15 day of March 2022
BETWEEN
UNIVERSITI CONTOH (hereinafter referred to as "UC") is a public university whose address is at Chancellery, Universiti
Contoh, 40450 Contoh, Malaysia;
"""
EARLIER_ACT = """MEMORANDUM SALING PENGERTIAN
ANTARA
KEMENTERIAN CONTOH REPUBLIK INDONESIA
DAN
KEMENTERIAN CONTOH REPUBLIK CONTOH
TENTANG
RISET KELAUTAN
Kementerian Contoh Republik Indonesia dan Kementerian Contoh Republik Contoh, selanjutnya disebut Para Pihak,
Mengingat bahwa kedua Pihak menetapkan suatu Persetujuan kerja sama ilmiah, ditandatangani pada tanggal 20 Maret 1979
di Jakarta, telah menyetujui hal-hal sebagai berikut
"""


def first(text: str, bidang: Bidang, pihak: int | None = None) -> Saran | None:
    found = suggest([page(text)], Known())
    return next((s for s in found if (s.bidang, s.pihak, s.peringkat) == (bidang, pihak, 1)), None)


def value(text: str, bidang: Bidang, pihak: int | None = None) -> str | None:
    found = first(text, bidang, pihak)
    return found.nilai if found else None


@pytest.mark.parametrize(
    ("text", "pihak", "name", "office"),
    [
        (UNNUMBERED, 1, "CONTOH PEJABAT SATU", "Direktur Jenderal Contoh"),
        (UNNUMBERED, 2, "CONTOH PEJABAT DUA", "Direktur PT Bank Contoh"),
        (AS_PARTY, 1, "CONTOH PEJABAT SATU, S.Kep.", "Kepala UPT Puskesmas Contoh Timur"),
        (AS_PARTY, 2, "apt. CONTOH PEJABAT DUA, S.Farm.", "Pemilik Usaha Apotek Contoh Sehat"),
        (OFFICE_BELOW_COLON, 1, "Dr. CONTOH PEJABAT SATU, MM", "Kepala Dinas Kesehatan Kabupaten Contoh"),
        (OFFICE_BELOW_COLON, 2, "Dr. CONTOH PEJABAT DUA, Sp.A", "Direktur PT. Contoh Husada Sehat"),
        (OFFICE_THEN_ADDRESS, 1, "Dr. CONTOH PEJABAT SATU, MM", "Kepala Dinas Kesehatan Kabupaten Contoh"),
    ],
)
def test_signer_and_office_of_an_unusual_opening_are_read(text: str, pihak: int, name: str, office: str) -> None:
    assert value(text, Bidang.PENANDA_TANGAN, pihak) == name
    assert value(text, Bidang.JABATAN, pihak) == office


def test_parties_that_are_only_said_to_be_a_party_are_read() -> None:
    assert value(AS_PARTY, Bidang.PIHAK_NAMA, 1) == "UPT Puskesmas Contoh Timur"
    assert value(AS_PARTY, Bidang.PIHAK_NAMA, 2) == "Apotek Contoh Sehat"


def test_words_that_join_behalf_and_party_are_no_part_of_its_name() -> None:
    assert value(OFFICE_BELOW_COLON, Bidang.PIHAK_NAMA, 2) == "Rumah Sakit Umum Contoh Husada"


def test_a_title_between_form_and_parties_on_one_line_is_offered_as_doubtful() -> None:
    title = first(UNNUMBERED, Bidang.JUDUL)
    assert title is not None
    assert title.nilai == "JASA PENYETORAN PENERIMAAN NEGARA"
    assert not title.is_sure


def test_a_title_ends_where_a_recital_in_capitals_begins() -> None:
    assert value(RECITAL_IN_CAPITALS, Bidang.JUDUL) == "KUNJUNGAN AHLI DALAM URUSAN AKADEMIK"


def test_a_title_that_goes_on_with_the_name_of_a_party_stays_whole() -> None:
    told = "PELAYANAN PASPOR, VISA DAN IZIN TINGGAL PADA KANTOR IMIGRASI KELAS I CONTOH, KOTA CONTOH"
    assert value(ENDS_IN_A_NAME, Bidang.JUDUL) == told


def test_an_address_is_no_place_of_signing() -> None:
    assert value(ADDRESS, Bidang.TEMPAT) is None
    assert value(ADDRESS, Bidang.SIGNED_ON) == "2022-03-15"


def test_the_day_of_an_earlier_act_is_no_day_of_signing() -> None:
    assert value(EARLIER_ACT, Bidang.SIGNED_ON) is None
