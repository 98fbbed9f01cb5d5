"""Every figure of compliance with Pasal 39 ayat (4) and (5), taken from the same handovers. Nothing reads a clock."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from portal.domain.formats import percent
from portal.domain.kepatuhan.penyerahan import Penyerahan, Period
from portal.domain.tenggat.state import DECIDED, RUNNING, ClockState

T = TypeVar("T", bound=Hashable)
Golongan = tuple[ClockState, str, date | None]
"""What every figure but those of the open rows is taken from: where a handover stands, its unit, its due date."""


def urgency(satu: Penyerahan) -> tuple[date, int, str, str]:
    """Order of the board: the earliest due date first, which is the longest overdue; then unit by unit."""
    return (satu.due_on or date.max, -satu.age, satu.facts.kode, satu.jenis.value)


@dataclass(frozen=True)
class UnitFigures:
    """The open handovers of one group of units, and how many of those decided were in time."""

    kode: str
    late: int = 0
    soon: int = 0
    in_time: int = 0
    on_time: int = 0
    decided: int = 0

    @property
    def running(self) -> int:
        """All open ones."""
        return self.late + self.soon + self.in_time


@dataclass(frozen=True)
class OnTimeRate:
    """On-time rate of the due dates of one month: `on_time` of `decided` (`undecided` are not decided yet)."""

    month: date
    on_time: int
    decided: int
    undecided: int

    @property
    def percent(self) -> int | None:
        """In whole percent, 100 only where all of them were; None where nothing was decided."""
        return percent(self.on_time, self.decided)


@dataclass(frozen=True)
class KepatuhanFigures:
    """Every figure of the board, all of them taken from the same handovers.

    `rows` are the handovers one by one, all open ones among them; `counted` are closed ones of which only the number
    in each group is known.
    """

    rows: tuple[Penyerahan, ...]
    today: date
    counted: Mapping[Golongan, int] = field(default_factory=dict)

    @cached_property
    def board(self) -> tuple[Penyerahan, ...]:
        """The open ones, most urgent first."""
        return tuple(sorted((row for row in self.rows if row.is_open), key=urgency))

    def count(self, keadaan: ClockState) -> int:
        """How many stand so."""
        return self._counts.get(keadaan, 0)

    @cached_property
    def late(self) -> tuple[Penyerahan, ...]:
        """The late ones, longest first."""
        return tuple(row for row in self.board if row.is_late)

    @property
    def longest(self) -> int:
        """Working days of the longest delay; 0 where nothing is late."""
        return max((-row.days for row in self.late), default=0)

    @property
    def soon(self) -> int:
        """How many of the open ones are due within a few working days, today included."""
        return sum(row.is_soon for row in self.board)

    @property
    def in_time(self) -> int:
        """How many of the open ones are neither late nor due soon."""
        return len(self.board) - len(self.late) - self.soon

    @property
    def due_today(self) -> int:
        """How many of the open ones are due today."""
        return sum(row.due_on == self.today for row in self.board)

    @property
    def on_time(self) -> int:
        """How many of the decided ones were in time."""
        return self.count(ClockState.TEPAT_WAKTU)

    @property
    def decided(self) -> int:
        """How many can be told to have been in time or not; what is late and still missing is among them."""
        return sum(self.count(keadaan) for keadaan in DECIDED)

    def per_unit(self, group_of: Mapping[str, str], always: Iterable[str] = ()) -> tuple[UnitFigures, ...]:
        """Figures by group, most late ones first; `always` are the groups shown even where they have none."""
        counts: dict[str, dict[ClockState, int]] = {kode: {} for kode in always}
        for (keadaan, unit, _), count in self._groups.items():
            if keadaan in RUNNING or keadaan in DECIDED:
                group = counts.setdefault(group_of.get(unit, unit), {})
                group[keadaan] = group.get(keadaan, 0) + count
        soon = _tally(group_of.get(row.facts.unit, row.facts.unit) for row in self.board if row.is_soon)
        listed = [_unit(kode, found, soon.get(kode, 0)) for kode, found in counts.items()]
        return tuple(sorted(listed, key=lambda unit: (-unit.late, -unit.soon, -unit.running, unit.kode)))

    def due_counts(self) -> dict[date, int]:
        """Open ones by due date."""
        return _tally(row.due_on for row in self.board if row.due_on is not None)

    def ages(self) -> dict[int, int]:
        """Open ones by working days since the last signature."""
        return _tally(row.age for row in self.board)

    def history(self, months: int) -> tuple[OnTimeRate, ...]:
        """The last `months` months up to the current one, by due date, the oldest first."""
        totals: dict[tuple[int, int], list[int]] = {}
        for (keadaan, _, due_on), count in self._groups.items():
            if due_on is not None:
                total = totals.setdefault((due_on.year, due_on.month), [0, 0, 0])
                total[0] += count * (keadaan is ClockState.TEPAT_WAKTU)
                total[1] += count * (keadaan in DECIDED)
                total[2] += count * (keadaan not in DECIDED)
        listed = []
        for back in range(months - 1, -1, -1):
            year, month = divmod(self.today.year * 12 + self.today.month - 1 - back, 12)
            listed.append(OnTimeRate(date(year, month + 1, 1), *totals.get((year, month + 1), (0, 0, 0))))
        return tuple(listed)

    @cached_property
    def units(self) -> frozenset[str]:
        """Codes of the units that own any of it."""
        return frozenset(unit for _, unit, _ in self._groups)

    def within(self, periode: Period | None) -> "KepatuhanFigures":
        """The figures of the due dates of a period alone; what has no deadline stays, for it has no date."""
        if periode is None:
            return self
        kept = (row for row in self.rows if row.due_on is None or periode.holds(row.due_on))
        counted = {key: count for key, count in self.counted.items() if key[2] is None or periode.holds(key[2])}
        return KepatuhanFigures(tuple(kept), self.today, counted)

    @cached_property
    def _groups(self) -> Mapping[Golongan, int]:
        groups = dict(self.counted)
        for row in self.rows:
            key = (row.keadaan, row.facts.unit, row.due_on)
            groups[key] = groups.get(key, 0) + 1
        return groups

    @cached_property
    def _counts(self) -> dict[ClockState, int]:
        counts: dict[ClockState, int] = {}
        for (keadaan, _, _), count in self._groups.items():
            counts[keadaan] = counts.get(keadaan, 0) + count
        return counts


def _unit(kode: str, found: Mapping[ClockState, int], soon: int) -> UnitFigures:
    late, running = found.get(ClockState.TERLAMBAT, 0), sum(found.get(keadaan, 0) for keadaan in RUNNING)
    decided = sum(found.get(keadaan, 0) for keadaan in DECIDED)
    return UnitFigures(kode, late, soon, running - late - soon, found.get(ClockState.TEPAT_WAKTU, 0), decided)


def _tally(values: Iterable[T]) -> dict[T, int]:
    counted: dict[T, int] = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return counted
