"""Accounts: people, their dated assignments, entering and leaving, sessions that can be revoked."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, and_, delete, select, update
from sqlalchemy.orm import Session, joinedload

from portal.domain.permissions import Actor, HeldPenugasan, Peran
from portal.domain.plain_text import clean_line
from portal.domain.second_factor import shortened
from portal.domain.secret_digest import digest_of
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.models.unit import Unit
from portal.models.user import LoginSession, Penugasan, SecondFactor, User
from portal.queries.account_security import factor_of
from portal.services.acts import Act, Subject, record
from portal.services.users import account_links, consent, guessing, leaving, passwords
from portal.services.users.passwords import PasswordRules

LONGEST_NAMA = 200
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
KEEP_SESSIONS = timedelta(days=30)
BETWEEN = timedelta(minutes=10)
"""How long a right password waits for its code."""
_SEEN_STEP = timedelta(minutes=1)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,24}")


@dataclass(frozen=True)
class NewUser:
    """What it takes to make an account; `unit` is a unit's code.

    `is_initial`: the password was made for the person, who has to choose another one before anything else. Without a
    password the person chooses one by the link of a letter (`links`), and nothing opens the account until then.
    """

    email: str
    nama: str
    peran: Peran
    unit: str
    password: str | None
    is_initial: bool = True


def add_user(session: Session, new: NewUser, *, actor: Actor, now: datetime, today: date) -> User:
    """Make an account with its first assignment, which may have to wait (`consent`).

    Raises BadInputError or ConflictError.
    """
    email = new.email.strip().lower()
    if _EMAIL.fullmatch(email) is None:
        raise BadInputError("Tulis alamat surel yang lengkap, misalnya nama@instansi.go.id.", "email")
    nama = clean_line(new.nama)
    if not nama:
        raise BadInputError("Isi nama.", "nama")
    if len(nama) > LONGEST_NAMA:
        raise BadInputError(f"Nama paling panjang {LONGEST_NAMA} karakter.", "nama")
    if new.peran is Peran.SISTEM:
        raise BadInputError("Peran ini hanya untuk sistem.", "peran")
    if session.scalar(select(User.id).where(User.email == email)) is not None:
        raise ConflictError(f"Akun {email} sudah ada.")
    unit = session.scalar(select(Unit).where(Unit.kode == new.unit))
    if unit is None:
        raise BadInputError(f"Unit {new.unit} tidak terdaftar.", "unit")
    if new.password is not None:
        passwords.check_strength(new.password, PasswordRules(email, (nama, unit.kode)))
    user = User(
        email=email,
        nama=nama,
        password_hash=passwords.hash_password(secrets.token_urlsafe(32) if new.password is None else new.password),
        is_active=True,
        must_change_password=new.is_initial and new.password is not None,
        created_at=now,
    )
    session.add(user)
    session.flush()
    grant, act = consent.Grant(user, unit, new.peran, today, None), Act(actor, now)
    is_waiting = consent.must_wait(session, grant, act)
    after = {"nama": user.nama, "peran": None if is_waiting else new.peran, "unit": new.unit}
    record(session, act, "akun.tambah", Subject("akun", email), after=after)
    if is_waiting:
        consent.ask(session, grant, act)
        return user
    user.penugasan_list.append(Penugasan(unit_id=unit.id, peran=new.peran, starts_on=today))
    session.flush()
    consent.tell_if_open(session, grant, act)
    return user


def disable_user(session: Session, email: str, *, actor: Actor, now: datetime) -> None:
    """Close an account, end its sessions and whatever else opens something in its name; the row stays for the audit.

    Raises NotFoundError, or ConflictError where it is closed already.
    """
    _set_active(session, email, False, "akun.nonaktif", actor=actor, now=now)


def enable_user(session: Session, email: str, *, actor: Actor, now: datetime) -> None:
    """Open a closed account again, with the password and the assignments it had; old sessions stay ended.

    Roles of it that open records wait for consent anew where an admin opens it. Raises NotFoundError, or ConflictError
    where it is open.
    """
    _set_active(session, email, True, "akun.aktif", actor=actor, now=now)
    consent.after_reopening(session, find_user(session, email), Act(actor, now))


def _set_active(session: Session, email: str, is_active: bool, action: str, *, actor: Actor, now: datetime) -> None:
    user = find_user(session, email)
    if user.is_active is is_active:
        raise ConflictError(f"Akun {user.email} sudah {'aktif' if is_active else 'nonaktif'}.")
    user.is_active = is_active
    end_sessions_of(session, user.id, now=now)
    act = Act(actor, now)
    if not is_active:
        leaving.take_keys(session, user, act)
    record(
        session, act, action, Subject("akun", user.email), before={"aktif": not is_active}, after={"aktif": is_active}
    )


def close_guide(session: Session, user_id: int) -> None:
    """Put the hints of a first upload away for ever; what somebody has read is nobody's business, so no audit entry."""
    session.get_one(User, user_id).has_closed_guide = True


def find_user(session: Session, email: str) -> User:
    """The account with this address; raises NotFoundError."""
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    if user is None:
        raise NotFoundError(f"Akun {email} tidak ada.")
    return user


def verify_password(session: Session, *, email: str, password: str) -> User | None:
    """The active account that this address and password open, or None; both take the same time."""
    user = session.scalar(select(User).where(User.email == email))
    known_hash = user.password_hash if user is not None else passwords.UNKNOWN_USER_HASH
    is_right = passwords.is_right(known_hash, password)
    return user if user is not None and is_right and user.is_active else None


def device_mark(user: User) -> str:
    """What a browser keeps to show that this account has entered from it; another password makes it worthless."""
    return hashlib.sha256(f"{user.id} {user.password_hash}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class LiveSession:
    """A session that opens something: whose it is, and what it knows."""

    user: User
    number: int
    is_stale: bool
    """Whether its last use should be noted."""
    proven_at: datetime
    """When the person last showed who they are."""
    has_factor: bool


def start_session(
    session: Session,
    user_id: int,
    *,
    device: str,
    now: datetime,
    address: str = "",
    awaits_code: bool = False,
    proven_at: datetime | None = None,
) -> str:
    """A new session; the token is given back once and only its hash is kept.

    With `awaits_code` it opens nothing (see `waiting_user`). `proven_at` is when the person showed who they are, where
    that was not now.
    """
    token = secrets.token_urlsafe(32)
    row = LoginSession(
        token_hash=digest_of(token),
        user_id=user_id,
        created_at=now,
        seen_at=now,
        device=device[:200],
        awaits_code=awaits_code,
        address=shortened(address),
        proven_at=proven_at,
    )
    session.add(row)
    return token


def session_user(session: Session, token: str, *, now: datetime) -> LiveSession | None:
    """The session of this token; None once it has ended or expired, and while a code is still asked for."""
    row = session.execute(
        _alive(token).add_columns(factor_of(User.id).label("has_factor")).where(LoginSession.awaits_code.is_(False))
    )
    found = row.unique().first()
    if found is None:
        return None
    login, user, has_factor = found
    if not (login.seen_at <= now + _SEEN_STEP and now < login.created_at + ABSOLUTE and now < login.seen_at + IDLE):
        return None
    is_stale = now - login.seen_at >= _SEEN_STEP
    return LiveSession(user, login.id, is_stale, login.proven_at or login.created_at, bool(has_factor))


def waiting_user(session: Session, token: str, *, now: datetime) -> User | None:
    """Whose right password waits for its code under this token; None once that is over."""
    found = waiting_session(session, token, now=now)
    return found[1] if found is not None else None


def waiting_session(session: Session, token: str, *, now: datetime) -> tuple[int, User] | None:
    """The number of the session in which a right password waits, and whose it is."""
    found = session.execute(_alive(token).where(LoginSession.awaits_code.is_(True))).unique().first()
    if found is None:
        return None
    login, user = found
    return (login.id, user) if login.created_at <= now + _SEEN_STEP and now < login.created_at + BETWEEN else None


def _alive(token: str) -> Select[LoginSession, User]:
    return (
        select(LoginSession, User)
        .join(User, User.id == LoginSession.user_id)
        .where(LoginSession.token_hash == digest_of(token), LoginSession.ended_at.is_(None), User.is_active.is_(True))
        .options(joinedload(User.penugasan_list))
    )


def touch_session(session: Session, token: str, *, now: datetime) -> None:
    """Note that the session was used."""
    _update_sessions(session, LoginSession.token_hash == digest_of(token), seen_at=now)


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """Leave: the token opens nothing from now on."""
    _update_sessions(session, LoginSession.token_hash == digest_of(token), ended_at=now)


def end_sessions_of(session: Session, user_id: int, *, now: datetime) -> None:
    """End every session of an account: after a change of password, second factor or role, or when it is disabled."""
    _update_sessions(session, LoginSession.user_id == user_id, ended_at=now)


def end_all_sessions(session: Session, *, now: datetime) -> None:
    """End the session of everybody."""
    _update_sessions(session, LoginSession.ended_at.is_(None), ended_at=now)


def end_own_session(session: Session, number: int, act: Act) -> None:
    """End one of one's own sessions. Raises NotFoundError where there is none of this number."""
    row = session.get(LoginSession, number)
    if row is None or row.user_id != act.actor.user_id:
        raise NotFoundError("Sesi itu tidak ada.")
    if row.ended_at is None:
        row.ended_at = act.now
        record(session, act, "akun.akhiri_sesi", Subject("akun", act.actor.email), before={"sesi": number})


def end_other_sessions(session: Session, number: int, act: Act) -> None:
    """End all of one's own sessions but this one."""
    _update_sessions(
        session, and_(LoginSession.user_id == act.actor.user_id, LoginSession.id != number), ended_at=act.now
    )
    record(session, act, "akun.akhiri_sesi_lain", Subject("akun", act.actor.email))


def note_proof(session: Session, token: str, *, now: datetime) -> None:
    """Note that the person of this session has shown again who they are."""
    _update_sessions(session, LoginSession.token_hash == digest_of(token), proven_at=now)


def prune(session: Session, *, now: datetime) -> None:
    """Forget failures that no longer count, sessions that ended or expired a month ago, seeds nobody confirmed."""
    guessing.prune(session, now=now)
    account_links.prune(session, now)
    is_old = and_(SecondFactor.confirmed_at.is_(None), SecondFactor.created_at < now - ABSOLUTE)
    session.execute(delete(SecondFactor).where(is_old))
    session.execute(delete(LoginSession).where(LoginSession.created_at < now - KEEP_SESSIONS))


def load_actor(session: Session, user: User, today: date) -> Actor:
    """The account as an actor, with the assignments current today and the units below them."""
    tree = session.execute(select(Unit.id, Unit.kode, Unit.parent_id)).all()
    kode_of = {row.id: row.kode for row in tree}
    children: dict[int, list[int]] = {}
    for row in tree:
        if row.parent_id is not None:
            children.setdefault(row.parent_id, []).append(row.id)
    held = tuple(
        assignment
        for p in user.penugasan_list
        if (assignment := HeldPenugasan(kode_of[p.unit_id], p.peran, p.starts_on, p.ends_on)).is_current(today)
    )
    reach = {
        kode_of[p.unit_id]: frozenset(kode_of[i] for i in _below(p.unit_id, children)) for p in user.penugasan_list
    }
    return Actor(user_id=user.id, email=user.email, nama=user.nama, assignments=held, reach=reach)


def _below(unit_id: int, children: dict[int, list[int]]) -> set[int]:
    found, waiting = set(), [unit_id]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += children.get(current, [])
    return found


def _update_sessions(session: Session, condition: object, **values: datetime) -> None:
    statement = update(LoginSession).where(condition, LoginSession.ended_at.is_(None)).values(**values)  # type: ignore[arg-type]
    session.execute(statement.execution_options(synchronize_session=False))
