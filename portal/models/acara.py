"""Acara: a dated act in the life of a naskah."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.naskah.enumerations import JenisAcara, Presisi
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of


class Acara(Base):
    """A dated act that somebody recorded: an extension that is recommended (Pasal 36), an ending (Pasal 37).

    A wrong record is voided, never deleted. None of it is public as it stands here.
    """

    __tablename__ = "acara"
    __table_args__ = (
        CheckConstraint(one_of("jenis", JenisAcara), name="jenis"),
        CheckConstraint(one_of("presisi", Presisi), name="presisi"),
        Index("ix_acara_naskah_id", "naskah_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    jenis: Mapped[JenisAcara] = mapped_column(EnumText(JenisAcara))
    on: Mapped[date | None]
    """Day of the recommendation, or the first day without effect."""
    presisi: Mapped[Presisi] = mapped_column(EnumText(Presisi))
    keterangan: Mapped[str]
    alasan: Mapped[tuple[str, ...]] = mapped_column(WordsText, default=(), server_default="")
    """Grounds of an ending (Pasal 37 ayat (1))."""
    dokumen: Mapped[str] = mapped_column(default="", server_default="")
    """Number and date of the letter that proves it."""
    catatan_biro: Mapped[str] = mapped_column(default="", server_default="")
    """How the Biro took part (Pasal 37 ayat (2))."""
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    alasan_batal: Mapped[str] = mapped_column(default="", server_default="")
