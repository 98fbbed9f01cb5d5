"""Evaluasi: a note on the monitoring and evaluation of a naskah (Pasal 42); never part of what is public."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class Evaluasi(Base):
    """One evaluation, and its delivery to the Menteri through the Sekretaris Jenderal. A wrong one is voided."""

    __tablename__ = "evaluasi"
    __table_args__ = (
        CheckConstraint("period_from <= period_to", name="period"),
        CheckConstraint("(delivered_on IS NULL) = (delivered_nomor = '')", name="delivered"),
        CheckConstraint("(dokumen_on IS NULL) = (dokumen_nomor = '')", name="dokumen"),
        CheckConstraint("voided_at IS NULL OR alasan_batal != ''", name="voided"),
        Index("ix_evaluasi_naskah_id", "naskah_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    version: Mapped[int] = mapped_column()
    period_from: Mapped[date]
    period_to: Mapped[date]
    evaluated_on: Mapped[date]
    ringkasan: Mapped[str]
    rekomendasi: Mapped[str]
    is_with_biro: Mapped[bool]
    """Whether the Biro took part (Pasal 42 ayat (2))."""
    dokumen_nomor: Mapped[str]
    dokumen_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    """Day it was delivered (Pasal 42 ayat (3)); None while it was not."""
    delivered_nomor: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_batal: Mapped[str]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody
