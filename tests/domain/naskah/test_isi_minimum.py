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
    assert set(isi_minimum.BAGIAN[Lingkup.DALAM_NEGERI]) - found == {isi_minimum.JUDUL}


def test_an_english_naskah_shows_all_parts_of_pasal_31_ayat_3() -> None:
    found = isi_minimum.found_in((*ENGLISH, FILLER))

    assert found is not None
    assert set(isi_minimum.BAGIAN[Lingkup.LUAR_NEGERI]) - found == {isi_minimum.JUDUL}


def test_too_little_text_is_not_judged() -> None:
    assert isi_minimum.found_in(INDONESIAN) is None
    assert isi_minimum.found_in(()) is None
    assert isi_minimum.found_in((FILLER,)) == frozenset()
