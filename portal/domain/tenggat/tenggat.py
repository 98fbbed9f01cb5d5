"""Due dates in working days (hari kerja), with the reason for every day counted or skipped.

Day 1 is the first working day after the start date, whatever day that was; the due date is the n-th working day, and
is itself still in time. The regulation says "setelah tanggal penandatanganan" (Pasal 39 ayat (4)) and "terhitung sejak
… diterima" (Pasal 16 ayat (2), Pasal 28 ayat (5)); the portal counts all of them alike. Nothing here reads a clock.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from portal.domain.kalender.kalender import Kalender
from portal.domain.tenggat.state import ClockState
from portal.errors import BadInputError

ON_REQUEST = "bebas"
"""Kode of a number of days that somebody asked for."""
LONGEST = 1000
"""Most working days a rule may give: about four years."""


@dataclass(frozen=True, kw_only=True)
class Aturan:
    """A rule that gives a number of working days, with its source: `dasar` of `peraturan`, e.g. Pasal 39 ayat (4).

    `dihitung_dari` names the event of the start date, `berlaku_sejak` the first start date the number holds for, and
    `dasar_berlaku` the source of that day; a number that somebody asked for has neither. Raises BadInputError for a
    number outside 1 … LONGEST.
    """

    kode: str
    hari_kerja: int
    peraturan: str
    dasar: str
    dihitung_dari: str
    keterangan: str
    berlaku_sejak: date | None = None
    dasar_berlaku: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.hari_kerja <= LONGEST:
            raise BadInputError(f"Banyaknya hari kerja harus antara 1 dan {LONGEST}.", "hari")


@dataclass(frozen=True)
class AturanVersions:
    """A rule through its amendments: every version of one kode, the oldest first, each in force until the next.

    Raises BadInputError where a version does not say since when it holds, is of another kode, or is out of order.
    """

    versions: tuple[Aturan, ...]

    def __post_init__(self) -> None:
        days = [version.berlaku_sejak for version in self.versions if version.berlaku_sejak is not None]
        if not days or len(days) != len(self.versions):
            raise BadInputError("Setiap versi aturan harus menyebut sejak kapan ia berlaku.", "berlaku_sejak")
        if any(version.kode != self.kode for version in self.versions):
            raise BadInputError("Versi sebuah aturan harus memakai kode yang sama.", "kode")
        if twice := [day for day, after in pairwise(sorted(days)) if day == after]:
            raise BadInputError(f"Aturan {self.kode} yang berlaku sejak {twice[0]} ditulis dua kali.", "berlaku_sejak")
        if days != sorted(days):
            raise BadInputError(f"Versi aturan {self.kode} harus berurut menurut berlaku_sejak.", "berlaku_sejak")

    @property
    def kode(self) -> str:
        """The kode all versions share."""
        return self.versions[0].kode

    def on(self, start_on: date) -> Aturan:
        """The version that counts a clock begun on `start_on`: the one in force that day, whatever came after it.

        An amendment therefore never judges a running clock again. Whether a clock runs at all is not asked here: a day
        before the first version is counted by that one, so that any day can be asked about.
        """
        in_force = [version for version in self.versions if version.berlaku_sejak <= start_on]  # type: ignore[operator]
        return in_force[-1] if in_force else self.versions[0]


def on_request(hari_kerja: int) -> Aturan:
    """A rule that stands in no regulation: somebody asked for so many working days, counted as the law counts them."""
    return Aturan(
        kode=ON_REQUEST,
        hari_kerja=hari_kerja,
        peraturan="Perpres 21/2023",
        dasar="Pasal 3 dan Pasal 6",
        dihitung_dari="tanggal yang disebut",
        keterangan="Hitungan atas permintaan.",
    )


@dataclass(frozen=True)
class CountedDay:
    """One day between start and due date; `ke` is its number among the working days, None where it was skipped."""

    tanggal: date
    ke: int | None
    alasan: str

    @property
    def is_counted(self) -> bool:
        """Whether the day used up one of the working days."""
        return self.ke is not None


@dataclass(frozen=True)
class Tenggat:
    """A due date with all it was made from; it keeps its calendar, so it stays explained when the calendar changes.

    `undecided_years` are those between start and due date whose decree is not entered: the due date is then
    provisional and must be shown as such (`notice`).
    """

    rule: Aturan
    start_on: date
    due_on: date
    undecided_years: tuple[int, ...]
    kalender: Kalender = field(repr=False)

    @cached_property
    def days(self) -> tuple[CountedDay, ...]:
        """Every day from the one after the start to the due date, without a gap."""
        found: list[CountedDay] = []
        counted = 0
        for step in range(1, (self.due_on - self.start_on).days + 1):
            day = self.start_on + timedelta(days=step)
            is_workday = self.kalender.is_workday(day)
            counted += is_workday
            found.append(CountedDay(day, counted if is_workday else None, self.kalender.reason(day)))
        return tuple(found)

    @property
    def is_provisional(self) -> bool:
        """Whether a decree still to come may move the due date."""
        return bool(self.undecided_years)

    @property
    def notice(self) -> str:
        """The warning to show beside a provisional due date; empty when it is firm."""
        years = ", ".join(map(str, self.undecided_years))
        return f"SEMENTARA — SKB tahun {years} belum ditetapkan" if years else ""

    def days_left(self, today: date) -> int:
        """Working days left on `today` (WIB); 0 on the due date itself, negative when late.

        Late counts the working days since the due date, at least one: on the Saturday after a Friday it is -1 already.
        """
        if today <= self.due_on:
            return self.kalender.workdays_between(today, self.due_on)
        return -max(1, self.kalender.workdays_between(self.due_on, today))

    def due_state(self, today: date) -> ClockState:
        """Where it stands on `today` (WIB) while it is open; the due date itself is not late."""
        if today > self.due_on:
            return ClockState.TERLAMBAT
        return ClockState.JATUH_TEMPO_HARI_INI if today == self.due_on else ClockState.BERJALAN


def tenggat(rule: Aturan, start_on: date, kalender: Kalender) -> Tenggat:
    """The due date of `rule` for an event on `start_on` (a calendar date of WIB); its `days` explain it.

    Raises BadInputError where it would fall past the year 9999.
    """
    try:
        due_on = kalender.workday_after(start_on, rule.hari_kerja)
    except OverflowError as error:
        raise BadInputError("Tenggat dari tanggal itu melampaui tahun 9999.", "start") from error
    years = range((start_on + timedelta(days=1)).year, due_on.year + 1)
    undecided = tuple(year for year in years if not kalender.is_decided(year))
    return Tenggat(rule, start_on, due_on, undecided, kalender)
