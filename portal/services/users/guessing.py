"""Guessing: how many wrong passwords somebody may try, counted in the database over all processes.

An attempt is counted before the password is looked at, in one step with the look at the count, and taken off again
when the password was right. However many attempts arrive at once, over however many processes, no more of them are
answered than are allowed. Whoever guesses is stopped; a browser that has entered before has a count of its own, so
nobody can keep its owner out from somewhere else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.orm import Session

from portal.errors import TooManyAttemptsError
from portal.models.user import LoginFailure

FAILURE_WINDOW = timedelta(minutes=15)
MAX_FAILURES_ACCOUNT = 10
"""Of an account from all browsers that are strange to it; also of one known browser, and of the page of passwords."""
MAX_FAILURES_ADDRESS = 100
MAX_FAILURES_CODE = 5
"""Of the codes behind a right password: they are short."""
NOBODY_KNOWN = ""
_LOCK = 0x6D6173756B
"""Any number that no other lock of the database has."""


@dataclass(frozen=True)
class Guesser:
    """Whose attempt this is: the account asked for, the address it comes from, and the known browser, if it is one.

    `device` names something that has shown before that it belongs to the account; its attempts count for it alone.
    """

    email: str
    address: str
    device: str = NOBODY_KNOWN
    most: int = MAX_FAILURES_ACCOUNT
    """Attempts that `device` has."""


def reserve(session: Session, guesser: Guesser, *, now: datetime) -> int:
    """Count an attempt as failed until it is forgiven; gives back its number.

    Raises TooManyAttemptsError where too many failed already; such an attempt is not counted, so every account and
    address opens again by itself.
    """
    _one_at_a_time(session)
    for condition, most in _budgets(guesser):
        recent = select(func.count()).select_from(LoginFailure).where(condition, LoginFailure.at > now - FAILURE_WINDOW)
        if (session.scalar(recent) or 0) >= most:
            raise TooManyAttemptsError("Terlalu banyak percobaan. Coba lagi 15 menit lagi.")
    row = LoginFailure(email=guesser.email[:200], address=guesser.address[:64], device=guesser.device[:64], at=now)
    session.add(row)
    session.flush()
    return row.id


def forgive(session: Session, number: int) -> None:
    """Take an attempt off the count: its password was right, or nobody looked at it."""
    session.execute(delete(LoginFailure).where(LoginFailure.id == number))


def prune(session: Session, *, now: datetime) -> None:
    """Forget failures that no longer count."""
    session.execute(delete(LoginFailure).where(LoginFailure.at < now - FAILURE_WINDOW))


def _budgets(guesser: Guesser) -> tuple[tuple[ColumnElement[bool], int], ...]:
    if guesser.device != NOBODY_KNOWN:
        return ((LoginFailure.device == guesser.device[:64], guesser.most),)
    is_strange = LoginFailure.device == NOBODY_KNOWN
    return (
        ((LoginFailure.email == guesser.email[:200]) & is_strange, MAX_FAILURES_ACCOUNT),
        ((LoginFailure.address == guesser.address[:64]) & is_strange, MAX_FAILURES_ADDRESS),
    )


def _one_at_a_time(session: Session) -> None:
    # SQLite lets one transaction write at a time anyway. PostgreSQL would let two count the same rows and both add one.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
