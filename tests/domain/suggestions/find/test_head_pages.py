"""Covers, and pages read out of their order."""

import pytest

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.factories.naskah_heads import (
    BEHIND_COVER,
    LAPAS,
    NUMBER_BELOW_EACH_PARTY,
    SANGGAR,
    SANGGAR_BLOCKS,
    TITLE,
    WHOLE,
    YAYASAN,
)
from tests.factories.naskah_text import page
from tests.factories.suggested import first, firsts, parties, suggested, values


def test_head_behind_a_cover_is_preferred_to_the_cover() -> None:
    cover = f"PERJANJIAN KERJA SAMA\nANTARA\n{YAYASAN}\nDENGAN\n{LAPAS}\nTAHUN 2024"

    found = suggest([page(cover), page(WHOLE, number=2)], Known())

    assert (first(found, Field.JUDUL) or "").upper() == TITLE
    assert parties(found) == [LAPAS, YAYASAN]


def test_a_head_on_a_cover_goes_on_behind_it() -> None:
    cover, rest = NUMBER_BELOW_EACH_PARTY.split("TENTANG\n")
    found = suggest([page(cover), page("TENTANG\n" + rest, number=2)], Known())

    assert [s.halaman for s in found if s.bidang is Field.JUDUL] == [2]


def test_an_opening_read_before_its_head_still_tells_the_day() -> None:
    opening, rest = SANGGAR_BLOCKS.split("\n", 1)
    found = suggested(f"{opening}\n{SANGGAR}{rest}")

    assert firsts(found, Field.SIGNED_ON) == ["2025-08-04"]
    assert firsts(found, Field.TEMPAT) == ["Palopo"]


COVER = """PERJANJIAN KERJA SAMA
UNIVERSITAS CONTOH ANDALAN
DENGAN
PT PERKEBUNAN CONTOH SELATAN
TENTANG
RISET VARIETAS UNGGUL
KELAPA SAWIT
TAHUN 2018
"""


def test_the_page_behind_a_cover_gives_the_numbers_and_the_cover_no_year_to_the_title() -> None:
    both = suggest([page(COVER), page(BEHIND_COVER, number=2)], Known())
    alone = suggested(COVER)

    assert values(both, Field.PIHAK_NOMOR) == ["19/UN.16.R/KPT/2018", "06.DIR/SP/11/II/2018"]
    assert values(both, Field.JUDUL) == values(alone, Field.JUDUL) == ["Riset Varietas Unggul Kelapa Sawit"]


@pytest.mark.parametrize(
    "heads", ["Instansi Nomor dokumen Penanggung jawab", "No. Lembaga Nomor", "Lembaga : Nomor surat"]
)
def test_numbers_in_a_column_of_a_table_behind_a_cover_go_to_their_institutions(heads: str) -> None:
    cover = "KERANGKA ACUAN BERSAMA\n\nLAYANAN KESEHATAN DETENI\n\nRUMAH DETENSI IMIGRASI CONTOH\nRUMAH SAKIT CONTOH"
    table = (
        f"A. LATAR BELAKANG\nHasil penapisan menunjukkan gejala sedang sampai berat.\nB. PELAKSANA\n{heads}\n"
        "Rumah Detensi Imigrasi W23.IMI.IMI.7-UM.01.01-0877 Kepala Rumah Detensi\nContoh\n"
        "Rumah Sakit Contoh 445/RSC/1931/V/2023 Direktur Rumah Sakit\nC. KEGIATAN\n1. Penapisan ulang seluruh deteni.\n"
    )

    found = suggest([page(cover), page(table, number=2)], Known())

    assert first(found, Field.PIHAK_NOMOR, 1) == "W23.IMI.IMI.7-UM.01.01-0877"
    assert first(found, Field.PIHAK_NOMOR, 2) == "445/RSC/1931/V/2023"


def test_a_reference_in_running_text_is_no_column_of_numbers() -> None:
    cover = "KERANGKA ACUAN KERJA BERSAMA\n\nRUMAH DETENSI IMIGRASI CONTOH\nRUMAH SAKIT CONTOH"
    prose = (
        "A. LATAR BELAKANG\nKegiatan ini disusun menurut nomor surat\nyang dikirim, yaitu M.HH-05.OT.01.01-7 serta\n"
        "surat jawaban 445/RSC/1931/V/2023 dari rumah sakit\nyang berlaku sejak bulan itu.\nB. KEGIATAN\n1. Penapisan."
    )

    found = suggest([page(cover), page(prose, number=2)], Known())

    assert not values(found, Field.PIHAK_NOMOR)
