"""What narrows the compliance board, read from the address: a unit, a period of due dates, a month to look at."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.domain.formats import MONTHS
from portal.domain.kepatuhan.penyerahan import Period
from portal.errors import BadInputError
from portal.web.typed import clean_line

QUARTERS = ("I", "II", "III", "IV")
_PERIOD = re.compile(r"(20\d{2})(?:-(?:T([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)
_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class KepatuhanFilter:
    """What was asked for; `span_words` names the period in words, empty for all due dates."""

    unit: str = ""
    periode: str = ""
    month: date | None = None
    span: Period | None = None
    span_words: str = ""

    def query(self, **more: object) -> dict[str, Any]:
        """The values of an address that keeps unit and period; empty ones are left out."""
        kept: dict[str, Any] = {"unit": self.unit, "periode": self.periode, **more}
        return {name: value for name, value in kept.items() if value}


def read(values: Mapping[str, str]) -> KepatuhanFilter:
    """The filters of an address. Raises BadInputError for a period or month that is none."""
    text = clean_line(values.get("periode", ""))
    span, words = parse_period(text)
    return KepatuhanFilter(clean_line(values.get("unit", ""))[:100], text, _month(values.get("bulan", "")), span, words)


def parse_period(text: str) -> tuple[Period | None, str]:
    """`2026`, `2026-T2` (quarter) or `2026-03` as days and words; nothing for an empty text."""
    if not text:
        return None, ""
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise BadInputError("Periode tidak dikenal. Pilih dari daftar.", "periode")
    year, quarter, month = int(found[1]), found[2], found[3]
    if quarter:
        last = 3 * int(quarter)
        return _span(year, last - 2, last), f"triwulan {QUARTERS[int(quarter) - 1]} {year}"
    if month:
        return _span(year, int(month), int(month)), f"{MONTHS[int(month) - 1]} {year}"
    return _span(year, 1, 12), f"tahun {year}"


def period_choices(today: date) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Periods to choose from in groups: years, quarters of this year and the last, the twelve months up to now."""
    years = tuple((str(year), str(year)) for year in range(today.year + 1, today.year - 4, -1))
    quarters = tuple(
        (f"{year}-T{number}", f"Triwulan {QUARTERS[number - 1]} {year}")
        for year in (today.year, today.year - 1)
        for number in range(4, 0, -1)
    )
    months = []
    for back in range(-1, 12):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        months.append((f"{year}-{month + 1:02d}", f"{MONTHS[month]} {year}"))
    return (("Tahun", years), ("Triwulan", quarters), ("Bulan", tuple(months)))


def _month(text: str) -> date | None:
    if not text:
        return None
    found = _MONTH.fullmatch(clean_line(text))
    if found is None:
        raise BadInputError("Bulan tidak dikenal. Tulis seperti 2026-11.", "bulan")
    return date(int(found[1]), int(found[2]), 1)


def _span(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
