"""Passkeys of accounts (WebAuthn), and the challenges that are out."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, EnumText, UtcDateTime, one_of


class PasskeyUse(StrEnum):
    """What a challenge is for."""

    ADD = "add"
    ENTER = "enter"
    """The second factor behind a right password."""
    PROVE = "prove"
    """Showing again who one is, within a session."""


class Passkey(Base):
    """A key that signs on somebody's device; only its public half is here."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    nama: Mapped[str]
    credential_id: Mapped[str] = mapped_column(unique=True)
    """As the browser names it, in base64url."""
    public_key: Mapped[str]
    """In the form of COSE, in base64url."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """The highest number of signatures it has told of; one that tells of less was copied."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PasskeyChallenge(Base):
    """What a key is asked to sign: drawn here, for one session and one use, taken once."""

    __tablename__ = "passkey_challenge"
    __table_args__ = (CheckConstraint(one_of("use", PasskeyUse), name="use"), UniqueConstraint("session_id", "use"))

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("login_session.id", ondelete="CASCADE"))
    use: Mapped[PasskeyUse] = mapped_column(EnumText(PasskeyUse))
    challenge: Mapped[str]
    """In base64url."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
