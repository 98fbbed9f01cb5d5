"""Where a title ends and a recital begins."""

from portal.domain.suggestions.values import Field
from tests.factories.suggested import first, suggested, values

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


BOTH_NAMED_AGAIN = """KEPUTUSAN BERSAMA
DIREKTUR JENDERAL PEMBINAAN CONTOH
DAN
DIREKTUR JENDERAL PENDIDIKAN CONTOH
Nomor : E.22.PR.08.03 Tahun 2002
Nomor : 11/F/KL/2002
TENTANG
PENYELENGGARAAN PENDIDIKAN LUAR SEKOLAH

DIREKTUR JENDERAL PEMBINAAN CONTOH DAN
DIREKTUR JENDERAL PENDIDIKAN CONTOH,
Menimbang : a. bahwa narapidana mempunyai hak memperoleh pengajaran;
"""


def test_a_title_ends_where_both_parties_are_named_again_below_an_empty_line() -> None:
    assert first(suggested(BOTH_NAMED_AGAIN), Field.JUDUL) == "Penyelenggaraan Pendidikan Luar Sekolah"


TOLD_BEHIND_NAME = """NOTA KESEPAHAMAN
ANTARA
Direktorat Bina Contoh Kementerian Hukum
dan Hak Asasi Manusia
DENGAN
Lembaga Peduli Contoh, suatu organisasi
nirlaba yang didirikan di London, Inggris Raya
TENTANG
Pengembangan Keterampilan Hidup bagi Anak
"""


def test_what_is_told_of_the_last_party_ends_no_head_and_is_no_part_of_its_name() -> None:
    found = suggested(TOLD_BEHIND_NAME)

    assert values(found, Field.PIHAK_NAMA)[1] == "Lembaga Peduli Contoh"
    assert first(found, Field.JUDUL) == "Pengembangan Keterampilan Hidup bagi Anak"
