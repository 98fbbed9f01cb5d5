"""Changes to the vocabulary of the search: entries the admin added, and shipped ones that are switched off."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.search_vocabulary import EntryKind
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of


class VocabularyChange(Base):
    """What lies over the shipped entry of the same word, or an entry of its own.

    Without equivalents it only switches the shipped one off.
    """

    __tablename__ = "vocabulary_change"
    __table_args__ = (CheckConstraint(one_of("jenis", EntryKind), name="jenis"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    """The word as the index knows it."""
    istilah: Mapped[str]
    jenis: Mapped[EntryKind] = mapped_column(EnumText(EntryKind))
    padanan: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    is_mutual: Mapped[bool]
    bahasa: Mapped[str]
    sumber: Mapped[str]
    tanggal: Mapped[date]
    is_off: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
