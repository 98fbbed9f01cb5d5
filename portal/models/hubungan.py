"""Hubungan: how one naskah hangs on another."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.naskah.enumerations import JenisHubungan
from portal.models.base import Base, EnumText, one_of


class Hubungan(Base):
    """A relation: `naskah` is the parent's detail, the extension, amendment, successor or implementer of `target`."""

    __tablename__ = "hubungan"
    __table_args__ = (
        CheckConstraint(one_of("jenis", JenisHubungan), name="jenis"),
        CheckConstraint("naskah_id <> target_id", name="not_itself"),
        UniqueConstraint("naskah_id", "target_id", "jenis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), index=True)
    jenis: Mapped[JenisHubungan] = mapped_column(EnumText(JenisHubungan))
