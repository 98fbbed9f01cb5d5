"""Dates that may be partly known, and what "today" means: the calendar of Jakarta (WIB)."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from portal.domain.naskah.enumerations import Presisi
from portal.errors import BadInputError

WIB = ZoneInfo("Asia/Jakarta")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
EARLIEST = date(1945, 8, 17)
"""No day before the independence of Indonesia is a day of ours."""
BEFORE_EARLIEST = "sebelum 17 Agustus 1945"
"""The same in the words of a refusal."""


@dataclass(frozen=True)
class Tanggal:
    """A date with its precision; `on` is the first day of the known period, or None when unknown."""

    on: date | None
    presisi: Presisi

    def __post_init__(self) -> None:
        if (self.on is None) != (self.presisi is Presisi.TIDAK_DIKETAHUI):
            raise ValueError("a date is unknown exactly when its precision says so")


UNKNOWN = Tanggal(None, Presisi.TIDAK_DIKETAHUI)


def wib_today(now: datetime) -> date:
    """The calendar date in Jakarta at the aware instant `now`."""
    return now.astimezone(WIB).date()


def wib_midnight(day: date) -> datetime:
    """The instant at which a day begins in Jakarta; for days before our own the beginning of the first of them."""
    # Nothing of ours happened before, and the very first day of the calendar begins in no instant that can be told.
    return datetime.combine(max(day, EARLIEST), time.min, WIB).astimezone(UTC)


def parse_tanggal(text: str, *, field: str) -> Tanggal:
    """Read `2026`, `2026-11` or `2026-11-13` (ISO 8601); an empty text is an unknown date.

    Raises BadInputError naming `field`, with the reason in words.
    """
    text = text.strip()
    if not text:
        return UNKNOWN
    found = _ISO.fullmatch(text)
    if found is None:
        raise BadInputError("Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-11-13.", field)
    year, month, day = (int(part) if part is not None else None for part in found.groups())
    try:
        on = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise BadInputError("Tanggal itu tidak ada di kalender.", field) from error
    return Tanggal(on, Presisi.TAHUN if month is None else Presisi.BULAN if day is None else Presisi.HARI)


def latest_day(tanggal: Tanggal) -> date | None:
    """The last day a partly known date may stand for; `on` is the first."""
    if tanggal.on is None or tanggal.presisi is Presisi.HARI:
        return tanggal.on
    month = 12 if tanggal.presisi is Presisi.TAHUN else tanggal.on.month
    return date(tanggal.on.year, month, calendar.monthrange(tanggal.on.year, month)[1])


def last_signed(dates: Iterable[Tanggal]) -> Tanggal:
    """The last signature among the parties (the clock of Pasal 39 ayat (4) starts there).

    Unknown dates are left out; if all are unknown, so is the result. Of several with the same first day the most exact
    one counts.
    """
    known = [tanggal for tanggal in dates if tanggal.on is not None]
    return max(known, key=lambda tanggal: (tanggal.on or EARLIEST, _EXACTNESS[tanggal.presisi])) if known else UNKNOWN


_EXACTNESS = {Presisi.HARI: 2, Presisi.BULAN: 1, Presisi.TAHUN: 0, Presisi.TIDAK_DIKETAHUI: -1}
