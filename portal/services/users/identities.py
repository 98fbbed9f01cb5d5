"""Accounts elsewhere: bound to one's own account from within it, and the way back.

Whoever enters by one is found by issuer and subject alone. No address of a letter binds anything, and no account is
ever made here, so the issuer can let in only whom the account's own owner let it speak for.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portal.domain.oidc import Identity
from portal.errors import ConflictError, NotFoundError
from portal.models.insert import insert_into
from portal.models.oidc_identity import OidcIdentity
from portal.models.user import User
from portal.services.acts import Act, Subject, record
from portal.services.users import accounts, letters

TAKEN = "Akun itu sudah terhubung dengan akun lain di portal ini. Minta admin melepasnya dulu."
HELD = "Akun Anda sudah terhubung. Lepas dulu hubungan yang lama."


def connect(session: Session, identity: Identity, act: Act) -> None:
    """Bind it to one's own account. Raises ConflictError where either is bound already."""
    user = session.get(User, act.actor.user_id) if act.actor.user_id is not None else None
    if user is None:
        raise NotFoundError("Akun tidak ditemukan.")
    statement = insert_into(session, OidcIdentity).values(
        user_id=user.id, issuer=identity.issuer, subject=identity.subject, created_at=act.now
    )
    # Of two people who bring the same one at the same moment, the database takes the first.
    made = session.execute(statement.on_conflict_do_nothing().returning(OidcIdentity.id)).one_or_none()
    if made is None:
        owner = session.scalar(select(OidcIdentity.user_id).where(*_same(identity)))
        raise ConflictError(HELD if owner in (None, user.id) else TAKEN)
    record(session, act, "akun.hubungkan", Subject("akun", user.email), after=_told(identity.issuer, identity.subject))
    told = f"Akun Anda di {identity.issuer} dihubungkan: dengannya Anda dapat masuk ke portal ini."
    letters.tell_person(session, user, act, subject="Akun lain dihubungkan", told=told)


def find(session: Session, identity: Identity, now: datetime) -> User:
    """Whose it is; noted as used. Raises NotFoundError where it belongs to no open account."""
    row = session.execute(
        select(OidcIdentity, User).join(User, User.id == OidcIdentity.user_id).where(*_same(identity), User.is_active)
    ).one_or_none()
    if row is None:
        raise NotFoundError("Akun itu belum terhubung dengan akun di portal ini.")
    row.OidcIdentity.used_at = now
    user: User = row.User
    return user


def disconnect(session: Session, user_id: int, identity_id: int, act: Act) -> None:
    """Undo it, as its owner or as an admin; every session of the account ends. Raises NotFoundError."""
    row = session.scalar(
        select(OidcIdentity).where(OidcIdentity.id == identity_id, OidcIdentity.user_id == user_id).with_for_update()
    )
    if row is None:
        raise NotFoundError("Hubungan itu tidak ada.")
    user = session.get_one(User, user_id)
    session.delete(row)
    session.flush()
    accounts.end_sessions_of(session, user_id, now=act.now)
    record(session, act, "akun.lepas_hubungan", Subject("akun", user.email), before=_told(row.issuer, row.subject))
    told = f"Hubungan akun Anda dengan {row.issuer} dilepas. Dengannya Anda tidak dapat masuk lagi."
    letters.tell_person(session, user, act, subject="Hubungan dengan akun lain dilepas", told=told)


def _same(identity: Identity) -> tuple[ColumnElement[bool], ...]:
    return OidcIdentity.issuer == identity.issuer, OidcIdentity.subject == identity.subject


def _told(issuer: str, subject: str) -> dict[str, object]:
    return {"penyedia": issuer, "subjek": subject}
