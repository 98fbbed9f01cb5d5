"""Entering: from an address and a password to a session, and changing the password.

The password is hashed outside any writing transaction: hashing takes a tenth of a second on purpose, and nobody
else's saving should wait for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.db import Database
from portal.domain.oidc import Identity
from portal.domain.permissions import NOBODY, Actor
from portal.domain.second_factor import FactorPolicy, is_needed, last_day_without
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, NotFoundError, SignInBusyError
from portal.models.passkey import PasskeyUse
from portal.models.user import User
from portal.queries.account_security import has_factor
from portal.services.acts import Act, Subject, record
from portal.services.kunci_akses import ending
from portal.services.users import (
    account_links,
    accounts,
    consent,
    factors,
    guessing,
    identities,
    letters,
    passkeys,
    password_rules,
    passwords,
)
from portal.services.users.guessing import Guesser
from portal.services.users.passkeys import Site
from portal.services.users.penugasan import find_account
from portal.services.users.seal import Seal
from portal.services.webhook import ending as webhook_ending

LONGEST_EMAIL = 200


@dataclass(frozen=True)
class KnownDevice:
    """A browser somebody has entered from: a number of its own, and the mark of each account (see `device_mark`)."""

    number: str
    marks: Mapping[int, str]


@dataclass(frozen=True)
class Attempt:
    """Somebody at the door; `address` is that of their machine, `device` how their browser names itself."""

    email: str
    password: str = field(repr=False)
    address: str = ""
    device: str = ""
    known: KnownDevice | None = None


@dataclass(frozen=True)
class Start:
    """Where a session starts: the address of the machine, how the browser names itself, and whether it is known."""

    address: str = ""
    device: str = ""
    known: KnownDevice | None = None


def as_known(email: str) -> str:
    """An address as accounts have it, of what was typed."""
    # No account has a NUL in its address, and not every database can be asked for one.
    return email.replace("\0", "").strip().lower()[:LONGEST_EMAIL]


def enter(
    database: Database, attempt: Attempt, *, now: datetime, policy: FactorPolicy = FactorPolicy.OPTIONAL
) -> str | None:
    """The token of a new session, or None where address and password do not fit; both answers take the same time.

    Of an account with a second factor the session waits for its code (see `accounts.waiting_user`, `enter_behind`).
    Raises TooManyAttemptsError after too many failures, SignInBusyError where too many enter at once.
    """
    email = as_known(attempt.email)
    with database.transaction() as session:
        device = _known_as(session, email, attempt.known)
        number = guessing.reserve(session, Guesser(email, attempt.address, device), now=now)
    user = _verify(database, email, attempt.password, number)
    if user is None:
        with database.transaction() as session:
            _record_failure(session, email, now)
        return None
    fresh_hash = passwords.hash_password(attempt.password) if passwords.needs_rehash(user.password_hash) else None
    with database.transaction() as session:
        guessing.forgive(session, number)
        user = session.get_one(User, user.id)
        if fresh_hash is not None:
            user.password_hash = fresh_hash
        if policy is not FactorPolicy.OFF and has_factor(session, user.id):
            record(session, _own(user, now), "akun.tunggu_kode", Subject("akun", user.email))
            return accounts.start_session(
                session, user.id, device=attempt.device, now=now, address=attempt.address, awaits_code=True
            )
        return _begin(session, user, Start(attempt.address, attempt.device), policy, now)


def reserve_elsewhere(database: Database, address: str, *, now: datetime) -> int:
    """Count an answer brought from elsewhere as failed until it is forgiven; raises TooManyAttemptsError."""
    guesser = Guesser("", address, f"luar {address}", guessing.MAX_FAILURES_ADDRESS)
    with database.transaction() as session:
        return guessing.reserve(session, guesser, now=now)


def forgive_elsewhere(database: Database, number: int) -> None:
    """Take it off the count: nobody could look at it."""
    with database.transaction() as session:
        guessing.forgive(session, number)


def refuse_elsewhere(database: Database, issuer: str, reason: str, *, now: datetime) -> None:
    """Write down that an answer from elsewhere was refused, and why."""
    with database.transaction() as session:
        record(session, Act(NOBODY, now), "akun.gagal_luar", Subject("penyedia", issuer), after={"sebab": reason})


def enter_elsewhere(
    database: Database, identity: Identity, number: int, start: Start, *, policy: FactorPolicy, now: datetime
) -> str:
    """The token of a session for whom an issuer names; it waits for the second factor as behind a password.

    It does not where the issuer has asked for one in a way that is trusted. Where the portal itself has asked nothing,
    the session is as fresh as what was shown to the issuer. Raises NotFoundError where it is nobody's.
    """
    with database.transaction() as session:
        user = identities.find(session, identity, now)
        guessing.forgive(session, number)
        if policy is not FactorPolicy.OFF and not identity.is_strong and has_factor(session, user.id):
            record(session, _own(user, now), "akun.tunggu_kode", Subject("akun", user.email), after=_by(identity))
            return accounts.start_session(
                session, user.id, device=start.device, now=now, address=start.address, awaits_code=True
            )
        return _begin(session, user, start, policy, now, identity)


def connect_elsewhere(database: Database, identity: Identity, number: int, act: Act) -> None:
    """Bind what an issuer names to the account of the person who is inside. Raises ConflictError."""
    with database.transaction() as session:
        guessing.forgive(session, number)
        identities.connect(session, identity, act)


def _by(identity: Identity | None) -> dict[str, str] | None:
    return {"lewat": identity.issuer} if identity is not None else None


Check = Callable[[Session, int, User, Act], bool]
"""Whether the person of a session (its number) shows a second factor."""


def by_code(code: str, seal: Seal) -> Check:
    """A code of an application, or a recovery code."""
    return lambda session, number, user, act: factors.take(session, user, code, act, seal)


def by_passkey(answer: str, use: PasskeyUse, site: Site) -> Check:
    """What a key signed, as the browser handed it over."""
    return lambda session, number, user, act: passkeys.take(session, number, user, use, answer, act, site)


def enter_behind(
    database: Database, token: str, is_shown: Check, start: Start, *, policy: FactorPolicy, now: datetime
) -> str | None:
    """The token of a whole session for that of a right password and a second factor; None where that does not fit.

    Raises NotFoundError where the password has to be shown anew, TooManyAttemptsError after too many attempts.
    """
    with database.transaction() as session:
        _, user = _waiting(session, token, now)
        device = _known_as(session, user.email, start.known)
        guesser = Guesser(user.email, start.address, f"kode {device or user.id}", guessing.MAX_FAILURES_CODE)
        number = guessing.reserve(session, guesser, now=now)
    with database.transaction() as session:
        waits, user = _waiting(session, token, now)
        act = _own(user, now)
        if not is_shown(session, waits, user, act):
            record(session, act, "akun.gagal_kode", Subject("akun", user.email))
            return None
        guessing.forgive(session, number)
        accounts.end_session(session, token, now=now)
        return _begin(session, user, start, policy, now)


def challenge_behind(database: Database, token: str, site: Site, *, now: datetime) -> str:
    """What a key has to sign behind a right password. Raises NotFoundError where that has to be shown anew."""
    with database.transaction() as session:
        number, user = _waiting(session, token, now)
        return passkeys.challenge(session, number, user, PasskeyUse.ENTER, site, now)


def prove(database: Database, token: str, actor: Actor, typed: str, seal: Seal, *, now: datetime) -> bool:
    """Whether somebody who is inside shows again who they are, by password or code; if so, it is noted.

    Raises TooManyAttemptsError, SignInBusyError.
    """
    if factors.is_code(typed):
        return prove_by(database, token, 0, actor, by_code(typed, seal), now=now)
    number = _reserve_proof(database, actor, now)
    user = _verify(database, actor.email, typed, number)
    with database.transaction() as session:
        is_shown = user is not None and user.id == actor.user_id
        return _note_proof(session, token, number, Act(actor, now), is_shown=is_shown)


def prove_by(
    database: Database, token: str, session_number: int, actor: Actor, is_shown: Check, *, now: datetime
) -> bool:
    """The same by a second factor, in the session of this number. Raises TooManyAttemptsError."""
    number = _reserve_proof(database, actor, now)
    with database.transaction() as session:
        act = Act(actor, now)
        shown = is_shown(session, session_number, session.get_one(User, actor.user_id), act)
        return _note_proof(session, token, number, act, is_shown=shown)


def _reserve_proof(database: Database, actor: Actor, now: datetime) -> int:
    guesser = Guesser(actor.email, "", f"bukti {actor.user_id}", guessing.MAX_FAILURES_CODE)
    with database.transaction() as session:
        return guessing.reserve(session, guesser, now=now)


def _note_proof(session: Session, token: str, number: int, act: Act, *, is_shown: bool) -> bool:
    if not is_shown:
        record(session, act, "akun.gagal_bukti", Subject("akun", act.actor.email))
        return False
    guessing.forgive(session, number)
    accounts.note_proof(session, token, now=act.now)
    return True


def leave(database: Database, token: str, *, now: datetime) -> None:
    """Go away from the door before a code was typed."""
    with database.transaction() as session:
        accounts.end_session(session, token, now=now)


def _waiting(session: Session, token: str, now: datetime) -> tuple[int, User]:
    found = accounts.waiting_session(session, token, now=now)
    if found is None:
        raise NotFoundError("Waktu untuk mengisi kode sudah habis. Masuk lagi.")
    return found


def _begin(
    session: Session,
    user: User,
    start: Start,
    policy: FactorPolicy,
    now: datetime,
    identity: Identity | None = None,
) -> str:
    """A whole session; the days of grace of whoever needs a second factor begin with the first one."""
    today = wib_today(now)
    if user.factor_due_on is None and is_needed(policy, accounts.load_actor(session, user, today).peran):
        user.factor_due_on = last_day_without(today)
    record(session, _own(user, now), "akun.masuk", Subject("akun", user.email), after=_by(identity))
    proven_at = None
    if identity is not None:
        # Signed in there days ago, nobody has shown anything now.
        proven_at = identity.shown_at or now - accounts.ABSOLUTE
    return accounts.start_session(
        session, user.id, device=start.device, now=now, address=start.address, proven_at=proven_at
    )


def _own(user: User, now: datetime) -> Act:
    return Act(Actor(user.id, user.email, user.nama, (), {}), now)


def _known_as(session: Session, email: str, known: KnownDevice | None) -> str:
    if known is None:
        return guessing.NOBODY_KNOWN
    user = session.scalar(select(User).where(User.email == email))
    if user is None or not compare_digest(known.marks.get(user.id, ""), accounts.device_mark(user)):
        return guessing.NOBODY_KNOWN
    return f"{known.number} {user.id}"


def _verify(database: Database, email: str, password: str, number: int) -> User | None:
    try:
        with database.reading() as session:
            return accounts.verify_password(session, email=email, password=password)
    except SignInBusyError:
        with database.transaction() as session:
            guessing.forgive(session, number)
        raise


def _record_failure(session: Session, email: str, now: datetime) -> None:
    # Only for accounts that exist: what else is typed there may be a password in the wrong field.
    if session.scalar(select(User.id).where(User.email == email)) is not None:
        record(session, Act(NOBODY, now), "akun.gagal_masuk", Subject("akun", email))


def change_password(
    database: Database,
    actor: Actor,
    *,
    current: str,
    new: str,
    now: datetime,
    policy: FactorPolicy = FactorPolicy.OPTIONAL,
) -> str:
    """Give oneself another password; every session ends, this one included. Gives back the new mark for the browser.

    Raises BadInputError; TooManyAttemptsError after too many wrong guesses at the present one; SignInBusyError.
    """
    # Whoever sits at a session left open guesses on a count of its own, and cannot use up the owner's at the door.
    guesser = Guesser(actor.email, "", f"sandi {actor.user_id}")
    with database.transaction() as session:
        number = guessing.reserve(session, guesser, now=now)
    user = _verify(database, actor.email, current, number)
    if user is None:
        raise BadInputError("Kata sandi sekarang tidak cocok.", "current")
    with database.transaction() as session:
        guessing.forgive(session, number)
        rules = password_rules.rules_of(session, user, policy)
    is_short = passwords.check_strength(new, rules)
    if passwords.normalized(new) == passwords.normalized(current):
        raise BadInputError("Kata sandi baru harus lain dari yang sekarang.", "password")
    fresh_hash = passwords.hash_password(new)
    with database.transaction() as session:
        user = session.get_one(User, user.id)
        user.must_change_password, user.has_short_password = False, is_short
        _set_hash(session, user, fresh_hash, actor, now, "akun.ganti_sandi")
        return accounts.device_mark(user)


def choose_password(
    database: Database, token: str, new: str, *, now: datetime, policy: FactorPolicy = FactorPolicy.OPTIONAL
) -> None:
    """Choose a password by the link of a letter; every session ends, a second factor stays and is asked for.

    Raises NotFoundError for a link that opens nothing (any more), BadInputError, SignInBusyError.
    """
    with database.reading() as session:
        found = account_links.find(session, token, now)
        if found.is_expired:
            raise NotFoundError(account_links.GONE)
        rules = password_rules.rules_of(session, found.user, policy)
    is_short = passwords.check_strength(new, rules)
    fresh_hash = passwords.hash_password(new)
    with database.transaction() as session:
        user = account_links.use(session, token, now)
        user.must_change_password, user.has_short_password = False, is_short
        act = _own(user, now)
        _set_hash(session, user, fresh_hash, act.actor, now, "akun.atur_sandi")
        told = "Kata sandi akun Anda diatur lewat tautan dari surat. Semua sesi yang terbuka diakhiri."
        letters.tell_person(session, user, act, subject="Kata sandi Anda diatur", told=told)


def reset_password(session: Session, user_id: int, new_hash: str, actor: Actor, *, now: datetime) -> User:
    """Give somebody a password that was made for them (see `passwords.hash_password`); their sessions end.

    They have to choose another one when they next enter; roles of theirs that open records wait for consent anew.
    Keys and addresses of programs that they made end too: whoever knew the old password may have made them.
    """
    user = find_account(session, user_id)
    user.must_change_password, user.has_short_password = True, False
    _set_hash(session, user, new_hash, actor, now, "akun.setel_ulang_sandi")
    act = Act(actor, now)
    consent.after_password(session, user, act)
    ending.end_of_maker(session, user.id, act, ending.MAKER_RESET)
    webhook_ending.end_of_maker(session, user.id, act, ending.MAKER_RESET)
    return user


def _set_hash(session: Session, user: User, new_hash: str, actor: Actor, now: datetime, action: str) -> None:
    user.password_hash = new_hash
    accounts.end_sessions_of(session, user.id, now=now)
    account_links.end_all(session, user.id, now)
    record(session, Act(actor, now), action, Subject("akun", user.email))
