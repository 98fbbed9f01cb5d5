"""Where the clocks of one naskah stand: Pasal 39 ayat (4) for the original, ayat (5) for the text for the DPR.

Both are due on the same day and each is closed on its own. Everything is judged anew from facts and the calendar; only
the due date of a receipt that stands is kept with it, so that a later change of the calendar judges nobody again.
Domestic naskah have no clock (Pasal 39 ayat (1) names no days), and neither has what was signed before the regulation.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from portal.domain.kalender import Kalender
from portal.domain.naskah import Lingkup, Presisi
from portal.domain.penerimaan import DITERIMA, KeadaanAsli, Penyampaian, judge
from portal.domain.tanggal import Tanggal
from portal.domain.tenggat import Aturan, KeadaanTenggat, Tenggat, tenggat

RULES: Mapping[Penyampaian, str] = {Penyampaian.ASLI: "naskah_asli", Penyampaian.NASKAH_DPR: "naskah_dpr"}
"""The rule of `tenggat.toml` that each clock runs by."""


class KeadaanJam(StrEnum):
    """Where a clock stands."""

    TIDAK_BERLAKU = "tidak_berlaku"
    """Domestic, or nobody has said yet whether it is foreign."""
    TANPA_TENGGAT = "tanpa_tenggat"
    """Signed before the regulation took effect."""
    BELUM_DIKETAHUI = "belum_diketahui"
    """The day of signing is not known: a task for the Biro, not a fault of the unit."""
    BERJALAN = "berjalan"
    JATUH_TEMPO_HARI_INI = "jatuh_tempo_hari_ini"
    TERLAMBAT = "terlambat"
    TEPAT_WAKTU = "tepat_waktu"
    SELESAI_TERLAMBAT = "selesai_terlambat"
    SELESAI_TANPA_TENGGAT = "selesai_tanpa_tenggat"


TERBUKA = frozenset({KeadaanJam.BERJALAN, KeadaanJam.JATUH_TEMPO_HARI_INI, KeadaanJam.TERLAMBAT})
"""The clock runs: a day to come, or one that has passed."""
SELESAI = frozenset({KeadaanJam.TEPAT_WAKTU, KeadaanJam.SELESAI_TERLAMBAT, KeadaanJam.SELESAI_TANPA_TENGGAT})
"""The clock was closed."""
DINILAI = frozenset({KeadaanJam.TEPAT_WAKTU, KeadaanJam.SELESAI_TERLAMBAT})
"""Enters the rate of what came in time, if it was received."""


@dataclass(frozen=True)
class Hukum:
    """The law as it stands: rules by their kode, the calendar, the day the regulation took effect (None: not set)."""

    aturan: Mapping[str, Aturan]
    kalender: Kalender
    effective_on: date | None

    def tenggat(self, jenis: Penyampaian, signed_on: date) -> Tenggat:
        """The deadline after a last signature."""
        return self.hitung(RULES[jenis], signed_on)

    def hitung(self, kode: str, start_on: date) -> Tenggat:
        """The deadline by the rule of this kode; many records share a day, so each day is counted once."""
        key = (kode, start_on)
        if key not in self._counted:
            self._counted[key] = tenggat(self.aturan[kode], start_on, self.kalender)
        return self._counted[key]

    @cached_property
    def _counted(self) -> dict[tuple[str, date], Tenggat]:
        return {}


@dataclass(frozen=True)
class Penutup:
    """The receipt that closed a clock: outcome, day, and the due date it was judged by (None: no clock then)."""

    hasil: KeadaanAsli
    arrived_on: date
    due_on: date | None


@dataclass(frozen=True)
class FaktaTenggat:
    """What the clocks of a naskah depend on: `signed` is the last signature, `last_day` the last day of the naskah."""

    lingkup: Lingkup | None
    signed: Tanggal
    asli: Penutup | None = None
    naskah_dpr: Penutup | None = None
    needs_dpr: bool = False
    last_day: date | None = None


@dataclass(frozen=True)
class Jam:
    """One clock. `tenggat` is None where none applies; `days` are working days left (negative: late) while it runs,
    and working days late once it is closed.
    """

    jenis: Penyampaian
    keadaan: KeadaanJam
    tenggat: Tenggat | None = None
    days: int = 0
    penutup: Penutup | None = None

    @property
    def is_open(self) -> bool:
        """Whether it runs."""
        return self.keadaan in TERBUKA

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

    asli: Jam
    naskah_dpr: Jam | None = None

    @property
    def jam_list(self) -> tuple[Jam, ...]:
        """The clocks there are."""
        return (self.asli,) if self.naskah_dpr is None else (self.asli, self.naskah_dpr)


def tenggat_naskah(fakta: FaktaTenggat, hukum: Hukum, today: date) -> TenggatNaskah:
    """The clocks of a naskah on `today` (WIB), from its facts alone."""
    asli = _jam(Penyampaian.ASLI, fakta.asli, fakta, hukum, today)
    needs_dpr = fakta.needs_dpr or fakta.naskah_dpr is not None
    return TenggatNaskah(
        asli, _jam(Penyampaian.NASKAH_DPR, fakta.naskah_dpr, fakta, hukum, today) if needs_dpr else None
    )


def due_for(fakta: FaktaTenggat, jenis: Penyampaian, hukum: Hukum) -> Tenggat | None:
    """The deadline an arrival of today would be judged by; None where no clock applies or its start is unknown."""
    if _without_clock(fakta, hukum) is not None or fakta.signed.on is None:
        return None
    return hukum.tenggat(jenis, fakta.signed.on)


def _jam(jenis: Penyampaian, penutup: Penutup | None, fakta: FaktaTenggat, hukum: Hukum, today: date) -> Jam:
    found = due_for(fakta, jenis, hukum)
    if penutup is not None:
        return _closed(jenis, penutup, found, hukum)
    if found is None:
        return Jam(jenis, _without_clock(fakta, hukum) or KeadaanJam.BELUM_DIKETAHUI)
    states = {
        KeadaanTenggat.BERJALAN: KeadaanJam.BERJALAN,
        KeadaanTenggat.JATUH_TEMPO_HARI_INI: KeadaanJam.JATUH_TEMPO_HARI_INI,
        KeadaanTenggat.TERLAMBAT: KeadaanJam.TERLAMBAT,
    }
    return Jam(jenis, states[found.due_state(today)], found, found.days_left(today))


def _closed(jenis: Penyampaian, penutup: Penutup, found: Tenggat | None, hukum: Hukum) -> Jam:
    # Received while the day of signing was unknown: it is judged as soon as that day is known.
    due_on = penutup.due_on or (found.due_on if found is not None else None)
    if due_on is None:
        return Jam(jenis, KeadaanJam.SELESAI_TANPA_TENGGAT, penutup=penutup)
    judged = judge(penutup.arrived_on, due_on, hukum.kalender)
    state = KeadaanJam.TEPAT_WAKTU if judged.is_on_time else KeadaanJam.SELESAI_TERLAMBAT
    return Jam(jenis, state, found, judged.late_days, penutup)


def _without_clock(fakta: FaktaTenggat, hukum: Hukum) -> KeadaanJam | None:
    """Why no clock runs; None where one does."""
    if fakta.lingkup is not Lingkup.LUAR_NEGERI:
        return KeadaanJam.TIDAK_BERLAKU
    if hukum.effective_on is None:
        return KeadaanJam.TANPA_TENGGAT
    if fakta.last_day is not None and fakta.last_day < hukum.effective_on:
        # What was over before the regulation took effect was signed before it too.
        return KeadaanJam.TANPA_TENGGAT
    last_possible = _last_day(fakta.signed)
    if last_possible is not None and last_possible < hukum.effective_on:
        return KeadaanJam.TANPA_TENGGAT
    return None if fakta.signed.presisi is Presisi.HARI else KeadaanJam.BELUM_DIKETAHUI


def _last_day(signed: Tanggal) -> date | None:
    """The last day a partly known date may stand for."""
    if signed.on is None or signed.presisi is Presisi.HARI:
        return signed.on
    month = 12 if signed.presisi is Presisi.TAHUN else signed.on.month
    return date(signed.on.year, month, calendar.monthrange(signed.on.year, month)[1])
