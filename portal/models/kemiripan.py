"""Kemiripan: two naskah whose texts are nearly the same, and whether a person said that they are not the same."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class Kemiripan(Base):
    """A pair, the older naskah first."""

    __tablename__ = "kemiripan"
    __table_args__ = (
        CheckConstraint("naskah_id < other_id", name="in_order"),
        UniqueConstraint("naskah_id", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), index=True)
    skor: Mapped[float | None] = mapped_column(Float)
    """Likeness of the texts, 0 to 1; None where only numbers or parties brought the pair together."""
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    dismissed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dismissed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
