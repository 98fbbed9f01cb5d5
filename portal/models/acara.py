"""Acara: a dated act in the life of a naskah."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.naskah import JenisAcara, Presisi
from portal.models.base import Base, EnumText, one_of


class Acara(Base):
    """A dated act: handed in, published, extended, ended."""

    __tablename__ = "acara"
    __table_args__ = (
        CheckConstraint(one_of("jenis", JenisAcara), name="jenis"),
        CheckConstraint(one_of("presisi", Presisi), name="presisi"),
        Index("ix_acara_naskah_id", "naskah_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    jenis: Mapped[JenisAcara] = mapped_column(EnumText(JenisAcara))
    on: Mapped[date | None]
    presisi: Mapped[Presisi] = mapped_column(EnumText(Presisi))
    keterangan: Mapped[str]
