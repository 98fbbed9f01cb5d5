"""Minimum content (Pasal 21, Pasal 31 ayat (3)): found by its usual words in both languages, not from little text."""

from portal.domain.naskah import isi_minimum
from portal.domain.naskah.enumerations import Lingkup

FILLER = "Ketentuan lain yang tidak menyebut apa pun. " * 30
INDONESIAN = (
    "PASAL 1 MAKSUD DAN TUJUAN … PASAL 2 RUANG  LINGKUP … PASAL 3 PELAKSANAAN KEGIATAN …",
    "PASAL 4 HAK DAN KEWAJIBAN … PASAL 5 PEMBIAYAAN … PASAL 6 JANGKA\nWAKTU … PARA PIHAK",
)
ENGLISH = (
    "Desiring to strengthen relations, the Parties have agreed: Article 1 Objective. Article 2 Scope.",
    "Article 3 Funding. Article 4 This Memorandum shall enter into force on the date of signature.",
)


def test_an_indonesian_naskah_shows_all_parts_of_pasal_21() -> None:
    found = isi_minimum.found_in((*INDONESIAN, FILLER))

    assert found is not None
    assert set(isi_minimum.BAGIAN[Lingkup.DALAM_NEGERI]) - set(found) == {isi_minimum.JUDUL}


def test_an_english_naskah_shows_all_parts_of_pasal_31_ayat_3() -> None:
    found = isi_minimum.found_in((*ENGLISH, FILLER))

    assert found is not None
    assert set(isi_minimum.BAGIAN[Lingkup.LUAR_NEGERI]) - set(found) == {isi_minimum.JUDUL}


def test_too_little_text_is_not_judged() -> None:
    assert isi_minimum.found_in(INDONESIAN) is None
    assert isi_minimum.found_in(()) is None
    assert isi_minimum.found_in((FILLER,)) == {}


PAPER = (
    "PERJANJIAN KERJA SAMA\nTENTANG\nPELATIHAN\nPada hari ini para pihak sepakat mengenai pendanaan dan jangka waktu.\n"
    f"{FILLER}",
    "PASAL 1\nMAKSUD DAN TUJUAN\nKerja sama ini saling menguntungkan.\nPASAL 2\nRUANG LINGKUP\nPelatihan bersama.",
    "PASAL 3\nBIAYA\nDitanggung masing-masing.\nPASAL 4\nHAK DAN KEWAJIBAN\nPelaksanaan kegiatan dibagi rata.",
)


def test_each_part_is_told_with_its_pasal_and_page_a_heading_before_a_mention() -> None:
    found = isi_minimum.found_in(PAPER)

    assert found is not None
    places = {bagian: place.text for bagian, place in found.items() if place is not None}
    assert places[isi_minimum.TUJUAN] == "Pasal 1, hlm. 2"
    assert places[isi_minimum.RUANG_LINGKUP] == "Pasal 2, hlm. 2"
    assert places[isi_minimum.PENDANAAN] == "Pasal 3, hlm. 3"
    assert places[isi_minimum.KEGIATAN] == "Pasal 4, hlm. 3"
    assert places[isi_minimum.JANGKA_WAKTU] == "hlm. 1"


def test_a_place_in_a_further_file_says_which() -> None:
    found = isi_minimum.joined((None, isi_minimum.found_in(PAPER)))

    assert found is not None
    place = found[isi_minimum.TUJUAN]
    assert place is not None
    assert place.text == "Pasal 1, berkas 2 hlm. 2"
    assert isi_minimum.joined((None, None)) is None


def test_the_places_are_told_in_the_order_of_the_regulation() -> None:
    found = isi_minimum.found_in(PAPER)

    assert found is not None
    assert isi_minimum.told(Lingkup.DALAM_NEGERI, found).startswith(
        "tujuan (Pasal 1, hlm. 2), ruang lingkup (Pasal 2, hlm. 2)"
    )
    assert isi_minimum.told(Lingkup.DALAM_NEGERI, frozenset(found)) == ""
