"""One row of the catalogue with the variation of its round: unit, partners, days and term."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from portal.samples.casting import level
from portal.samples.source import table
from portal.samples.units import sample_units

_UNIT_STEP, _MITRA_STEP, _DAY_STEP, _DAY_SPAN = 7, 1, 53, 1500


@dataclass(frozen=True)
class Plan:
    """A catalogue row made concrete; `round` 0 is the hand-made set, later rounds vary it.

    `day` always holds a day, also where the agreement itself has none yet, because wording and names depend on it.
    """

    row: dict[str, str]
    round: int
    unit: str
    mitra: tuple[dict[str, str], ...]
    day: date

    @property
    def key(self) -> str:
        """Unique key of the sample."""
        return self.key_of(self.row["key"])

    @property
    def induk(self) -> str | None:
        """Key of the earlier sample this one refers to."""
        return self.key_of(self.row["induk"]) if self.row["induk"] else None

    def key_of(self, stem: str) -> str:
        """A catalogue key in this round."""
        return stem if self.round == 0 else f"{stem}-{self.round + 1}"


def rows() -> tuple[dict[str, str], ...]:
    """The hand-made catalogue."""
    return table("katalog")


def plan_of(row: dict[str, str], *, round_number: int, today: date, parent_unit: str | None) -> Plan:
    """Makes a row concrete; every relation of a round survives because the whole round shifts alike."""
    return Plan(
        row=row,
        round=round_number,
        unit=_unit(row["unit"], round_number, parent_unit),
        mitra=tuple(_mitra(key, round_number) for key in row["mitra"].split()),
        day=_day(row["signed"], round_number, today),
    )


def _day(signed: str, round_number: int, today: date) -> date:
    if signed.startswith("-"):
        day = today + timedelta(days=int(signed))
    else:
        day = min(date.fromisoformat(signed), today) if signed else today
    day -= timedelta(days=round_number * _DAY_STEP % _DAY_SPAN)
    # Nobody signs on a weekend; going back keeps the day in the past.
    return day - timedelta(days=max(0, day.weekday() - 4))


def _unit(code: str, round_number: int, parent_unit: str | None) -> str:
    if round_number == 0 or level(code) in ("eselon1", "kementerian"):
        return code
    kinds = {row[0]: row[2] for row in sample_units()}
    if parent_unit and level(parent_unit) == "kanwil":
        children = [row[0] for row in sample_units() if row[3] == parent_unit]
        if children:
            return children[round_number % len(children)]
    peers = [unit for unit, kind in kinds.items() if kind == kinds[code]]
    return peers[(peers.index(code) + round_number * _UNIT_STEP) % len(peers)]


def _mitra(key: str, round_number: int) -> dict[str, str]:
    partners = table("mitra")
    own = next(row for row in partners if row["key"] == key)
    peers = [row for row in partners if row["kelompok"] == own["kelompok"]]
    return peers[(peers.index(own) + round_number * _MITRA_STEP) % len(peers)]


def term_months(term: str) -> int | None:
    """ "5" is five years, "18b" eighteen months; an open end ("~") and no statement ("") have no months."""
    if not term or term == "~":
        return None
    return int(term[:-1]) if term.endswith("b") else int(term) * 12


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
