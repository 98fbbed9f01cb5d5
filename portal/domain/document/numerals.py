"""The number behind a heading word: `3`, `7A`, `IV`, and what recognisers make of them (`l`, `1O`, `|`)."""

import re
from dataclasses import dataclass

from portal.domain.whole_number import read_count

_ARABIC = re.compile(r"([0-9]{1,3})([A-Z]?)")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})([A-D]?)")
_LOOKALIKE = str.maketrans("OoQDIl|!iSsZzBGT]tf", "0000111115522867111")
_STROKES = str.maketrans("li|1!", "IIIII")
_SAID = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Numeral:
    """A number as it may be meant: `arabic` and `roman` are its readings, `suffix` the letter of `7A`.

    `is_sure` says that it was written in figures alone, or as a Roman number that is nothing else.
    """

    written: str
    arabic: int | None
    roman: int | None
    suffix: str = ""
    is_sure: bool = False


def numeral_of(written: str) -> Numeral:
    """Every reading of a number; none where it is unreadable."""
    if plain := _ARABIC.fullmatch(written):
        return Numeral(written, int(plain[1]), None, plain[2], is_sure=True)
    if (said := _SAID.get(written.lower())) is not None:
        return Numeral(written, said, None, is_sure=True)
    meant = written.translate(_LOOKALIKE)
    arabic = read_count(meant, 2)
    roman, suffix = _roman(written.translate(_STROKES))
    is_sure = roman is not None and arabic is None and written.isupper()
    return Numeral(written, arabic, roman, suffix if roman is not None and arabic is None else "", is_sure)


def _roman(written: str) -> tuple[int | None, str]:
    found = _ROMAN.fullmatch(written)
    if found is None or not found[1] + found[2]:
        return None, ""
    values = [_VALUES[letter] for letter in found[1] + found[2]]
    total = sum(-value if at + 1 < len(values) and values[at + 1] > value else value for at, value in enumerate(values))
    return total, found[3]


def to_roman(number: int) -> str:
    """A number below 40 in Roman letters."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]
