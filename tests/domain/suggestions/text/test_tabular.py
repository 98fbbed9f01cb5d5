"""Columns of names and labels are written out entry by entry; any other page stays as it was read."""

import pytest

from portal.domain.suggestions.text.lines import lines_of
from portal.domain.suggestions.text.tabular import tabular
from tests.factories.naskah_kinds import laid

NAMES = """
yang bertanda tangan di bawah ini:
1. Hj. CONTOH RAHMA           : Kepala Dinas Contoh Kabupaten Contoh, dalam hal ini
   WIJAYA, S.Pi., M.P.          bertindak untuk dan atas nama Dinas Contoh Kabupaten
                                Contoh, selanjutnya disebut PIHAK KESATU.
2. CONTOH TEGUH               : Kepala Kantor Contoh, bertindak untuk dan atas nama
   SANTIKA, S.Kom.              Kantor Contoh, selanjutnya disebut
                                PIHAK KEDUA.
"""


def test_a_name_over_two_lines_is_put_together_before_its_text() -> None:
    lines = [line.text for line in lines_of(laid(NAMES))]

    assert lines[1] == ("1. Hj. CONTOH RAHMA WIJAYA, S.Pi., M.P. : Kepala Dinas Contoh Kabupaten Contoh, dalam hal ini")
    assert lines[2] == "bertindak untuk dan atas nama Dinas Contoh Kabupaten"
    assert lines[4].startswith("2. CONTOH TEGUH SANTIKA, S.Kom. : Kepala Kantor Contoh")


DEGREES = """
yang bertanda tangan di bawah ini:
1. H. CONTOH          : Bupati Contoh Selatan, bertindak dalam jabatannya mewakili
   HAKIMULLAH,          Pemerintah Kabupaten Contoh Selatan sesuai Undang-Undang
   B.A.                 Nomor 32 Tahun 2004, selanjutnya disebut PIHAK KESATU.
2. INSPEKTUR          : KEPALA KEPOLISIAN DAERAH CONTOH TENGGARA
   JENDERAL POLISI      TIMUR, dalam hal ini bertindak untuk dan atas nama jabatan
   CONTOH SRI, S.I.K.   tersebut, selanjutnya disebut PIHAK KEDUA.
Memperhatikan Peraturan Menteri Contoh tentang Pengamanan, kedua pihak sepakat.
"""


def test_degrees_below_a_name_are_no_bullet_and_the_last_entry_needs_none_behind_it() -> None:
    lines = [line.text for line in lines_of(laid(DEGREES))]

    assert lines[1].startswith("1. H. CONTOH HAKIMULLAH, B.A. : Bupati Contoh Selatan,")
    assert lines[4] == "2. INSPEKTUR JENDERAL POLISI CONTOH SRI, S.I.K. : KEPALA KEPOLISIAN DAERAH CONTOH TENGGARA"
    assert lines[5].startswith("TIMUR, dalam hal ini")


def test_a_label_that_lost_its_colon_gets_it_back() -> None:
    lines = tabular(laid("KERANGKA ACUAN\nPekerjaan           Pendampingan Hukum\nLembaga             Rumah Contoh\n"))

    assert lines is not None
    assert lines[1:] == ["Pekerjaan : Pendampingan Hukum", "Lembaga : Rumah Contoh"]


HALVES = """
PAKET PEKERJAAN: Kajian Kepuasan             NOMOR DAN TANGGAL:
Layanan di Wilayah Contoh                    PPK.2-KU.03.02-0147
PELAKSANA: LEMBAGA PENELITIAN                NILAI: Rp148.750.000,00
UNIVERSITAS CONTOH                           Tanggal 11 April 2016
"""


def test_a_table_with_labels_in_both_halves_is_read_half_by_half() -> None:
    lines = tabular(laid(HALVES))

    assert lines is not None
    assert lines[:2] == ["PAKET PEKERJAAN: Kajian Kepuasan", "Layanan di Wilayah Contoh"]
    assert lines[4] == "NOMOR DAN TANGGAL:"


def test_running_text_and_justified_lines_stay_as_they_were_read() -> None:
    text = (
        "1. CONTOH     REYNALDI, selaku Direktur Jenderal Contoh\n"
        "Kementerian   Contoh, berkedudukan di Jalan Contoh Nomor 1\n"
        "Jakarta Pusat, bertindak untuk dan atas nama Direktorat Jenderal Contoh"
    )

    assert tabular(laid(text)) is None


def test_two_columns_below_each_other_are_a_table_whatever_its_labels_say() -> None:
    lines = tabular(
        laid(
            "KESEPAKATAN BERSAMA\n"
            "Gagasan             Dapur Sehat\n"
            "Penggagas           Rutan Contoh\n"
            "Perumus             Klinik Contoh Sehat\n"
        )
    )

    assert lines is not None
    assert lines[1:] == ["Gagasan : Dapur Sehat", "Penggagas : Rutan Contoh", "Perumus : Klinik Contoh Sehat"]


def test_a_second_column_that_goes_on_with_a_sentence_is_no_table() -> None:
    text = (
        "Balai Contoh        , diwakili Ir. Contoh\nContoh Raya         yang disebut\nContoh Timur        pihak kedua\n"
    )

    assert tabular(laid(text)) is None


@pytest.mark.parametrize("labels", [("Lembaga", "Nomor", "Pejabat"), ("Instansi", "Nomor", "Alamat")])
def test_a_table_with_a_column_for_each_party_is_read_column_by_column(labels: tuple[str, str, str]) -> None:
    first, second, third = labels
    table = f"""KONTRAK SWAKELOLA
{first:20}Sekretariat Contoh            Institut Teknologi Contoh
                    Pemasyarakatan                Priangan
{second:20}PAS1.PB.02.01-067             B/0117/ITNCP/HK/2023
{third:20}Ir. Contoh Sri, KPA           Contoh Budi, Ph.D.
Kedua pihak sepakat bekerja sama menurut ketentuan di bawah ini untuk waktu satu tahun.
"""
    lines = tabular(laid(table))

    assert lines is not None
    assert lines[1:7] == [
        f"{first} : Sekretariat Contoh Pemasyarakatan", f"{second} : PAS1.PB.02.01-067",
        f"{third} : Ir. Contoh Sri, KPA",
        f"{first} : Institut Teknologi Contoh Priangan", f"{second} : B/0117/ITNCP/HK/2023",
        f"{third} : Contoh Budi, Ph.D.",
    ]  # fmt: skip
