"""Days written in a naskah: in words, in figures or in both, with the weekday, in Indonesian or English.

What says the same thing twice is compared. A disagreement is told and makes the day doubtful; a day that is in no
calendar is never bent into one that is.
"""

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from portal.domain.formats import ENGLISH, MONTHS, WEEKDAYS, month_names, weekday_names
from portal.domain.suggestions.text.numerals import is_number_word, read_number, spelt
from portal.domain.tanggal import EARLIEST

_WEEKDAYS = {
    name.lower(): number for names in (WEEKDAYS, weekday_names(ENGLISH)) for number, name in enumerate(names)
} | {"ahad": 6}
_MONTHS = {
    name.lower(): number for names in (MONTHS, month_names(ENGLISH)) for number, name in enumerate(names, start=1)
} | {"pebruari": 2, "nopember": 11}
_SHORT_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8, "aug": 8,
    "sep": 9,
    "sept": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
"""As stamps of the day have them."""

_LEAST_WORDS = 3
_ALIKE = 65.0
_APART = 12.0
"""Likeness in per cent by which the day must be nearer to the words than the next of that weekday."""

_TOKEN = re.compile(r"(?<![\w./-])\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{4}|[^\W_]+(?:['’`][^\W_]+)?|[()]")
_FIGURES = re.compile(r"(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4})")
_FILLERS = frozenset([
    "tanggal", "bulan", "tahun", "hari", "ini", "this", "day", "of", "the", "year", "in", "on", "pada", "tgl", "bln",
    "thn",
])  # fmt: skip
_BRACKETS = frozenset("()")
_LETTER_FOR = str.maketrans("01|", "oll")
_LOOKALIKE = str.maketrans("OoIl|SB", "0011158")
_EARLIEST, _LATEST = EARLIEST.year, 2100


@dataclass(frozen=True)
class DayRead:
    """A day found in a text from `start` to `end`; `is_exact` if no letter had to be mended.

    `checks` counts independent second sayings that agree (figures beside words, weekday); `doubt` says what disagrees,
    `others` are the other days that were said.
    """

    on: date
    start: int
    end: int
    is_exact: bool
    checks: int
    doubt: str = ""
    others: tuple[date, ...] = ()


class _Tokens(list[tuple[str, int, int]]):
    """Words and figures with their places; `commas` are the places of those that a comma follows."""

    def __init__(self, text: str, start: int, reach: int) -> None:
        stop = min(len(text), start + reach)
        super().__init__((m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, stop))
        self.commas = frozenset(at for at, (_, _, end) in enumerate(self) if text[end : end + 1] == ",")


def first_day(text: str, start: int = 0, *, reach: int = 420) -> DayRead | None:
    """The first day said in `text` between `start` and `start + reach`; None where none is said wholly."""
    tokens = _Tokens(text, start, reach)
    for index, (token, _, _) in enumerate(tokens):
        if _month(token) is not None:
            read = _around_month(tokens, index)
            if read is not None:
                return read
        if token.lower() == "bulan":
            read = _around_numbered_month(tokens, index)
            if read is not None:
                return read
        figures = _FIGURES.fullmatch(token)
        if figures:
            on = _day(int(figures[3]), int(figures[2]), int(figures[1]))
            if on is not None:
                return _judged([on], tokens[index][1], tokens[index][2], True, _weekday_before(tokens, index))
    return None


@dataclass(frozen=True)
class MonthRead:
    """A month with its year of which no day is said, from `start` to `end` of a text."""

    year: int
    month: int
    start: int
    end: int

    @property
    def iso(self) -> str:
        """`2003-04`: as exact as it was said."""
        return f"{self.year}-{self.month:02}"


def first_month(text: str, start: int = 0, *, reach: int = 420) -> MonthRead | None:
    """The first month and year whose day was left open, or was written and not read; None where a day stands there."""
    tokens = _Tokens(text, start, reach)
    for at, (token, _, _) in enumerate(tokens):
        month = _month(token)
        if month is None:
            continue
        before, first = _numbers_before(tokens, at)
        after, last = _numbers_after(tokens, at)
        years = [value for value, _ in after if _EARLIEST <= value <= _LATEST]
        if years and not any(1 <= value <= 31 for value, _ in (*before, *after)):
            return MonthRead(years[0], month[0], tokens[first][1], tokens[last][2])
    return None


def _around_numbered_month(tokens: _Tokens, at: int) -> DayRead | None:
    """The day around a month that is told by its number: `bulan sepuluh (10) tahun`."""
    pieces: list[str] = []
    for token, _, _ in tokens[at + 1 : at + 7]:
        if token.lower() in ("tahun", "thn"):
            break
        if token not in _BRACKETS:
            pieces.append(token.lower())
    else:
        return None
    words = [piece for piece in pieces if not piece.isdigit()]
    said = read_number(" ".join(words)) if words else None
    months = {int(piece) for piece in pieces if piece.isdigit()} | ({said[0]} if said is not None else set())
    if len(months) != 1 or (words and said is None) or not 1 <= min(months) <= 12:
        return None
    return _around(tokens, at, (min(months), said is None or said[1]), at + len(pieces))


def _around_month(tokens: _Tokens, at: int) -> DayRead | None:
    """The day around a month's name: numbers before it (or `March 3, 2026`), the year behind it, figures after."""
    return _around(tokens, at, _month(tokens[at][0]) or (0, False), at)


def _around(tokens: _Tokens, at: int, told: tuple[int, bool], behind: int) -> DayRead | None:
    """The day around the month that begins at `at` and ends at `behind`."""
    month, is_month_exact = told
    before, first = _numbers_before(tokens, at)
    after, last = _numbers_after(tokens, behind)
    days = [(value, exact) for value, exact in before if 1 <= value <= 31]
    years = [(value, exact) for value, exact in after if _EARLIEST <= value <= _LATEST]
    if not days:
        days = [(value, exact) for value, exact in after if 1 <= value <= 31][:1]
    if not days and years:
        guess = _day_by_weekday(tokens, at, month, years[0][0])
        return None if guess is None else _judged([guess[0]], guess[1], tokens[last][2], False, None)
    if not days or not years:
        return None
    sayings = [_day(year, month, day) for day, _ in days for year, _ in years]
    end = tokens[last][2]
    for token, _, token_end in tokens[last + 1 : last + 4]:
        figures = _FIGURES.fullmatch(token)
        if figures:
            sayings.append(_day(int(figures[3]), int(figures[2]), int(figures[1])))
            end = token_end
    is_exact = is_month_exact and all(exact for _, exact in (*days, *years))
    read = _judged(sayings, tokens[first][1], end, is_exact, _weekday_before(tokens, first))
    if read is not None and not is_exact and len(sayings) == 1:
        # Only a part of the words was read: another day of that weekday may be nearer to all of them.
        guess = _day_by_weekday(tokens, at, month, years[0][0])
        if guess is not None and guess[0] != read.on and read.on.weekday() != guess[0].weekday():
            return _judged([guess[0]], guess[1], end, False, None)
    return read


def _day_by_weekday(tokens: _Tokens, at: int, month: int, year: int) -> tuple[date, int] | None:
    """The day of a month whose words nobody can read, where the weekday and what is left of the words name one."""
    begin = next((place for place in range(at - 1, max(-1, at - 10), -1) if _weekday(tokens[place][0])), None)
    weekday = _weekday(tokens[begin][0]) if begin is not None else None
    if begin is None or weekday is None:
        return None
    words = " ".join(token for token, _, _ in tokens[begin + 1 : at] if not _is_filler(token)).lower()
    days = [_day(year, month, day) for day in range(1, 32)]
    alike = sorted(
        ((fuzz.ratio(words, spelt(day.day)), day) for day in days if day is not None and day.weekday() == weekday[0]),
        reverse=True,
    )
    if len(words) < _LEAST_WORDS or len(alike) < 2 or alike[0][0] < _ALIKE or alike[0][0] - alike[1][0] < _APART:
        return None
    return alike[0][1], tokens[begin][1]


def _judged(sayings: list[date | None], start: int, end: int, is_exact: bool, weekday: int | None) -> DayRead | None:
    """The best of several sayings of one day: the one the weekday supports, else the first that exists."""
    real = [on for on in sayings if on is not None]
    if not real:
        return None
    fitting = [on for on in real if weekday is not None and on.weekday() == weekday]
    on = max(fitting or real, key=lambda day: (real.count(day), -real.index(day)))
    doubts = []
    if any(other != on for other in sayings):
        doubts.append("Tanggal dengan huruf dan dengan angka tidak sama.")
    if weekday is not None and on.weekday() != weekday:
        doubts.append(f"Naskah menyebut hari {WEEKDAYS[weekday]}, tanggal itu hari {WEEKDAYS[on.weekday()]}.")
    checks = (len(sayings) - 1 if not doubts else 0) + (weekday is not None and not doubts)
    others = tuple(dict.fromkeys(day for day in real if day != on))
    return DayRead(on, start, end, is_exact, checks, " ".join(doubts), others)


def _numbers_before(tokens: _Tokens, at: int) -> tuple[list[tuple[int, bool]], int]:
    """Numbers right before a place: words joined as one number, figures each by itself; and where they begin."""
    found: list[tuple[int, bool]] = []
    words: list[str] = []
    index = at - 1
    first = at
    while index >= max(0, at - 12):
        token = tokens[index][0]
        value = _figure(token, 31)
        if value is not None:
            found.append((value, token.isdigit() or token[:-2].isdigit()))
        elif is_number_word(token) and _weekday(token) is None:
            words.insert(0, token)
        elif not _is_filler(token):
            break
        first = index
        index -= 1
    read = read_number(" ".join(words)) if words else None
    return ([read] if read else []) + found, first


def _numbers_after(tokens: _Tokens, at: int) -> tuple[list[tuple[int, bool]], int]:
    found: list[tuple[int, bool]] = []
    words: list[str] = []
    last = index = at
    for index in range(at + 1, min(len(tokens), at + 14)):
        token = tokens[index][0]
        value = _figure(token, _LATEST)
        if value is not None:
            found.append((value, token.isdigit()))
        elif is_number_word(token) or (words and token.lower() == "and"):
            if index - 1 in tokens.commas and _is_year(words):
                # `dua ribu dua puluh, tiga pihak`: the year is whole, and the comma ends it.
                break
            words.append(token)
        elif not _is_filler(token) or ((words or _has_year(found)) and token not in _BRACKETS):
            # `two thousand and twenty-three in two originals`, `April 26, 2019, in two copies`: the number is over.
            break
        else:
            continue
        last = index
    read = read_number(" ".join(words)) if words else None
    return ([read] if read else []) + found, last


def _is_year(words: list[str]) -> bool:
    read = read_number(" ".join(words)) if words else None
    return read is not None and _EARLIEST <= read[0] <= _LATEST


def _has_year(found: list[tuple[int, bool]]) -> bool:
    return any(value >= _EARLIEST for value, _ in found)


def _is_filler(token: str) -> bool:
    """A word that stands between the parts of a day and says nothing itself (`tanggal`, `tangga1`, `day of`)."""
    return token in _BRACKETS or token.lower().translate(_LETTER_FOR) in _FILLERS


def _figure(token: str, highest: int) -> int | None:
    """A number in figures, `3rd` and look-alike letters among figures included."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", token)
    if not any(letter.isdigit() for letter in plain):
        return None
    plain = plain.translate(_LOOKALIKE)
    return int(plain) if plain.isdigit() and len(plain) <= 4 and 1 <= int(plain) <= highest else None


def _month(token: str) -> tuple[int, bool] | None:
    short = _SHORT_MONTHS.get(token.lower())
    return (short, True) if short is not None else _named(token, _MONTHS)


def _weekday(token: str) -> tuple[int, bool] | None:
    word = re.sub(r"['’`]", "", token)
    # `satu` is one letter from `Sabtu`, and it is a number.
    number = read_number(word)
    return None if number is not None and number[1] else _named(word, _WEEKDAYS)


def _named(token: str, names: dict[str, int]) -> tuple[int, bool] | None:
    """What a name stands for; one wrong letter is mended in names of five letters and more if that is unambiguous."""
    word = token.lower()
    if word in names:
        return names[word], True
    word = word.translate(_LETTER_FOR)
    if word in names:
        return names[word], False
    if not 4 <= len(word) <= 10:
        return None
    near = {names[name] for name in names if len(name) >= 5 and Levenshtein.distance(word, name, score_cutoff=1) <= 1}
    return (near.pop(), False) if len(near) == 1 else None


def _weekday_before(tokens: _Tokens, at: int) -> int | None:
    for token, _, _ in reversed(tokens[max(0, at - 4) : at]):
        named = _weekday(token)
        if named is not None:
            return named[0]
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return on if _EARLIEST <= year <= _LATEST else None
