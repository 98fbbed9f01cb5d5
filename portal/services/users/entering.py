"""Entering: from an address and a password to a session, and changing the password.

The password is hashed outside any writing transaction: hashing takes a tenth of a second on purpose, and nobody
else's saving should wait for it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.db import Database
from portal.domain.permissions import Actor
from portal.errors import BadInputError
from portal.models.user import User
from portal.services.acts import Act, Subject, record
from portal.services.users import accounts, consent, passwords
from portal.services.users.penugasan import find_account

LONGEST_EMAIL = 200
NOBODY = Actor(None, "", "", (), {})
"""Somebody at the door who has not shown who they are."""


@dataclass(frozen=True)
class Attempt:
    """Somebody at the door; `address` is that of their machine, `device` how their browser names itself."""

    email: str
    password: str = field(repr=False)
    address: str = ""
    device: str = ""


def enter(database: Database, attempt: Attempt, *, now: datetime) -> str | None:
    """The token of a new session, or None where address and password do not fit; both answers take the same time.

    Raises TooManyAttemptsError after too many failures.
    """
    # No account has a NUL in its address, and not every database can be asked for one.
    email = attempt.email.replace("\0", "").strip().lower()[:LONGEST_EMAIL]
    with database.reading() as session:
        accounts.check_throttle(session, email=email, address=attempt.address, now=now)
        user = accounts.verify_password(session, email=email, password=attempt.password)
    if user is None:
        with database.transaction() as session:
            accounts.record_failure(session, email=email, address=attempt.address, now=now)
            _record_failure(session, email, now)
        return None
    fresh_hash = passwords.hash_password(attempt.password) if passwords.needs_rehash(user.password_hash) else None
    with database.transaction() as session:
        if fresh_hash is not None:
            session.get_one(User, user.id).password_hash = fresh_hash
        act = Act(Actor(user.id, user.email, user.nama, (), {}), now)
        record(session, act, "akun.masuk", Subject("akun", user.email))
        return accounts.start_session(session, user.id, device=attempt.device, now=now)


def _record_failure(session: Session, email: str, now: datetime) -> None:
    # Only for accounts that exist: what else is typed there may be a password in the wrong field.
    if session.scalar(select(User.id).where(User.email == email)) is not None:
        record(session, Act(NOBODY, now), "akun.gagal_masuk", Subject("akun", email))


def change_password(database: Database, actor: Actor, *, current: str, new: str, now: datetime) -> None:
    """Give oneself another password; every session ends, this one included. Raises BadInputError."""
    with database.reading() as session:
        user = accounts.verify_password(session, email=actor.email, password=current)
    if user is None:
        raise BadInputError("Kata sandi sekarang tidak cocok.", "current")
    passwords.check_strength(new, email=actor.email)
    fresh_hash = passwords.hash_password(new)
    with database.transaction() as session:
        _set_hash(session, session.get_one(User, user.id), fresh_hash, actor, now, "akun.ganti_sandi")


def reset_password(session: Session, user_id: int, new_hash: str, actor: Actor, *, now: datetime) -> User:
    """Give somebody a password that was made for them (see `passwords.hash_password`); their sessions end."""
    user = find_account(session, user_id)
    _set_hash(session, user, new_hash, actor, now, "akun.setel_ulang_sandi")
    consent.tell_of_password(session, user, Act(actor, now))
    return user


def _set_hash(session: Session, user: User, new_hash: str, actor: Actor, now: datetime, action: str) -> None:
    user.password_hash = new_hash
    accounts.end_sessions_of(session, user.id, now=now)
    record(session, Act(actor, now), action, Subject("akun", user.email))
