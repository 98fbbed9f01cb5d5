"""Unit: an organisational unit of the ministry, in a tree, with dated names and a successor."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.naskah.enumerations import JenisUnit
from portal.models.base import Base, EnumText, one_of


class Unit(Base):
    """An organisational unit (Pasal 1 angka 8 to 10). Closed units stay: old naskah belong to them."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint(one_of("jenis", JenisUnit), name="jenis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(unique=True)
    jenis: Mapped[JenisUnit] = mapped_column(EnumText(JenisUnit))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    closed_on: Mapped[date | None]

    nama_list: Mapped[list["UnitNama"]] = relationship(
        order_by="UnitNama.starts_on", cascade="all, delete-orphan", lazy="selectin"
    )

    def is_open_on(self, day: date) -> bool:
        """Whether it is not closed yet on a day; on the day of its closing it is closed."""
        return self.closed_on is None or self.closed_on > day

    @classmethod
    def open_on(cls, day: date) -> ColumnElement[bool]:
        """`is_open_on` as a condition."""
        return or_(cls.closed_on.is_(None), cls.closed_on > day)


class UnitNama(Base):
    """A name of a unit from a day on (no day: from the beginning). The ministry itself was split off in 2024."""

    __tablename__ = "unit_nama"
    __table_args__ = (UniqueConstraint("unit_id", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    nama: Mapped[str]
    starts_on: Mapped[date]
