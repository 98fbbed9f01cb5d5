"""Langganan: searches that somebody without an account follows by mail; ended ones are deleted with their address.

The address stands in one place only, the row of its reader (`Pelanggan`); tokens are kept as digests.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, EnumText, UtcDateTime, one_of


class LanggananState(StrEnum):
    """Where a subscription stands."""

    DIMINTA = "diminta"
    """Asked for; the letter that asks back is still to be sent."""
    DITAWARKAN = "ditawarkan"
    """That letter is out; nothing else is sent before somebody confirms."""
    AKTIF = "aktif"


class TokenPurpose(StrEnum):
    """What the link of a letter opens."""

    CONFIRM = "confirm"
    MANAGE = "manage"


class Pelanggan(Base):
    """Reader of subscriptions: an address, and when it was written to."""

    __tablename__ = "pelanggan"
    __table_args__ = (Index("ix_pelanggan_mailbox", "mailbox"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    mailbox: Mapped[str]
    """The address without what stands behind a plus."""
    written_on: Mapped[date | None]
    """The last day (WIB) on which its searches had their turn, whether or not there was anything to write."""
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    """In a row, of a letter that could not be handed over."""
    refusals: Mapped[int]
    """In a row, of the address itself."""
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Langganan(Base):
    """Subscription of one search."""

    __tablename__ = "langganan"
    __table_args__ = (
        CheckConstraint(one_of("state", LanggananState), name="state"),
        UniqueConstraint("pelanggan_id", "search"),
        Index("ix_langganan_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pelanggan_id: Mapped[int] = mapped_column(ForeignKey("pelanggan.id", ondelete="CASCADE"))
    search: Mapped[str]
    """The search as `SearchParams.saved` writes it."""
    state: Mapped[LanggananState] = mapped_column(EnumText(LanggananState))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Asked for last, or confirmed."""
    told_until: Mapped[datetime] = mapped_column(UtcDateTime)
    """What was first published until then is old news."""


class LanggananToken(Base):
    """The digest of the secret in one letter."""

    __tablename__ = "langganan_token"
    __table_args__ = (
        CheckConstraint(one_of("purpose", TokenPurpose), name="purpose"),
        CheckConstraint("(purpose = 'confirm') = (langganan_id IS NOT NULL)", name="subject"),
        Index("ix_langganan_token_pelanggan_id", "pelanggan_id"),
        Index("ix_langganan_token_langganan_id", "langganan_id"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256."""
    pelanggan_id: Mapped[int] = mapped_column(ForeignKey("pelanggan.id", ondelete="CASCADE"))
    langganan_id: Mapped[int | None] = mapped_column(ForeignKey("langganan.id", ondelete="CASCADE"))
    """What it confirms; nothing where it opens all of the reader."""
    purpose: Mapped[TokenPurpose] = mapped_column(EnumText(TokenPurpose))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
