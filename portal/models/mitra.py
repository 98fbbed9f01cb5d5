"""Mitra: a partner of the ministry, with dated names and a successor."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.naskah.enumerations import JenisMitra
from portal.models.base import Base, EnumText, one_of


class Mitra(Base):
    """A partner, domestic (Pasal 3 ayat (4)) or foreign (Pasal 9)."""

    __tablename__ = "mitra"
    __table_args__ = (CheckConstraint(one_of("jenis", JenisMitra), name="jenis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    jenis: Mapped[JenisMitra] = mapped_column(EnumText(JenisMitra))
    negara: Mapped[str | None]
    """ISO 3166-1 alpha-2; none for international organisations."""
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("mitra.id"))

    nama_list: Mapped[list["MitraNama"]] = relationship(
        order_by="MitraNama.starts_on", cascade="all, delete-orphan", lazy="selectin"
    )


class MitraNama(Base):
    """A name of a partner from a day on; old names stay on old naskah."""

    __tablename__ = "mitra_nama"
    __table_args__ = (UniqueConstraint("mitra_id", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mitra_id: Mapped[int] = mapped_column(ForeignKey("mitra.id"))
    nama: Mapped[str] = mapped_column(index=True)
    starts_on: Mapped[date]
