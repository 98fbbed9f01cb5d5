"""The public log: its entries in their order, its size, and every head of it that was signed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class PublicLogEntry(Base):
    """One entry. Nobody can edit it: the database refuses UPDATE and DELETE on this table."""

    __tablename__ = "public_log_entry"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place in the log, from 0, without gaps."""
    body: Mapped[str]
    """The bytes of the entry (`portal.domain.public_log.entry`), which are ASCII."""


class PublicLogHead(Base):
    """The size of the log, in one row: locking it puts writers in line, so no place is left out or given twice."""

    __tablename__ = "public_log_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int]
    broken_size: Mapped[int | None]
    """Size of a head that was signed once and that these entries do not lead to; None while all of them fit."""
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When entries and signed heads were last compared."""


class PublicLogCheckpoint(Base):
    """A signed head. Like an entry it is never edited."""

    __tablename__ = "public_log_checkpoint"
    __table_args__ = (Index("ix_public_log_checkpoint_origin_size", "origin", "size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str]
    size: Mapped[int]
    root: Mapped[str]
    """In hexadecimal digits."""
    note: Mapped[str]
    """The signed note, as it is served and as it lies in the object store."""
    verifier_keys: Mapped[str]
    """The public keys by which it can be checked, one a line."""
    sha256: Mapped[str]
    """Digest of the note in the object store."""
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
