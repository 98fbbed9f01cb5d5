"""Geometry of the board: bars of time and units, the month of due dates, ages, and the history of on-time rates."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.kalender.kalender import Kalender
from portal.domain.kepatuhan.figures import KepatuhanFigures, OnTimeRate, UnitFigures
from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.tenggat.state import SOON

OLDEST, PAST_LIMIT = 25, 6
"""Working days from which ages are counted together, and how many the chart shows past the limit at least."""
TICKS, APART = (1, 5, 10, 20), 3
"""Ages written under the chart, and how far from the limit one must be for both to be read."""
AGE_WIDTH, AGE_HEIGHT, AGE_BASE, AGE_TOP = 284, 122, 99, 28
RATE_WIDTH, RATE_HEIGHT, RATE_BASE, RATE_TOP = 640, 150, 122, 22


@dataclass(frozen=True)
class DayCell:
    """A cell of the month: how many fall due, and its look (m late, k soon, h in time, lib day off, none nothing)."""

    on: date
    count: int
    kelas: str
    is_today: bool
    libur: str


@dataclass(frozen=True)
class MonthGrid:
    """Weeks of working days of one month (None: a day of another month), and what falls due outside of it."""

    first: date
    weeks: tuple[tuple[DayCell | None, ...], ...]
    before: int
    after: int
    before_on: date
    after_on: date

    @property
    def count(self) -> int:
        """How many fall due in this month."""
        return sum(day.count for week in self.weeks for day in week if day is not None)


@dataclass(frozen=True)
class KalenderBox:
    """A rectangle of a chart."""

    x: float
    y: float
    width: float
    height: float
    kelas: str


@dataclass(frozen=True)
class AgeChart:
    """Ages of what is open: rectangles, the line of the last day in time, and the same figures by age."""

    boxes: tuple[KalenderBox, ...]
    ticks: tuple[tuple[float, str], ...]
    limit_x: float
    rows: tuple[tuple[str, int], ...]

    @property
    def summary(self) -> str:
        """The figures in words."""
        return ", ".join(f"{label} hari kerja: {count}" for label, count in self.rows)


@dataclass(frozen=True)
class OnTimeChart:
    """On-time rates by month: rectangles with their texts (middle, top, percent, month)."""

    boxes: tuple[tuple[KalenderBox, float, str, str], ...]
    rows: tuple[OnTimeRate, ...]


def colour(row: Penyerahan) -> str:
    """Letter of the colour of what runs: m late, k soon, h in time."""
    if row.is_late:
        return "m"
    return "k" if row.is_soon else "h"


def progress(row: Penyerahan) -> int:
    """Share of the working days of its rule that is used up, 0 to 100."""
    return max(4, min(100, 100 * row.age // row.rule.hari_kerja)) if not row.is_late else 100


def stack(unit: UnitFigures, largest: int) -> tuple[tuple[str, float, float], ...]:
    """(class, start, width) of the parts of a unit's bar in percent of the longest bar."""
    parts, at = [], 0.0
    for kelas, count in (("c-m", unit.late), ("c-k", unit.soon), ("c-h", unit.in_time)):
        width = 100 * count / largest if largest else 0.0
        if count:
            parts.append((kelas, round(at, 2), round(max(width - 0.6, 0.6), 2)))
        at += width
    return tuple(parts)


def month(counts: Mapping[date, int], first: date, kalender: Kalender, today: date) -> MonthGrid:
    """The month that begins on `first`; a due date is never on a weekend, so the weeks have five days."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    libur = {day.tanggal: day.nama for day in kalender.days}
    weeks = []
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        days = [monday + timedelta(days=step) for step in range(5)]
        week = tuple(
            _cell(day, counts.get(day, 0), libur.get(day, ""), kalender, today) if first <= day <= last else None
            for day in days
        )
        if any(week):
            weeks.append(week)
        monday += timedelta(days=7)
    before = sum(count for day, count in counts.items() if day < first)
    after = sum(count for day, count in counts.items() if day > last)
    return MonthGrid(first, tuple(weeks), before, after, first - timedelta(days=1), last + timedelta(days=1))


def ages(found: KepatuhanFigures, limit: int) -> AgeChart:
    """How long what is open has been waiting, one column a working day; `limit` is the last one in time."""
    oldest = max(OLDEST, limit + PAST_LIMIT)
    counted: dict[int, dict[str, int]] = {}
    for row in found.board:
        column = counted.setdefault(min(max(row.age, 0), oldest), {})
        kelas = colour(row)
        column[kelas] = column.get(kelas, 0) + 1
    tallest = max((sum(column.values()) for column in counted.values()), default=0)
    step = AGE_WIDTH / (oldest + 1)
    unit = min(30.0, (AGE_BASE - AGE_TOP) / tallest) if tallest else 0.0
    boxes = []
    for age, column in sorted(counted.items()):
        y = float(AGE_BASE)
        for kelas in "hkm":
            if count := column.get(kelas, 0):
                tall = unit * count
                y -= tall
                boxes.append(
                    KalenderBox(
                        round(age * step + 1, 1), round(y, 1), round(step - 2, 1), round(max(tall - 1, 1), 1), kelas
                    )
                )
    ticks = tuple((round((age + 0.5) * step, 1), text) for age, text in _ticks(limit, oldest))
    rows = tuple((_age_text(age, oldest), sum(column.values())) for age, column in sorted(counted.items()))
    return AgeChart(tuple(boxes), ticks, round((limit + 1) * step, 1), rows)


def rates(history: Sequence[OnTimeRate], months: Sequence[str]) -> OnTimeChart:
    """Bars of the on-time rate by month; a month in which nothing was decided has none."""
    step = RATE_WIDTH / max(1, len(history))
    width = round(step * 0.62, 1)
    boxes = []
    for at, one in enumerate(history):
        share = one.percent
        tall = 0.0 if share is None else max(2.0, (RATE_BASE - RATE_TOP) * share / 100)
        kelas = "" if share is None else "h" if share >= 90 else "k" if share >= 60 else "m"
        box = KalenderBox(
            round(at * step + (step - width) / 2, 1), round(RATE_BASE - tall, 1), width, round(tall, 1), kelas
        )
        label = "" if share is None else f"{share}%"
        boxes.append((box, round(box.x + width / 2, 1), label, months[one.month.month - 1]))
    return OnTimeChart(tuple(boxes), tuple(history))


def _cell(day: date, count: int, libur: str, kalender: Kalender, today: date) -> DayCell:
    is_off = not kalender.is_workday(day)
    kelas = "lib" if is_off else ""
    if count:
        is_soon = kalender.workdays_between(today, day) <= SOON
        kelas = "m" if day < today else "k" if is_soon else "h"
    return DayCell(day, count, kelas, day == today, libur if is_off else "")


def _ticks(limit: int, oldest: int) -> tuple[tuple[int, str], ...]:
    shown = sorted({limit, *(age for age in TICKS if abs(age - limit) >= APART)})
    return (*((age, str(age)) for age in shown), (oldest, f"{oldest}+"))


def _age_text(age: int, oldest: int) -> str:
    return f"{age} atau lebih" if age == oldest else str(age)
