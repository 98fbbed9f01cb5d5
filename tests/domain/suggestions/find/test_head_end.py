"""Where a title ends and a recital begins."""

from portal.domain.suggestions.values import Field
from tests.factories.suggested import first, suggested

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


def test_a_title_ends_where_a_recital_in_capitals_begins() -> None:
    assert first(suggested(RECITAL_IN_CAPITALS), Field.JUDUL) == "Kunjungan Ahli dalam Urusan Akademik"


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


def test_a_title_that_goes_on_with_the_name_of_a_party_stays_whole() -> None:
    told = "Pelayanan Paspor, Visa dan Izin Tinggal pada Kantor Imigrasi Kelas I Contoh, Kota Contoh"
    assert first(suggested(ENDS_IN_A_NAME), Field.JUDUL) == told
