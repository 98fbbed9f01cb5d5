"""Where the clocks of one naskah stand: Pasal 39 ayat (4) for the original, ayat (5) for the text for the DPR.

Both are due on the same day and each is closed on its own. Everything is judged anew from facts and the calendar; only
the due date of a receipt that stands is kept with it, so that a later change of the calendar judges nobody again.
Domestic naskah have no clock (Pasal 39 ayat (1) names no days), and neither has what was signed before the regulation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.domain.kalender.kalender import Kalender
from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.naskah.masa_berlaku import is_over_before
from portal.domain.naskah_asli.penerimaan import DITERIMA, NaskahAsliState, Penyampaian, judge
from portal.domain.tanggal import Tanggal, latest_day
from portal.domain.tenggat.state import RUNNING, ClockState
from portal.domain.tenggat.tenggat import Aturan, AturanVersions, Tenggat, tenggat

RULES: Mapping[Penyampaian, str] = {Penyampaian.ASLI: "naskah_asli", Penyampaian.NASKAH_DPR: "naskah_dpr"}
"""The rule of `tenggat.toml` that each clock runs by."""


@dataclass(frozen=True)
class Law:
    """The law: rules by their kode through all their versions, the calendar, the day the regulation took effect.

    Without that day (None: not set) no clock applies.
    """

    aturan: Mapping[str, AturanVersions]
    kalender: Kalender
    effective_on: date | None

    def tenggat(self, jenis: Penyampaian, signed_on: date) -> Tenggat:
        """The deadline after a last signature."""
        return self.count(RULES[jenis], signed_on)

    def rule(self, kode: str, start_on: date) -> Aturan:
        """The rule of this kode as it counts a clock begun on `start_on`."""
        return self.aturan[kode].on(start_on)

    def count(self, kode: str, start_on: date) -> Tenggat:
        """The deadline by the rule of this kode; many records share a day, so each day is counted once."""
        key = (kode, start_on)
        if key not in self._counted:
            self._counted[key] = tenggat(self.rule(kode, start_on), start_on, self.kalender)
        return self._counted[key]

    @cached_property
    def _counted(self) -> dict[tuple[str, date], Tenggat]:
        return {}


@dataclass(frozen=True)
class Closing:
    """The receipt that closed a clock: outcome, day, and the due date it was judged by (None: no clock then)."""

    hasil: NaskahAsliState
    arrived_on: date
    due_on: date | None


@dataclass(frozen=True)
class ClockFacts:
    """What the clocks of a naskah depend on: `signed` is the last signature, `last_day` the last one in force."""

    lingkup: Lingkup | None
    signed: Tanggal
    asli: Closing | None = None
    naskah_dpr: Closing | None = None
    needs_dpr: bool = False
    last_day: date | None = None


@dataclass(frozen=True)
class Clock:
    """One clock. `tenggat` is None where none applies; `days` are working days left (negative: late) while it runs,
    and working days late once it is closed.
    """

    jenis: Penyampaian
    keadaan: ClockState
    tenggat: Tenggat | None = None
    days: int = 0
    penutup: Closing | None = None

    @property
    def is_open(self) -> bool:
        """Whether it runs."""
        return self.keadaan in RUNNING

    @property
    def is_received(self) -> bool:
        """Whether it was closed by a receipt, not by a proof that it is held or lost."""
        return self.penutup is not None and self.penutup.hasil in DITERIMA

    @property
    def due_on(self) -> date | None:
        """The due date it is, or was, judged by."""
        if self.penutup is not None and self.penutup.due_on is not None:
            return self.penutup.due_on
        return self.tenggat.due_on if self.tenggat is not None else None


@dataclass(frozen=True)
class TenggatNaskah:
    """Both clocks of a naskah; `naskah_dpr` is None where no text for the DPR is required."""

    asli: Clock
    naskah_dpr: Clock | None = None

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The clocks there are."""
        return (self.asli,) if self.naskah_dpr is None else (self.asli, self.naskah_dpr)


def tenggat_naskah(facts: ClockFacts, law: Law, today: date) -> TenggatNaskah:
    """The clocks of a naskah on `today` (WIB), from its facts alone."""
    asli = _clock(Penyampaian.ASLI, facts.asli, facts, law, today)
    needs_dpr = facts.needs_dpr or facts.naskah_dpr is not None
    return TenggatNaskah(
        asli, _clock(Penyampaian.NASKAH_DPR, facts.naskah_dpr, facts, law, today) if needs_dpr else None
    )


def due_for(facts: ClockFacts, jenis: Penyampaian, law: Law) -> Tenggat | None:
    """The deadline an arrival of today would be judged by; None where no clock applies or its start is unknown."""
    if _without_clock(facts, law) is not None or facts.signed.on is None:
        return None
    return law.tenggat(jenis, facts.signed.on)


def _clock(jenis: Penyampaian, penutup: Closing | None, facts: ClockFacts, law: Law, today: date) -> Clock:
    found = due_for(facts, jenis, law)
    if penutup is not None:
        return _closed(jenis, penutup, found, law)
    if found is None:
        return Clock(jenis, _without_clock(facts, law) or ClockState.BELUM_DIKETAHUI)
    return Clock(jenis, found.due_state(today), found, found.days_left(today))


def _closed(jenis: Penyampaian, penutup: Closing, found: Tenggat | None, law: Law) -> Clock:
    # Received while the day of signing was unknown: it is judged as soon as that day is known.
    due_on = penutup.due_on or (found.due_on if found is not None else None)
    if due_on is None:
        return Clock(jenis, ClockState.SELESAI_TANPA_TENGGAT, penutup=penutup)
    judged = judge(penutup.arrived_on, due_on, law.kalender)
    state = ClockState.TEPAT_WAKTU if judged.is_on_time else ClockState.SELESAI_TERLAMBAT
    return Clock(jenis, state, found, judged.late_days, penutup)


def _without_clock(facts: ClockFacts, law: Law) -> ClockState | None:
    """Why no clock runs; None where one does."""
    if facts.lingkup is not Lingkup.LUAR_NEGERI:
        return ClockState.TIDAK_BERLAKU
    if law.effective_on is None:
        return ClockState.TANPA_TENGGAT
    if is_over_before(facts.last_day, law.effective_on):
        # What was over before the regulation took effect was signed before it too.
        return ClockState.TANPA_TENGGAT
    last_possible = latest_day(facts.signed)
    if last_possible is not None and last_possible < law.effective_on:
        return ClockState.TANPA_TENGGAT
    return None if facts.signed.presisi is Presisi.HARI else ClockState.BELUM_DIKETAHUI
