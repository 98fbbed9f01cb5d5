"""Blanks that a recogniser lost or added, and words of a head found again below it."""

import pytest

from portal.domain.suggestions.text.lines import Line, squeeze
from portal.domain.suggestions.text.repeats import has_doubtful_word, mend, name_apart, said_again, words_of

TEXT = (
    "1. CONTOH, Kepala Balai Arsip Wilayah II Palopo, bertindak untuk Balai Arsip Wilayah II Palopo, pelestarian naskah"
)


@pytest.mark.parametrize("printed", ["BALAIARSIP WILAYAH II PALOPO", "BA LAI ARSIP WILAYAH II PALOPO"])
def test_a_name_is_found_again_whatever_its_blanks(printed: str) -> None:
    assert said_again(printed, TEXT) == "Balai Arsip Wilayah II Palopo"


@pytest.mark.parametrize("printed", ["BALAI ARSIP WILAYAH II PALO", "ALAI ARSIP WILAYAH II", "ARSIP", ""])
def test_a_part_of_a_word_is_not_the_word(printed: str) -> None:
    assert said_again(printed, TEXT) is None


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("PELATIHANDAN PENDIDIKAN", "PELATIHAN DAN PENDIDIKAN"),
        ("PENE LITIAN BERSAMA", "PENELITIAN BERSAMA"),
        ("PELESTORIAN NASKAH", "PELESTARIAN NASKAH"),
        ("PENYALAHGUNAAN DAN PENYEBARLUASAN", "PENYALAHGUNAAN DAN PENYEBARLUASAN"),
        ("BAGI PENYALAHGUNA NARKOTIKA", "BAGI PENYALAHGUNA NARKOTIKA"),
        ("ANGGARAN 2022", "ANGGARAN 2022"),
        ("DI KOTA WAINGAPU", "DI KOTA WAINGAPU"),
    ],
)
def test_only_what_is_no_word_is_mended(read: str, meant: str) -> None:
    assert mend(read, words_of(TEXT)) == meant


def test_a_word_that_nothing_vouches_for_is_doubtful() -> None:
    assert has_doubtful_word("PELESTARIAN NASKEH", words_of(TEXT))
    assert has_doubtful_word("PELESTARIAN NASKAH DNN ARSIP", words_of(TEXT))
    assert not has_doubtful_word("PELESTARIAN NASKAH DI PALOPO", words_of(TEXT))


def test_a_name_ends_where_the_text_stops_saying_it() -> None:
    lines = [Line(1, text, squeeze(text)) for text in ("BALAI ARSIP", "WILAYAH II PALOPO", "PELESTARIAN NASKAH KUNO")]

    assert name_apart(lines, TEXT) == 2
    assert name_apart(lines[2:], TEXT) == 1


@pytest.mark.parametrize("word", ["NONPEGAWAI", "ANTARLEMBAGA", "PASCAREHABILITASI"])
def test_a_prefix_is_not_cut_from_its_word(word: str) -> None:
    assert mend(f"JAMINAN {word} DAERAH", frozenset()) == f"JAMINAN {word} DAERAH"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("PENYEDlAAN AIR", "PENYEDIAAN AIR"),
        ("PRAKTIK MAHAS1SWA", "PRAKTIK MAHASISWA"),
        ("Pengamanun Perbatusan", "Pengamanan Perbatasan"),
        ("Penqawasan Keimigrasian", "Pengawasan Keimigrasian"),
        ("Kebun dun Sawah", "Kebun dan Sawah"),
        ("Pelatihan Barista di Morowali", "Pelatihan Barista di Morowali"),
        ("Pengembangan Kopi Arabika", "Pengembangan Kopi Arabika"),
    ],
)
def test_letters_that_recognisers_confuse_are_mended_where_one_word_alone_is_right(read: str, meant: str) -> None:
    assert mend(read, frozenset()) == meant


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("PRISONER REINTEGRATION", "the return of prisoners, and prisoners"),
        ("DETENTION CENTRES", "in a detention centre"),
    ],
)
def test_one_of_a_word_and_many_are_no_misreading_of_each_other(printed: str, text: str) -> None:
    assert mend(printed, words_of(text)) == printed


@pytest.mark.parametrize("word", ["SERBAGUNA", "NUSAKAMBANGAN"])
def test_a_word_whose_first_part_stands_alone_nowhere_is_not_cut_in_two(word: str) -> None:
    assert (
        mend(f"PENGGUNAAN {word}", words_of("penggunaan gedung serba baru di nusa kambangan guna"))
        == f"PENGGUNAAN {word}"
    )
