"""Proposals and explorations abroad as staff see them: lists by urgency, one record, what runs on a day.

Every query starts at `_visible`, where the access filter stands: another unit's record and an unknown number give the
same NotFoundError. Nothing derived is stored: a clock is judged from the facts by `portal.domain.usulan.usulan`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from portal.domain.naskah.enumerations import JenisUnit, Tingkat
from portal.domain.naskah.judul import shown_judul
from portal.domain.permissions import Actor
from portal.domain.tenggat.clocks import Law
from portal.domain.usulan.usulan import JenisUsulan, UsulanClock, UsulanContent, UsulanFacts, due_for, usulan_clock
from portal.errors import NotFoundError
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.user import User
from portal.models.usulan import PenerimaanUsulan
from portal.queries.naskah.values import UnitChoice
from portal.queries.naskah.worklist import current_name, readable

PER_PAGE = 25
Core = Row[PenerimaanUsulan, str, str]


class UsulanGroup(StrEnum):
    """The lists there are."""

    BERJALAN = "berjalan"
    SELESAI = "selesai"
    DIBATALKAN = "dibatalkan"


@dataclass(frozen=True)
class UsulanFilter:
    """What narrows the list; empty values narrow nothing."""

    kelompok: UsulanGroup = UsulanGroup.BERJALAN
    jenis: JenisUsulan | None = None
    unit: str = ""


@dataclass(frozen=True)
class UsulanItem:
    """One receipt in a list, with its clock."""

    nomor: str
    unit_kode: str
    unit_nama: str
    calon_mitra: str
    perihal: str
    facts: UsulanFacts
    clock_state: UsulanClock

    @property
    def jenis(self) -> JenisUsulan:
        """Proposal or exploration abroad."""
        return self.facts.jenis


@dataclass(frozen=True)
class UsulanPage:
    """Some receipts of a longer list; `page` counts from 1."""

    items: tuple[UsulanItem, ...]
    total: int
    page: int
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class UsulanNaskah:
    """The naskah that came of it; the title is empty where the reader may not see it."""

    kode: str
    judul: str


@dataclass(frozen=True)
class UsulanDetail:
    """Everything of one receipt."""

    item: UsulanItem
    version: int
    unit_jenis: JenisUnit
    tingkat: Tingkat | None
    is_registered: bool
    """Whether the partner is a registered one."""
    ruang_lingkup: str
    isi: tuple[UsulanContent, ...]
    nomor_surat: str
    surat_on: date | None
    alasan_mundur: str
    catatan: str
    recorded_at: datetime
    recorded_by: str
    dokumen_nomor: str
    dokumen_on: date | None
    keterangan: str
    naskah: UsulanNaskah | None
    sebelumnya: str
    """Number of the receipt this one is the return of."""
    kembali: str
    """Number of the receipt that is the return of this one."""
    voided_at: datetime | None
    alasan_batal: str


@dataclass(frozen=True)
class UsulanSummary:
    """How many results are awaited, and how many of them are late or soon due."""

    terbuka: int
    terlambat: int
    segera: int


def list_usulan(session: Session, actor: Actor, wanted: UsulanFilter, law: Law, today: date, page: int) -> UsulanPage:
    """A page of receipts: what is open with the most urgent first, what has ended with the newest first."""
    conditions = _conditions(wanted)
    if wanted.kelompok is UsulanGroup.BERJALAN:
        ids, total = _most_urgent(session, actor, conditions, law, page)
        rows = session.execute(_visible(actor).where(PenerimaanUsulan.id.in_(ids))).all()
        by_id = {row.PenerimaanUsulan.id: row for row in rows}
        return UsulanPage(tuple(_item(by_id[one], law, today) for one in ids if one in by_id), total, page)
    ended_on = func.coalesce(PenerimaanUsulan.hasil_on, PenerimaanUsulan.received_on)
    query = _visible(actor).where(*conditions).order_by(ended_on.desc(), PenerimaanUsulan.id.desc())
    found = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return UsulanPage(tuple(_item(row, law, today) for row in found), _count(session, actor, conditions), page)


def all_usulan(session: Session, actor: Actor, wanted: UsulanFilter, law: Law, today: date) -> tuple[UsulanItem, ...]:
    """All pages of `list_usulan` at once, in the same order."""
    rows = session.execute(_visible(actor).where(*_conditions(wanted))).all()
    items = [(row.PenerimaanUsulan.id, _item(row, law, today)) for row in rows]
    if wanted.kelompok is UsulanGroup.BERJALAN:
        items.sort(key=lambda one: (one[1].clock_state.due_on or date.max, one[1].facts.received_on, one[0]))
    else:
        items.sort(key=lambda one: (one[1].facts.hasil_on or one[1].facts.received_on, one[0]), reverse=True)
    return tuple(item for _, item in items)


def open_items(session: Session, actor: Actor, law: Law, today: date) -> tuple[UsulanItem, ...]:
    """Whatever has a due date and no result, most urgent first; what a change of the calendar may move."""
    return tuple(
        one for one in all_usulan(session, actor, UsulanFilter(), law, today) if one.clock_state.tenggat is not None
    )


def open_facts(session: Session, actor: Actor) -> tuple[UsulanFacts, ...]:
    """The facts of whatever has no result yet, in one narrow query."""
    query = select(PenerimaanUsulan.jenis, PenerimaanUsulan.received_on)
    query = query.join(Unit, Unit.id == PenerimaanUsulan.unit_id).where(readable(actor), *_conditions(UsulanFilter()))
    return tuple(UsulanFacts(jenis, received_on) for jenis, received_on in session.execute(query))


def summary(facts: Sequence[UsulanFacts], law: Law, today: date) -> UsulanSummary:
    """Counts of what is open; none of them is a figure of Pasal 39."""
    clocks = [usulan_clock(one, law, today) for one in facts]
    return UsulanSummary(
        len(clocks),
        sum(clock_state.is_late for clock_state in clocks),
        sum(clock_state.is_soon for clock_state in clocks),
    )


def find_usulan(session: Session, nomor: str, actor: Actor, law: Law, today: date) -> UsulanDetail:
    """One receipt. Raises NotFoundError."""
    row = session.execute(_visible(actor).where(PenerimaanUsulan.nomor == nomor)).first()
    if row is None:
        raise NotFoundError("Catatan penerimaan tidak ditemukan.")
    usulan = row.PenerimaanUsulan
    more = _relations(session, usulan)
    may_read = more.naskah_unit is not None and actor.can_read(more.naskah_unit)
    return UsulanDetail(
        item=_item(row, law, today),
        version=usulan.version,
        unit_jenis=more.unit_jenis,
        tingkat=usulan.tingkat,
        is_registered=usulan.mitra_id is not None,
        ruang_lingkup=usulan.ruang_lingkup,
        isi=tuple(UsulanContent(value) for value in usulan.isi),
        nomor_surat=usulan.nomor_surat,
        surat_on=usulan.surat_on,
        alasan_mundur=usulan.alasan_mundur,
        catatan=usulan.catatan,
        recorded_at=usulan.recorded_at,
        recorded_by=more.recorder or "Sistem",
        dokumen_nomor=usulan.dokumen_nomor,
        dokumen_on=usulan.dokumen_on,
        keterangan=usulan.keterangan,
        naskah=UsulanNaskah(more.naskah_kode, shown_judul(more.naskah_judul) if may_read else "")
        if more.naskah_kode
        else None,
        sebelumnya=more.sebelumnya or "",
        kembali=more.kembali or "",
        voided_at=usulan.voided_at,
        alasan_batal=usulan.alasan_batal,
    )


def numbers_of(session: Session, naskah_id: int, actor: Actor) -> tuple[str, ...]:
    """Numbers of the receipts a naskah came of, as far as the actor may read them."""
    query = select(PenerimaanUsulan.nomor).join(Unit, Unit.id == PenerimaanUsulan.unit_id)
    is_standing = PenerimaanUsulan.voided_at.is_(None)
    query = query.where(PenerimaanUsulan.naskah_id == naskah_id, is_standing, readable(actor))
    return tuple(session.scalars(query.order_by(PenerimaanUsulan.id)))


def units_with_usulan(session: Session, actor: Actor) -> tuple[UnitChoice, ...]:
    """Units of which there is a receipt the actor may read; for the filter of the list."""
    is_owner = Unit.id.in_(select(PenerimaanUsulan.unit_id))
    query = select(Unit.kode, current_name.label("nama"), Unit.jenis).where(readable(actor), is_owner)
    choices = [UnitChoice(kode, nama or kode, jenis) for kode, nama, jenis in session.execute(query)]
    return tuple(sorted(choices, key=lambda unit: unit.nama.lower()))


def _visible(actor: Actor) -> Select[PenerimaanUsulan, str, str]:
    return (
        select(PenerimaanUsulan, Unit.kode.label("unit_kode"), current_name.label("unit_nama"))
        .join(Unit, Unit.id == PenerimaanUsulan.unit_id)
        .where(readable(actor))
    )


def _conditions(wanted: UsulanFilter) -> list[ColumnElement[bool]]:
    is_voided = PenerimaanUsulan.voided_at.is_not(None)
    conditions: list[ColumnElement[bool]] = [is_voided if wanted.kelompok is UsulanGroup.DIBATALKAN else ~is_voided]
    if wanted.kelompok is UsulanGroup.BERJALAN:
        conditions.append(PenerimaanUsulan.hasil.is_(None))
    elif wanted.kelompok is UsulanGroup.SELESAI:
        conditions.append(PenerimaanUsulan.hasil.is_not(None))
    if wanted.jenis is not None:
        conditions.append(PenerimaanUsulan.jenis == wanted.jenis)
    if wanted.unit:
        conditions.append(Unit.kode == wanted.unit)
    return conditions


def _most_urgent(
    session: Session, actor: Actor, conditions: Sequence[ColumnElement[bool]], law: Law, page: int
) -> tuple[list[int], int]:
    """Ids of a page by due date, and how many there are: due dates are counted, not stored, so not for SQL to sort."""
    query = select(PenerimaanUsulan.id, PenerimaanUsulan.jenis, PenerimaanUsulan.received_on)
    query = query.join(Unit, Unit.id == PenerimaanUsulan.unit_id).where(readable(actor), *conditions)
    order = []
    for usulan_id, jenis, received_on in session.execute(query):
        due = due_for(UsulanFacts(jenis, received_on), law)
        order.append((due.due_on if due is not None else date.max, received_on, usulan_id))
    order.sort()
    return [usulan_id for *_, usulan_id in order[(page - 1) * PER_PAGE : page * PER_PAGE]], len(order)


def _count(session: Session, actor: Actor, conditions: Sequence[ColumnElement[bool]]) -> int:
    query = select(func.count()).select_from(PenerimaanUsulan).join(Unit, Unit.id == PenerimaanUsulan.unit_id)
    return session.scalar(query.where(readable(actor), *conditions)) or 0


def _item(row: Core, law: Law, today: date) -> UsulanItem:
    usulan: PenerimaanUsulan = row.PenerimaanUsulan
    facts = UsulanFacts(
        usulan.jenis,
        usulan.received_on,
        usulan.hasil,
        usulan.hasil_on,
        usulan.due_on,
        is_voided=usulan.voided_at is not None,
    )
    return UsulanItem(
        nomor=usulan.nomor,
        unit_kode=row.unit_kode,
        unit_nama=row.unit_nama or row.unit_kode,
        calon_mitra=usulan.calon_mitra,
        perihal=usulan.perihal,
        facts=facts,
        clock_state=usulan_clock(facts, law, today),
    )


def _relations(
    session: Session, usulan: PenerimaanUsulan
) -> Row[JenisUnit, str | None, str | None, str | None, str | None, str | None, str | None]:
    """What hangs on one receipt, in one query."""
    before, after, owner = aliased(PenerimaanUsulan), aliased(PenerimaanUsulan), aliased(Unit)
    return session.execute(
        select(
            Unit.jenis.label("unit_jenis"),
            User.nama.label("recorder"),
            Naskah.kode.label("naskah_kode"),
            Naskah.judul.label("naskah_judul"),
            owner.kode.label("naskah_unit"),
            before.nomor.label("sebelumnya"),
            after.nomor.label("kembali"),
        )
        .select_from(PenerimaanUsulan)
        .join(Unit, Unit.id == PenerimaanUsulan.unit_id)
        .outerjoin(User, User.id == PenerimaanUsulan.recorded_by)
        .outerjoin(Naskah, Naskah.id == PenerimaanUsulan.naskah_id)
        .outerjoin(owner, owner.id == Naskah.unit_id)
        .outerjoin(before, before.id == PenerimaanUsulan.previous_id)
        .outerjoin(after, (after.previous_id == PenerimaanUsulan.id) & after.voided_at.is_(None))
        .where(PenerimaanUsulan.id == usulan.id)
    ).one()
