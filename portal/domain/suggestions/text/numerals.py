"""Numbers written in words, Indonesian and English, as recognisers leave them: joined, split, a letter wrong."""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_ONES = {
    "nol": 0, "kosong": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
    "delapan": 8, "sembilan": 9,
}  # fmt: skip
_FIXED = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
_SCALES = {"belas": 10, "puluh": 10, "ratus": 100, "ribu": 1000}
_WORDS = tuple(sorted({*_ONES, *_FIXED, *_SCALES}, key=len, reverse=True))
_CHAIN = re.compile("(?:" + "|".join(_WORDS) + ")+")
_PIECE = re.compile("|".join(_WORDS))
_LONGEST = 90
_EN_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_EN_SCALES = frozenset({"hundred", "thousand"})
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_EN_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_EN = {
    **{word: number for number, word in enumerate(_EN_ONES)},
    **{word: 10 * number for number, word in enumerate(_EN_TENS, 2)},
    **_EN_ORDINALS,
}


@lru_cache(maxsize=4096)
def read_number(text: str) -> tuple[int, bool] | None:
    """The number (0 to 9999) that Indonesian or English words say, and whether every letter was right.

    None where the text holds anything but one number; `dua puluhlima`, `tujuhbelas`, `dva puluh` are read.
    """
    text = text.lower().strip(" .,;:()-–\"'“”*")
    if not text or len(text) > _LONGEST:
        return None
    english = _english(text)
    if english is not None:
        return english, True
    letters = re.sub(r"[^a-z]", "", text.translate(str.maketrans("01|", "oll")))
    if _CHAIN.fullmatch(letters):
        value = _value(_PIECE.findall(letters))
        return None if value is None else (value, letters == re.sub(r"[^a-z]", "", text))
    mended = [_mend(piece) for piece in re.findall(r"[a-z0-9|]+", text)]
    if not mended or None in mended:
        return None
    joined = "".join(word for word in mended if word)
    value = _value(_PIECE.findall(joined)) if _CHAIN.fullmatch(joined) else None
    return None if value is None else (value, False)


def spelt(number: int) -> str:
    """A number from 1 to 31 in Indonesian words."""
    ones = list(_ONES)[2:]
    if number < 10:
        return ones[number - 1]
    if number < 12:
        return "sepuluh" if number == 10 else "sebelas"
    if number < 20:
        return f"{ones[number - 11]} belas"
    tens = f"{ones[number // 10 - 1]} puluh"
    return f"{tens} {ones[number % 10 - 1]}" if number % 10 else tens


def is_number_word(word: str) -> bool:
    """Whether a single word may be part of a number in words."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    return bool(letters) and (
        bool(_CHAIN.fullmatch(letters)) or letters in _EN or letters in _EN_SCALES or _mend(letters) is not None
    )


@lru_cache(maxsize=4096)
def _mend(piece: str) -> str | None:
    """A word with at most one letter wrong, if only one number word (or pair of them) is that near."""
    if _CHAIN.fullmatch(piece):
        return piece
    if not 4 <= len(piece) <= 12:
        return None
    near = [word for word in _WORDS if len(word) >= 4 and Levenshtein.distance(piece, word, score_cutoff=1) <= 1]
    if len(near) == 1:
        return near[0]
    pairs = [one + scale for one in (*_ONES, "se") for scale in _SCALES]
    near = [pair for pair in pairs if Levenshtein.distance(piece, pair, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def _value(words: list[str]) -> int | None:
    """The value of number words in order; None for a row of words that is no number."""
    total, group, last = 0, 0, None
    for word in words:
        if word in _ONES or word in ("sepuluh", "sebelas"):
            if last is not None:
                return None
            last = _ONES.get(word, _FIXED.get(word))
        elif word == "seratus":
            group += 100
        elif word == "seribu":
            total += 1000
        elif word == "ribu":
            total += 1000 * (group + (last or 0) or 1)
            group, last = 0, None
        elif last is None or not 1 <= last <= 9:
            return None
        elif word == "belas":
            group, last = group + 10 + last, None
        else:
            group, last = group + _SCALES[word] * last, None
    value = total + group + (last or 0)
    return value if value <= 9999 else None


def _english(text: str) -> int | None:
    words = [word for word in re.split(r"[\s\-–]+", text) if word and word != "and"]
    if not words or any(word not in _EN and word not in _EN_SCALES for word in words):
        return None
    total = group = 0
    for word in words:
        if word == "thousand":
            total, group = total + 1000 * (group or 1), 0
        elif word == "hundred":
            group = 100 * (group or 1)
        else:
            group += _EN[word]
    return total + group if total + group <= 9999 else None
