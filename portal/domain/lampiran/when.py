"""A time as people write it into a table: a day in any of the usual ways is kept in one, other words stay as they are.

`31-3-2026`, `2026-03-31` and a cell that holds the day itself all become `31 Maret 2026`; `Triwulan II` stays.
"""

import re
from datetime import date, datetime

from portal.domain.formats import long_date, month_number
from portal.domain.tanggal import EARLIEST
from portal.errors import BadInputError

FIRST_YEAR, LAST_YEAR = EARLIEST.year, 2100
"""Years that a date or a bare number may name."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})[ -]+([a-z]{3,9})[ -]+(\d{4})", re.ASCII)
_BARE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def when_text(text: str) -> str:
    """The time as it is kept. Raises BadInputError for a day that does not exist and for a number that is no year."""
    low = text.lower()
    if _BARE.fullmatch(low):
        if not (low.isdigit() and FIRST_YEAR <= int(low) <= LAST_YEAR):
            raise BadInputError(f"{text} bukan tanggal. Tulis seperti 31-3-2026, atau dengan kata.")
        return text
    if found := _ISO.fullmatch(low):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMBERS.fullmatch(low):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _WORDS.fullmatch(low)) and (named := month_number(found[2])):
        day, month, year = int(found[1]), named, int(found[3])
    else:
        return text
    try:
        on = date(year, month, day)
    except ValueError as error:
        raise BadInputError(f"tanggal {text} tidak ada di kalender. Urutannya hari, bulan, tahun.") from error
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise BadInputError(f"tahun {on.year} di luar {FIRST_YEAR} sampai {LAST_YEAR}.")
    return long_date(on)


def cell_text(value: object) -> str:
    """The text of a cell. Raises BadInputError for a value that is neither a text, a number nor a day."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.15g}"
    raise BadInputError("isi sel bukan teks. Ketik ulang sebagai teks.")
