"""The office calendar as it is kept here: days off, what is known of each year's decree, and the feeds of due dates."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.kalender.kalender import JenisLibur, StatusTahun
from portal.models.base import Base, EnumText, UtcDateTime, one_of


class HariLibur(Base):
    """A day off. The rows of a year count as soon as the year has a row of its own (see `TahunKalender`)."""

    __tablename__ = "hari_libur"
    __table_args__ = (CheckConstraint(one_of("jenis", JenisLibur), name="jenis"),)

    tanggal: Mapped[date] = mapped_column(primary_key=True)
    jenis: Mapped[JenisLibur] = mapped_column(EnumText(JenisLibur))
    nama: Mapped[str]
    dasar: Mapped[str]
    """The decree or decision it rests on; empty where its number is not at hand."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class TahunKalender(Base):
    """A year of the calendar: its row and its days here replace what travels with the code for that year."""

    __tablename__ = "tahun_kalender"
    __table_args__ = (CheckConstraint(one_of("status", StatusTahun), name="status"),)

    tahun: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[StatusTahun] = mapped_column(EnumText(StatusTahun))
    nomor_skb: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class UmpanKalender(Base):
    """A secret address under which the due dates of a unit can be subscribed to; only the hash of it is kept."""

    __tablename__ = "umpan_kalender"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    """It answers only as long as this person may read the unit."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
