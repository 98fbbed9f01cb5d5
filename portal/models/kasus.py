"""KasusKemlu and KasusPengesahan: the two tracks of a treaty, each a case with its dated acts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    JalurPengesahan,
    KategoriPengesahan,
    PengesahanAct,
    PengesahanState,
)
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of


class KasusKemlu(Base):
    """The original of a treaty at the foreign ministry, up to its certified true copy (Pasal 39 ayat (6))."""

    __tablename__ = "kasus_kemlu"
    __table_args__ = (CheckConstraint(one_of("keadaan", KemluState), name="keadaan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), unique=True)
    version: Mapped[int] = mapped_column()
    keadaan: Mapped[KemluState] = mapped_column(EnumText(KemluState))
    """State after the newest act."""
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody


class LangkahKemlu(Base):
    """A dated act of the track: the state it led to, and the document that proves it."""

    __tablename__ = "langkah_kemlu"
    __table_args__ = (
        CheckConstraint(one_of("keadaan", KemluState), name="keadaan"),
        CheckConstraint("voided_at IS NULL OR alasan_batal != ''", name="voided"),
        Index("ix_langkah_kemlu_kasus_id", "kasus_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kasus_id: Mapped[int] = mapped_column(ForeignKey("kasus_kemlu.id"))
    keadaan: Mapped[KemluState] = mapped_column(EnumText(KemluState))
    on: Mapped[date]
    dokumen: Mapped[str]
    """Letter number, agenda number or CTC number."""
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    keterangan: Mapped[str]
    """Where something was missing: what."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """A wrong step is taken back, never deleted."""
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_batal: Mapped[str]


class KasusPengesahan(Base):
    """Whether and how a treaty is ratified (UU 24/2000 Pasal 9 to 12; Pasal 39 ayat (5))."""

    __tablename__ = "kasus_pengesahan"
    __table_args__ = (
        CheckConstraint(one_of("keadaan", PengesahanState), name="keadaan"),
        CheckConstraint(one_of("jalur", JalurPengesahan), name="jalur"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), unique=True)
    version: Mapped[int] = mapped_column()
    keadaan: Mapped[PengesahanState] = mapped_column(EnumText(PengesahanState))
    jalur: Mapped[JalurPengesahan | None] = mapped_column(EnumText(JalurPengesahan))
    """None while nobody has decided; `uu_dpr` makes the text for the DPR due with the original."""
    kategori: Mapped[tuple[KategoriPengesahan, ...]] = mapped_column(WordsText)
    alasan: Mapped[str]
    nomor_hasil: Mapped[str]
    """The law or presidential regulation that ratified it."""
    hasil_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody


class LangkahPengesahan(Base):
    """A dated act of ratification, with its document."""

    __tablename__ = "langkah_pengesahan"
    __table_args__ = (
        CheckConstraint(one_of("tindakan", PengesahanAct), name="tindakan"),
        CheckConstraint(one_of("jenis_dokumen", DokumenPengesahan), name="jenis_dokumen"),
        CheckConstraint(one_of("jalur", JalurPengesahan), name="jalur"),
        CheckConstraint("voided_at IS NULL OR alasan_batal != ''", name="voided"),
        Index("ix_langkah_pengesahan_kasus_id", "kasus_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kasus_id: Mapped[int] = mapped_column(ForeignKey("kasus_pengesahan.id"))
    tindakan: Mapped[PengesahanAct] = mapped_column(EnumText(PengesahanAct))
    jenis_dokumen: Mapped[DokumenPengesahan | None] = mapped_column(EnumText(DokumenPengesahan))
    on: Mapped[date]
    dokumen: Mapped[str]
    keterangan: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    jalur: Mapped[JalurPengesahan | None] = mapped_column(EnumText(JalurPengesahan))
    """What a decision said, so that the one before it can stand again; None where it is no decision."""
    kategori: Mapped[tuple[KategoriPengesahan, ...]] = mapped_column(WordsText)
    alasan: Mapped[str]
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """A wrong step is taken back, never deleted."""
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_batal: Mapped[str]
