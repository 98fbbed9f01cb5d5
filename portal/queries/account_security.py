"""What somebody sees of the safety of their own account, and which resets of a second factor wait."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ColumnExpressionArgument, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.domain.second_person import KEY_ACTS
from portal.domain.tanggal import wib_today
from portal.models.audit_entry import AuditEntry
from portal.models.oidc_identity import OidcIdentity
from portal.models.passkey import Passkey
from portal.models.user import FactorReset, LoginSession, RecoveryCode, SecondFactor, User


@dataclass(frozen=True)
class FactorEntry:
    """An application that makes codes."""

    id: int
    nama: str
    confirmed_at: datetime


@dataclass(frozen=True)
class PasskeyEntry:
    """A passkey."""

    id: int
    nama: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class IdentityEntry:
    """An account elsewhere by which somebody enters."""

    id: int
    issuer: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class FactorKinds:
    """What an account can show behind its password."""

    has_app: bool
    has_passkey: bool


@dataclass(frozen=True)
class SessionEntry:
    """A session that may still be open: which browser, from which network, since when, last used when."""

    id: int
    device: str
    address: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class AccountSecurity:
    """All of it for one account; `codes` counts the recovery codes that are left."""

    factors: tuple[FactorEntry, ...]
    passkeys: tuple[PasskeyEntry, ...]
    codes: int
    sessions: tuple[SessionEntry, ...]
    identities: tuple[IdentityEntry, ...]


@dataclass(frozen=True)
class ResetEntry:
    """An admin's wish to take a second factor away."""

    id: int
    user_id: int
    nama: str
    email: str
    asked_by: int
    asker: str


def load(session: Session, user_id: int, *, seen_since: datetime, created_since: datetime) -> AccountSecurity:
    """What there is; sessions used and begun since the instants after which a session ends by itself."""
    factors = session.scalars(
        select(SecondFactor)
        .where(SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None))
        .order_by(SecondFactor.id)
    )
    passkeys = session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id))
    codes = session.scalar(select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None)))
    sessions = session.scalars(
        select(LoginSession)
        .where(
            LoginSession.user_id == user_id,
            LoginSession.ended_at.is_(None),
            LoginSession.awaits_code.is_(False),
            LoginSession.seen_at > seen_since,
            LoginSession.created_at > created_since,
        )
        .order_by(LoginSession.seen_at.desc(), LoginSession.id.desc())
    )
    return AccountSecurity(
        tuple(FactorEntry(row.id, row.nama, row.confirmed_at) for row in factors if row.confirmed_at),
        tuple(PasskeyEntry(row.id, row.nama, row.created_at, row.used_at) for row in passkeys),
        codes or 0,
        tuple(SessionEntry(row.id, row.device, row.address, row.created_at, row.seen_at) for row in sessions),
        identities_of(session, user_id),
    )


def identities_of(session: Session, user_id: int) -> tuple[IdentityEntry, ...]:
    """The accounts elsewhere that are bound to this one."""
    rows = session.scalars(select(OidcIdentity).where(OidcIdentity.user_id == user_id).order_by(OidcIdentity.id))
    return tuple(IdentityEntry(row.id, row.issuer, row.created_at, row.used_at) for row in rows)


def factor_of(user_id: ColumnExpressionArgument[int]) -> ColumnElement[bool]:
    """Whether an account of a query has a second factor that counts: an application or a passkey."""
    return or_(_app_of(user_id), _passkey_of(user_id))


def has_factor(session: Session, user_id: int) -> bool:
    """Whether the account has a second factor that counts."""
    return bool(session.scalar(select(factor_of(User.id)).where(User.id == user_id)))


def kinds_of(session: Session, user_id: int) -> FactorKinds:
    """Which second factors the account has."""
    row = session.execute(select(_app_of(User.id), _passkey_of(User.id)).where(User.id == user_id)).one_or_none()
    return FactorKinds(bool(row and row[0]), bool(row and row[1]))


def _app_of(user_id: ColumnExpressionArgument[int]) -> ColumnElement[bool]:
    return exists().where(SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None))


def _passkey_of(user_id: ColumnExpressionArgument[int]) -> ColumnElement[bool]:
    return exists().where(Passkey.user_id == user_id)


def waiting_resets(session: Session, user_id: int | None = None) -> tuple[ResetEntry, ...]:
    """Resets that wait for consent, the oldest first; of one account or of all."""
    asker = aliased(User)
    query = (
        select(FactorReset.id, FactorReset.user_id, User.nama, User.email, FactorReset.asked_by, asker.nama)
        .join(User, User.id == FactorReset.user_id)
        .join(asker, asker.id == FactorReset.asked_by)
        .where(FactorReset.decided_at.is_(None))
        .order_by(FactorReset.id)
    )
    if user_id is not None:
        query = query.where(FactorReset.user_id == user_id)
    return tuple(ResetEntry(*row) for row in session.execute(query))


def key_days(session: Session, email: str) -> tuple[date, ...]:
    """The days on which somebody else may have come to hold an account, as the trail has them; not by the operator."""
    done = select(AuditEntry.at).where(
        AuditEntry.object_kind == "akun",
        AuditEntry.object_key == email,
        AuditEntry.action.in_(KEY_ACTS),
        AuditEntry.actor_id.is_not(None),
    )
    return tuple(wib_today(at) for at in session.scalars(done))


def list_invented(session: Session) -> tuple[str, ...]:
    """Open accounts under the domain that belongs to nobody (RFC 2606), as the samples have, in alphabetical order."""
    invented = select(User.email).where(User.is_active, User.email.like("%.example")).order_by(User.email)
    return tuple(session.scalars(invented))
