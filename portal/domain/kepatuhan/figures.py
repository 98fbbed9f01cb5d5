"""Every figure of compliance with Pasal 39 ayat (4) and (5), taken from the same handovers. Nothing reads a clock."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from portal.domain.kepatuhan.penyerahan import DECIDED, OPEN, Penyerahan, PenyerahanState, Period

T = TypeVar("T", bound=Hashable)
Golongan = tuple[PenyerahanState, str, date | None]
"""What every figure but those of the open rows is taken from: where a handover stands, its unit, its due date."""


def urgency(satu: Penyerahan) -> tuple[date, int, str, str]:
    """Order of the board: the earliest due date first, which is the longest overdue; then unit by unit."""
    return (satu.due_on or date.max, -satu.age, satu.fakta.kode, satu.jenis.value)


@dataclass(frozen=True)
class UnitFigures:
    """The open handovers of one group of units, and how many of those decided were in time."""

    kode: str
    terlambat: int = 0
    segera: int = 0
    dalam_waktu: int = 0
    tepat: int = 0
    diputus: int = 0

    @property
    def berjalan(self) -> int:
        """All open ones."""
        return self.terlambat + self.segera + self.dalam_waktu


@dataclass(frozen=True)
class OnTimeRate:
    """On-time rate of the due dates of one month: `tepat` of `diputus` were in time (`masih` are not decided yet)."""

    bulan: date
    tepat: int
    diputus: int
    masih: int

    @property
    def persen(self) -> int | None:
        """Rounded down, so that 100 means all of them; None where nothing was decided."""
        return 100 * self.tepat // self.diputus if self.diputus else None


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
    def papan(self) -> tuple[Penyerahan, ...]:
        """The open ones, most urgent first."""
        return tuple(sorted((row for row in self.rows if row.is_open), key=urgency))

    def count(self, keadaan: PenyerahanState) -> int:
        """How many stand so."""
        return self._counts.get(keadaan, 0)

    @cached_property
    def late(self) -> tuple[Penyerahan, ...]:
        """The late ones, longest first."""
        return tuple(row for row in self.papan if row.keadaan is PenyerahanState.TERLAMBAT)

    @property
    def longest(self) -> int:
        """Working days of the longest delay; 0 where nothing is late."""
        return max((-row.days for row in self.late), default=0)

    @property
    def due_today(self) -> int:
        """How many of the open ones are due today."""
        return sum(row.due_on == self.today for row in self.papan)

    @property
    def tepat(self) -> int:
        """How many of the decided ones were in time."""
        return self.count(PenyerahanState.TEPAT_WAKTU)

    @property
    def diputus(self) -> int:
        """How many can be told to have been in time or not; what is late and still missing is among them."""
        return self.tepat + self.count(PenyerahanState.DITERIMA_TERLAMBAT) + self.count(PenyerahanState.TERLAMBAT)

    def per_unit(self, group_of: Mapping[str, str], always: Iterable[str] = ()) -> tuple[UnitFigures, ...]:
        """Figures by group, most late ones first; `always` are the groups shown even where they have none."""
        counts: dict[str, dict[PenyerahanState, int]] = {kode: {} for kode in always}
        for (keadaan, unit, _), count in self._groups.items():
            if keadaan in OPEN or keadaan in DECIDED:
                group = counts.setdefault(group_of.get(unit, unit), {})
                group[keadaan] = group.get(keadaan, 0) + count
        listed = [_unit(kode, found) for kode, found in counts.items()]
        return tuple(sorted(listed, key=lambda unit: (-unit.terlambat, -unit.segera, -unit.berjalan, unit.kode)))

    def due_counts(self) -> dict[date, int]:
        """Open ones by due date."""
        return _tally(row.due_on for row in self.papan if row.due_on is not None)

    def ages(self) -> dict[int, int]:
        """Open ones by working days since the last signature."""
        return _tally(row.age for row in self.papan)

    def history(self, months: int) -> tuple[OnTimeRate, ...]:
        """The last `months` months up to the current one, by due date, the oldest first."""
        totals: dict[tuple[int, int], list[int]] = {}
        for (keadaan, _, due_on), count in self._groups.items():
            if due_on is not None:
                total = totals.setdefault((due_on.year, due_on.month), [0, 0, 0])
                total[0] += count * (keadaan is PenyerahanState.TEPAT_WAKTU)
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
            key = (row.keadaan, row.fakta.unit, row.due_on)
            groups[key] = groups.get(key, 0) + 1
        return groups

    @cached_property
    def _counts(self) -> dict[PenyerahanState, int]:
        counts: dict[PenyerahanState, int] = {}
        for (keadaan, _, _), count in self._groups.items():
            counts[keadaan] = counts.get(keadaan, 0) + count
        return counts


def _unit(kode: str, found: Mapping[PenyerahanState, int]) -> UnitFigures:
    late, on_time = (found.get(k, 0) for k in (PenyerahanState.TERLAMBAT, PenyerahanState.TEPAT_WAKTU))
    return UnitFigures(
        kode,
        late,
        found.get(PenyerahanState.SEGERA, 0),
        found.get(PenyerahanState.DALAM_WAKTU, 0),
        on_time,
        late + on_time + found.get(PenyerahanState.DITERIMA_TERLAMBAT, 0),
    )


def _tally(values: Iterable[T]) -> dict[T, int]:
    counted: dict[T, int] = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return counted
