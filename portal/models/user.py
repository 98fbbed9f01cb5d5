"""User: a person with an account, the dated assignments, the sessions and the failed attempts to enter."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.permissions import Peran
from portal.models.base import Base, EnumText, UtcDateTime, one_of


class User(Base):
    """An account. It is disabled, never deleted: the audit trail keeps pointing to it."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """Lower case."""
    nama: Mapped[str]
    password_hash: Mapped[str]
    is_active: Mapped[bool]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    """Whether the password is one that somebody else made: nothing else is possible before it is changed."""
    has_closed_guide: Mapped[bool] = mapped_column(default=False)
    """Whether the person has put the hints of a first upload away, for ever."""
    has_short_password: Mapped[bool] = mapped_column(default=False)
    """Whether the password is long enough only together with a second factor."""
    factor_due_on: Mapped[date | None]
    """The last day without a second factor, for an account that needs one; not known before it enters."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    penugasan_list: Mapped[list["Penugasan"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin"
    )


class Penugasan(Base):
    """An assignment: a role in a unit, from and until given days."""

    __tablename__ = "penugasan"
    __table_args__ = (
        CheckConstraint(one_of("peran", Peran), name="peran"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    peran: Mapped[Peran] = mapped_column(EnumText(Peran))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="penugasan_list")


class PendingPenugasan(Base):
    """An assignment that opens records and waits for the consent of a second admin; it gives no right.

    It stands in a table of its own, so that nothing that reads assignments can take it for one.
    """

    __tablename__ = "penugasan_pending"
    __table_args__ = (
        CheckConstraint(one_of("peran", Peran), name="peran"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),
        CheckConstraint("(decided_at IS NULL) = (is_granted IS NULL)", name="decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    peran: Mapped[Peran] = mapped_column(EnumText(Peran))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    is_granted: Mapped[bool | None]


class LoginSession(Base):
    """A server-side session: only the hash of its token is kept, so that a stolen table opens nothing."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str]
    awaits_code: Mapped[bool] = mapped_column(default=False)
    """Whether only the password was shown so far: such a row opens nothing, it lets a code be typed."""
    proven_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person last showed who they are in this session; nothing where that was at its start."""
    address: Mapped[str] = mapped_column(default="")
    """Where it was started from, shortened so that it names a network and no machine."""


class SecondFactor(Base):
    """An application that makes codes from a seed; until it is confirmed by a first code it counts for nothing."""

    __tablename__ = "second_factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    nama: Mapped[str]
    sealed_seed: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int]
    """The step of the last code that was taken; none of this step or before is taken again."""


class RecoveryCode(Base):
    """A code that stands in for the application once; only its hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FactorReset(Base):
    """An admin's wish to take away the second factor of somebody who lost it; it waits for somebody else's consent."""

    __tablename__ = "factor_reset"
    __table_args__ = (CheckConstraint("(decided_at IS NULL) = (is_granted IS NULL)", name="decided"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    is_granted: Mapped[bool | None]


class LoginFailure(Base):
    """A failed attempt to enter, or one under way; counted across workers and restarts."""

    __tablename__ = "login_failure"
    __table_args__ = (
        Index("ix_login_failure_email_at", "email", "at"),
        Index("ix_login_failure_address_at", "address", "at"),
        Index("ix_login_failure_device_at", "device", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    address: Mapped[str]
    device: Mapped[str]
    """The known browser it came from, or the page of passwords of an account; empty for a stranger."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
