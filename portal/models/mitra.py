"""Mitra: a partner of the ministry as the register knows it: its identity, and what the Biro has determined of it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.naskah.enumerations import JenisMitra
from portal.models.base import Base, EnumText, one_of


class Mitra(Base):
    """A partner, domestic (Pasal 3 ayat (4)) or foreign (Pasal 9).

    What a naskah says of it stands on the party of that naskah alone: a register filled in by whoever came first would
    carry the words of a draft to the naskah of another unit.
    """

    __tablename__ = "mitra"
    __table_args__ = (CheckConstraint(one_of("determined_jenis", JenisMitra), name="determined_jenis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    """The key within the work pages; no address of the public."""
    public_slug: Mapped[str | None] = mapped_column(unique=True)
    """The key in public addresses, given with the first publication from the name published; kept ever after."""
    determined_nama: Mapped[str | None]
    """The name the Biro has determined; None while it has not."""
    determined_jenis: Mapped[JenisMitra | None] = mapped_column(EnumText(JenisMitra))
    """The class the Biro has determined; None while it has not, and then the country says nothing either."""
    determined_negara: Mapped[str | None]
    """ISO 3166-1 alpha-2; none for international organisations."""
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("mitra.id"))
    """The entry this one was merged into: it has no party of its own any more."""

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
