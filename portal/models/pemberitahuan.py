"""Pemberitahuan: the outbox of notices. One row is one letter to one person, written before it is sent.

The key of a row is unique, so that of any number of schedulers one writes it; a lease with a fence lets one send it.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.models.base import Base, EnumText, UtcDateTime, one_of


class LetterState(StrEnum):
    """Where a letter stands."""

    MENUNGGU = "menunggu"
    DIKIRIM = "dikirim"
    """Somebody is handing it over, under a lease."""
    TERKIRIM = "terkirim"
    DILEWATI = "dilewati"
    """Never sent: a newer notice took its place, or its reason went away."""
    GAGAL = "gagal"


class Pemberitahuan(Base):
    """One letter, or an occasion that was passed over (then without a recipient)."""

    __tablename__ = "pemberitahuan"
    __table_args__ = (
        CheckConstraint(one_of("jenis", ReminderKind), name="jenis"),
        CheckConstraint(one_of("state", LetterState), name="state"),
        CheckConstraint("(jenis IN ('ingatkan', 'tegur', 'dikembalikan')) OR created_by IS NULL", name="by_hand"),
        CheckConstraint(
            "(jenis IN ('akun', 'log', 'rusak', 'kiriman') AND naskah_id IS NULL AND usulan_id IS NULL)"
            " OR (jenis NOT IN ('akun', 'log', 'rusak', 'kiriman') AND (naskah_id IS NULL) <> (usulan_id IS NULL))",
            name="subject",
        ),
        Index("ix_pemberitahuan_naskah_id_created_at", "naskah_id", "created_at"),
        Index("ix_pemberitahuan_state_not_before", "state", "not_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kunci: Mapped[str] = mapped_column(unique=True)
    """The occasion and the recipient."""
    kejadian: Mapped[str]
    """Key of the occasion, the same for all its recipients."""
    jenis: Mapped[ReminderKind] = mapped_column(EnumText(ReminderKind))
    jenjang: Mapped[int]
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"))
    usulan_id: Mapped[int | None] = mapped_column(ForeignKey("penerimaan_usulan.id"))
    """What it is about: a naskah, or the receipt of a proposal or an exploration abroad; neither of an account,
    the public log, stored files or what was sent in by mail."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The unit that owned the naskah then, or that had proposed."""
    acuan_on: Mapped[date]
    """The due date, or the day of the end it is about."""
    recipient: Mapped[str]
    subject: Mapped[str]
    isi: Mapped[str]
    """The letter's parts as JSON; text and HTML are made from them when it is sent."""
    pesan: Mapped[str]
    """What the sender of a notice by hand added."""
    state: Mapped[LetterState] = mapped_column(EnumText(LetterState))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    """Who sent it by hand; nobody where the schedule did."""
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str]
