"""The optional registers of the Lampiran: plans of cooperation (huruf A) and reports of explorations (huruf B).

A row that was taken out stays: it is marked, and can be put back.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.schema import SchemaItem

from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN
from portal.models.base import Base, UtcDateTime
from portal.models.naskah import Naskah
from portal.models.unit import Unit

_STANDS = "removed_at IS NULL"


def _rules(table: str) -> tuple[SchemaItem, ...]:
    return (
        CheckConstraint("(removed_at IS NOT NULL) OR (removed_by IS NULL)", name="removed"),
        Index(f"ix_{table}_unit_id_tahun", "unit_id", "tahun"),
        # Of two people who bring in the same table at the same moment, only one doubles nothing.
        Index(
            f"uq_{table}_stands", "unit_id", "tahun", "sidik", unique=True,
            sqlite_where=text(_STANDS), postgresql_where=text(_STANDS),
        ),
    )  # fmt: skip


class LampiranRow:
    """What rows of both registers share: unit and year, who wrote and took out, the version for correcting."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    tahun: Mapped[int]
    sidik: Mapped[str]
    """Equal for rows that say the same; see `portal.domain.lampiran.columns.fingerprint`."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    @declared_attr
    @classmethod
    def unit(cls) -> Mapped[Unit]:
        """The unit whose row it is."""
        return relationship(Unit)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version}


class Perencanaan(LampiranRow, Base):
    """A planned cooperation (Lampiran huruf A, Pasal 13 ayat (5))."""

    __tablename__ = PERENCANAAN.nama
    __table_args__ = _rules(PERENCANAAN.nama)

    mitra: Mapped[str]
    bidang: Mapped[str]
    urgensi: Mapped[str]
    batas_waktu: Mapped[str]
    """When it is to be discussed by, as written: a day, a quarter, any words. No clock hangs on it."""
    rencana_strategis: Mapped[str]
    data_dukung: Mapped[str]
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"), unique=True)
    """The naskah it became."""

    naskah: Mapped[Naskah | None] = relationship()


class Penjajakan(LampiranRow, Base):
    """The result of an exploration (Lampiran huruf B, Pasal 18 ayat (6)). Satuan Kerja is the unit of the row."""

    __tablename__ = PENJAJAKAN.nama
    __table_args__ = _rules(PENJAJAKAN.nama)

    calon_mitra: Mapped[str]
    ruang_lingkup: Mapped[str]
    jangka_waktu: Mapped[str]
    keterangan: Mapped[str]
