"""Heads that lost a line, said everything twice or were read out of order, and how sure what is left may be."""

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Bidang, Known, Saran
from tests.factories.naskah_text import page

BLOCKS = """Pada hari ini Senin tanggal empat bulan Agustus tahun dua ribu dua puluh lima, bertempat di Palopo, kami:
1. RADEN WIRYO, S.H., selaku Kepala Rutan Kelas IIB Palopo, bertindak untuk dan atas nama Rutan Kelas IIB Palopo,
selanjutnya disebut PIHAK KESATU;
2. SITI KENANGA, selaku Ketua Sanggar Tari Kenanga, bertindak untuk dan atas nama Sanggar Tari Kenanga,
selanjutnya disebut PIHAK KEDUA.
"""
HEAD = """PERJANJIAN KERJA SAMA
ANTARA
RUTAN KELAS IIB PALOPO
DENGAN
SANGGAR TARI KENANGA
TENTANG
PELATIHAN TARI BAGI WARGA BINAAN
"""
STACKED = """MEMORANDUM SALING PENGERTIAN
MEMORANDUM OF UNDERSTANDING
ANTARA
BETWEEN
DIREKTORAT JENDERAL PEMASYARAKATAN
THE DIRECTORATE GENERAL OF CORRECTIONS
DAN
AND
ORGANISASI KESEHATAN DUNIA
THE WORLD HEALTH ORGANIZATION
TENTANG
ON
PENCEGAHAN PENYAKIT DI LEMBAGA PEMASYARAKATAN
PREVENTION OF DISEASES IN PRISONS
Nomor/Number: PAS-0012.HH.04.03 Tahun 2024
Nomor/Number: WHO/MOU/2024/007
Direktorat Jenderal Pemasyarakatan dan Organisasi Kesehatan Dunia, selanjutnya disebut "Para Pihak",
"""
AMENDED = """PERUBAHAN KEDUA
ATAS PERJANJIAN KERJA SAMA
ANTARA
RUTAN KELAS IIB PALOPO
DENGAN
SANGGAR TARI KENANGA
NOMOR W23.PAS.PAS9-HH.05.05-11
NOMOR 12/STK/2021
TENTANG
PELATIHAN TARI
NOMOR W23.PAS.PAS9-HH.05.05-77
NOMOR 31/STK/VIII/2025
"""


def nilai(found: tuple[Saran, ...], bidang: Bidang) -> list[str]:
    return [one.nilai for one in found if one.bidang is bidang and one.peringkat == 1]


def test_a_head_that_says_all_twice_is_read_once() -> None:
    found = suggest([page(STACKED)], Known())

    assert [name.lower() for name in nilai(found, Bidang.PIHAK_NAMA)] == [
        "direktorat jenderal pemasyarakatan", "organisasi kesehatan dunia",
    ]  # fmt: skip
    assert nilai(found, Bidang.JUDUL) == ["PENCEGAHAN PENYAKIT DI LEMBAGA PEMASYARAKATAN"]
    assert nilai(found, Bidang.PIHAK_NOMOR) == ["PAS-0012.HH.04.03 Tahun 2024", "WHO/MOU/2024/007"]


def test_parties_are_found_without_antara() -> None:
    found = suggest([page(HEAD.replace("ANTARA\n", "") + BLOCKS)], Known())

    assert [name.lower() for name in nilai(found, Bidang.PIHAK_NAMA)] == [
        "rutan kelas iib palopo", "sanggar tari kenanga",
    ]  # fmt: skip


def test_a_title_that_ran_into_a_party_is_taken_out_and_is_not_sure() -> None:
    found = suggest([page(HEAD.replace("TENTANG\n", "") + BLOCKS)], Known())

    assert nilai(found, Bidang.PIHAK_NAMA)[1] == "Sanggar Tari Kenanga"
    judul = next(one for one in found if one.bidang is Bidang.JUDUL)
    assert judul.nilai == "PELATIHAN TARI BAGI WARGA BINAAN"
    assert not judul.is_sure


def test_a_party_that_nothing_says_again_is_not_sure() -> None:
    found = suggest([page(HEAD)], Known())

    names = [one for one in found if one.bidang is Bidang.PIHAK_NAMA]
    assert len(names) == 2
    assert not names[1].is_sure


def test_an_opening_read_before_its_head_still_tells_the_day() -> None:
    opening, rest = BLOCKS.split("\n", 1)
    found = suggest([page(f"{opening}\n{HEAD}{rest}")], Known())

    assert nilai(found, Bidang.SIGNED_ON) == ["2025-08-04"]
    assert nilai(found, Bidang.TEMPAT) == ["Palopo"]


def test_an_amendment_has_the_numbers_below_its_title() -> None:
    found = suggest([page(AMENDED + BLOCKS)], Known())

    assert nilai(found, Bidang.PIHAK_NOMOR) == ["W23.PAS.PAS9-HH.05.05-77", "31/STK/VIII/2025"]


def test_a_name_that_only_begins_like_the_signature_is_not_sure() -> None:
    signed = "PIHAK KESATU\nKepala Rutan,\nRADEN WIRYO KUSUMO, S.H.\nPIHAK KEDUA\nKetua,\nSITI KENANGA\n"
    found = suggest([page(HEAD + BLOCKS), page(signed, number=2)], Known())

    signers = {one.pihak: one.is_sure for one in found if one.bidang is Bidang.PENANDA_TANGAN}
    assert signers == {1: False, 2: True}


def test_a_language_named_but_not_seen_is_not_sure() -> None:
    closing = "DONE in duplicate in the English and Korean languages, both texts being equally authentic. " * 2
    found = suggest([page(closing)], Known())

    assert not next(one for one in found if one.bidang is Bidang.BAHASA).is_sure


def test_a_place_named_above_the_signatures_is_taken_but_not_sure() -> None:
    found = suggest(
        [page(HEAD + BLOCKS.replace("bertempat di Palopo, ", "") + "Dibuat di Palopo\nPIHAK KESATU")], Known()
    )

    tempat = next(one for one in found if one.bidang is Bidang.TEMPAT)
    assert (tempat.nilai, tempat.is_sure) == ("Palopo", False)


def test_the_town_in_the_name_of_a_unit_is_a_place_but_not_a_sure_one() -> None:
    found = suggest([page(HEAD + BLOCKS.replace("di Palopo,", "di Kanim Kelas II Non TPI Bantaeng,"))], Known())

    tempat = next(one for one in found if one.bidang is Bidang.TEMPAT)
    assert (tempat.nilai, tempat.is_sure) == ("Bantaeng", False)
