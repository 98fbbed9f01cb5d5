"""Lists of work: what is mine to do, what waits for others, what is done; and all naskah of my units.

The access filter stands in `_visible`, through which every query of this module goes.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Lingkup, ReadingState, Visibilitas
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.next_step import NextStep, WorkFacts, next_step, penahanan_owned_by, penahanan_to_answer
from portal.domain.naskah.status import Status, status_word
from portal.domain.permissions import Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.tanggal import WIB
from portal.models.berkas import Berkas
from portal.models.kiriman import Kiriman
from portal.models.naskah import Naskah
from portal.models.penahanan import Penahanan
from portal.models.terbitan import Terbitan
from portal.models.unit import Unit, UnitNama
from portal.models.usulan import PenerimaanUsulan
from portal.queries.naskah.list_filter import ListFilter, conditions, years_signed
from portal.queries.naskah.mitra import mitra_of
from portal.queries.naskah.values import HomeGroups, Menu, UnitChoice, WorkItem, WorkPage

T = TypeVar("T")

PER_PAGE = 25
PER_GROUP = 15

current_name = (
    select(UnitNama.nama)
    .where(UnitNama.unit_id == Unit.id)
    .order_by(UnitNama.starts_on.desc())
    .limit(1)
    .correlate(Unit)
    .scalar_subquery()
)
"""The newest name of the unit in the surrounding query."""

is_kept = and_(
    or_(Naskah.status != Status.DITARIK, Naskah.submitted_at.is_not(None)),
    Naskah.voided_at.is_(None),
)
"""Condition on `Naskah`: it is neither a draft that was closed nor a record that was taken back as made in error."""


def readable(actor: Actor) -> ColumnElement[bool]:
    """Condition on `Unit`: its non-public records may be shown to the actor."""
    units = actor.readable_units()
    return true() if units is None else Unit.kode.in_(units)


def may_know_of(actor: Actor) -> ColumnElement[bool]:
    """Condition on `Kiriman`, with its `Unit` where it has one: what was sent in and may be told to the actor.

    What belongs to no unit is for those who look after the portal; an admin, who keeps no records, sees that alone.
    """
    is_of_nobody = Kiriman.unit_id.is_(None) if actor.peran & {Peran.ADMIN, Peran.BIRO} else false()
    return or_(is_of_nobody, and_(Kiriman.unit_id.is_not(None), readable(actor)))


def home_groups(session: Session, actor: Actor, today: date) -> HomeGroups:
    """Answers "what do I have to do": mine, waiting for others, done since Monday (WIB)."""
    monday = datetime.combine(today - timedelta(days=today.weekday()), time.min, WIB).astimezone(UTC)
    todo = _todo(actor, today)
    done = and_(Naskah.status == Status.TERBIT, func.coalesce(Terbitan.published_at, Naskah.updated_at) >= monday)
    groups = [
        _rows(session, _visible(actor).where(todo).order_by(_URGENCY, Naskah.updated_at.desc()), PER_GROUP),
        _rows(
            session,
            _visible(actor).where(Naskah.status == Status.DIAJUKAN, ~todo).order_by(Naskah.submitted_at),
            PER_GROUP,
        ),
        _rows(session, _visible(actor).where(done).order_by(Naskah.updated_at.desc()), PER_GROUP),
    ]
    items = _items(session, [row for rows, _ in groups for row in rows], actor, today)
    pages = [
        WorkPage(tuple(items[row.Naskah.kode] for row in rows), total, per_page=PER_GROUP) for rows, total in groups
    ]
    return HomeGroups(*pages)


def load_menu(session: Session, actor: Actor, today: date) -> Menu:
    """What the menu of every page shows, in one query."""
    todo = select(func.count()).select_from(Naskah).join(Unit, Unit.id == Naskah.unit_id)
    own = next((assignment.unit for assignment in actor.assignments), "")
    unit_nama = select(current_name).where(Unit.kode == own)
    proposals = select(PenerimaanUsulan.id).join(Unit, Unit.id == PenerimaanUsulan.unit_id).where(readable(actor))
    sent_in = select(Kiriman.id).outerjoin(Unit, Unit.id == Kiriman.unit_id).where(may_know_of(actor))
    row = session.execute(
        select(
            todo.where(readable(actor), _todo(actor, today)).scalar_subquery(),
            unit_nama.scalar_subquery(),
            false() if Peran.BIRO in actor.peran else proposals.exists(),
            sent_in.exists(),
        )
    ).one()
    return Menu(row[0] or 0, row[1] or "", bool(row[2]), bool(row[3]))


def list_naskah(session: Session, actor: Actor, wanted: ListFilter, page: int, today: date) -> WorkPage:
    """All naskah the actor may read, last changed first."""
    query = _visible(actor).where(*conditions(wanted))
    rows, total = _rows(session, query.order_by(Naskah.updated_at.desc(), Naskah.id.desc()), PER_PAGE, page)
    if not rows and page > 1:
        # The window that counts is empty beyond the last page.
        total = _rows(session, query, 1)[1]
    items = _items(session, rows, actor, today)
    return WorkPage(tuple(items[row.Naskah.kode] for row in rows), total, page, PER_PAGE)


def load_items(session: Session, kode_list: Sequence[str], actor: Actor, today: date) -> dict[str, WorkItem]:
    """Naskah by code; what the actor may not read, or what is gone, is simply missing."""
    rows = session.execute(_visible(actor).where(Naskah.kode.in_(kode_list))).all()
    return _items(session, rows, actor, today)


def units_to_act_for(session: Session, actor: Actor) -> tuple[UnitChoice, ...]:
    """Units in whose name the actor may store a naskah; their own come first."""
    is_allowed = true() if Peran.BIRO in actor.peran else Unit.kode.in_(actor.units_as(Peran.PENGELOLA))
    return _choices(session, is_allowed, actor)


def units_to_read(session: Session, actor: Actor) -> tuple[UnitChoice, ...]:
    """Units that own something the actor may read; for the filter of the list."""
    owns = exists().where(Naskah.unit_id == Unit.id)
    return _choices(session, and_(readable(actor), owns), actor)


def years_to_choose(session: Session, actor: Actor) -> tuple[int, ...]:
    """Years in which something the actor may read was signed, the newest first; for the filter of the list."""
    return years_signed(session, readable(actor))


def _choices(session: Session, condition: ColumnElement[bool], actor: Actor) -> tuple[UnitChoice, ...]:
    own = {assignment.unit for assignment in actor.assignments}
    rows = session.execute(select(Unit.kode, current_name.label("nama"), Unit.jenis).where(condition))
    choices = [UnitChoice(kode, nama or kode, jenis) for kode, nama, jenis in rows]
    return tuple(sorted(choices, key=lambda unit: (unit.kode not in own, unit.nama.lower())))


def _visible(actor: Actor) -> Select[Naskah, str, str, int]:
    return (
        select(Naskah, Unit.kode.label("unit_kode"), current_name.label("unit_nama"), func.count().over().label("n"))
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Terbitan, Terbitan.kode == Naskah.kode)
        .where(readable(actor))
    )


def _rows(
    session: Session, query: Select[Naskah, str, str, int], per_page: int, page: int = 1
) -> tuple[Sequence[Row[Naskah, str, str, int]], int]:
    rows = session.execute(query.limit(per_page).offset((page - 1) * per_page)).all()
    return rows, rows[0].n if rows else 0


_TREATY_OPEN = and_(Naskah.lingkup == Lingkup.LUAR_NEGERI, Naskah.perjanjian_internasional.is_(None))
_URGENCY = case((Naskah.status == Status.DIKEMBALIKAN, 0), (Naskah.status == Status.DIAJUKAN, 1), else_=2)


def _todo(actor: Actor, today: date) -> ColumnElement[bool]:
    mine: list[ColumnElement[bool]] = []
    own = actor.units_as(Peran.PENGELOLA)
    if own:
        is_unfinished = Naskah.status.in_([Status.DRAF, Status.DIKEMBALIKAN])
        mine.append(and_(Unit.kode.in_(own), or_(is_unfinished, _held_for(Peran.PENGELOLA))))
    mine += [_held_for(peran) for peran in (Peran.BIRO, Peran.PPID) if peran in actor.peran]
    if Peran.BIRO in actor.peran:
        mine.append(and_(_TREATY_OPEN, Naskah.status.in_([Status.DIAJUKAN, Status.TERBIT])))
    if Peran.PPID in actor.peran:
        mine.append(exemption_is_over(today))
    return or_(false(), *mine)


def exemption_is_over(today: date) -> ColumnElement[bool]:
    """Condition on `Naskah`: the term of the PPID's decision has ended. It stays closed until they decide anew."""
    is_exempt = and_(Naskah.visibilitas == Visibilitas.DIKECUALIKAN, Naskah.putusan_ppid != "")
    return and_(is_exempt, Naskah.status == Status.TERBIT, Naskah.tinjau_on < today, is_kept)


def _held_for(peran: Peran) -> ColumnElement[bool]:
    is_open = exists().where(
        Penahanan.naskah_id == Naskah.id,
        Penahanan.closed_at.is_(None),
        Penahanan.alasan.in_(penahanan_owned_by(frozenset({peran}))),
    )
    # A public naskah may be asked about too: for text that was read after its publication.
    return and_(Naskah.status.in_([Status.DIAJUKAN, Status.TERBIT]), is_open)


def _items(
    session: Session, rows: Sequence[Row[Naskah, str, str, int]], actor: Actor, today: date
) -> dict[str, WorkItem]:
    ids = [row.Naskah.id for row in rows]
    if not ids:
        return {}
    holds = _grouped(
        session,
        select(Penahanan.naskah_id, Penahanan.alasan).where(
            Penahanan.closed_at.is_(None), Penahanan.naskah_id.in_(ids)
        ),
    )
    reading = _grouped(
        session,
        select(Berkas.naskah_id, Berkas.keadaan).where(Berkas.replaced_by_id.is_(None), Berkas.naskah_id.in_(ids)),
    )
    partners = mitra_of(session, ids)
    return {
        row.Naskah.kode: _item(
            row,
            actor,
            today,
            tuple(holds.get(row.Naskah.id, ())),
            tuple(reading.get(row.Naskah.id, ())),
            partners.get(row.Naskah.id, ()),
        )
        for row in rows
    }


def _item(
    row: Row[Naskah, str, str, int],
    actor: Actor,
    today: date,
    holds: tuple[AlasanPenahanan, ...],
    reading: tuple[ReadingState, ...],
    partners: tuple[str, ...],
) -> WorkItem:
    naskah, peran = row.Naskah, actor.peran_for(row.unit_kode)
    is_open = naskah.lingkup is Lingkup.LUAR_NEGERI and naskah.perjanjian_internasional is None
    is_exempt = naskah.visibilitas is Visibilitas.DIKECUALIKAN and bool(naskah.putusan_ppid)
    ended_on = naskah.tinjau_on if is_exempt and naskah.tinjau_on is not None and naskah.tinjau_on < today else None
    step = next_step(WorkFacts(naskah.status, holds, reading, is_open, ended_on is not None), peran)
    return WorkItem(
        kode=naskah.kode,
        judul=shown_judul(naskah.judul),
        unit_kode=row.unit_kode,
        unit_nama=row.unit_nama or row.unit_kode,
        status=naskah.status,
        bentuk=naskah.bentuk,
        nama_bentuk=naskah.nama_bentuk,
        mitra=partners,
        is_foreign=naskah.lingkup is Lingkup.LUAR_NEGERI,
        updated_at=naskah.updated_at,
        holds=holds,
        reading=reading,
        step=step,
        version=naskah.version,
        exempt_until=ended_on,
        has_tanda_terima=naskah.nomor_tanda_terima is not None,
        answers=penahanan_to_answer(holds, peran) if step is NextStep.JAWAB else None,
        called=status_word(
            naskah.status,
            is_exempt=naskah.visibilitas is Visibilitas.DIKECUALIKAN,
            was_handed_in=naskah.submitted_at is not None,
            is_voided=naskah.voided_at is not None,
        ),
    )


def _grouped(session: Session, query: Select[int, T]) -> dict[int, list[T]]:
    grouped: dict[int, list[T]] = {}
    for naskah_id, value in session.execute(query):
        grouped.setdefault(naskah_id, []).append(value)
    return grouped
