"""When somebody is to be reminded, of what, and how far up: pure rules over dates, with `today` as a value.

Days before a due date are calendar days: people plan in weeks, and a notice that falls on a weekend still lies in the
mailbox on Monday. Months before an end keep the day of the month, or take the last day of a shorter month. After a
time without notices only the newest one of an object is sent; the ones before it are passed over and said to be so.
"""

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum


class ReminderKind(StrEnum):
    """What a notice is about."""

    ASLI_H7 = "asli_h7"
    ASLI_H3 = "asli_h3"
    ASLI_H1 = "asli_h1"
    ASLI_HARI_INI = "asli_hari_ini"
    ASLI_TERLAMBAT = "asli_terlambat"
    AKHIR_6 = "akhir_6"
    AKHIR_3 = "akhir_3"
    AKHIR_1 = "akhir_1"
    INDUK_BERAKHIR = "induk_berakhir"
    USULAN_H7 = "usulan_h7"
    """Of a proposal or an exploration abroad, whose result the Biro owes (Pasal 16 ayat (2), Pasal 28 ayat (5))."""
    USULAN_H3 = "usulan_h3"
    USULAN_H1 = "usulan_h1"
    USULAN_HARI_INI = "usulan_hari_ini"
    USULAN_TERLAMBAT = "usulan_terlambat"
    KECUALI_HABIS = "kecuali_habis"
    """The term of an exemption is over, and the PPID has to decide anew (UU 14/2008 Pasal 19)."""
    INGATKAN = "ingatkan"
    """By hand, before the due date has passed."""
    TEGUR = "tegur"
    """By hand, after it."""
    DIKEMBALIKAN = "dikembalikan"
    """The Biro returned a naskah for a correction; told at once."""
    AKUN = "akun"
    """To the Biro: somebody was given, or is to be given, a role that opens records."""
    LOG = "log"
    """The signed head of the public log, or the anchor of the audit trail, once a day, for keeping elsewhere."""
    RUSAK = "rusak"
    """Stored files were found damaged or lost, told at once to whoever looks after the portal."""
    KIRIMAN = "kiriman"
    """What became of the files that somebody sent in by mail; told at once."""

    @property
    def is_manual(self) -> bool:
        """Whether the schedule of a naskah has nothing to do with it: a person, the log or the store caused it."""
        return self in _BESIDE_THE_SCHEDULE


_BESIDE_THE_SCHEDULE = (
    ReminderKind.INGATKAN,
    ReminderKind.TEGUR,
    ReminderKind.DIKEMBALIKAN,
    ReminderKind.AKUN,
    ReminderKind.LOG,
    ReminderKind.RUSAK,
    ReminderKind.KIRIMAN,
)


class EscalationLevel(IntEnum):
    """How far up the tree of units a notice goes; each level holds the ones below it."""

    UNIT = 1
    """Those who keep the agreements of the unit."""
    ATASAN = 2
    """With the head of the unit, and those of the unit above."""
    BIRO = 3
    """With the Biro Hukum dan Kerja Sama and the Sekretaris Jenderal, who wait for the original (Pasal 39 ayat (4))."""


BEFORE_DUE = (
    (7, ReminderKind.ASLI_H7),
    (3, ReminderKind.ASLI_H3),
    (1, ReminderKind.ASLI_H1),
    (0, ReminderKind.ASLI_HARI_INI),
)
"""Calendar days before the due date of an original."""
BEFORE_RESULT = (
    (7, ReminderKind.USULAN_H7),
    (3, ReminderKind.USULAN_H3),
    (1, ReminderKind.USULAN_H1),
    (0, ReminderKind.USULAN_HARI_INI),
)
"""Calendar days before the due date of the result of a proposal or of an exploration abroad."""
BEFORE_END = (
    (6, ReminderKind.AKHIR_6, EscalationLevel.UNIT),
    (3, ReminderKind.AKHIR_3, EscalationLevel.UNIT),
    (1, ReminderKind.AKHIR_1, EscalationLevel.ATASAN),
)
"""Months before an agreement ends; in the last month its head is told too."""
WEEK = timedelta(days=7)
MORNING = 6
"""The hour (WIB) from which the notices of a day go out; a worker that starts later makes up for it."""


@dataclass(frozen=True)
class Moment:
    """One moment of a schedule: from `on` (WIB) its notice is due. `ke` counts the weekly notices from 1."""

    jenis: ReminderKind
    on: date
    acuan: date
    """The day it is about: the due date, or the day the agreement or its parent ends."""
    jenjang: EscalationLevel = EscalationLevel.UNIT
    ke: int = 1

    def occasion(self, kode: str) -> str:
        """Key of this occasion for a naskah: the same occasion always has the same key, another date another one."""
        return f"{kode}:{self.jenis.value}:{self.acuan.isoformat()}:{self.ke}"


@dataclass(frozen=True)
class DueReminder:
    """What is due for one object: the notice to send, if any, and the missed ones that are passed over."""

    due: Moment | None = None
    passed_over: tuple[Moment, ...] = ()


def naskah_asli_moments(due_on: date, today: date) -> tuple[Moment, ...]:
    """Moments up to `today` for an original that is still out, oldest first.

    Seven, three and one day before, the due date itself, then the day after it and every week from there.
    """
    late = [
        Moment(ReminderKind.ASLI_TERLAMBAT, on, due_on, escalation(week), week) for week, on in _weeks(due_on, today)
    ]
    return _until(today, (*_before(due_on, BEFORE_DUE), *late))


def result_moments(due_on: date, today: date) -> tuple[Moment, ...]:
    """The same days for a result that the Biro owes; from the second week late its superiors are told too."""
    late = [
        Moment(ReminderKind.USULAN_TERLAMBAT, on, due_on, min(escalation(week), EscalationLevel.ATASAN), week)
        for week, on in _weeks(due_on, today)
    ]
    return _until(today, (*_before(due_on, BEFORE_RESULT), *late))


def escalation(week: int) -> EscalationLevel:
    """How far up the n-th weekly notice goes: the unit, then its superiors, then Biro and Sekretaris Jenderal."""
    return EscalationLevel(min(max(week, EscalationLevel.UNIT), EscalationLevel.BIRO))


def ending_moments(expires_on: date, today: date) -> tuple[Moment, ...]:
    """Moments up to `today` for an agreement whose last day is `expires_on`, oldest first; none once it has ended."""
    if today > expires_on:
        return ()
    moments = (
        Moment(jenis, months_before(expires_on, months), expires_on, jenjang) for months, jenis, jenjang in BEFORE_END
    )
    return tuple(moment for moment in moments if moment.on <= today)


def parent_moment(parent_ended_on: date, today: date) -> tuple[Moment, ...]:
    """The one moment for a PKS whose parent has ended: the first day without it. The PKS itself goes on (Pasal 6)."""
    if today < parent_ended_on:
        return ()
    return (Moment(ReminderKind.INDUK_BERAKHIR, parent_ended_on, parent_ended_on),)


def exemption_moments(until: date, today: date) -> tuple[Moment, ...]:
    """Moments up to `today` for an exemption whose last day is `until`: the day after it, then every week."""
    return tuple(Moment(ReminderKind.KECUALI_HABIS, on, until, ke=week) for week, on in _weeks(until, today))


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, or the last day of that month if it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_now(moments: Iterable[Moment], kode: str, dealt_with: Collection[str]) -> DueReminder:
    """What to send of the moments of one object (oldest first), given the occasions that were sent or passed over.

    Only the newest is sent, and only if it was not dealt with; what lies between it and the last one dealt with is
    passed over. What is older than that is settled and is not looked at again.
    """
    known = tuple(moments)
    if not known or known[-1].occasion(kode) in dealt_with:
        return DueReminder()
    settled = max((at for at, moment in enumerate(known) if moment.occasion(kode) in dealt_with), default=-1)
    return DueReminder(known[-1], known[settled + 1 : -1])


def newest_of_each_kind(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """The newest of every kind, in order: what is written down of a long row of weekly notices nobody was sent."""
    return tuple({moment.jenis: moment for moment in moments}.values())


def _before(due_on: date, schedule: Iterable[tuple[int, ReminderKind]]) -> list[Moment]:
    return [Moment(jenis, due_on - timedelta(days=days), due_on) for days, jenis in schedule]


def _weeks(due_on: date, today: date) -> list[tuple[int, date]]:
    """The weekly notices up to `today`: their number from 1, and their day; the first is the day after."""
    late_days = (today - due_on).days
    count = (late_days - 1) // WEEK.days + 1 if late_days > 0 else 0
    return [(week, due_on + timedelta(days=1) + (week - 1) * WEEK) for week in range(1, count + 1)]


def _until(today: date, moments: Iterable[Moment]) -> tuple[Moment, ...]:
    return tuple(moment for moment in moments if moment.on <= today)
