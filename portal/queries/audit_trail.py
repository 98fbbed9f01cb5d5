"""The audit trail as Biro and admin read it: filtered, by pages or as a whole; nothing here can change it.

An admin keeps accounts and units, not records: of acts on a naskah they see who did what and when, but neither which
naskah it was nor what it held.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, String, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.domain.tanggal import wib_midnight, wib_today
from portal.models.audit_entry import AuditEntry, AuditHead
from portal.models.lampiran import Penjajakan, Perencanaan
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.user import Penugasan, User
from portal.models.usulan import PenerimaanUsulan

PER_PAGE = 50
OPEN_KINDS = (
    "akun", "audit", "hari_libur", "kunci_akses", "pekerjaan", "pemulihan", "tahun_kalender", "umpan_kalender", "unit",
    "webhook",
)  # fmt: skip
"""Kinds of objects that are no records; everything else is shown in full only to those who may read all records."""


REGISTERS = (("perencanaan", Perencanaan), ("penjajakan", Penjajakan))
"""Kinds of the acts on the registers of the Lampiran, with their rows."""


@dataclass(frozen=True)
class AuditFilter:
    """What narrows the trail; empty values narrow nothing. The days are those of Jakarta, both included."""

    pelaku: str = ""
    tindakan: str = ""
    objek: str = ""
    unit: str = ""
    dari: date | None = None
    sampai: date | None = None

    def as_values(self) -> dict[str, str]:
        """The filters that are set, in the words of the address."""
        values = {"pelaku": self.pelaku, "tindakan": self.tindakan, "objek": self.objek, "unit": self.unit}
        days = {"dari": self.dari, "sampai": self.sampai}
        set_days = {name: day.isoformat() for name, day in days.items() if day is not None}
        return {name: value for name, value in values.items() if value} | set_days


@dataclass(frozen=True)
class AuditRow:
    """One act. `before` and `after` are empty, and the key is too, where `is_hidden`."""

    seq: int
    at: datetime
    email: str
    nama: str
    acting_for: str
    action: str
    object_kind: str
    object_key: str
    previous_hash: str
    entry_hash: str
    is_hidden: bool = False
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)

    @property
    def at_wib(self) -> date:
        """The day in Jakarta."""
        return wib_today(self.at)


@dataclass(frozen=True)
class AuditPage:
    """Some acts of a longer list, newest first; `page` counts from 1."""

    entries: tuple[AuditRow, ...]
    total: int
    page: int
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class ChainEnd:
    """The newest entry: number and hash; kept elsewhere, they show whether the tail was cut off later."""

    seq: int = 0
    entry_hash: str = ""


def list_trail(session: Session, actor: Actor, wanted: AuditFilter, page: int) -> AuditPage:
    """A page of acts, newest first."""
    conditions = _conditions(actor, wanted)
    query = _select().where(*conditions).order_by(AuditEntry.seq.desc())
    rows = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    total = count_trail(session, actor, wanted) if len(rows) == PER_PAGE or page > 1 else len(rows)
    may_read_all = actor.readable_units() is None
    return AuditPage(tuple(_jejak(row, may_read_all) for row in rows), total, page)


def count_trail(session: Session, actor: Actor, wanted: AuditFilter) -> int:
    """How many acts there are."""
    query = select(func.count()).select_from(AuditEntry).where(*_conditions(actor, wanted))
    return session.scalar(query) or 0


def whole_trail(session: Session, actor: Actor, wanted: AuditFilter, before_seq: int) -> Iterator[AuditRow]:
    """All acts before an entry, oldest first, a few at a time."""
    query = _select().where(AuditEntry.seq < before_seq, *_conditions(actor, wanted)).order_by(AuditEntry.seq)
    may_read_all = actor.readable_units() is None
    with closing(session.execute(query.execution_options(yield_per=500))) as rows:
        for row in rows:
            yield _jejak(row, may_read_all)


def load_end(session: Session) -> ChainEnd:
    """The end of the chain."""
    head = session.get(AuditHead, 1)
    return ChainEnd(head.seq, head.entry_hash) if head is not None else ChainEnd()


def _select() -> Select[AuditEntry, str]:
    return select(AuditEntry, User.nama).outerjoin(User, User.id == AuditEntry.actor_id)


def _conditions(actor: Actor, wanted: AuditFilter) -> list[ColumnElement[bool]]:
    may_read_all = actor.readable_units() is None
    conditions: list[ColumnElement[bool]] = []
    if wanted.pelaku:
        who = wanted.pelaku.lower()
        named = select(User.id).where(func.lower(User.nama).contains(who, autoescape=True))
        is_named = AuditEntry.actor_id.in_(named)
        conditions.append(or_(AuditEntry.actor_email.contains(who, autoescape=True), is_named))
    if wanted.tindakan:
        conditions.append(AuditEntry.action == wanted.tindakan)
    if wanted.objek:
        # Whoever may not see which naskah it was may not ask for it by its code either.
        is_open = true() if may_read_all else AuditEntry.object_kind.in_(OPEN_KINDS)
        is_wanted = func.lower(AuditEntry.object_key).contains(wanted.objek.lower(), autoescape=True)
        conditions.append(and_(is_wanted, is_open))
    if wanted.unit:
        conditions.append(_of_unit(wanted.unit, may_read_all))
    if wanted.dari is not None:
        conditions.append(AuditEntry.at >= wib_midnight(wanted.dari))
    if wanted.sampai is not None and wanted.sampai < date.max:
        conditions.append(AuditEntry.at < wib_midnight(wanted.sampai + timedelta(days=1)))
    return conditions


def _of_unit(kode: str, may_read_all: bool) -> ColumnElement[bool]:
    """Acts by people of the unit, for it, on it, on its naskah, its proposals, or its registers."""
    people = select(Penugasan.user_id).join(Unit, Unit.id == Penugasan.unit_id).where(Unit.kode == kode)
    found = [
        AuditEntry.acting_for == kode,
        and_(AuditEntry.object_kind == "unit", AuditEntry.object_key == kode),
        AuditEntry.actor_id.in_(people),
    ]
    if may_read_all:
        own = select(Naskah.kode).join(Unit, Unit.id == Naskah.unit_id).where(Unit.kode == kode)
        found.append(and_(AuditEntry.object_kind == "naskah", AuditEntry.object_key.in_(own)))
        proposed = select(PenerimaanUsulan.nomor).join(Unit, Unit.id == PenerimaanUsulan.unit_id)
        is_proposed = AuditEntry.object_key.in_(proposed.where(Unit.kode == kode))
        found.append(and_(AuditEntry.object_kind == "usulan", is_proposed))
        found += [_of_register(model, kind, kode) for kind, model in REGISTERS]
    return or_(*found)


def _of_register(model: type[Perencanaan] | type[Penjajakan], kind: str, kode: str) -> ColumnElement[bool]:
    """Acts on rows of the unit in a register, and tables that were brought into it."""
    rows = select(cast(model.id, String)).join(Unit, Unit.id == model.unit_id).where(Unit.kode == kode)
    is_wanted = or_(AuditEntry.object_key.in_(rows), AuditEntry.object_key.startswith(f"{kode}/", autoescape=True))
    return and_(AuditEntry.object_kind == kind, is_wanted)


def _jejak(row: Row[AuditEntry, str], may_read_all: bool) -> AuditRow:
    entry, nama = row
    is_hidden = not may_read_all and entry.object_kind not in OPEN_KINDS
    return AuditRow(
        seq=entry.seq,
        at=entry.at,
        email=entry.actor_email,
        nama=nama or entry.actor_email.capitalize(),
        acting_for=entry.acting_for,
        action=entry.action,
        object_kind=entry.object_kind,
        object_key="" if is_hidden else entry.object_key,
        previous_hash=entry.previous_hash,
        entry_hash=entry.entry_hash,
        is_hidden=is_hidden,
        before={} if is_hidden else _values(entry.before),
        after={} if is_hidden else _values(entry.after),
    )


def _values(text: str) -> Mapping[str, object]:
    values = json.loads(text)
    return values if isinstance(values, dict) else {}


def find_broken_anchor(session: Session) -> int | None:
    """Number of the anchor outside of the database that the trail does not lead to; None while it leads to it."""
    return session.scalar(select(AuditHead.broken_seq))
