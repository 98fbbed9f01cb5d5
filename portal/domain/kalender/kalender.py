"""Which days government offices work: Monday to Friday without the days off of the yearly joint decree (SKB).

Basis: Perpres 21/2023 Pasal 3 (five days, Senin–Jumat) and Pasal 6 (national holidays, cuti bersama, presidential
policy). The calendar is a value: a decree changed in mid-year makes another one, with another `version()`, so a
receipt can name the calendar it was judged by. Nothing here reads a clock.
"""

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from portal.domain.formats import WEEKDAYS

WORKDAYS_A_WEEK = 5


class JenisLibur(StrEnum):
    """Why a day is off: the two kinds of the joint decree, and single days such as election days."""

    LIBUR_NASIONAL = "libur_nasional"
    CUTI_BERSAMA = "cuti_bersama"
    KHUSUS = "khusus"


class StatusTahun(StrEnum):
    """Whether the joint decree of a year exists, or its dates are expected ones."""

    DITETAPKAN = "ditetapkan"
    PERKIRAAN = "perkiraan"


@dataclass(frozen=True)
class HariLibur:
    """One day off, with the decree it rests on (`dasar` is empty where the number is not at hand)."""

    tanggal: date
    jenis: JenisLibur
    nama: str
    dasar: str = ""


@dataclass(frozen=True)
class TahunKalender:
    """What is known about the decree of one year; `nomor_skb` is empty where it is not at hand."""

    tahun: int
    status: StatusTahun
    nomor_skb: str = ""


@dataclass(frozen=True)
class Kalender:
    """Days off and the years they were decreed for; one row a day, one a year (ValueError otherwise).

    `cuti_bersama_counts_as_workday` is a setting: by default cuti bersama is not a working day.
    """

    days: tuple[HariLibur, ...]
    years: tuple[TahunKalender, ...]
    cuti_bersama_counts_as_workday: bool = False

    def __post_init__(self) -> None:
        if len(self._libur) != len(self.days):
            raise ValueError("a calendar has one row a day")
        if len({year.tahun for year in self.years}) != len(self.years):
            raise ValueError("a calendar has one row a year")

    def is_workday(self, day: date) -> bool:
        """Whether offices work on `day`. In a year that is not decided this is a guess: see `is_decided`."""
        return day.weekday() < WORKDAYS_A_WEEK and not self._takes_off(day)

    def reason(self, day: date) -> str:
        """Why `day` counts or not, in words: `hari kerja`, `akhir pekan (Sabtu)`, `libur nasional: … (SKB …)`."""
        parts = [] if day.weekday() < WORKDAYS_A_WEEK else [f"akhir pekan ({WEEKDAYS[day.weekday()]})"]
        if libur := self._libur.get(day):
            parts.append(_in_words(libur))
        if self.is_workday(day):
            parts.insert(0, "hari kerja")
        if not self.is_decided(day.year):
            parts.append(f"SKB tahun {day.year} belum ditetapkan")
        return "; ".join(parts)

    def is_decided(self, year: int) -> bool:
        """Whether the days off of `year` are decreed and entered; a year without any row never is."""
        return year in self._decided

    def workday_after(self, day: date, number: int) -> date:
        """The working day that is the `number`-th after `day` (1: the first). Raises OverflowError past the year 9999.

        Found without walking: the weekday so far away, put off by the days off passed on the way, until none is added.
        """
        start = day.toordinal()
        before, passed = bisect_right(self._weekdays_off, start), 0
        while True:
            found = _weekday_at(_weekdays_until(start) + number + passed)
            if found > _LAST:
                raise OverflowError("a working day past the year 9999")
            off = bisect_right(self._weekdays_off, found) - before
            if off == passed:
                return date.fromordinal(found)
            passed = off

    def workdays_between(self, after: date, until: date) -> int:
        """How many working days follow `after`, up to and including `until`; 0 if `until` is not later."""
        if until <= after:
            return 0
        first, last = after.toordinal(), until.toordinal()
        off = bisect_right(self._weekdays_off, last) - bisect_right(self._weekdays_off, first)
        return _weekdays_until(last) - _weekdays_until(first) - off

    def version(self) -> str:
        """SHA-256 over everything that is known, whatever the order of the rows: equal calendars, equal version."""
        days = sorted((d.tanggal.isoformat(), d.jenis, d.nama, d.dasar) for d in self.days)
        years = sorted((y.tahun, y.status, y.nomor_skb) for y in self.years)
        content = json.dumps([days, years, self.cuti_bersama_counts_as_workday], ensure_ascii=True)
        return hashlib.sha256(content.encode()).hexdigest()

    def with_day(self, libur: HariLibur) -> "Kalender":
        """The same calendar with this day off, in place of what was known about its date."""
        return replace(self, days=(*self.without_day(libur.tanggal).days, libur))

    def without_day(self, day: date) -> "Kalender":
        """The same calendar without a row for `day`."""
        return replace(self, days=tuple(libur for libur in self.days if libur.tanggal != day))

    def with_year(self, year: TahunKalender) -> "Kalender":
        """The same calendar with this row in place of what was known about its year."""
        return replace(self, years=(*(y for y in self.years if y.tahun != year.tahun), year))

    def _takes_off(self, day: date) -> bool:
        libur = self._libur.get(day)
        if libur is None:
            return False
        return not (self.cuti_bersama_counts_as_workday and libur.jenis is JenisLibur.CUTI_BERSAMA)

    @cached_property
    def _libur(self) -> dict[date, HariLibur]:
        return {libur.tanggal: libur for libur in self.days}

    @cached_property
    def _weekdays_off(self) -> list[int]:
        """Weekdays on which offices are closed, as proleptic ordinals."""
        off = (day for day in self._libur if day.weekday() < WORKDAYS_A_WEEK and self._takes_off(day))
        return sorted(day.toordinal() for day in off)

    @cached_property
    def _decided(self) -> frozenset[int]:
        decreed = {year.tahun for year in self.years if year.status is StatusTahun.DITETAPKAN}
        return frozenset(decreed & {day.year for day in self._libur})


_LAST = date.max.toordinal()


def _weekdays_until(ordinal: int) -> int:
    """Days from Monday to Friday up to this day. Ordinal 1 is a Monday, so a week ends with each multiple of 7."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * WORKDAYS_A_WEEK + min(rest, WORKDAYS_A_WEEK)


def _weekday_at(number: int) -> int:
    """The ordinal of the `number`-th day from Monday to Friday; undoes `_weekdays_until`."""
    weeks, rest = divmod(number - 1, WORKDAYS_A_WEEK)
    return 7 * weeks + rest + 1


def _in_words(libur: HariLibur) -> str:
    kind = libur.jenis.replace("_", " ")
    # The decree names most joint leave "Cuti Bersama …": saying it twice would only make the line longer.
    named = libur.nama if libur.nama.casefold().startswith(kind) else f"{kind}: {libur.nama}"
    return f"{named} ({libur.dasar})" if libur.dasar else named
