"""Two readings of a page laid upon each other: order and blanks of the first, letters of the second."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.berkas.reading import PageText, ReadLine, WordBox
from portal.domain.suggestions.alignment import around, lines_at, second_page, with_blanks, words_at
from portal.domain.suggestions.text.cells import rows_of
from portal.domain.suggestions.values import Box
from tests.factories.word_boxes import words

fractions = st.floats(0, 1).map(lambda value: round(value, 4))
letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp", "Cn"]), min_size=1, max_size=12
)
texts = st.lists(letters, min_size=1, max_size=6).map(" ".join)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[float, float, float, float]:
    x0, x1 = sorted((draw(fractions), draw(fractions)))
    y0, y1 = sorted((draw(fractions), draw(fractions)))
    return x0, y0, x1, y1


def _line(text: str, box: tuple[float, float, float, float], sure: float) -> ReadLine:
    return ReadLine(text, *box, sure)


def _word(text: str, box: tuple[float, float, float, float]) -> WordBox:
    return WordBox(text, *box, 0.9)


lines = st.lists(st.builds(_line, texts, boxes(), fractions), max_size=12)
boxed_words = st.lists(st.builds(_word, letters, boxes()), max_size=20)


def _page(text: str, found: tuple[WordBox, ...], *second: ReadLine) -> PageText:
    return PageText(1, text, "our_ocr", 595, 842, found, confidence=0.9, second=second)


@pytest.mark.parametrize(
    ("text", "first", "wanted"),
    [
        ("PIHAK KEDUAyang selanjutnya", "PIHAK KEDUA yang selanjutnya", "PIHAK KEDUA yang selanjutnya"),
        ("NOTAKESEPAHAMAN", "N0TA KESEPAHAMAN", "NOTA KESEPAHAMAN"),
        ("NOMOR: 12/UN30/2024", "NOMOR:12/UN3O/2024", "NOMOR: 12/UN30/2024"),
        ("Peredaran Gelap Narkoba", "Peredaran Gela p Narkoba", "Peredaran Gelap Narkoba"),
        ("Dekan Fakultas", "Paraf", "Dekan Fakultas"),
        ("", "apa saja", ""),
    ],
)
def test_blanks_come_from_both_readings_and_letters_from_the_second(text: str, first: str, wanted: str) -> None:
    assert with_blanks(text, first) == wanted


@given(texts, texts)
def test_blanks_never_change_a_letter_and_are_never_taken_away(text: str, first: str) -> None:
    found = with_blanks(text, first)

    assert found.replace(" ", "") == text.replace(" ", "")
    assert len(found.split()) >= len(text.split())


def test_two_columns_are_read_in_the_order_of_the_first_reading() -> None:
    # The first reader went down one column and then the other; the second went across.
    found = words(
        (0.1, 0.5, "PIHAK KESATU"), (0.1, 0.6, "CONTOH SATU"), (0.6, 0.5, "PIHAK KEDUA"), (0.6, 0.6, "CONTOH DUA")
    )
    page = _page(
        "PIHAK KESATU\nCONTOH SATU\n\nPIHAK KEDUA\nCONTOH DUA",
        found,
        ReadLine("PIHAK KESATU", 0.1, 0.499, 0.3, 0.513, 0.99),
        ReadLine("PIHAK KEDUA", 0.6, 0.499, 0.8, 0.513, 0.99),
        ReadLine("CONTOH SATU", 0.1, 0.599, 0.3, 0.613, 0.99),
        ReadLine("CONTOH DUA", 0.6, 0.599, 0.8, 0.613, 0.99),
    )

    assert second_page(page).text == page.text


def test_what_only_the_second_reader_saw_gets_a_line_of_its_own_below_what_is_above() -> None:
    page = _page(
        "NOTA KESEPAHAMAN\nTENTANG",
        words((0.4, 0.1, "NOTA KESEPAHAMAN"), (0.4, 0.2, "TENTANG")),
        ReadLine("NOTA KESEPAHAMAN", 0.4, 0.099, 0.6, 0.113, 0.99),
        ReadLine("Nomor 12/A/2024", 0.4, 0.15, 0.6, 0.164, 0.9),
        ReadLine("TENTANG", 0.4, 0.199, 0.5, 0.213, 0.99),
    )

    assert second_page(page).text == "NOTA KESEPAHAMAN\nNomor 12/A/2024\nTENTANG"


def test_words_of_a_turned_page_keep_standing_on_their_side() -> None:
    upright = words((0.1, 0.1, "Demikian naskah ini dibuat"))
    stored = tuple(WordBox(w.text, 1 - w.y1, w.x0, 1 - w.y0, w.x1, w.confidence) for w in upright)
    line = around([ReadLine("", w.x0, w.y0, w.x1, w.y1, 1.0) for w in stored])
    assert line is not None
    page = _page(
        "Demikian naskah ini dibuat",
        stored,
        ReadLine("Demikian naskah ini dibuat", line.x0, line.y0, line.x1, line.y1, 0.99),
    )

    found = second_page(page).words

    assert [word.text for word in found] == ["Demikian", "naskah", "ini", "dibuat"]
    assert all(one.y1 <= other.y0 for one, other in pairwise(found))
    assert {(word.x0, word.x1) for word in found} == {(line.x0, line.x1)}


@given(boxed_words, lines)
def test_any_two_readings_make_a_page_with_every_letter_of_the_second(
    found: list[WordBox], second: list[ReadLine]
) -> None:
    page = _page(" ".join(word.text for word in found), tuple(found), *second)

    made = second_page(page)

    assert sorted("".join(made.text.split())) == sorted("".join("".join(line.text.split()) for line in second))
    assert made.text.split() == [word.text for word in made.words]
    assert made.second == ()
    assert all(0 <= edge <= 1 for word in made.words for edge in (word.x0, word.y0, word.x1, word.y1))


def test_lines_and_words_at_a_place_are_those_that_stand_there() -> None:
    above = ReadLine("di atas", 0.1, 0.10, 0.4, 0.12, 0.9)
    here = ReadLine("di sini", 0.1, 0.20, 0.4, 0.22, 0.9)
    beside = ReadLine("di sebelah", 0.6, 0.20, 0.9, 0.22, 0.9)
    place = Box(0.15, 0.201, 0.3, 0.219)

    assert lines_at((beside, here, above), place) == (here,)
    assert around((here, beside)) == Box(0.1, 0.20, 0.9, 0.22)
    assert around(()) is None
    (word, other) = words((0.2, 0.204, "sini"), (0.2, 0.304, "sana"))
    assert words_at((word, other), place) == (word,)


def test_a_page_read_once_has_nothing_to_lay_upon_it() -> None:
    page = _page("Pasal 1", words((0.1, 0.1, "Pasal 1")))

    assert second_page(page) == replace(page, text="", words=(), confidence=None)


def test_words_of_the_second_stand_where_the_first_has_their_letters() -> None:
    found = words((0.1, 0.5, "KEPALA BALAI"), (0.6, 0.5, "REKTOR"))
    joined = ReadLine("KEPALA BALAI REKTOR", 0.09, 0.49, 0.67, 0.52, 0.99)

    placed = second_page(_page("KEPALA BALAI REKTOR", found, joined)).words

    assert [word.text for word in placed] == ["KEPALA", "BALAI", "REKTOR"]
    assert all(abs(one.x0 - other.x0) < 0.002 for one, other in zip(placed, found, strict=True))


@pytest.mark.parametrize("slope", [-0.04, -0.01, 0.01, 0.04])
def test_lines_of_a_page_that_slopes_do_not_lie_on_each_other(slope: float) -> None:
    level = [word for at in range(8) for word in words((0.1, 0.3 + 0.016 * at, "satu dua tiga empat lima enam tujuh"))]
    found = tuple(replace(one, y0=one.y0 + slope * one.x0, y1=one.y1 + slope * one.x0) for one in level)
    rows = [found[at : at + 7] for at in range(0, len(found), 7)]
    boxes = [(row[0].x0, min(w.y0 for w in row), row[-1].x1, max(w.y1 for w in row)) for row in rows]
    second = [ReadLine(" ".join(word.text for word in row), *box, 0.99) for row, box in zip(rows, boxes, strict=True)]
    text = "\n".join(line.text for line in second)

    placed = second_page(_page(text, found, *second)).words

    assert [len(row) for row in rows_of(placed)] == [1] * 8
    assert all(abs(one.y0 - other.y0) < 0.004 for one, other in zip(placed, found, strict=True))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("KepalaSMK Contoh Bhakti", "Kepala SMK Contoh Bhakti"),
        ("DirekturRumah Sakit", "Direktur Rumah Sakit"),
        ("PT McContoh dan S.Sos", "PT McContoh dan S.Sos"),
    ],
)
def test_words_that_ran_into_each_other_are_parted_where_only_the_second_saw_them(read: str, meant: str) -> None:
    box = (0.1, 0.5, 0.6, 0.52)

    assert second_page(_page("", (), _line(read, box, 0.9))).text == meant
