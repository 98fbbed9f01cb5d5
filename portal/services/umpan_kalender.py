"""Feeds of due dates: a secret address per unit, shown once, kept as a hash, revoked at any time."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.domain.secret_digest import digest_of
from portal.errors import NotFoundError
from portal.models.kalender import UmpanKalender
from portal.models.unit import Unit
from portal.models.user import User
from portal.services.acts import Act, Subject, record
from portal.services.users import accounts

LONGEST_TOKEN = 100


@dataclass(frozen=True)
class Opened:
    """A feed that answers: its unit, and the person as whose reader it answers."""

    unit: str
    actor: Actor


def add(session: Session, unit: str, act: Act) -> str:
    """Make a feed for a unit; gives back the secret part of its address, which is kept nowhere.

    Raises NotFoundError for a unit that is not there or that the actor may not read.
    """
    found = session.scalar(select(Unit).where(Unit.kode == unit))
    if found is None or act.actor.user_id is None or not act.actor.can_read(unit):
        raise NotFoundError("Unit tidak ditemukan.")
    token = secrets.token_urlsafe(32)
    feed = UmpanKalender(
        unit_id=found.id, token_hash=digest_of(token), created_at=act.now, created_by=act.actor.user_id, revoked_at=None
    )
    session.add(feed)
    session.flush()
    record(session, act, "umpan.buat", _subject(feed, unit), after={"unit": unit})
    return token


def revoke(session: Session, feed_id: int, act: Act) -> None:
    """Let a feed answer no more. Raises NotFoundError for one that is not the actor's to see."""
    row = session.execute(
        select(UmpanKalender, Unit.kode).join(Unit, Unit.id == UmpanKalender.unit_id).where(UmpanKalender.id == feed_id)
    ).one_or_none()
    if row is None or not act.actor.can_read(row.kode):
        raise NotFoundError("Alamat kalender tidak ditemukan.")
    if row.UmpanKalender.revoked_at is None:
        row.UmpanKalender.revoked_at = act.now
        session.flush()
        record(session, act, "umpan.cabut", _subject(row.UmpanKalender, row.kode), after={"unit": row.kode})


def open_umpan_kalender(session: Session, token: str, today: date) -> Opened:
    """The feed behind a secret. Raises NotFoundError: unknown, revoked, or its maker may not read the unit any more."""
    if len(token) <= LONGEST_TOKEN:
        row = session.execute(
            select(Unit.kode, User)
            .select_from(UmpanKalender)
            .join(Unit, Unit.id == UmpanKalender.unit_id)
            .join(User, User.id == UmpanKalender.created_by)
            .where(UmpanKalender.token_hash == digest_of(token), UmpanKalender.revoked_at.is_(None))
        ).one_or_none()
        if row is not None and row.User.is_active:
            actor = accounts.load_actor(session, row.User, today)
            if actor.can_read(row.kode):
                return Opened(row.kode, actor)
    raise NotFoundError("Kalender tidak ditemukan.")


def _subject(feed: UmpanKalender, unit: str) -> Subject:
    return Subject("umpan_kalender", str(feed.id), unit)
