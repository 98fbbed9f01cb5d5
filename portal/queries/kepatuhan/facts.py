"""Facts about foreign naskah for the compliance board: what the database knows, before anybody judges it.

The access filter stands in `within`, through which every query of this module goes. Most naskah of a grown archive
are settled: the original came, and the DPR has no say. The board counts those in groups and reads none of them.
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from portal.domain.kasus.pengesahan import JalurPengesahan
from portal.domain.kepatuhan.penyerahan import PenyerahanFacts
from portal.domain.naskah.enumerations import JenisBerkas, Lingkup, Presisi, Visibilitas
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import DITERIMA, MENUTUP, NaskahAsliState, Penyampaian, closes
from portal.domain.permissions import Actor
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.domain.tenggat.clocks import ClockFacts, Closing
from portal.models.berkas import Berkas
from portal.models.kasus import KasusPengesahan
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.naskah_asli import NaskahAsli, Penerimaan
from portal.models.unit import Unit
from portal.queries.masa_berlaku import is_over_before
from portal.queries.naskah.worklist import is_kept, readable

needs_dpr: ColumnElement[bool] = case(
    (KasusPengesahan.jalur.is_not(None), KasusPengesahan.jalur == JalurPengesahan.UU_DPR),
    else_=func.coalesce(Naskah.persetujuan_dpr, false()),
)
"""Whether the text for the DPR is due with the original: as the Biro decided, before that as the unit says."""
_PRESISI = {2: Presisi.HARI, 1: Presisi.BULAN, 0: Presisi.TAHUN}


class Settled(NamedTuple):
    """A settled naskah, without anything that is only shown."""

    naskah_id: int
    kode: str
    unit: str
    key: tuple[str | None, date, date | None]
    """What it is judged by, see `settled_facts`."""


def load_facts(
    session: Session, actor: Actor, units: frozenset[str] | None, effective_on: date | None, *more: ColumnElement[bool]
) -> tuple[PenyerahanFacts, ...]:
    """Foreign naskah that have a clock or may have one, narrowed by `more`; none where no effective date is set."""
    query = _facts_query().where(*within(actor, units), _may_have_clock(effective_on), *more)
    return tuple(_facts(row) for row in session.execute(query))


def load_facts_of(session: Session, actor: Actor, kode_list: Collection[str]) -> tuple[PenyerahanFacts, ...]:
    """The foreign ones among these naskah, with a clock or without; what the actor may not read is missing."""
    if not kode_list:
        return ()
    query = _facts_query().where(*within(actor, None), Naskah.kode.in_(kode_list))
    return tuple(_facts(row) for row in session.execute(query))


def load_settled(
    session: Session, actor: Actor, units: frozenset[str] | None, effective_on: date | None
) -> Iterator[Settled]:
    """The settled naskah that have a clock or may have one, in no order, in one pass over receipts and parties."""
    if effective_on is None:
        return
    # ISO days sort as text, and behind each stands how exactly it is known: the greatest is the last signature.
    last = func.max(cast(NaskahMitra.signed_on, String) + cast(_rank, String))
    query = (
        select(Naskah.id, Naskah.kode, Unit.kode, last, Penerimaan.arrived_on, Penerimaan.due_on)
        .select_from(Penerimaan)
        .join(Naskah, Naskah.id == Penerimaan.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .join(NaskahMitra, NaskahMitra.naskah_id == Naskah.id, isouter=True)
        .where(stands(Penyampaian.ASLI), Naskah.lingkup == Lingkup.LUAR_NEGERI, *within(actor, units))
        .where(~is_over_before(Naskah, effective_on), ~_dpr_has_say)
        .group_by(Naskah.id, Naskah.kode, Unit.kode, Penerimaan.arrived_on, Penerimaan.due_on)
        .having(func.coalesce(func.max(NaskahMitra.signed_on) >= _first_day(effective_on), true()))
    )
    for naskah_id, kode, unit, signed, arrived_on, due_on in session.execute(query):
        yield Settled(naskah_id, kode, unit, (signed, arrived_on, due_on))


def list_legacy(
    session: Session, actor: Actor, units: frozenset[str] | None, effective_on: date | None, *, limit: int, offset: int
) -> tuple[PenyerahanFacts, ...]:
    """Foreign naskah before every clock, the newest first."""
    query = _facts_query().where(*within(actor, units), ~_may_have_clock(effective_on))
    query = query.order_by(None).order_by(Naskah.id.desc()).limit(limit).offset(offset)
    return tuple(_facts(row) for row in session.execute(query))


def settled_facts(signed: str | None, arrived_on: date, due_on: date | None) -> ClockFacts:
    """Facts of a naskah whose original came; whatever was over before the effective date has been held back."""
    known = UNKNOWN if signed is None else Tanggal(date.fromisoformat(signed[:10]), _PRESISI[int(signed[10:])])
    return ClockFacts(Lingkup.LUAR_NEGERI, known, Closing(NaskahAsliState.DITERIMA_LENGKAP, arrived_on, due_on))


def stands(jenis: Penyampaian) -> ColumnElement[bool]:
    """Condition on `Penerimaan`: the receipt that took the thing in. There is at most one of a naskah."""
    return and_(
        Penerimaan.jenis == jenis,
        Penerimaan.voided_at.is_(None),
        Penerimaan.hasil.in_(sorted(DITERIMA)),
    )


def within(actor: Actor, units: frozenset[str] | None) -> tuple[ColumnElement[bool], ...]:
    """Conditions on `Unit` and `Naskah`: readable to the actor, not merged away, and one of these units (None: any)."""
    return readable(actor), is_kept, true() if units is None else Unit.kode.in_(units)


def _of_parties(column: ColumnElement[Any]) -> Select[Any]:
    return select(column).where(NaskahMitra.naskah_id == Naskah.id).correlate(Naskah)


def _has(table: type[KasusPengesahan] | type[Penerimaan], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(table.naskah_id == Naskah.id, condition).correlate(Naskah)


_rank = case((NaskahMitra.signed_presisi == Presisi.HARI, 2), (NaskahMitra.signed_presisi == Presisi.BULAN, 1), else_=0)
_signed_on: ScalarSelect[Any] = _of_parties(func.max(NaskahMitra.signed_on)).scalar_subquery()
# Of several parties with the same first day, the one known to the day is the exact one.
_exactness: ScalarSelect[Any] = (
    _of_parties(_rank)
    .where(NaskahMitra.signed_on.is_not(None))
    .order_by(NaskahMitra.signed_on.desc(), _rank.desc())
    .limit(1)
    .scalar_subquery()
)
_dpr_has_say: ColumnElement[bool] = or_(
    func.coalesce(Naskah.persetujuan_dpr, false()),
    _has(KasusPengesahan, KasusPengesahan.jalur == JalurPengesahan.UU_DPR),
    _has(Penerimaan, stands(Penyampaian.NASKAH_DPR)),
)
IS_SETTLED: ColumnElement[bool] = and_(_has(Penerimaan, stands(Penyampaian.ASLI)), ~_dpr_has_say)
"""Condition on `Naskah`: only `load_settled` speaks of it."""


def may_not_leave(naskah: type[Naskah]) -> ColumnElement[bool]:
    """Whether title and partners stay within the signed-in pages: what is exempted, or waits for its embargo."""
    waits = and_(naskah.embargo_until.is_not(None), naskah.status != Status.TERBIT)
    return or_(naskah.visibilitas == Visibilitas.DIKECUALIKAN, waits)


def may_be_old(effective_on: date) -> ColumnElement[bool]:
    """Condition on `Naskah`: judged closely, it may turn out to be signed before the effective date."""
    return or_(_signed_on.is_(None), _signed_on < effective_on, _exactness < 2)


def _may_have_clock(effective_on: date | None) -> ColumnElement[bool]:
    """A generous sieve: what it lets through is judged by the domain, what it holds back has no clock for certain."""
    if effective_on is None:
        return false()
    is_young = func.coalesce(_signed_on >= _first_day(effective_on), true())
    return and_(is_young, ~is_over_before(Naskah, effective_on))


def _first_day(effective_on: date) -> date:
    """A date known to its year or month is stored as the first day of it."""
    return date(effective_on.year, 1, 1)


def _receipt_that(closed: ColumnElement[Any]) -> ScalarSelect[Any]:
    standing = select(closed).where(Penerimaan.naskah_id == Naskah.id, Penerimaan.voided_at.is_(None))
    return standing.correlate(Naskah).scalar_subquery()


@cache
def _facts_query() -> Select[*tuple[Any, ...]]:
    # It is long, and the same every time: putting it together costs as much as asking it.
    # What closed a clock: the receipt that took the thing in, else the first proof that it is held or lost.
    is_asli, is_dpr = Penerimaan.jenis == Penyampaian.ASLI, Penerimaan.jenis == Penyampaian.NASKAH_DPR
    is_in = Penerimaan.hasil.in_(sorted(DITERIMA))
    asli_id = func.coalesce(
        func.min(case((and_(is_asli, is_in), Penerimaan.id))),
        func.min(case((and_(is_asli, Penerimaan.hasil.in_(sorted(MENUTUP))), Penerimaan.id))),
    )
    dpr_id = func.min(case((and_(is_dpr, is_in), Penerimaan.id)))
    asli, dpr = aliased(Penerimaan), aliased(Penerimaan)
    has_file = exists().where(
        Berkas.naskah_id == Naskah.id, Berkas.jenis == JenisBerkas.NASKAH, Berkas.replaced_by_id.is_(None)
    )
    return (
        select(
            Naskah.id,
            Naskah.kode,
            Naskah.judul,
            Unit.kode.label("unit"),
            _signed_on.label("signed_on"),
            _exactness.label("exactness"),
            Naskah.expires_on,
            Naskah.ended_on,
            asli.hasil.label("asli_hasil"),
            asli.arrived_on.label("asli_on"),
            asli.due_on.label("asli_due_on"),
            dpr.hasil.label("dpr_hasil"),
            dpr.arrived_on.label("dpr_on"),
            dpr.due_on.label("dpr_due_on"),
            needs_dpr.label("needs_dpr"),
            has_file.label("has_file"),
            NaskahAsli.keadaan,
            NaskahAsli.dispatched_on,
            may_not_leave(Naskah).label("is_secret"),
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(asli, asli.id == _receipt_that(asli_id))
        .outerjoin(dpr, dpr.id == _receipt_that(dpr_id))
        .outerjoin(KasusPengesahan, KasusPengesahan.naskah_id == Naskah.id)
        .outerjoin(NaskahAsli, NaskahAsli.naskah_id == Naskah.id)
        .where(Naskah.lingkup == Lingkup.LUAR_NEGERI)
        .order_by(Naskah.id)
    )


def _signed(signed_on: date | None, exactness: int | None) -> Tanggal:
    return UNKNOWN if signed_on is None else Tanggal(signed_on, _PRESISI[exactness or 0])


def _facts(row: Row[*tuple[Any, ...]]) -> PenyerahanFacts:
    clocks = ClockFacts(
        lingkup=Lingkup.LUAR_NEGERI,
        signed=_signed(row.signed_on, row.exactness),
        asli=_closing(Penyampaian.ASLI, row.asli_hasil, row.asli_on, row.asli_due_on),
        naskah_dpr=_closing(Penyampaian.NASKAH_DPR, row.dpr_hasil, row.dpr_on, row.dpr_due_on),
        needs_dpr=bool(row.needs_dpr),
        last_day=last_day_in_force(row.expires_on, row.ended_on),
    )
    return PenyerahanFacts(
        naskah_id=row.id,
        kode=row.kode,
        judul=shown_judul(row.judul),
        unit=row.unit,
        tenggat=clocks,
        has_file=bool(row.has_file),
        keadaan_asli=row.keadaan or NaskahAsliState.BELUM_DITERIMA,
        dispatched_on=row.dispatched_on,
        is_secret=bool(row.is_secret),
    )


def _closing(
    jenis: Penyampaian, hasil: NaskahAsliState | None, arrived_on: date | None, due_on: date | None
) -> Closing | None:
    if hasil is None or arrived_on is None or not closes(jenis, hasil):
        return None
    return Closing(hasil, arrived_on, due_on)
