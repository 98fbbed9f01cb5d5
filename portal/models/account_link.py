"""Links of letters by which somebody chooses a password, and who asked for one at the door.

What opens the account is drawn when its letter is sent and kept as a digest, so neither this table nor the outbox
holds it.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, EnumText, UtcDateTime, one_of


class LinkPurpose(StrEnum):
    """What a link is for."""

    INVITE = "invite"
    """The first password of an account that an admin made."""
    RESET = "reset"
    """Another password for whoever forgot theirs."""


class AccountLink(Base):
    """One link for one account; it opens nothing before its letter is sent."""

    __tablename__ = "account_link"
    __table_args__ = (CheckConstraint(one_of("purpose", LinkPurpose), name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(EnumText(LinkPurpose))
    letter: Mapped[str] = mapped_column(unique=True)
    """Key of its letter in the outbox."""
    bound_to: Mapped[str]
    """Digest of address and password as they were: when one of them changes, the link is void."""
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    """Of what the letter holds; nothing before it is sent."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was used or became void."""


class LinkRequest(Base):
    """Somebody at the door forgot a password: the address as typed, known or not, until the worker has looked at it.

    The door writes the same row for every address, so its answer and its time tell nothing.
    """

    __tablename__ = "link_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
