"""RiwayatAsal: history of a naskah from the portal it was taken over from."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, UtcDateTime


class RiwayatAsal(Base):
    """An act as the audit trail of another portal told it. It stands in no chain of this one."""

    __tablename__ = "riwayat_asal"
    __table_args__ = (Index("ix_riwayat_asal_kode", "kode"),)

    asal: Mapped[str] = mapped_column(primary_key=True)
    """Name of that portal, by which its audit trail and public log are told apart from others."""
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Number of the act in its trail."""
    kode: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str]
    actor_email: Mapped[str]
    acting_for: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
