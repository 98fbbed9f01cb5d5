"""Handwriting gives itself away by the readings: two signs of it are enough, one may be chance."""

import pytest

from portal.domain.berkas.reading import ReadLine, WordBox
from portal.domain.suggestions.handwriting import is_handwritten, usual_height

USUAL = 0.012


def _word(text: str, confidence: float, height: float = USUAL) -> WordBox:
    return WordBox(text, 0.4, 0.2, 0.6, 0.2 + height, confidence)


def _line(text: str, confidence: float) -> ReadLine:
    return ReadLine(text, 0.3, 0.199, 0.7, 0.214, confidence)


@pytest.mark.parametrize(
    ("words", "lines", "wanted"),
    [
        pytest.param([_word("12/UN30/2024", 0.93)], [_line("NOMOR: 12/UN30/2024", 0.99)], False, id="print"),
        pytest.param([_word("12/UN30/2024", 0.5)], [_line("NOMOR: 12/UN30/2024", 0.99)], False, id="one doubts"),
        pytest.param([_word("12/UN30/2024", 0.5)], [_line("NOMOR: 12/UN30/2024", 0.8)], True, id="both doubt"),
        pytest.param(
            [_word("1Z|UN", 0.4)], [_line("NOMOR: 72/Un30/PKS", 0.97)], True, id="one doubts, and they differ"
        ),
        pytest.param([_word("12/UN30/2024", 0.5, 0.02)], [_line("12/UN30/2024", 0.99)], True, id="large and doubted"),
        pytest.param([_word("12/UN30/2024", 0.9, 0.02)], [_line("12/UN30/2024", 0.99)], False, id="only large"),
        pytest.param([], [], False, id="nothing there"),
    ],
)
def test_two_signs_of_a_pen_make_it_handwriting(words: list[WordBox], lines: list[ReadLine], wanted: bool) -> None:
    assert is_handwritten(words, lines, USUAL) is wanted


def test_the_usual_height_is_that_of_the_middle_word() -> None:
    assert usual_height([_word("a", 1.0, 0.01), _word("b", 1.0, 0.012), _word("c", 1.0, 0.05)]) == pytest.approx(0.012)
    assert usual_height([]) == 0.0
