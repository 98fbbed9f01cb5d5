"""What people type and addresses carry, read leniently: texts, whole numbers, dates in the ways Indonesians write them.

`13-11-2026`, `13/11/2026`, `13 November 2026`, `2026-11-13`, `November 2026`, `11-2026` and `2026` are all dates.
"""

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from portal.domain import plain_text
from portal.domain.formats import MONTHS, month_number
from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.domain.whole_number import read_count
from portal.errors import BadInputError

E = TypeVar("E", bound=StrEnum)
clean, clean_line = plain_text.clean, plain_text.clean_line
"""What is typed is cleaned as everything that enters: of several lines, or of one."""

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_NUMBERS = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})", re.ASCII)
_WORDS = re.compile(r"(?:(\d{1,2})[ -]+)?([a-z]{3,9})[ -]+(\d{4})", re.ASCII)
NO_VERSION = -1
"""Stands for a version that cannot be read: no record has it, so nothing is overwritten."""
_HOW = "Tulis tanggal seperti 13-11-2026. Bila hanya bulan atau tahunnya yang diketahui: 11-2026 atau 2026."


def choice(members: type[E], text: str, field: str, what: str) -> E | None:
    """The member with this value, None for an empty text. Raises BadInputError for anything else."""
    if not text:
        return None
    try:
        return members(text)
    except ValueError as error:
        raise BadInputError(f"Pilihan {what} tidak dikenal. Pilih dari daftar.", field) from error


def read_version(text: str) -> int:
    """The version of a record somebody was reading; anything that is no number fits no record."""
    found = read_count(clean_line(text))
    return NO_VERSION if found is None else found


def read_iso_day(text: str) -> date | None:
    """A date as our own addresses write it, `2026-11-13`; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-13") else None
    except ValueError:
        return None


def read_tanggal(text: str, field: str) -> Tanggal:
    """A date as exact as it was typed; an empty text is an unknown date. Raises BadInputError."""
    text = clean_line(text).lower()
    if not text:
        return UNKNOWN
    year, month, day = _parts(text, field)
    if month is not None and not 1 <= month <= 12:
        raise BadInputError(f"Bulan {month} tidak ada. {_HOW}", field)
    if day is not None and month is not None:
        last = calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 31
        if not 1 <= day <= last:
            raise BadInputError(f"{MONTHS[month - 1]} hanya sampai tanggal {last}.", field)
    if year < 1:
        raise BadInputError(_HOW, field)
    presisi = Presisi.HARI if day is not None else Presisi.BULAN if month is not None else Presisi.TAHUN
    return Tanggal(date(year, month or 1, day or 1), presisi)


def read_day(text: str, field: str) -> date | None:
    """A full date, None for an empty text. Raises BadInputError."""
    tanggal = read_tanggal(text, field)
    if tanggal.on is not None and tanggal.presisi is not Presisi.HARI:
        raise BadInputError("Tulis tanggal lengkap, misalnya 13-11-2026.", field)
    return tanggal.on


def show_tanggal(tanggal: Tanggal) -> str:
    """The date as it is typed: `13-11-2026`, `11-2026`, `2026`; empty when unknown."""
    if tanggal.on is None:
        return ""
    text = tanggal.on.strftime("%d-%m-%Y")
    return text[{Presisi.HARI: 0, Presisi.BULAN: 3}.get(tanggal.presisi, 6) :]


def show_day(on: date | None) -> str:
    """A full date as it is typed; empty for None."""
    return on.strftime("%d-%m-%Y") if on is not None else ""


def _parts(text: str, field: str) -> tuple[int, int | None, int | None]:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _NUMBERS.fullmatch(text):
        day, month, year = found.groups()
    elif found := _WORDS.fullmatch(text):
        day, word, year = found.groups()
        if (named := month_number(word)) is None:
            raise BadInputError(f"Nama bulan {word} tidak dikenal. {_HOW}", field)
        return int(year), named, int(day) if day else None
    else:
        raise BadInputError(_HOW, field)
    return int(year), int(month) if month else None, int(day) if day else None
