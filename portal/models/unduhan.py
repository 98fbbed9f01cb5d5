"""Unduhan: how often the files of a naskah were fetched on a day; who fetched them is kept nowhere (UU 27/2022)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class Unduhan(Base):
    """So many times on this day (WIB)."""

    __tablename__ = "unduhan"

    kode: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    jumlah: Mapped[int]
