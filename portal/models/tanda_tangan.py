"""TandaTangan: the report on one electronic signature of a file, as it was on the day of the check."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class TandaTangan(Base):
    """One signature. The facts (`domain.tanda_tangan.report`) are stored as JSON; a new check replaces them."""

    __tablename__ = "tanda_tangan"
    __table_args__ = (UniqueConstraint("berkas_id", "urutan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    urutan: Mapped[int]
    laporan: Mapped[str]
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
