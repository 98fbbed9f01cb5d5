"""Changes to the office calendar: what a table of days off may hold, and what becomes of a calendar by a change.

A change is a value, so the same one can be shown first and made afterwards. Nothing here reads a clock.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain.kalender.kalender import HariLibur, JenisLibur, Kalender, StatusTahun, TahunKalender
from portal.domain.table import TOO_LONG, TableRow, read_table
from portal.domain.tanggal import EARLIEST
from portal.errors import BadInputError, RowsRefusedError

COLUMNS = ("date", "kind", "name", "basis")
OTHER_NAMES = {
    "date": ("tanggal",),
    "kind": ("jenis",),
    "name": ("nama", "hari_libur", "keterangan"),
    "basis": ("dasar", "dasar_hukum"),
}
"""Under what other names the columns are known."""
FIRST_YEAR, LAST_YEAR = EARLIEST.year, 2199
LONGEST_NAME = 200
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class KalenderChange:
    """Days to put in (in place of what was known of them), days to take out, years to describe anew."""

    set_days: tuple[HariLibur, ...] = ()
    drop_days: tuple[date, ...] = ()
    years: tuple[TahunKalender, ...] = ()

    def apply(self, kalender: Kalender) -> Kalender:
        """The calendar after the change. A day in a year nobody described makes that year `perkiraan`."""
        for day in self.drop_days:
            kalender = kalender.without_day(day)
        for libur in self.set_days:
            kalender = kalender.with_day(libur)
        for year in self.years:
            kalender = kalender.with_year(year)
        known = {year.tahun for year in kalender.years}
        for tahun in sorted({libur.tanggal.year for libur in self.set_days} - known):
            kalender = kalender.with_year(TahunKalender(tahun, StatusTahun.PERKIRAAN))
        return kalender


@dataclass(frozen=True)
class KalenderDifference:
    """One row that a change touches: a day or a year before and after (None: it was, or is, not there)."""

    kunci: str
    before: HariLibur | TahunKalender | None
    after: HariLibur | TahunKalender | None


def differences(old: Kalender, new: Kalender) -> tuple[KalenderDifference, ...]:
    """Every day and year in which two calendars differ, in the order of the calendar, years first."""
    found = []
    for before, after in (
        ({str(y.tahun): y for y in old.years}, {str(y.tahun): y for y in new.years}),
        ({d.tanggal.isoformat(): d for d in old.days}, {d.tanggal.isoformat(): d for d in new.days}),
    ):
        keys = sorted(before.keys() | after.keys())
        found += [
            KalenderDifference(key, before.get(key), after.get(key))
            for key in keys
            if before.get(key) != after.get(key)
        ]
    return tuple(found)


def read_libur(text: str) -> tuple[HariLibur, ...]:
    """Days off of a CSV with the columns date, kind, name, basis, in its order.

    Raises RowsRefusedError naming every wrong row, BadInputError where it is no such table at all.
    """
    rows = read_table(text, OTHER_NAMES, needed=COLUMNS, what="Tabel hari libur").rows
    if not rows:
        raise BadInputError("Tabel hari libur tidak berisi satu baris pun.", "tabel")
    found: dict[date, HariLibur] = {}
    problems = []
    for row in rows:
        wrong = list(_problems(row, found))
        problems += [f"Baris {row.line}: {problem}" for problem in wrong]
        if not wrong:
            libur = _day(row)
            found[libur.tanggal] = libur
    if problems:
        raise RowsRefusedError(tuple(problems))
    return tuple(found.values())


def check_day(libur: HariLibur) -> HariLibur:
    """The day as it was given. Raises BadInputError where its year or a text of it cannot be."""
    if not FIRST_YEAR <= libur.tanggal.year <= LAST_YEAR:
        raise BadInputError(f"Tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}.", "tanggal")
    for field, text, is_needed in (("nama", libur.nama, True), ("dasar", libur.dasar, False)):
        if problem := _text_problem(field, text, is_needed=is_needed):
            raise BadInputError(problem[0].upper() + problem[1:], field)
    return libur


def _problems(row: TableRow, found: dict[date, HariLibur]) -> Iterator[str]:
    if row.is_too_long:
        yield TOO_LONG
        return
    text = row.get("date")
    day = _iso(text)
    if day is None:
        yield f"tanggal “{text[:20]}” tidak ada; tulis TTTT-BB-HH."
    elif not FIRST_YEAR <= day.year <= LAST_YEAR:
        yield f"tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}."
    elif day in found:
        yield f"tanggal {text} ditulis dua kali."
    kind = row.get("kind")
    if kind not in list(JenisLibur):
        yield f"jenis (kind) “{kind[:40]}” tidak dikenal; pilih {', '.join(JenisLibur)}."
    for field, key, is_needed in (("nama", "name", True), ("dasar", "basis", False)):
        if problem := _text_problem(field, row.get(key), is_needed=is_needed):
            yield problem


def _day(row: TableRow) -> HariLibur:
    return HariLibur(
        date.fromisoformat(row.get("date")), JenisLibur(row.get("kind")), row.get("name"), row.get("basis")
    )


def _text_problem(field: str, text: str, *, is_needed: bool) -> str:
    if is_needed and not text:
        return f"{field} belum diisi."
    if len(text) > LONGEST_NAME or not text.isprintable():
        return f"{field} paling panjang {LONGEST_NAME} karakter yang dapat dicetak."
    return ""


def _iso(text: str) -> date | None:
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
