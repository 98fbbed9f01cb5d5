"""Kiriman: something sent in by another way than the form, a file in a watched folder or an attachment of a letter.

One row says who sent what, when, and what became of it. Its key is unique, so the same thing is taken in once, however
often it is met; a row never stands for a file that was not dealt with.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, EnumText, UtcDateTime, one_of
from portal.models.naskah import Naskah
from portal.models.unit import Unit


class Way(StrEnum):
    """How it came in."""

    FOLDER = "folder"
    MAIL = "surel"


class KirimanState(StrEnum):
    """What became of it."""

    DITERIMA = "diterima"
    DITOLAK = "ditolak"


class Kiriman(Base):
    """One file, or one letter that was refused as a whole (then without a digest)."""

    __tablename__ = "kiriman"
    __table_args__ = (
        CheckConstraint(one_of("way", Way), name="way"),
        CheckConstraint(one_of("state", KirimanState), name="state"),
        CheckConstraint(
            "(state = 'diterima' AND naskah_id IS NOT NULL AND reason = '')"
            " OR (state = 'ditolak' AND naskah_id IS NULL AND reason <> '')",
            name="outcome",
        ),
        Index("ix_kiriman_unit_id_settled_at", "unit_id", "settled_at"),
        Index("ix_kiriman_letter", "letter"),
        Index("ix_kiriman_naskah_id", "naskah_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kunci: Mapped[str] = mapped_column(unique=True)
    """Digest of what makes it this one: way and place it came from, and its bytes."""
    way: Mapped[Way] = mapped_column(EnumText(Way))
    sender: Mapped[str]
    """The address that sent the letter, or the name of the folder."""
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    """Whose address that is; nobody for a folder and for a stranger."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """The unit it was for; nothing where that could not be told."""
    letter: Mapped[str]
    """Digest of the letter it came with, the same for all its attachments; empty for a folder."""
    nama: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    stack: Mapped[str]
    """SHA-256 of the stack it was cut from, which is stored too; empty where it came as it is."""
    stack_size: Mapped[int]
    """Bytes of that."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was first met."""
    settled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it came to what it is now; a refused file that is put there again is looked at again."""
    state: Mapped[KirimanState] = mapped_column(EnumText(KirimanState))
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"))
    reason: Mapped[str]
    """Why it was refused, as it was told; empty where it was taken."""
    is_answered: Mapped[bool]
    """Whether its sender was told: by letter, or by what lies in the folder."""

    unit: Mapped[Unit | None] = relationship()
    naskah: Mapped[Naskah | None] = relationship()
