"""The enumerations of the regulation, value by value, as the articles list them."""

from enum import StrEnum

import pytest

from portal.domain.naskah import enumerations
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.naskah.status import Status
from portal.domain.penghitaman.penghitaman import AlasanHitam
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import AlasanPenahanan

FOREIGN = (
    "lembaga_pemerintah_negara_asing organisasi_internasional organisasi_internasional_nonpemerintah "
    "subjek_hukum_internasional_lainnya"
)
LISTS = [
    ("Pasal 2", enumerations.Lingkup, "dalam_negeri luar_negeri"),
    ("Pasal 3 ayat (1)", enumerations.Kategori, "utama teknis"),
    ("Pasal 12 dan Pasal 8 ayat (1)", enumerations.Tingkat, "kementerian eselon1 kanwil upt"),
    ("Pasal 5", enumerations.Bentuk, "nota_kesepahaman perjanjian_kerja_sama nama_lain"),
    ("Pasal 3 ayat (4) dan Pasal 9", enumerations.JenisMitra,
     f"lembaga_negara lembaga_pemerintah lembaga_nonpemerintah pemerintah_daerah {FOREIGN}"),
    ("Pasal 7 ayat (1)", enumerations.AlasanTanpaInduk, "substansi_teknis pertimbangan_pimpinan"),
    ("Pasal 37 ayat (1)", enumerations.AlasanPengakhiran, "periode_berakhir pelanggaran bertentangan kesepakatan"),
    ("Pasal 6, 36", enumerations.JenisHubungan, "induk perpanjangan perubahan pengganti pelaksana"),
    ("UU 14/2008", enumerations.Visibilitas, "publik metadata dikecualikan"),
    ("presisi tanggal", enumerations.Presisi, "hari bulan tahun tidak_diketahui"),
    ("status", Status, "draf diajukan terbit dikembalikan ditarik"),
    ("masa berlaku", MasaBerlaku, "belum_berlaku berlaku berakhir diakhiri diganti tidak_diketahui"),
    ("peran", Peran, "pengelola biro ppid pimpinan admin sistem"),
    ("penahanan", AlasanPenahanan,
     "belum_terbaca baca_gagal data_pribadi isian_pribadi tanpa_naskah tanpa_teks bukan_naskah berkas_tertanam "
     "komentar klausul penghitaman orang_kedua menunggu_biro putusan_ppid embargo"),
    ("UU 27/2022, UU 14/2008 Pasal 17", AlasanHitam, "data_pribadi rahasia lain"),
]  # fmt: skip


@pytest.mark.parametrize(("members", "expected"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS])
def test_the_list_is_exactly_that_of_the_article(members: type[StrEnum], expected: str) -> None:
    assert [member.value for member in members] == expected.split()


def test_the_foreign_partners_are_those_of_pasal_9() -> None:
    assert {jenis.value for jenis in enumerations.FOREIGN_JENIS_MITRA} == set(FOREIGN.split())
