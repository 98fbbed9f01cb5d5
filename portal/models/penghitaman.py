"""Penghitaman: the plan of a redaction, its boxes, and the public copies that were made of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.document.places import SCALE
from portal.domain.penghitaman.penghitaman import AlasanHitam, PenghitamanState
from portal.models.base import Base, EnumText, UtcDateTime, one_of

_IS_OPEN = "keadaan IN ('draf', 'menunggu', 'gagal')"


class Penghitaman(Base):
    """The redaction of one naskah. A copy stands in for all its originals, so one plan covers all of them.

    A naskah has one open plan at most; the database itself holds to it. What was done stays as the record of it.
    """

    __tablename__ = "penghitaman"
    __table_args__ = (
        CheckConstraint(one_of("keadaan", PenghitamanState), name="keadaan"),
        Index("ix_penghitaman_naskah_id", "naskah_id"),
        Index(
            "uq_penghitaman_naskah_id", "naskah_id", unique=True,
            sqlite_where=text(_IS_OPEN), postgresql_where=text(_IS_OPEN),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    version: Mapped[int] = mapped_column()
    keadaan: Mapped[PenghitamanState] = mapped_column(EnumText(PenghitamanState))
    keterangan: Mapped[str]
    """Why the copies could not be made, in words for staff."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the copies were asked for, by somebody who said to have looked at every page."""
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody


class KotakHitam(Base):
    """One box of a plan, in parts of the page as it is shown; `created_by` is whoever drew or changed it last."""

    __tablename__ = "kotak_hitam"
    __table_args__ = (
        CheckConstraint(one_of("alasan", AlasanHitam), name="alasan"),
        CheckConstraint(f"kiri >= 0 AND kiri < kanan AND kanan <= {SCALE}", name="across"),
        CheckConstraint(f"atas >= 0 AND atas < bawah AND bawah <= {SCALE}", name="down"),
        Index("ix_kotak_hitam_penghitaman_id", "penghitaman_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    penghitaman_id: Mapped[int] = mapped_column(ForeignKey("penghitaman.id"))
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    nomor: Mapped[int]
    """The page, counted from 1 within its file."""
    kiri: Mapped[int]
    atas: Mapped[int]
    kanan: Mapped[int]
    bawah: Mapped[int]
    alasan: Mapped[AlasanHitam] = mapped_column(EnumText(AlasanHitam))
    keterangan: Mapped[str]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class SalinanHitam(Base):
    """A public copy that was made of a plan, bound to its original by the digests of both."""

    __tablename__ = "salinan_hitam"
    __table_args__ = (
        UniqueConstraint("penghitaman_id", "asli_id"),
        Index("ix_salinan_hitam_salinan_id", "salinan_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    penghitaman_id: Mapped[int] = mapped_column(ForeignKey("penghitaman.id"))
    asli_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    asli_sha256: Mapped[str]
    salinan_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    salinan_sha256: Mapped[str]
    pages: Mapped[int]
