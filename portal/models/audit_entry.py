"""AuditEntry: who did what, when, before and after; each entry hashes the one before it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class AuditEntry(Base):
    """One act. Nobody can edit it: the database refuses UPDATE and DELETE on this table."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_object_kind_object_key", "object_kind", "object_key"),
        Index("ix_audit_entry_at", "at"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_email: Mapped[str]
    acting_for: Mapped[str]
    """Code of the unit below the actor's own for which the act was done; empty otherwise."""
    action: Mapped[str]
    object_kind: Mapped[str]
    object_key: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    """Canonical JSON of the values before and after."""
    previous_hash: Mapped[str]
    entry_hash: Mapped[str] = mapped_column(unique=True)


class AuditHead(Base):
    """The newest entry, in one row: locking it puts writers in line, so the chain never forks."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    entry_hash: Mapped[str]
    broken_seq: Mapped[int | None]
    """Number of an anchor outside of the database that these entries do not lead to; None while they lead to it."""
    told_on: Mapped[date | None]
    """The day, in Jakarta, whose anchor the public log was told last."""
