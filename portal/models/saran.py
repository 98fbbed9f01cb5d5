"""Saran: what reading a file suggests for the fields of its naskah. Derived; made anew with every reading."""

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.suggestions.values import Field
from portal.models.base import Base, EnumText, one_of


class Saran(Base):
    """One suggested value with the page and place it was read from."""

    __tablename__ = "saran"
    __table_args__ = (
        CheckConstraint(one_of("bidang", Field), name="bidang"),
        Index("ix_saran_berkas_id", "berkas_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    bidang: Mapped[Field] = mapped_column(EnumText(Field))
    pihak: Mapped[int | None]
    peringkat: Mapped[int]
    nilai: Mapped[str]
    terdaftar: Mapped[str | None]
    """Slug of the registered partner that a name was matched with."""
    keyakinan: Mapped[float] = mapped_column(Float)
    keterangan: Mapped[str]
    halaman: Mapped[int]
    kotak_x0: Mapped[float | None] = mapped_column(Float)
    kotak_y0: Mapped[float | None] = mapped_column(Float)
    kotak_x1: Mapped[float | None] = mapped_column(Float)
    kotak_y1: Mapped[float | None] = mapped_column(Float)
    cuplikan: Mapped[str]
