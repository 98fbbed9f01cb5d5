"""What was sent in by folder and by mail, as staff see it: each unit its own, and what belongs to none those who look
after the portal.

The access filter is `may_know_of` of the work lists, by which the menu is made too.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from portal.domain.permissions import Actor
from portal.models.kiriman import Kiriman, KirimanState, Way
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.naskah.worklist import current_name, may_know_of

PER_PAGE = 25


@dataclass(frozen=True)
class KirimanItem:
    """One thing that was sent in. `kode` is empty where it was refused, and where the reader may not see its naskah."""

    way: Way
    sender: str
    sender_nama: str
    """Of the person whose address it is; empty for a folder and for a stranger."""
    unit_nama: str
    nama: str
    size: int
    settled_at: datetime
    state: KirimanState
    kode: str
    reason: str
    is_answered: bool


@dataclass(frozen=True)
class KirimanPage:
    """Some of a longer list, the newest first; `page` counts from 1."""

    items: tuple[KirimanItem, ...]
    total: int
    page: int
    per_page: int = PER_PAGE


def list_kiriman(session: Session, actor: Actor, state: KirimanState | None, page: int) -> KirimanPage:
    """What the actor may know of; `state` narrows it."""
    owner = aliased(Unit)
    query = (
        select(Kiriman, Naskah.kode, owner.kode, User.nama, current_name)
        .outerjoin(Unit, Unit.id == Kiriman.unit_id)
        .outerjoin(Naskah, Naskah.id == Kiriman.naskah_id)
        .outerjoin(owner, owner.id == Naskah.unit_id)
        .outerjoin(User, User.id == Kiriman.sent_by)
        .where(may_know_of(actor))
    )
    if state is not None:
        query = query.where(Kiriman.state == state)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ordered = query.order_by(Kiriman.settled_at.desc(), Kiriman.id.desc())
    rows = session.execute(ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    items = tuple(
        KirimanItem(
            row.way, row.sender, nama or "", unit_nama or "", row.nama, row.size, row.settled_at, row.state,
            kode if kode and actor.can_read(unit) else "", row.reason, row.is_answered,
        )
        for row, kode, unit, nama, unit_nama in rows
    )  # fmt: skip
    return KirimanPage(items, total, page)
