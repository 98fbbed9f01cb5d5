"""Compliance with Pasal 39 ayat (4) and (5): from facts about foreign naskah to rows, and from rows to every figure.

What is counted is a handover (penyerahan): the original, and where the DPR has a say, the text for the DPR. Each has
its own end; both start with the last signature and have 14 working days, of which the last is still in time. Only
naskah signed on or after the effective date have a deadline; domestic naskah never have one. Nothing reads a clock.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

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
        return self.closed_on is not None or self.keadaan is KeadaanPenyerahan.TERLAMBAT


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


def urgency(satu: Penyerahan) -> tuple[date, int, str, str]:
    """Order of the board: the earliest due date first, which is the longest overdue; then unit by unit."""
    return (satu.due_on or date.max, -satu.age, satu.fakta.kode, satu.jenis.value)


@dataclass(frozen=True)
class AngkaUnit:
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
class Ketepatan:
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
class Angka:
    """Every figure of the board, all of them taken from the same handovers."""

    rows: tuple[Penyerahan, ...]
    today: date

    @cached_property
    def papan(self) -> tuple[Penyerahan, ...]:
        """The open ones, most urgent first."""
        return tuple(sorted((row for row in self.rows if row.is_open), key=urgency))

    def count(self, keadaan: KeadaanPenyerahan) -> int:
        """How many stand so."""
        return self._counts.get(keadaan, 0)

    @cached_property
    def late(self) -> tuple[Penyerahan, ...]:
        """The late ones, longest first."""
        return tuple(row for row in self.papan if row.keadaan is KeadaanPenyerahan.TERLAMBAT)

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
        return self.count(KeadaanPenyerahan.TEPAT_WAKTU)

    @property
    def diputus(self) -> int:
        """How many can be told to have been in time or not; what is late and still missing is among them."""
        return self.tepat + self.count(KeadaanPenyerahan.DITERIMA_TERLAMBAT) + self.count(KeadaanPenyerahan.TERLAMBAT)

    def per_unit(self, group_of: Mapping[str, str], always: Iterable[str] = ()) -> tuple[AngkaUnit, ...]:
        """Figures by group, most late ones first; `always` are the groups shown even where they have none."""
        counts: dict[str, dict[KeadaanPenyerahan, int]] = {kode: {} for kode in always}
        for row in self.rows:
            if row.is_open or row.closed_on is not None and row.due_on is not None:
                group = counts.setdefault(group_of.get(row.fakta.unit, row.fakta.unit), {})
                group[row.keadaan] = group.get(row.keadaan, 0) + 1
        listed = [_unit(kode, found) for kode, found in counts.items()]
        return tuple(sorted(listed, key=lambda unit: (-unit.terlambat, -unit.segera, -unit.berjalan, unit.kode)))

    def due_counts(self) -> dict[date, int]:
        """Open ones by due date."""
        return _tally(row.due_on for row in self.papan)

    def ages(self) -> dict[int, int]:
        """Open ones by working days since the last signature."""
        return _tally(row.age for row in self.papan)

    def history(self, months: int) -> tuple[Ketepatan, ...]:
        """The last `months` months up to the current one, by due date, the oldest first."""
        listed = []
        for back in range(months - 1, -1, -1):
            year, month = divmod(self.today.year * 12 + self.today.month - 1 - back, 12)
            bulan = date(year, month + 1, 1)
            rows = [row for row in self._dated if (row.due_on or bulan).replace(day=1) == bulan]
            tepat = sum(row.keadaan is KeadaanPenyerahan.TEPAT_WAKTU for row in rows)
            diputus = sum(row.is_decided for row in rows)
            listed.append(Ketepatan(bulan, tepat, diputus, len(rows) - diputus))
        return tuple(listed)

    def within(self, periode: Periode | None) -> "Angka":
        """The figures of the due dates of a period alone; what has no deadline stays, for it has no date."""
        if periode is None:
            return self
        kept = (row for row in self.rows if row.due_on is None or periode.holds(row.due_on))
        return Angka(tuple(kept), self.today)

    @cached_property
    def _counts(self) -> dict[KeadaanPenyerahan, int]:
        return _tally(row.keadaan for row in self.rows)

    @cached_property
    def _dated(self) -> tuple[Penyerahan, ...]:
        return tuple(row for row in self.rows if row.due_on is not None)


def _unit(kode: str, found: Mapping[KeadaanPenyerahan, int]) -> AngkaUnit:
    late, on_time = (found.get(k, 0) for k in (KeadaanPenyerahan.TERLAMBAT, KeadaanPenyerahan.TEPAT_WAKTU))
    return AngkaUnit(
        kode,
        late,
        found.get(KeadaanPenyerahan.SEGERA, 0),
        found.get(KeadaanPenyerahan.DALAM_WAKTU, 0),
        on_time,
        late + on_time + found.get(KeadaanPenyerahan.DITERIMA_TERLAMBAT, 0),
    )


def _tally(values: Iterable[object]) -> dict:
    counted: dict = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return counted
