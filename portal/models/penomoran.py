"""Penomoran: running numbers, such as that of the receipts of a year."""

from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class Penomoran(Base):
    """A counter in one row: raising it locks the row, so no number is given twice."""

    __tablename__ = "penomoran"

    nama: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
