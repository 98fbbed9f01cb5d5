"""Links of letters by which somebody chooses a password: invited, or after forgetting it.

A link is asked for here and drawn when its letter is sent (`link_tokens.draw`), so what opens the account lies in the
letter alone. It is good for thirty minutes and once, for one account with the address and the password it had then; a
newer one, another password or the end of the account makes it void. It never stands in for a second factor: it lets a
password be chosen, and whoever chose it enters through the door like everybody.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal.domain.permissions import NOBODY
from portal.domain.secret_digest import digest_of
from portal.errors import ConflictError, NotFoundError
from portal.models.account_link import AccountLink, LinkPurpose, LinkRequest
from portal.models.user import User
from portal.services.acts import Act, Subject, record
from portal.services.pemberitahuan import link_tokens, outbox
from portal.services.users import letters

GOOD_FOR = timedelta(minutes=30)
MOST_ASKED = 3
"""Letters that strangers at the door can have sent to one account, within ASKED_WITHIN."""
ASKED_WITHIN = timedelta(hours=1)
AT_ONCE = 100
KEEP = timedelta(days=30)
GONE = "Tautan ini sudah dipakai, atau sudah ada yang lebih baru. Pakai surat yang terakhir, atau minta tautan lagi."
VOID = "Tautannya tidak berlaku lagi ketika surat akan dikirim."
_CLOCK_STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class FoundLink:
    """A link somebody holds: for whom and what, and whether its thirty minutes are over."""

    id: int
    user: User
    purpose: LinkPurpose
    is_expired: bool


def ask(session: Session, user: User, purpose: LinkPurpose, act: Act, base_url: str) -> None:
    """Have a letter with a link sent; one that still waits to be sent is enough. Raises ConflictError: closed."""
    if not user.is_active:
        raise ConflictError("Akun ini nonaktif. Aktifkan dulu, lalu kirim tautannya.")
    waiting = select(AccountLink.id).where(
        AccountLink.user_id == user.id,
        AccountLink.sent_at.is_(None),
        AccountLink.ended_at.is_(None),
        AccountLink.bound_to == _bond(user),
        AccountLink.asked_at > act.now - link_tokens.WAITS_FOR_MAIL,
    )
    if session.scalar(waiting.limit(1)) is not None:
        return
    letter = letters.send_link(session, user, act, purpose, f"{base_url}/masuk/tautan/")
    session.add(AccountLink(user_id=user.id, purpose=purpose, letter=letter, bound_to=_bond(user), asked_at=act.now))
    session.flush()
    record(session, act, "akun.minta_tautan", Subject("akun", user.email), after={"untuk": purpose.value})


def invite(session: Session, user: User, act: Act, base_url: str) -> None:
    """Have the first link sent to an account that was made without a password."""
    ask(session, user, LinkPurpose.INVITE, act, base_url)


def note_request(session: Session, email: str, now: datetime) -> None:
    """Write down that somebody forgot the password of this address, whoever has it (see `answer_requests`)."""
    session.add(LinkRequest(email=email, asked_at=now))


def answer_requests(session: Session, base_url: str, now: datetime) -> int:
    """Have letters sent to those addresses of the door that belong to an open account; how many.

    Done by whoever sends letters, so that the door itself never looks whether an address is known.
    """
    waiting = select(LinkRequest).order_by(LinkRequest.id).limit(AT_ONCE).with_for_update(skip_locked=True)
    rows = session.scalars(waiting).all()
    session.execute(delete(LinkRequest).where(LinkRequest.id.in_([row.id for row in rows])))
    asked = {row.email for row in rows if row.asked_at > now - link_tokens.WAITS_FOR_MAIL}
    written = 0
    for user in session.scalars(select(User).where(User.email.in_(asked), User.is_active.is_(True)).order_by(User.id)):
        if _asked_lately(session, user, now) < MOST_ASKED:
            ask(session, user, LinkPurpose.RESET, Act(NOBODY, now), base_url)
            written += 1
    return written


def find(session: Session, token: str, now: datetime) -> FoundLink:
    """The link behind a secret. Raises NotFoundError where it is unknown, used or void; an expired one is found."""
    row = session.execute(
        select(AccountLink, User)
        .join(User, User.id == AccountLink.user_id)
        .where(
            AccountLink.token_hash == digest_of(token),
            AccountLink.ended_at.is_(None),
            User.is_active.is_(True),
        )
    ).one_or_none()
    if row is None or row.AccountLink.sent_at is None or row.AccountLink.bound_to != _bond(row.User):
        raise NotFoundError(GONE)
    sent_at = row.AccountLink.sent_at
    is_expired = not sent_at <= now + _CLOCK_STEP or now >= sent_at + GOOD_FOR
    return FoundLink(row.AccountLink.id, row.User, row.AccountLink.purpose, is_expired)


def use(session: Session, token: str, now: datetime) -> User:
    """Whose password this link lets be chosen; it is used up by that. Raises NotFoundError."""
    found = find(session, token, now)
    if found.is_expired:
        raise NotFoundError(GONE)
    spent = update(AccountLink).where(AccountLink.id == found.id, AccountLink.ended_at.is_(None)).values(ended_at=now)
    if not session.execute(spent.execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
        raise NotFoundError(GONE)
    return found.user


def ask_again(session: Session, token: str, now: datetime, base_url: str) -> None:
    """Have a new link sent to the address of one that ran out. Raises NotFoundError."""
    found = find(session, token, now)
    if _asked_lately(session, found.user, now) < MOST_ASKED:
        ask(session, found.user, found.purpose, Act(NOBODY, now), base_url)


def send(session: Session, user_id: int, act: Act, base_url: str) -> None:
    """Have a link sent as an admin: the invitation again where it was never followed, else one to a new password.

    Raises NotFoundError, ConflictError for a closed account. The admin never sees what it holds, so roles stay.
    """
    user = session.get(User, user_id)
    if user is None:
        raise NotFoundError("Akun tidak ditemukan.")
    invited = select(AccountLink.id).where(
        AccountLink.user_id == user.id, AccountLink.purpose == LinkPurpose.INVITE, AccountLink.bound_to == _bond(user)
    )
    is_new = session.scalar(invited.limit(1)) is not None
    ask(session, user, LinkPurpose.INVITE if is_new else LinkPurpose.RESET, act, base_url)


def end_all(session: Session, user_id: int, now: datetime) -> None:
    """Let no link of an account open anything, and send none that waits: another password, or it is closed."""
    open_ones = (AccountLink.user_id == user_id, AccountLink.ended_at.is_(None))
    waiting = list(session.scalars(select(AccountLink.letter).where(*open_ones, AccountLink.sent_at.is_(None))))
    ended = update(AccountLink).where(*open_ones).values(ended_at=now)
    session.execute(ended.execution_options(synchronize_session=False))
    outbox.drop_letters(session, waiting, VOID)


def prune(session: Session, now: datetime) -> None:
    """Forget links of a month ago, and requests nobody answered in time."""
    session.execute(delete(AccountLink).where(AccountLink.asked_at < now - KEEP))
    session.execute(delete(LinkRequest).where(LinkRequest.asked_at < now - link_tokens.WAITS_FOR_MAIL))


def _asked_lately(session: Session, user: User, now: datetime) -> int:
    lately = (AccountLink.user_id == user.id, AccountLink.asked_at > now - ASKED_WITHIN)
    return session.scalar(select(func.count()).select_from(AccountLink).where(*lately)) or 0


def _bond(user: User) -> str:
    return hashlib.sha256(f"{user.id} {user.email} {user.password_hash}".encode()).hexdigest()
