"""Dates, numbers and lists as the page writes them: `13 November 2026, 09.14 WIB`, or `13 November 2026, 09:14 WIB`.

Indonesian is written by `portal/domain/formats.py`, English here; both take names and signs from the Unicode CLDR.
"""

from collections.abc import Sequence
from datetime import date, datetime

from babel import Locale
from babel.lists import format_list

from portal.domain import formats
from portal.domain.formats import INDONESIAN, month_names, weekday_names
from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import WIB, Tanggal
from portal.web.countries import nama_negara as nama_negara_in
from portal.web.language import HOME_LANGUAGE, language
from portal.web.words.labels import bahasa

BRITISH = Locale("en", "GB")
_MONTHS = month_names(BRITISH)
_SHORT_MONTHS = tuple(name[:3] for name in _MONTHS)
_WEEKDAYS = weekday_names(BRITISH)


def is_home() -> bool:
    """Whether the page is Indonesian."""
    return language() == HOME_LANGUAGE


def long_date(value: date | Tanggal | None) -> str:
    """A date in full, no more exact than it is known: `13 November 2026`, `November 2026`, `2026`."""
    return formats.long_date(value) if is_home() else _date(value, _MONTHS)


def on_date(value: date | Tanggal | None) -> str:
    """A date within a sentence: `on 13 November 2026`, `in November 2026`, `in 2026`; Indonesian needs no such word."""
    if is_home() or value is None:
        return long_date(value)
    is_day = not isinstance(value, Tanggal) or value.presisi is Presisi.HARI
    return f"{'on' if is_day else 'in'} {long_date(value)}"


def short_date(value: date | Tanggal | None) -> str:
    """The same for tables and badges: `13 Nov 2026`."""
    return formats.short_date(value) if is_home() else _date(value, _SHORT_MONTHS)


def weekday_date(value: date | Tanggal | None) -> str:
    """With the weekday where the day is known: `Friday, 13 November 2026`."""
    if is_home():
        return formats.weekday_date(value)
    on = value.on if isinstance(value, Tanggal) and value.presisi is Presisi.HARI else value
    named = f"{_WEEKDAYS[on.weekday()]}, " if isinstance(on, date) else ""
    return named + _date(value, _MONTHS)


def month_year(value: date) -> str:
    """The month of a date: `November 2026`."""
    return formats.month_year(value) if is_home() else f"{_MONTHS[value.month - 1]} {value.year}"


def clock_time(value: datetime) -> str:
    """The time of an instant in Jakarta: `09:14 WIB`."""
    return formats.clock_time(value) if is_home() else f"{value.astimezone(WIB):%H:%M} WIB"


def date_time(value: datetime) -> str:
    """Day and time of an instant in Jakarta: `13 November 2026, 09:14 WIB`."""
    return f"{long_date(value.astimezone(WIB).date())}, {clock_time(value)}"


def number(value: int) -> str:
    """A whole number with signs between the thousands: `1,284`."""
    if 0 <= value < 1000:
        # Alike in both languages, and by far the most: a page of results writes a hundred.
        return str(value)
    return formats.number(value) if is_home() else f"{value:,}"


def file_size(size: int) -> str:
    """Bytes as people read them (1 MB = 1,000,000 bytes): `0.4 MB`, `48 KB`, `912 bytes`."""
    if is_home():
        return formats.file_size(size)
    if size < 1_000:
        return f"{size} bytes"
    if size < 100_000:
        return f"{round(size / 1_000)} KB"
    return f"{size / 1_000_000:.1f} MB" if size < 9_950_000 else f"{number(round(size / 1_000_000))} MB"


def time_left(days: int) -> str:
    """Calendar days until a last day: `today`, `tomorrow`, `in 12 days`, `in 4 months`."""
    if is_home():
        return formats.time_left(days)
    if days <= 1:
        return "tomorrow" if days == 1 else "today"
    if days < formats.MOST_DAYS_IN_DAYS:
        return f"in {days} days"
    return f"in {round(days / formats.DAYS_A_MONTH)} months"


def hari_kerja(days: int) -> str:
    """A number of working days, in English with one form for one and another for more."""
    return formats.hari_kerja(days) if is_home() else f"{number(days)} working day{'s' if days != 1 else ''}"


def word_list(names: Sequence[str]) -> str:
    """Names as a sentence lists them: `A`, `A and B`, `A, B and C`."""
    return formats.word_list(names) if is_home() else format_list(names, locale=BRITISH)


def nama_negara(code: str) -> str:
    """The name of a country; an unknown code stands for itself."""
    return nama_negara_in(code, INDONESIAN if is_home() else BRITISH)


def label_bahasa(kode: str) -> str:
    """The name of a language; an unknown code stands for itself."""
    if is_home() or kode.lower() not in bahasa.BAHASA:
        return bahasa.label_bahasa(kode)
    return str(BRITISH.languages.get(kode.lower(), kode))


def _date(value: date | Tanggal | None, months: tuple[str, ...]) -> str:
    on, presisi = (value.on, value.presisi) if isinstance(value, Tanggal) else (value, Presisi.HARI)
    if on is None:
        return "date unknown"
    if presisi is Presisi.TAHUN:
        return str(on.year)
    month = f"{months[on.month - 1]} {on.year}"
    return month if presisi is Presisi.BULAN else f"{on.day} {month}"
