"""Compliance with Pasal 39 ayat (4) and (5): from facts about foreign naskah to handovers as they stand today.

What is counted is a handover (penyerahan): the original, and where the DPR has a say, the text for the DPR. Each has
its own end; both start with the last signature and have the working days of their rule, the last still in time. Only
naskah signed on or after the effective date have a deadline; domestic naskah never have one. Nothing reads a clock.
"""

from dataclasses import dataclass
from datetime import date

from portal.domain.naskah.enumerations import Presisi
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.tanggal import Tanggal
from portal.domain.tenggat.clocks import RULES, Clock, ClockFacts, Law, tenggat_naskah
from portal.domain.tenggat.state import DECIDED, JUDGED, RUNNING, WITHOUT_DEADLINE, ClockState, is_soon
from portal.domain.tenggat.tenggat import Aturan


@dataclass(frozen=True, slots=True)
class PenyerahanFacts:
    """What is known of one foreign naskah: what its clocks depend on, and what the board shows beside them.

    `dispatched_on` is what the unit says; it stops nothing, and neither does a file (`has_file`).
    """

    naskah_id: int
    kode: str
    judul: str
    unit: str
    tenggat: ClockFacts
    has_file: bool = True
    keadaan_asli: NaskahAsliState = NaskahAsliState.BELUM_DITERIMA
    dispatched_on: date | None = None
    is_secret: bool = False
    """Exempted, or under an embargo: no sheet or letter names it."""

    @property
    def signed(self) -> Tanggal:
        """The last signature."""
        return self.tenggat.signed

    @property
    def outward_title(self) -> str:
        """What it is called outside the signed-in pages."""
        return f"Naskah {self.kode} (belum untuk umum)" if self.is_secret else self.judul


@dataclass(frozen=True, slots=True)
class Penyerahan:
    """One handover as it stands today.

    `days` are working days: left where open (negative when late), and those it came late (negative) where closed.
    `age` counts the working days from the last signature to today, or to the arrival. `rule` is the version that
    counts its clock; where none runs, the one in force on the day of signing, or today if that day is not known.
    """

    facts: PenyerahanFacts
    jenis: Penyampaian
    rule: Aturan
    keadaan: ClockState
    due_on: date | None = None
    days: int = 0
    age: int = 0
    closed_on: date | None = None
    notice: str = ""
    """Why the due date is provisional; empty when it is firm."""

    @property
    def kode(self) -> str:
        """The code of its naskah."""
        return self.facts.kode

    @property
    def is_open(self) -> bool:
        """Whether its clock runs."""
        return self.keadaan in RUNNING

    @property
    def is_late(self) -> bool:
        """Whether its due date has passed and it is still missing."""
        return self.keadaan is ClockState.TERLAMBAT

    @property
    def is_soon(self) -> bool:
        """Whether it is due within a few working days, today included."""
        return is_soon(self.keadaan, self.days)

    @property
    def is_decided(self) -> bool:
        """Whether it can be told if it was in time: it has arrived, or its due date is over."""
        return self.keadaan in DECIDED

    @property
    def has_tenggat(self) -> bool:
        """Whether it has a deadline, or would have one if its day of signing were known."""
        return self.keadaan not in WITHOUT_DEADLINE


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included; figures of a period are those of the due dates in it."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it; no day never does."""
        return day is not None and self.first <= day <= self.last


def penyerahan(facts: PenyerahanFacts, law: Law, today: date) -> tuple[Penyerahan, ...]:
    """The handovers of one naskah on `today` (WIB): the original, and the text for the DPR where it is needed."""
    return tuple(_from_clock(facts, clock, law, today) for clock in tenggat_naskah(facts.tenggat, law, today).clocks)


def _from_clock(facts: PenyerahanFacts, clock: Clock, law: Law, today: date) -> Penyerahan:
    closed_on = clock.penutup.arrived_on if clock.penutup is not None else None
    until = closed_on or today
    signed_on, is_day_known = facts.signed.on, facts.signed.presisi is Presisi.HARI
    return Penyerahan(
        facts,
        clock.jenis,
        clock.tenggat.rule if clock.tenggat is not None else law.rule(RULES[clock.jenis], signed_on or today),
        _state(clock),
        clock.due_on,
        clock.days if clock.is_open else -clock.days,
        law.kalender.workdays_between(signed_on, until) if signed_on is not None and is_day_known else 0,
        closed_on,
        clock.tenggat.notice if clock.tenggat is not None and clock.is_open else "",
    )


def _state(clock_state: Clock) -> ClockState:
    # What is held or lost by proof closes its clock, but nobody is praised or blamed for it.
    is_by_proof = clock_state.keadaan in JUDGED and not clock_state.is_received
    return ClockState.DITUTUP_BERBUKTI if is_by_proof else clock_state.keadaan
