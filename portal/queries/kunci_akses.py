"""Access keys of units, for the page on which they are made and ended; never the keys themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor, Peran
from portal.models.kunci_akses import KunciAkses
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.naskah.worklist import current_name

MOST_LISTED = 200


@dataclass(frozen=True)
class KunciAksesEntry:
    """A key as the page shows it; `is_over` once it opens nothing any more."""

    id: int
    unit_kode: str
    unit_nama: str
    nama: str
    can_upload: bool
    can_read: bool
    created_at: datetime
    created_by: str
    ends_on: date
    used_at: datetime | None
    ended_at: datetime | None
    is_over: bool


def kept_units(actor: Actor) -> ColumnElement[bool]:
    """Condition on `Unit`: the actor keeps its naskah, or looks after the accounts of all."""
    if actor.peran & {Peran.BIRO, Peran.ADMIN}:
        return true()
    return Unit.kode.in_(actor.units_as(Peran.PENGELOLA))


def list_kunci_akses(session: Session, actor: Actor, today: date) -> tuple[KunciAksesEntry, ...]:
    """The keys that the actor may end, and those that ended; what still opens something first, then the newest."""
    is_over = or_(KunciAkses.ended_at.is_not(None), KunciAkses.ends_on < today)
    query = (
        select(KunciAkses, Unit.kode, current_name.label("unit_nama"), User.nama.label("maker"), is_over.label("over"))
        .join(Unit, Unit.id == KunciAkses.unit_id)
        .join(User, User.id == KunciAkses.created_by)
        .where(kept_units(actor))
        .order_by(is_over, KunciAkses.created_at.desc(), KunciAkses.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(
        KunciAksesEntry(
            id=row.KunciAkses.id,
            unit_kode=row.kode,
            unit_nama=row.unit_nama or row.kode,
            nama=row.KunciAkses.nama,
            can_upload=row.KunciAkses.can_upload,
            can_read=row.KunciAkses.can_read,
            created_at=row.KunciAkses.created_at,
            created_by=row.maker,
            ends_on=row.KunciAkses.ends_on,
            used_at=row.KunciAkses.used_at,
            ended_at=row.KunciAkses.ended_at,
            is_over=bool(row.over),
        )
        for row in session.execute(query)
    )
