"""Masa berlaku (period of validity): computed from dates and today, never stored.

The last day of validity still counts: a naskah that expires on 13 November is in force all of that day (WIB).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import UNKNOWN, Tanggal

EndKind = Literal["diakhiri", "diganti"]

SOON_MONTHS = 6
"""What ends within so many months is said to end soon."""


class MasaBerlaku(StrEnum):
    """Whether a naskah is in force on a given day."""

    BELUM_BERLAKU = "belum_berlaku"
    BERLAKU = "berlaku"
    BERAKHIR = "berakhir"
    DIAKHIRI = "diakhiri"
    DIGANTI = "diganti"
    TIDAK_DIKETAHUI = "tidak_diketahui"


def last_day_in_force(expires_on: date | None, ended_on: date | None) -> date | None:
    """The last day a naskah is in force; None where no end is known.

    A term names its last day with effect; an ending (Pasal 37) or a successor names the first day without. Whichever
    comes first decides.
    """
    ended = ended_on - timedelta(days=1) if ended_on is not None else None
    return min((day for day in (expires_on, ended) if day is not None), default=None)


def end_shown(expires_on: date | None, ended_on: date | None) -> date | None:
    """The day a time line names as the end: that of the ending where there is one, else the last of the term."""
    return ended_on or expires_on


def ends_by(months: int, today: date) -> date:
    """The last of the days that count as within so many months from `today`; half a year has 183 days.

    A day past the calendar is its last one.
    """
    days = min(months * 61 // 2, date.max.toordinal() - today.toordinal())
    return today + timedelta(days=days)


def is_over_before(last_day: date | None, day: date) -> bool:
    """Whether a naskah with this last day in force was over before `day`; without a known end it never is."""
    return last_day is not None and last_day < day


def masa_berlaku(
    *,
    signed_on: date | None,
    effective_on: date | None,
    expires_on: date | None,
    is_open_ended: bool,
    ended_on: date | None,
    end_kind: EndKind | None,
    today: date,
) -> MasaBerlaku:
    """State of validity on `today` (a WIB calendar date).

    A naskah with no date of entry into force counts from its signing (Pasal 39 speaks of signing only).
    An early end (Pasal 37) or a successor wins from its own date on. What the dates do not tell is
    `TIDAK_DIKETAHUI`, never guessed.
    """
    if end_kind is not None and is_over_before(last_day_in_force(None, ended_on), today):
        return MasaBerlaku(end_kind)
    starts_on = effective_on or signed_on
    if is_over_before(expires_on, today):
        return MasaBerlaku.BERAKHIR
    if starts_on is None:
        return MasaBerlaku.TIDAK_DIKETAHUI
    if starts_on > today:
        return MasaBerlaku.BELUM_BERLAKU
    if expires_on is None and not is_open_ended:
        return MasaBerlaku.TIDAK_DIKETAHUI
    return MasaBerlaku.BERLAKU


class TermKind(StrEnum):
    """Which sentence tells how long a naskah holds."""

    BERLAKU_SAMPAI = "berlaku_sampai"
    BERLAKU_TERUS = "berlaku_terus"
    AKAN_DIAKHIRI = "akan_diakhiri"
    AKAN_DIGANTI = "akan_diganti"
    BELUM_SAMPAI = "belum_sampai"
    BELUM_TERUS = "belum_terus"
    BELUM_TANPA_AKHIR = "belum_tanpa_akhir"
    BERAKHIR = "berakhir"
    BERAKHIR_TANPA_AWAL = "berakhir_tanpa_awal"
    DIAKHIRI = "diakhiri"
    DIAKHIRI_LEBIH_AWAL = "diakhiri_lebih_awal"
    DIGANTI = "diganti"
    AWAL_TANPA_AKHIR = "awal_tanpa_akhir"
    AKHIR_TANPA_AWAL = "akhir_tanpa_awal"
    TERUS_TANPA_AWAL = "terus_tanpa_awal"
    TIDAK_DIKETAHUI = "tidak_diketahui"


@dataclass(frozen=True)
class Term:
    """How long a naskah holds, as one sentence tells it; `until` is the day its kind speaks of.

    `since` is as exact as it is known: a signature known by its year makes no first of January.
    """

    kind: TermKind
    since: Tanggal = UNKNOWN
    until: date | None = None


def term(
    *,
    signed: Tanggal,
    effective_on: date | None,
    expires_on: date | None,
    is_open_ended: bool,
    ended_on: date | None,
    end_kind: str | None,
    state: MasaBerlaku,
) -> Term:
    """What is to be said of how long a naskah holds; `state` is its masa berlaku on the day it is asked."""
    since = Tanggal(effective_on, Presisi.HARI) if effective_on is not None else signed
    if state is MasaBerlaku.DIGANTI:
        return Term(TermKind.DIGANTI, since, ended_on)
    if state is MasaBerlaku.DIAKHIRI:
        is_early = expires_on is not None and ended_on is not None and ended_on <= expires_on
        return Term(TermKind.DIAKHIRI_LEBIH_AWAL if is_early else TermKind.DIAKHIRI, since, ended_on)
    if state is MasaBerlaku.BERAKHIR:
        return Term(TermKind.BERAKHIR if since.on is not None else TermKind.BERAKHIR_TANPA_AWAL, since, expires_on)
    last_day = last_day_in_force(expires_on, ended_on)
    if state is MasaBerlaku.BERLAKU and last_day != expires_on:
        return Term(TermKind.AKAN_DIGANTI if end_kind == "diganti" else TermKind.AKAN_DIAKHIRI, since, last_day)
    beginnings = {MasaBerlaku.BERLAKU: _IN_FORCE, MasaBerlaku.BELUM_BERLAKU: _NOT_YET}
    sampai, terus, tanpa = beginnings.get(state, _UNKNOWN if since.on is None else _ONLY_BEGUN)
    return Term(sampai if last_day is not None else terus if is_open_ended else tanpa, since, last_day)


_IN_FORCE = (TermKind.BERLAKU_SAMPAI, TermKind.BERLAKU_TERUS, TermKind.AWAL_TANPA_AKHIR)
_NOT_YET = (TermKind.BELUM_SAMPAI, TermKind.BELUM_TERUS, TermKind.BELUM_TANPA_AKHIR)
_UNKNOWN = (TermKind.AKHIR_TANPA_AWAL, TermKind.TERUS_TANPA_AWAL, TermKind.TIDAK_DIKETAHUI)
_ONLY_BEGUN = (TermKind.BERLAKU_SAMPAI, TermKind.BERLAKU_TERUS, TermKind.AWAL_TANPA_AKHIR)
"""Kinds for an end that is known, for none by agreement, and for none that is known."""
