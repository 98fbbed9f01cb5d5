"""Terms that a paper announces in words of its own, and spans of time that are no term."""

import pytest

from portal.domain.suggestions.find.term import find_term, find_term_anywhere, find_until


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("PASAL 5 LAMANYA Kesepakatan ini mengikat selama 4 (empat) tahun.", "4 tahun"),
        ("Kerja sama ini hidup dalam kurun 18 (delapan belas) bulan.", "18 bulan"),
        ("6. Life of the Charter Three (3) years, renewable once.", "3 tahun"),
        ("Validity: 24 (twenty-four) months.", "24 bulan"),
        ("Para pihak bekerja bersama 2 (dua) tahun setelah ditandatangani.", "2 tahun"),
    ],
)
def test_a_word_of_lasting_or_words_and_figures_together_tell_a_term(text: str, says: str) -> None:
    term = find_term_anywhere([(1, text)])

    assert term is not None
    assert term.says == says
    assert term.is_doubted


@pytest.mark.parametrize(
    "text",
    [
        "Rapat diadakan setiap 6 (enam) bulan.",
        "Sisa masa pidana paling sedikit 6 (enam) bulan pada saat permohonan diterima.",
        "At least six (6) months of the sentence remain.",
        "Naskah ini dapat diperpanjang 1 (satu) tahun lagi.",
        "Kerahasiaan dijaga selama 3 (tiga) tahun setelah berakhirnya naskah ini.",
        "Laporan disampaikan paling lambat 2 (dua) bulan sebelum akhir tahun.",
    ],
)
def test_spans_of_other_things_are_no_term(text: str) -> None:
    assert find_term_anywhere([(1, text)]) is None


def test_the_rhythm_of_the_work_before_a_term_does_not_hide_it() -> None:
    text = "Acara disiarkan setiap Kamis pukul 19.30 selama 6 (enam) bulan sejak Perjanjian ini ditandatangani."
    term = find_term_anywhere([(1, text)])

    assert term is not None
    assert term.says == "6 bulan"


@pytest.mark.parametrize("one", ["|", "l", "I", "!", "1"])
def test_a_one_read_as_a_stroke_is_a_one_where_words_say_so(one: str) -> None:
    term = find_term([(1, f"Perjanjian berlangsung {one} (satu) tahun. Sengketa dibahas 30 (tiga puluh) hari.")])

    assert term is not None
    assert (term.says, term.agrees) == ("1 tahun", True)


@pytest.mark.parametrize(
    "text",
    [
        "Masa pelaksanaan: dimulai 15 Juni 2022 dan harus sudah selesai pada tanggal 15 Desember 2022.",
        "The project starts upon countersignature of this letter and ends on 15 December 2022.",
    ],
)
def test_the_day_on_which_work_is_done_is_the_last(text: str) -> None:
    until = find_until([(1, text)])

    assert until is not None
    assert until.day.on.isoformat() == "2022-12-15"


@pytest.mark.parametrize("pen", ["1.....", "ieee", "....."])
def test_words_in_brackets_tell_a_term_whose_figure_was_written_on_dots(pen: str) -> None:
    term = find_term([(1, f"Perjanjian berlaku selama {pen} (satu) tahun sejak ditandatangani.")])

    assert term is not None
    assert (term.says, term.agrees) == ("1 tahun", False)


def test_a_last_day_that_an_amendment_takes_away_is_not_the_last_day() -> None:
    text = (
        "Ketentuan Pasal 6 mengenai jangka waktu, yang semula berakhir tanggal 31 Desember 2021, diubah menjadi berlaku"
        " sampai dengan tanggal 31 Desember 2022."
    )

    until = find_until([(1, text)])

    assert until is not None
    assert until.day.on.isoformat() == "2022-12-31"
