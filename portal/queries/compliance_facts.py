"""Facts about naskah for the compliance board: what the database knows, before anybody judges it.

The access filter stands in `_within`, through which every query of this module goes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from portal.domain.jalur_kemlu import KeadaanKemlu
from portal.domain.jalur_pengesahan import JalurPengesahan, KeadaanPengesahan
from portal.domain.kepatuhan import Fakta
from portal.domain.naskah import JenisBerkas, Lingkup, Presisi
from portal.domain.penerimaan import DITERIMA, MENUTUP, KeadaanAsli, Penyampaian, closes
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.domain.tenggat_naskah import FaktaTenggat, Penutup
from portal.models.berkas import Berkas
from portal.models.kasus import KasusKemlu, KasusPengesahan
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.naskah_asli import NaskahAsli, Penerimaan
from portal.models.unit import Unit
from portal.queries.worklist import readable

needs_dpr: ColumnElement[bool] = case(
    (KasusPengesahan.jalur.is_not(None), KasusPengesahan.jalur == JalurPengesahan.UU_DPR),
    else_=func.coalesce(Naskah.persetujuan_dpr, false()),
)
"""Whether the text for the DPR is due with the original: as the Biro decided, before that as the unit says."""
NOT_HANDED_IN = (Status.DRAF, Status.DIKEMBALIKAN)
_PRESISI = {2: Presisi.HARI, 1: Presisi.BULAN, 0: Presisi.TAHUN}


@dataclass(frozen=True)
class DalamNegeri:
    """Domestic naskah: handed in (Pasal 39 ayat (1)) or not; they have no deadline and are never late."""

    sudah: int
    belum: int
    oldest_at: datetime | None = None
    """When the oldest of those not handed in was begun."""


@dataclass(frozen=True)
class BarisDalamNegeri:
    """A domestic naskah in a list."""

    kode: str
    judul: str
    unit: str
    created_at: datetime
    submitted_at: datetime | None


def load_facts(
    session: Session, actor: Actor, units: frozenset[str] | None, effective_on: date | None
) -> tuple[Fakta, ...]:
    """Foreign naskah that have a clock or may have one; none where no effective date is set."""
    query = _facts_query().where(*_within(actor, units), _may_have_clock(effective_on))
    return tuple(_fakta(row) for row in session.execute(query))


def load_facts_of(session: Session, actor: Actor, kode_list: Collection[str]) -> tuple[Fakta, ...]:
    """The foreign ones among these naskah, with a clock or without; what the actor may not read is missing."""
    if not kode_list:
        return ()
    query = _facts_query().where(*_within(actor, None), Naskah.kode.in_(kode_list))
    return tuple(_fakta(row) for row in session.execute(query))


def load_legacy(
    session: Session, actor: Actor, units: frozenset[str] | None, effective_on: date | None
) -> tuple[int, int]:
    """How many foreign naskah lie before every clock, and of how many of them the original is here."""
    is_here = exists().where(
        Penerimaan.naskah_id == Naskah.id,
        Penerimaan.jenis == Penyampaian.ASLI,
        Penerimaan.voided_at.is_(None),
        Penerimaan.hasil.in_(DITERIMA),
    )
    query = (
        select(func.count(), func.coalesce(func.sum(case((is_here, 1), else_=0)), 0))
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(Naskah.lingkup == Lingkup.LUAR_NEGERI, *_within(actor, units), ~_may_have_clock(effective_on))
    )
    count, received = session.execute(query).one()
    return count, received


def load_domestic(session: Session, actor: Actor, units: frozenset[str] | None) -> DalamNegeri:
    """Domestic naskah in two counts."""
    is_missing = Naskah.status.in_(NOT_HANDED_IN)
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(case((is_missing, 1), else_=0)), 0),
            func.min(case((is_missing, Naskah.created_at))),
        )
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(Naskah.lingkup == Lingkup.DALAM_NEGERI, *_within(actor, units))
    )
    total, missing, oldest = session.execute(query).one()
    return DalamNegeri(total - missing, missing, oldest)


@dataclass(frozen=True)
class Jalur:
    """The two tracks of treaties: how many stand at each step, and how many have not begun."""

    kemlu: Mapping[KeadaanKemlu, int]
    kemlu_belum: int
    pengesahan: Mapping[KeadaanPengesahan, int]


def load_tracks(session: Session, actor: Actor, units: frozenset[str] | None) -> Jalur:
    """Counts of the tracks of Pasal 39 ayat (6) and (5)."""
    here = _within(actor, units)

    def by_state(track: type[KasusKemlu] | type[KasusPengesahan]) -> dict[Any, int]:
        query = (
            select(track.keadaan, func.count())
            .join(Naskah, Naskah.id == track.naskah_id)
            .join(Unit, Unit.id == Naskah.unit_id)
            .where(*here)
            .group_by(track.keadaan)
        )
        return {keadaan: count for keadaan, count in session.execute(query)}

    not_begun = (
        select(func.count())
        .select_from(Naskah)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(
            Naskah.lingkup == Lingkup.LUAR_NEGERI,
            Naskah.perjanjian_internasional.is_(True),
            ~exists().where(KasusKemlu.naskah_id == Naskah.id),
            *here,
        )
    )
    return Jalur(by_state(KasusKemlu), session.scalar(not_begun) or 0, by_state(KasusPengesahan))


def list_domestic(
    session: Session, actor: Actor, units: frozenset[str] | None, *, is_handed_in: bool, limit: int, offset: int
) -> tuple[BarisDalamNegeri, ...]:
    """Domestic naskah that were handed in (the newest first) or not yet (the oldest first)."""
    is_missing = Naskah.status.in_(NOT_HANDED_IN)
    order = Naskah.submitted_at.desc() if is_handed_in else Naskah.created_at
    query = (
        select(Naskah.kode, Naskah.judul, Unit.kode, Naskah.created_at, Naskah.submitted_at)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(
            Naskah.lingkup == Lingkup.DALAM_NEGERI, *_within(actor, units), ~is_missing if is_handed_in else is_missing
        )
        .order_by(order, Naskah.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(BarisDalamNegeri(*row) for row in session.execute(query))


def list_legacy(
    session: Session, actor: Actor, units: frozenset[str] | None, effective_on: date | None, *, limit: int, offset: int
) -> tuple[Fakta, ...]:
    """Foreign naskah before every clock, the newest first."""
    query = _facts_query().where(*_within(actor, units), ~_may_have_clock(effective_on))
    query = query.order_by(None).order_by(Naskah.id.desc()).limit(limit).offset(offset)
    return tuple(_fakta(row) for row in session.execute(query))


def _within(actor: Actor, units: frozenset[str] | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return readable(actor), true() if units is None else Unit.kode.in_(units)


def _may_have_clock(effective_on: date | None) -> ColumnElement[bool]:
    """A generous sieve: what it lets through is judged by the domain, what it holds back has no clock for certain."""
    if effective_on is None:
        return false()
    signed_on = (
        select(func.max(NaskahMitra.signed_on))
        .where(NaskahMitra.naskah_id == Naskah.id)
        .correlate(Naskah)
        .scalar_subquery()
    )
    # A date known to its year or month is stored as the first day of it.
    first = date(effective_on.year, 1, 1)
    is_young = func.coalesce(signed_on >= first, true())
    was_over = or_(Naskah.expires_on < effective_on, Naskah.ended_on < effective_on)
    return and_(is_young, ~func.coalesce(was_over, false()))


def _facts_query() -> Select[*tuple[Any, ...]]:
    signed = (
        select(NaskahMitra.naskah_id, func.max(NaskahMitra.signed_on).label("signed_on"))
        .group_by(NaskahMitra.naskah_id)
        .subquery()
    )

    def is_known_to(presisi: Presisi) -> ColumnElement[bool]:
        return exists().where(
            NaskahMitra.naskah_id == Naskah.id,
            NaskahMitra.signed_on == signed.c.signed_on,
            NaskahMitra.signed_presisi == presisi,
        )

    # What closed a clock: the receipt that took the thing in, else the first proof that it is held or lost.
    is_asli, is_dpr = Penerimaan.jenis == Penyampaian.ASLI, Penerimaan.jenis == Penyampaian.NASKAH_DPR
    is_in = Penerimaan.hasil.in_(DITERIMA)
    closing = (
        select(
            Penerimaan.naskah_id,
            func.coalesce(
                func.min(case((and_(is_asli, is_in), Penerimaan.id))),
                func.min(case((and_(is_asli, Penerimaan.hasil.in_(MENUTUP)), Penerimaan.id))),
            ).label("asli_id"),
            func.min(case((and_(is_dpr, is_in), Penerimaan.id))).label("dpr_id"),
        )
        .where(Penerimaan.voided_at.is_(None))
        .group_by(Penerimaan.naskah_id)
        .subquery()
    )
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
            signed.c.signed_on,
            # Of several parties with the same first day, the one known to the day is the exact one.
            case((is_known_to(Presisi.HARI), 2), (is_known_to(Presisi.BULAN), 1), else_=0).label("exactness"),
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
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(signed, signed.c.naskah_id == Naskah.id)
        .outerjoin(closing, closing.c.naskah_id == Naskah.id)
        .outerjoin(asli, asli.id == closing.c.asli_id)
        .outerjoin(dpr, dpr.id == closing.c.dpr_id)
        .outerjoin(KasusPengesahan, KasusPengesahan.naskah_id == Naskah.id)
        .outerjoin(NaskahAsli, NaskahAsli.naskah_id == Naskah.id)
        .where(Naskah.lingkup == Lingkup.LUAR_NEGERI)
        .order_by(Naskah.id)
    )


def _fakta(row: Row[*tuple[Any, ...]]) -> Fakta:
    last_days = [day for day in (row.expires_on, row.ended_on) if day is not None]
    clocks = FaktaTenggat(
        lingkup=Lingkup.LUAR_NEGERI,
        signed=Tanggal(row.signed_on, _PRESISI[row.exactness]) if row.signed_on else UNKNOWN,
        asli=_closing(Penyampaian.ASLI, row.asli_hasil, row.asli_on, row.asli_due_on),
        naskah_dpr=_closing(Penyampaian.NASKAH_DPR, row.dpr_hasil, row.dpr_on, row.dpr_due_on),
        needs_dpr=bool(row.needs_dpr),
        last_day=min(last_days, default=None),
    )
    return Fakta(
        naskah_id=row.id,
        kode=row.kode,
        judul=row.judul,
        unit=row.unit,
        tenggat=clocks,
        has_file=bool(row.has_file),
        keadaan_asli=row.keadaan or KeadaanAsli.BELUM_DITERIMA,
        dispatched_on=row.dispatched_on,
    )


def _closing(
    jenis: Penyampaian, hasil: KeadaanAsli | None, arrived_on: date | None, due_on: date | None
) -> Penutup | None:
    if hasil is None or arrived_on is None or not closes(jenis, hasil):
        return None
    return Penutup(hasil, arrived_on, due_on)
