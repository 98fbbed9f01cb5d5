"""Which naskah of a list have a likely twin that the actor may know of: a sign in the list, the page says the rest."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.kemiripan import ALIKE
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.models.kemiripan import Kemiripan
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.queries.kemiripan import find_twins
from portal.queries.naskah.worklist import readable

MOST = 12
"""Naskah that are looked at closely at most: a list may be long, twins are few."""


def with_twins(session: Session, kode_list: Collection[str], actor: Actor) -> frozenset[str]:
    """Codes of those whose text is nearly that of another naskah, as far as the page of the naskah warns of it.

    One question for the whole list; one more for each of the few whose text occurs again, which decides by the same
    rules as that page. Equal numbers, parties and days are told on that page alone: a person has just typed them there.
    """
    if not kode_list:
        return frozenset()
    rows = session.execute(
        select(Naskah.id, Naskah.kode, Naskah.status)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor), Naskah.kode.in_(kode_list), _is_alike())
        .order_by(Naskah.id.desc())
        .limit(MOST)
    ).all()
    return frozenset(kode for naskah_id, kode, status in rows if _is_warned(session, naskah_id, status, actor))


def _is_warned(session: Session, naskah_id: int, status: Status, actor: Actor) -> bool:
    kembar = find_twins(session, naskah_id, actor)
    return bool(kembar.terbuka) or (kembar.has_hidden and status is not Status.TERBIT)


def _is_alike() -> ColumnElement[bool]:
    is_mine = or_(Kemiripan.naskah_id == Naskah.id, Kemiripan.other_id == Naskah.id)
    return exists().where(is_mine, Kemiripan.dismissed_at.is_(None), Kemiripan.skor >= ALIKE).correlate(Naskah)
