"""Numbers in words, as writers spell and recognisers spoil them."""

import pytest

from portal.domain.suggestions.text.numerals import read_number
from portal.samples.wording import number_words


@pytest.mark.parametrize("number", [*range(1, 32), 45, 60, 99, 100, 101, 110, 111, 215, 999, 1000, 1001, 1945, 2025])
def test_a_number_spelled_out_is_read_back(number: int) -> None:
    words = number_words(number)

    assert read_number(words) == (number, True)
    assert read_number(words.title()) == (number, True)
    assert read_number(words.replace(" ", "")) == (number, True)


@pytest.mark.parametrize(
    ("text", "number", "is_exact"),
    [
        ("tujuhbelas", 17, True),
        ("tigapuluh satu", 31, True),
        ("dua puluhdua", 22, True),
        ("seribu sembilan ratus sembilan puluh delapan", 1998, True),
        ("seribu sembilanratus tujuhpuluh", 1970, True),
        ("dua ribu dua puluh lima", 2025, True),
        ("DUA RIBU SEBELAS", 2011, True),
        ("sebe1as", 11, False),
        ("tu juh", 7, True),
        ("sembilsn", 9, False),
        ("empst belas", 14, False),
        ("de1apan be1as", 18, False),
        ("twelve", 12, True),
        ("twenty-five", 25, True),
        ("two thousand and twenty-six", 2026, True),
        ("third", 3, True),
        ("twenty-first", 21, True),
    ],
)
def test_joined_split_and_spoilt_numbers_are_read(text: str, number: int, is_exact: bool) -> None:
    assert read_number(text) == (number, is_exact)


@pytest.mark.parametrize(
    "text",
    ["", " ", "Mei", "puluh", "belas", "satu dua", "dua puluh dua dua", "sepuluh belas", "para pihak", "x" * 5000,
     "dua " * 200, "....", "ratus", "12"],
)  # fmt: skip
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None
