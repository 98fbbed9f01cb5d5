"""A value that one reader cut off is told from the whole one, and whole from what merely ran on."""

import pytest

from portal.domain.suggestions.fuller import is_fuller
from portal.domain.suggestions.values import Field


@pytest.mark.parametrize(
    ("field", "longer", "shorter"),
    [
        pytest.param(Field.PENANDA_TANGAN, "Contoh Sri Penanda, S.H.", "Contoh Sri", id="a name cut behind"),
        pytest.param(Field.PENANDA_TANGAN, "dr. CONTOH SRI PENANDA, Sp.KJ.", "dr. CONTOH", id="capitals and titles"),
        pytest.param(Field.PENANDA_TANGAN, "Contoh Sri Penanda, S.H.", "Sri Penanda, S.H.", id="a name cut before"),
        pytest.param(Field.PENANDA_TANGAN, "Contoh Sri Penandawati", "Contoh Penandaw", id="a word lost under ink"),
        pytest.param(Field.PENANDA_TANGAN, "Contoh Sri Penandawati, M.M.", "Contoh Sri Penan", id="a word cut in two"),
        pytest.param(Field.JABATAN, "Kepala Kepolisian Resor Contoh", "Kepala Kepolisian Resor", id="an office"),
        pytest.param(Field.JABATAN, "Kepala Dinas Koperasi dan Usaha Kecil", "Kepala Dinas Koperasi", id="at a comma"),
        pytest.param(Field.PIHAK_NAMA, "Politeknik Negeri Contoh Dewata", "Politeknik Negeri", id="an institution"),
        pytest.param(
            Field.JUDUL,
            "Pengelolaan Perpustakaan dan Kelas Literasi di Lembaga Pembinaan",
            "Pengelolaan Perpustai di Lembaga Pemb",
            id="a title beneath a fold",
        ),
        pytest.param(Field.PIHAK_NOMOR, "44/LSP-CM/XII/2016", "44/LSP-C", id="a number cut behind"),
        pytest.param(Field.PIHAK_NOMOR, "W14.PAS.1-PK.01.05-1933", "PAS.1-PK.01.05-1933", id="a number cut before"),
    ],
)
def test_the_whole_value_is_fuller_than_what_is_left_of_it(field: Field, longer: str, shorter: str) -> None:
    assert is_fuller(field, longer, shorter)
    assert not is_fuller(field, shorter, longer)


@pytest.mark.parametrize(
    ("field", "longer", "shorter"),
    [
        pytest.param(Field.PENANDA_TANGAN, "Contoh Sri, S.H.", "Contoh Ari, S.H.", id="another name"),
        pytest.param(Field.PENANDA_TANGAN, "Drs. Contoh Satu, Dr. Contoh Dua", "Dr. Contoh Dua", id="two persons"),
        pytest.param(Field.PENANDA_TANGAN, "Selasa, Contoh Sri Penanda", "Contoh Sri Penanda", id="a day before it"),
        pytest.param(Field.PENANDA_TANGAN, "Contoh Sri Kepala Dinas", "Contoh Sri", id="an office behind it"),
        pytest.param(Field.JABATAN, "Kepala Kepolisian Bupati Contoh", "Kepala Kepolisian", id="two offices"),
        pytest.param(Field.JABATAN, "Kepala Balai 12 Mei 2020", "Kepala Balai", id="a day behind an office"),
        pytest.param(Field.JABATAN, "Kepala Balai Contoh, S.H.", "Kepala Balai", id="degrees behind an office"),
        pytest.param(
            Field.PIHAK_NAMA, "Yayasan Contoh sebagaimana akta Nomor 18", "Yayasan Contoh", id="a sentence behind it"
        ),
        pytest.param(Field.PIHAK_NAMA, "Yayasan Contoh Kepala Dinas", "Yayasan Contoh", id="an office behind a party"),
        pytest.param(Field.JUDUL, "Pelatihan Tata Boga ee Se | x 16/9108", "Pelatihan Tata Boga", id="scraps"),
        pytest.param(Field.PENANDA_TANGAN, "I .Hj. Contoh Sri, S.H.", "Hj. Contoh Sri, S.H.", id="a scrap before it"),
        pytest.param(Field.JABATAN, "Kepala Balai Contoh. Namaorang", "Kepala Balai Contoh", id="a name run in"),
        pytest.param(Field.JABATAN, "Pejabat Pembuat Komitmen Pemilik Toko", "Pemilik Toko", id="an office before it"),
        pytest.param(Field.JUDUL, "Kajian NOMOR: Kepuasan Layanan", "Kajian Kepuasan Layanan", id="a label run in"),
        pytest.param(Field.PIHAK_NOMOR, "MIM/2014/07 EB 2014", "MIM/2014/07", id="a stamp behind a number"),
        pytest.param(Field.PIHAK_NOMOR, "44/LSP-C .. ..", "44/LSP-C", id="dots"),
        pytest.param(Field.BAHASA, "id en", "id", id="no field of words"),
        pytest.param(Field.SIGNED_ON, "2020-11-02", "2020-1", id="a day of another month"),
        pytest.param(Field.PENANDA_TANGAN, "Contoh Sri", "Contoh Sri", id="the same"),
    ],
)
def test_what_only_ran_on_or_is_another_value_is_not_fuller(field: Field, longer: str, shorter: str) -> None:
    assert not is_fuller(field, longer, shorter)


@pytest.mark.parametrize(
    ("longer", "is_whole"), [("Surat Perjanjian Kerja", True), ("Perjanjian Kxzq", False), ("Piagam", False)]
)
def test_the_longer_name_of_a_form_is_the_whole_one(longer: str, is_whole: bool) -> None:
    assert is_fuller(Field.NAMA_BENTUK, longer, "Perjanjian") == is_whole
