"""Compliance with Pasal 39 ayat (4) and (5): from facts about foreign naskah to handovers as they stand today.

What is counted is a handover (penyerahan): the original, and where the DPR has a say, the text for the DPR. Each has
its own end; both start with the last signature and have 14 working days, of which the last is still in time. Only
naskah signed on or after the effective date have a deadline; domestic naskah never have one. Nothing reads a clock.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.kalender import Kalender
from portal.domain.naskah import Presisi
from portal.domain.penerimaan import KeadaanAsli, Penyampaian
from portal.domain.tanggal import Tanggal
from portal.domain.tenggat import Aturan, Tenggat, tenggat

SOON = 3
"""Working days left at which a handover is called soon due."""


class KeadaanPenyerahan(StrEnum):
    """Where a handover stands today. The first three are open, the next two closed, the last two without a deadline."""

    TERLAMBAT = "terlambat"
    SEGERA = "segera"
    DALAM_WAKTU = "dalam_waktu"
    TEPAT_WAKTU = "tepat_waktu"
    DITERIMA_TERLAMBAT = "diterima_terlambat"
    TANPA_TENGGAT = "tanpa_tenggat"
    TANGGAL_BELUM_JELAS = "tanggal_belum_jelas"


OPEN = (KeadaanPenyerahan.TERLAMBAT, KeadaanPenyerahan.SEGERA, KeadaanPenyerahan.DALAM_WAKTU)
DECIDED = (KeadaanPenyerahan.TEPAT_WAKTU, KeadaanPenyerahan.DITERIMA_TERLAMBAT, KeadaanPenyerahan.TERLAMBAT)


@dataclass(frozen=True, slots=True)
class Fakta:
    """What is known of one foreign naskah. `signed` is the last signature; `needs_dpr` that UU with the DPR is decided.

    `asli` and `dpr` are the days of arrival with the Biro where a receipt stands, with the due date it was judged by.
    `last_day` is the last day of the naskah itself, where known. `dispatched_on` is what the unit says; it stops
    nothing.
    """

    naskah_id: int
    kode: str
    judul: str
    unit: str
    signed: Tanggal
    last_day: date | None = None
    needs_dpr: bool = False
    asli_on: date | None = None
    asli_due_on: date | None = None
    dpr_on: date | None = None
    dpr_due_on: date | None = None
    has_file: bool = True
    keadaan_asli: KeadaanAsli = KeadaanAsli.BELUM_DITERIMA
    dispatched_on: date | None = None


@dataclass(frozen=True, slots=True)
class Penyerahan:
    """One handover as it stands today.

    `days` are working days: left where open (negative when late), and used up to the arrival where closed late (as a
    negative number). `age` counts the working days since the last signature.
    """

    fakta: Fakta
    jenis: Penyampaian
    keadaan: KeadaanPenyerahan
    due_on: date | None = None
    days: int = 0
    age: int = 0
    closed_on: date | None = None
    notice: str = ""
    """Why the due date is provisional; empty when it is firm."""

    @property
    def is_open(self) -> bool:
        """Whether its clock runs."""
        return self.keadaan in OPEN

    @property
    def is_decided(self) -> bool:
        """Whether it can be told if it was in time: it has arrived, or its due date is over."""
        return self.keadaan in DECIDED


@dataclass(frozen=True)
class Periode:
    """Days from the first to the last, both included; figures of a period are those of the due dates in it."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it; no day never does."""
        return day is not None and self.first <= day <= self.last


class Hakim:
    """Judges facts by one calendar, one day and one effective date; remembers due dates by signing date.

    `rules` holds the two rules by what is handed over. Without an effective date (a setting) no clock can be applied.
    """

    def __init__(
        self, rules: Mapping[Penyampaian, Aturan], kalender: Kalender, today: date, effective_on: date | None
    ) -> None:
        self.rules, self.kalender, self.today, self.effective_on = rules, kalender, today, effective_on
        self._due: dict[tuple[Penyampaian, date], Tenggat] = {}

    def judge(self, fakta: Fakta) -> tuple[Penyerahan, ...]:
        """The handovers of one naskah: the original, and the text for the DPR where it is needed."""
        kinds = (Penyampaian.ASLI, Penyampaian.NASKAH_DPR) if fakta.needs_dpr else (Penyampaian.ASLI,)
        return tuple(self._judge(fakta, jenis) for jenis in kinds)

    def tenggat(self, jenis: Penyampaian, signed_on: date) -> Tenggat:
        """The deadline after a last signature."""
        key = (jenis, signed_on)
        if key not in self._due:
            self._due[key] = tenggat(self.rules[jenis], signed_on, self.kalender)
        return self._due[key]

    def _judge(self, fakta: Fakta, jenis: Penyampaian) -> Penyerahan:
        arrived, judged_due = (
            (fakta.asli_on, fakta.asli_due_on) if jenis is Penyampaian.ASLI else (fakta.dpr_on, fakta.dpr_due_on)
        )
        without = self._without_clock(fakta)
        if without is not None and judged_due is None:
            return Penyerahan(fakta, jenis, without, closed_on=arrived)
        if without is not None or fakta.signed.on is None:
            # The signing date was taken away again after the receipt: the receipt keeps what it was judged by.
            return self._closed(fakta, jenis, arrived or self.today, judged_due or self.today)
        due = self.tenggat(jenis, fakta.signed.on)
        if arrived is not None:
            return self._closed(fakta, jenis, arrived, judged_due or due.due_on)
        left = due.days_left(self.today)
        keadaan = (
            KeadaanPenyerahan.TERLAMBAT
            if self.today > due.due_on
            else KeadaanPenyerahan.SEGERA
            if left <= SOON
            else KeadaanPenyerahan.DALAM_WAKTU
        )
        age = self.kalender.workdays_between(fakta.signed.on, self.today)
        return Penyerahan(fakta, jenis, keadaan, due.due_on, left, age, notice=due.notice)

    def _closed(self, fakta: Fakta, jenis: Penyampaian, arrived: date, due_on: date) -> Penyerahan:
        is_late = arrived > due_on
        late = -max(1, self.kalender.workdays_between(due_on, arrived)) if is_late else 0
        keadaan = KeadaanPenyerahan.DITERIMA_TERLAMBAT if is_late else KeadaanPenyerahan.TEPAT_WAKTU
        age = self.kalender.workdays_between(fakta.signed.on, arrived) if fakta.signed.on else 0
        return Penyerahan(fakta, jenis, keadaan, due_on, late, age, arrived)

    def _without_clock(self, fakta: Fakta) -> KeadaanPenyerahan | None:
        if self.effective_on is None:
            return KeadaanPenyerahan.TANPA_TENGGAT
        last_day = last_possible(fakta.signed)
        if fakta.last_day is not None and fakta.last_day < self.effective_on:
            # What was over before the regulation took effect was signed before it too.
            return KeadaanPenyerahan.TANPA_TENGGAT
        if last_day is not None and last_day < self.effective_on:
            return KeadaanPenyerahan.TANPA_TENGGAT
        is_exact = fakta.signed.presisi is Presisi.HARI
        return None if is_exact else KeadaanPenyerahan.TANGGAL_BELUM_JELAS


def last_possible(signed: Tanggal) -> date | None:
    """The last day that a date known to its month or year can be; None for an unknown one."""
    on = signed.on
    if on is None or signed.presisi is Presisi.HARI:
        return on
    if signed.presisi is Presisi.TAHUN:
        return date(on.year, 12, 31)
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])
