"""Numbers of headings in figures, in Roman letters, in words, and as recognisers write them."""

import pytest

from portal.domain.document.numerals import numeral_of, to_roman


@pytest.mark.parametrize(
    ("written", "arabic", "roman"),
    [
        ("3", 3, None),
        ("12", 12, None),
        ("l", 1, 1),
        ("I", 1, 1),
        ("lO", 10, None),
        ("S", 5, None),
        ("IV", None, 4),
        ("Ill", None, 3),
        ("XXII", None, 22),
        ("tiga", 3, None),
        ("Twelve", 12, None),
        ("Q", 0, None),
        ("M", None, None),
    ],
)
def test_a_number_has_the_readings_it_may_mean(written: str, arabic: int | None, roman: int | None) -> None:
    found = numeral_of(written)

    assert (found.arabic, found.roman) == (arabic, roman)


def test_the_letter_of_an_inserted_article_stays() -> None:
    found = numeral_of("7A")

    assert (found.arabic, found.suffix, found.is_sure) == (7, "A", True)


@pytest.mark.parametrize("number", range(1, 40))
def test_roman_letters_are_read_as_they_are_written(number: int) -> None:
    assert numeral_of(to_roman(number)).roman == number
