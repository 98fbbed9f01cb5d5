"""What comes before a naskah and has a clock: proposals (Pasal 14 to 16) and explorations abroad (Pasal 27 and 28).

Each clock starts on the day of receipt and ends with the result of the Biro. What goes back to be completed, or is
withdrawn, ends it without a judgement: the regulation knows no pause, so what comes back is received anew.
Nothing here reads a clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah_asli.penerimaan import judge
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.state import RUNNING, ClockState, is_soon
from portal.domain.tenggat.tenggat import Tenggat


class JenisUsulan(StrEnum):
    """What was received: a proposal (Pasal 14), or the result of an exploration abroad (Pasal 27 ayat (3))."""

    USULAN = "usulan"
    PENJAJAKAN = "penjajakan"


class UsulanContent(StrEnum):
    """What a domestic proposal holds at the least (Pasal 15)."""

    URGENSI = "urgensi"
    BENTUK = "bentuk"
    SUBSTANSI = "substansi"
    JANGKA_WAKTU = "jangka_waktu"


class HasilUsulan(StrEnum):
    """How it ended: by alignment with the strategic plan (Pasal 16), by analysis (Pasal 28), or without either."""

    SELARAS = "selaras"
    SELARAS_DENGAN_CATATAN = "selaras_dengan_catatan"
    TIDAK_SELARAS = "tidak_selaras"
    DIREKOMENDASIKAN = "direkomendasikan"
    DIREKOMENDASIKAN_DENGAN_CATATAN = "direkomendasikan_dengan_catatan"
    TIDAK_DIREKOMENDASIKAN = "tidak_direkomendasikan"
    DIKEMBALIKAN = "dikembalikan"
    DITARIK = "ditarik"


_H = HasilUsulan
RULES: Mapping[JenisUsulan, str] = {
    JenisUsulan.USULAN: "penyelarasan_usulan",
    JenisUsulan.PENJAJAKAN: "analisis_penjajakan",
}
"""The rule of `tenggat.toml` that each runs by: Pasal 16 ayat (2), Pasal 28 ayat (5)."""
LINGKUP: Mapping[JenisUsulan, Lingkup] = {
    JenisUsulan.USULAN: Lingkup.DALAM_NEGERI,
    JenisUsulan.PENJAJAKAN: Lingkup.LUAR_NEGERI,
}
"""Pasal 14 to 16 speak of domestic cooperation alone, Pasal 27 and 28 of foreign."""
TANPA_PENILAIAN = frozenset({_H.DIKEMBALIKAN, _H.DITARIK})
"""Ends without a result of the Biro: nothing is judged."""
OUTCOMES: Mapping[JenisUsulan, tuple[HasilUsulan, ...]] = {
    JenisUsulan.USULAN: (_H.SELARAS, _H.SELARAS_DENGAN_CATATAN, _H.TIDAK_SELARAS, _H.DIKEMBALIKAN, _H.DITARIK),
    JenisUsulan.PENJAJAKAN: (
        _H.DIREKOMENDASIKAN,
        _H.DIREKOMENDASIKAN_DENGAN_CATATAN,
        _H.TIDAK_DIREKOMENDASIKAN,
        _H.DIKEMBALIKAN,
        _H.DITARIK,
    ),
}
"""The results each kind may have."""
PLAIN = frozenset({_H.SELARAS, _H.DIREKOMENDASIKAN})
"""Results that need no words beside them."""
AWAITED = RUNNING | {ClockState.TANPA_TENGGAT}
"""Nothing has ended it yet; without a deadline it may have been received before the regulation took effect."""


@dataclass(frozen=True)
class UsulanFacts:
    """What its clock depends on; `due_on` is the due date kept with a result (None: no clock applied then)."""

    jenis: JenisUsulan
    received_on: date
    hasil: HasilUsulan | None = None
    hasil_on: date | None = None
    due_on: date | None = None
    is_voided: bool = False


@dataclass(frozen=True)
class UsulanClock:
    """Its clock. `tenggat` is None where none applies; `days` are working days left (negative: late) while it runs,
    and working days late once it is closed.
    """

    keadaan: ClockState
    tenggat: Tenggat | None = None
    days: int = 0
    due_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether a result is still awaited."""
        return self.keadaan in AWAITED

    @property
    def is_late(self) -> bool:
        """Whether the due date has passed without a result."""
        return self.keadaan is ClockState.TERLAMBAT

    @property
    def is_soon(self) -> bool:
        """Whether a result is due within a few working days, today included."""
        return is_soon(self.keadaan, self.days)

    @property
    def notice(self) -> str:
        """Why the due date is provisional; empty when it is firm or no longer counts."""
        return self.tenggat.notice if self.tenggat is not None and self.is_open else ""


def due_for(facts: UsulanFacts, law: Law) -> Tenggat | None:
    """The deadline of its result; None for what was received before the regulation took effect."""
    if law.effective_on is None or facts.received_on < law.effective_on:
        return None
    return law.count(RULES[facts.jenis], facts.received_on)


def usulan_clock(facts: UsulanFacts, law: Law, today: date) -> UsulanClock:
    """Its clock on `today` (WIB), from its facts alone."""
    found = due_for(facts, law)
    due_on = facts.due_on or (found.due_on if found is not None else None)
    if facts.is_voided:
        return UsulanClock(ClockState.DIBATALKAN, found, due_on=due_on)
    if facts.hasil is not None and facts.hasil_on is not None:
        return _closed(facts.hasil, facts.hasil_on, found, due_on, law)
    if found is None:
        return UsulanClock(ClockState.TANPA_TENGGAT)
    return UsulanClock(found.due_state(today), found, found.days_left(today), found.due_on)


def _closed(hasil: HasilUsulan, hasil_on: date, found: Tenggat | None, due_on: date | None, law: Law) -> UsulanClock:
    if hasil in TANPA_PENILAIAN:
        return UsulanClock(ClockState(hasil.value), found, due_on=due_on)
    if due_on is None:
        return UsulanClock(ClockState.SELESAI_TANPA_TENGGAT)
    judged = judge(hasil_on, due_on, law.kalender)
    state = ClockState.TEPAT_WAKTU if judged.is_on_time else ClockState.SELESAI_TERLAMBAT
    return UsulanClock(state, found, judged.late_days, due_on)
