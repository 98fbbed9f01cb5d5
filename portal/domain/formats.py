"""How dates, times, numbers, sizes and lists are written in Bahasa Indonesia: `13 November 2026`, `09.14 WIB`, `1.284`.

Names and signs come from the Unicode CLDR by way of Babel. They are read into tables once: a page writes hundreds of
dates and numbers, and Babel's own `format_date` and `format_decimal` take five to twenty times as long for each.
"""

from collections.abc import Sequence
from datetime import date, datetime

from babel import Locale
from babel.lists import format_list

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import WIB, Tanggal

INDONESIAN, ENGLISH = Locale("id"), Locale("en")


def month_names(locale: Locale, width: str = "wide") -> tuple[str, ...]:
    """The twelve months, January first; `width` is `wide` or `abbreviated`."""
    names = locale.months["format"][width]
    return tuple(names[month] for month in range(1, 13))


def weekday_names(locale: Locale) -> tuple[str, ...]:
    """The seven days in the order of `date.weekday()`: Monday first."""
    names = locale.days["format"]["wide"]
    return tuple(names[day] for day in range(7))


MONTHS = month_names(INDONESIAN)
SHORT_MONTHS = month_names(INDONESIAN, "abbreviated")
WEEKDAYS = weekday_names(INDONESIAN)
_SIGNS = INDONESIAN.number_symbols["latn"]
_GROUP, _DECIMAL = _SIGNS["group"], _SIGNS["decimal"]

UNKNOWN_DATE = "tanggal tidak diketahui"
DAYS_A_MONTH = 30.44
MOST_DAYS_IN_DAYS = 60

_BY_NAME = {name.lower(): month for month, name in enumerate(MONTHS, start=1)}
_OTHER_SPELLINGS = {"nopember": 11, "pebruari": 2, "agt": 8, "agst": 8, "sept": 9}


def month_number(word: str) -> int | None:
    """The month a lower-case word names: in full, by its first letters, or in an older spelling (`nopember`)."""
    for name, month in _BY_NAME.items():
        if name.startswith(word):
            return month
    return _OTHER_SPELLINGS.get(word)


def long_date(value: date | Tanggal | None) -> str:
    """A date in full, no more exact than it is known: `13 November 2026`, `November 2026`, `2026`."""
    return _date(value, MONTHS)


def short_date(value: date | Tanggal | None) -> str:
    """The same for tables and badges: `13 Nov 2026`."""
    return _date(value, SHORT_MONTHS)


def weekday_date(value: date | Tanggal | None) -> str:
    """With the weekday where the day is known: `Jumat, 13 November 2026`."""
    on, presisi = _parts(value)
    if on is None or presisi is not Presisi.HARI:
        return long_date(value)
    return f"{WEEKDAYS[on.weekday()]}, {long_date(value)}"


def month_year(value: date) -> str:
    """The month of a date: `November 2026`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def iso_date(value: date | Tanggal | None) -> str:
    """For machines (`datetime`): `2026-11-13`, `2026-11` or `2026`; empty when unknown."""
    on, presisi = _parts(value)
    if on is None:
        return ""
    return on.isoformat()[: {Presisi.TAHUN: 4, Presisi.BULAN: 7}.get(presisi, 10)]


def table_date(value: Tanggal) -> date | str | None:
    """For a cell of a table: the day itself where it is known, else as much of it as is; None when unknown."""
    return value.on if value.presisi is Presisi.HARI else iso_date(value) or None


def clock_time(value: datetime) -> str:
    """The time of an instant in Jakarta: `09.14 WIB`."""
    return f"{value.astimezone(WIB):%H.%M} WIB"


def date_time(value: datetime) -> str:
    """Day and time of an instant in Jakarta: `13 November 2026, 09.14 WIB`."""
    return f"{long_date(value.astimezone(WIB).date())}, {clock_time(value)}"


def number(value: int) -> str:
    """A whole number with dots between the thousands: `1.284`."""
    return f"{value:,}".replace(",", _GROUP)


def file_size(size: int) -> str:
    """Bytes as people read them (1 MB = 1,000,000 bytes): `0,4 MB`, `48 KB`, `912 byte`."""
    if size < 1_000:
        return f"{size} byte"
    if size < 100_000:
        return f"{round(size / 1_000)} KB"
    if size < 9_950_000:
        return f"{size / 1_000_000:.1f} MB".replace(".", _DECIMAL)
    return f"{number(round(size / 1_000_000))} MB"


def time_left(days: int) -> str:
    """Calendar days until a last day: `hari ini`, `besok`, `12 hari lagi`, `4 bulan lagi`."""
    if days <= 0:
        return "hari ini"
    if days == 1:
        return "besok"
    if days < MOST_DAYS_IN_DAYS:
        return f"{days} hari lagi"
    return f"{round(days / DAYS_A_MONTH)} bulan lagi"


def hari_kerja(days: int) -> str:
    """A number of working days: `8 hari kerja`."""
    return f"{number(days)} hari kerja"


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, rounded half up; None of nothing. Only all of it is 100, only none of it is 0."""
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return rounded if part in (0, whole) else min(99, max(1, rounded))


def word_list(names: Sequence[str]) -> str:
    """Names as a sentence lists them: `A`, `A dan B`, `A, B, dan C`."""
    return format_list(names, locale=INDONESIAN)


def _parts(value: date | Tanggal | None) -> tuple[date | None, Presisi]:
    if isinstance(value, Tanggal):
        return value.on, value.presisi
    return value, Presisi.HARI


def _date(value: date | Tanggal | None, months: tuple[str, ...]) -> str:
    on, presisi = _parts(value)
    if on is None:
        return UNKNOWN_DATE
    if presisi is Presisi.TAHUN:
        return str(on.year)
    month = f"{months[on.month - 1]} {on.year}"
    return month if presisi is Presisi.BULAN else f"{on.day} {month}"
