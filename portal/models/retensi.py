"""Retensi: facts of retention of a naskah, and Pembekuan: a legal hold, in which nothing of it may be taken back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.retensi import NasibAkhir
from portal.models.base import Base, EnumText, UtcDateTime, one_of


class Retensi(Base):
    """Classification, schedule and fate of one naskah as a record. None of it is public."""

    __tablename__ = "retensi"
    __table_args__ = (
        CheckConstraint(one_of("nasib_akhir", NasibAkhir), name="nasib_akhir"),
        CheckConstraint("aktif_tahun >= 0 AND inaktif_tahun >= 0", name="years"),
        Index("ix_retensi_ends_on", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), unique=True)
    version: Mapped[int] = mapped_column()
    klasifikasi: Mapped[str]
    jra: Mapped[str]
    """Number and item of the schedule (jadwal retensi arsip)."""
    mulai_on: Mapped[date]
    aktif_tahun: Mapped[int]
    inaktif_tahun: Mapped[int]
    ends_on: Mapped[date]
    """First day after its retention, worked out when the facts are saved, so that it can be asked for."""
    nasib_akhir: Mapped[NasibAkhir] = mapped_column(EnumText(NasibAkhir))
    keterangan: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody


class Pembekuan(Base):
    """A legal hold on one naskah. It is lifted with a reason, never deleted; several may stand at once."""

    __tablename__ = "pembekuan"
    __table_args__ = (
        CheckConstraint("alasan != ''", name="reason"),
        CheckConstraint("(lifted_at IS NULL) = (alasan_lepas = '')", name="lifted"),
        Index("ix_pembekuan_naskah_id", "naskah_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    alasan: Mapped[str]
    dokumen: Mapped[str]
    """Number and date of the letter or case that asks for it; empty for none."""
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    placed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_lepas: Mapped[str]
