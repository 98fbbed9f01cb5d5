"""Numbers and days as agreements spell them, in Indonesian and English."""

from datetime import date

from babel import Locale

_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_UNITS_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
DAYS = tuple(Locale("id").days["format"]["wide"][day] for day in range(7))
MONTHS, MONTHS_EN = (
    tuple(Locale(language).months["format"]["wide"][month] for month in range(1, 13)) for language in ("id", "en")
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_DOTS = ".........."


def number_words(number: int) -> str:
    """A number from 0 to 9999 in lower-case Indonesian words ("dua puluh dua")."""
    if number < 12:
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    for size, name, single in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh")):
        if number >= size:
            head, rest = divmod(number, size)
            words = single if head == 1 else f"{number_words(head)} {name}"
            return f"{words} {number_words(rest)}" if rest else words
    raise AssertionError(number)


def number_words_en(number: int) -> str:
    """A small count in English words; figures beyond twelve stay figures."""
    return _UNITS_EN[number] if number < len(_UNITS_EN) else str(number)


def long_date(day: date) -> str:
    """ "22 Mei 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date_en(day: date) -> str:
    """ "22 May 2025"."""
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def roman_month(day: date) -> str:
    """The month as partners write it into numbers: "IV"."""
    return _ROMAN[day.month - 1]


def term_words(months: int) -> str:
    """A term as "5 (lima) tahun", or in months where it is not whole years."""
    number, unit = (months // 12, "tahun") if months % 12 == 0 else (months, "bulan")
    return f"{number} ({number_words(number)}) {unit}"


def term_words_en(months: int) -> str:
    """The same term as "five (5) years"."""
    number, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{number_words_en(number)} ({number}) {unit}{'' if number == 1 else 's'}"


def opening_date(day: date | None, *, precision: str, variant: int) -> str:
    """The day of an opening sentence, in one of the four ways met in real agreements.

    Where only the month or year is known the rest is left dotted, as in a form nobody filled in.
    """
    if day is None:
        return f"Pada hari ini {_DOTS} tanggal {_DOTS} bulan {_DOTS} tahun {_DOTS}"
    year_words = number_words(day.year)
    if precision != "hari":
        month = MONTHS[day.month - 1] if precision == "bulan" else _DOTS
        return f"Pada hari ini {_DOTS} tanggal {_DOTS} bulan {month} tahun {year_words.title()}"
    weekday, month = DAYS[day.weekday()], MONTHS[day.month - 1]
    day_words = number_words(day.day)
    forms = (
        f"Pada hari ini {weekday} tanggal {day_words} bulan {month} tahun {year_words}",
        f"Pada hari ini {weekday}, tanggal {day_words.title()} ({day.day}) bulan {month} tahun "
        f"{year_words.title()} ({day.year})",
        f"Pada hari ini, {weekday}, tanggal {day_words} bulan {month} tahun {year_words} ({day:%d-%m-%Y})",
        f"Pada hari ini {weekday.upper()} TANGGAL {day.day} {month.upper()} {day.year}",
    )
    return forms[variant % len(forms)]
