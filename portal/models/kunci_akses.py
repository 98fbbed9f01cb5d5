"""KunciAkses: a key with which a program of a unit sends files and asks for their state, without a session."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class KunciAkses(Base):
    """A key of one unit; only the hash of it is kept, so that a stolen table opens nothing. Rows stay for the audit."""

    __tablename__ = "kunci_akses"
    __table_args__ = (CheckConstraint("can_upload OR can_read", name="scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    nama: Mapped[str]
    """Which program holds it, in the words of whoever made it."""
    token_hash: Mapped[str] = mapped_column(unique=True)
    can_upload: Mapped[bool]
    can_read: Mapped[bool]
    ends_on: Mapped[date]
    """The last day (WIB) on which it opens anything."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    """It opens only as long as this person may store naskah for the unit."""
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
