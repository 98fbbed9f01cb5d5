"""What opens an account by letter: drawn at the moment its letter is handed over, kept as a digest.

The outbox holds a letter for minutes or days; a secret that is not made before the letter leaves cannot be read there.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.secret_digest import digest_of
from portal.models.account_link import AccountLink
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.user import User

WAITS_FOR_MAIL = timedelta(days=1)
"""A letter that could not be handed over for so long surprises more than it helps."""
_TO_NO_ACCOUNT = (ReminderKind.LOG, ReminderKind.RUSAK)
"""Letters to addresses of the settings, whoever has an account of the same address."""


def draw(session: Session, letter: str, now: datetime) -> str:
    """The secret for this letter; empty where it needs none. Links of the account before it open nothing more.

    A letter that is handed over again, because nobody knows whether it arrived, has another secret.
    """
    link = session.scalar(select(AccountLink).where(AccountLink.letter == letter).with_for_update())
    if link is None:
        return ""
    token = secrets.token_urlsafe(32)
    link.token_hash, link.sent_at = digest_of(token), now
    older = update(AccountLink).where(
        AccountLink.user_id == link.user_id, AccountLink.id < link.id, AccountLink.ended_at.is_(None)
    )
    session.execute(older.values(ended_at=now).execution_options(synchronize_session=False))
    return token


def is_unwanted(now: datetime) -> ColumnElement[bool]:
    """Whether a letter is not to be sent any more: its link is void or waited too long, or its reader has left."""
    void = exists().where(
        AccountLink.letter == Pemberitahuan.kunci,
        or_(AccountLink.ended_at.is_not(None), AccountLink.asked_at < now - WAITS_FOR_MAIL),
    )
    has_left = exists().where(User.email == Pemberitahuan.recipient, User.is_active.is_(False))
    return or_(void, and_(Pemberitahuan.jenis.not_in(_TO_NO_ACCOUNT), has_left))
