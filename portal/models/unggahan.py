"""Unggahan: the intent to store a file, committed before the object is written."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class Unggahan(Base):
    """One upload, or one imported record without a file (no digest then).

    An intent without `accepted_at` names the object that a crash may have left behind.
    """

    __tablename__ = "unggahan"

    id: Mapped[int] = mapped_column(primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"))
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
