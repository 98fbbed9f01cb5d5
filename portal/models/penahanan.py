"""Penahanan: a hold on publication, and the answer that lifted it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.base import Base, EnumText, UtcDateTime, one_of


class Penahanan(Base):
    """Why a submitted naskah is not public yet, who must look at it, and by when."""

    __tablename__ = "penahanan"
    __table_args__ = (
        CheckConstraint(one_of("alasan", AlasanPenahanan), name="alasan"),
        Index("ix_penahanan_naskah_id", "naskah_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    alasan: Mapped[AlasanPenahanan] = mapped_column(EnumText(AlasanPenahanan))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tinjau_on: Mapped[date]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    jawaban: Mapped[str]
    konten: Mapped[str]
    """Digest over the public files, or fields, it speaks of: an answer holds for this very content only."""
    is_answered: Mapped[bool]
    """True where a person answered; False where the reason fell away or is still open."""
