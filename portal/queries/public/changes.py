"""The version of the public projection, and what changed after a number of it; for caches, feeds and mirrors."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.public_change import PublicChange
from portal.models.terbitan import Terbitan, TerbitanChange, TerbitanState
from portal.queries.public.values import PublicChangeEntry, PublicState

_STATE = select(TerbitanState.nomor, TerbitanState.at, TerbitanState.reset_nomor)


def current(session: Session | Connection) -> PublicState:
    """How often anything public has changed, and when last. One row by its key, for every request."""
    row = session.execute(_STATE).one()
    return PublicState(row.nomor, row.at, row.reset_nomor)


def changed_after(session: Session, nomor: int, *, limit: int) -> tuple[PublicChangeEntry, ...]:
    """The codes whose latest change has a higher number, in the order of their changes."""
    query = select(TerbitanChange).where(TerbitanChange.nomor > nomor).order_by(TerbitanChange.nomor).limit(limit)
    return tuple(PublicChangeEntry(row.nomor, row.kode, row.tindakan, row.at) for row in session.scalars(query))


def reset_or_ahead(version: PublicState, nomor: int) -> bool:
    """Whether a copy of this number must be made anew: something vanished since, or it knows more than there is."""
    return 0 < nomor < version.reset_nomor or nomor > version.nomor


@dataclass(frozen=True)
class Span:
    """Which changes a harvester asks for: instants (both inclusive, by the second), and a group of naskah.

    Of a withdrawn naskah no group is known, so withdrawals belong to every answer.
    """

    start: datetime | None = None
    end: datetime | None = None
    lingkup: str | None = None
    bentuk: str | None = None
    unit: str | None = None


def changes_within(session: Session, span: Span, *, after: int, limit: int) -> tuple[PublicChangeEntry, ...]:
    """Changes of a span with a higher number, in the order of their numbers."""
    query = _within(span, select(TerbitanChange)).where(TerbitanChange.nomor > after)
    rows = session.scalars(query.order_by(TerbitanChange.nomor).limit(limit))
    return tuple(PublicChangeEntry(row.nomor, row.kode, row.tindakan, row.at) for row in rows)


def count_within(session: Session, span: Span) -> int:
    """How many changes a span has."""
    return session.scalar(_within(span, select(func.count(TerbitanChange.kode)))) or 0


def change_of(session: Session, kode: str) -> PublicChangeEntry | None:
    """The latest public change of one code; None for a code nobody may know of."""
    row = session.get(TerbitanChange, kode)
    return None if row is None else PublicChangeEntry(row.nomor, row.kode, row.tindakan, row.at)


def earliest(session: Session) -> datetime | None:
    """The instant of the earliest change that is listed; None where nothing was ever public."""
    return session.scalar(select(TerbitanChange.at).order_by(TerbitanChange.at).limit(1))


def _within(span: Span, query: Select[Any]) -> Select[Any]:
    query = query.outerjoin(Terbitan, Terbitan.kode == TerbitanChange.kode)
    if span.start is not None:
        query = query.where(TerbitanChange.at >= span.start)
    if span.end is not None:
        # Instants are told by the second, so the whole of the last one belongs to it.
        query = query.where(TerbitanChange.at < span.end + timedelta(seconds=1))
    is_gone = TerbitanChange.tindakan == PublicChange.DITARIK
    for column, wanted in (
        (Terbitan.lingkup, span.lingkup),
        (Terbitan.bentuk, span.bentuk),
        (Terbitan.unit_kode, span.unit),
    ):
        if wanted is not None:
            query = query.where(or_(is_gone, column == wanted))
    return query


def instants(session: Session) -> dict[str, datetime]:
    """The instant of the latest public change, by code."""
    return {row.kode: row.at for row in session.execute(select(TerbitanChange.kode, TerbitanChange.at))}
