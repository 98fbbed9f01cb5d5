"""Naskah: an agreement as its unit knows it, with its parties and co-initiators."""

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Kategori, Lingkup, Presisi, Tingkat, Visibilitas
from portal.domain.naskah.status import Status
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of
from portal.models.mitra import Mitra
from portal.models.unit import Unit


class Naskah(Base):
    """One agreement. Its code and address are permanent from the first save."""

    __tablename__ = "naskah"
    __table_args__ = (
        CheckConstraint(one_of("lingkup", Lingkup), name="lingkup"),
        CheckConstraint(one_of("kategori", Kategori), name="kategori"),
        CheckConstraint(one_of("tingkat", Tingkat), name="tingkat"),
        CheckConstraint(one_of("bentuk", Bentuk), name="bentuk"),
        CheckConstraint(one_of("visibilitas", Visibilitas), name="visibilitas"),
        CheckConstraint(one_of("status", Status), name="status"),
        CheckConstraint("end_kind IN ('diakhiri', 'diganti')", name="end_kind"),
        Index("ix_naskah_unit_id_status", "unit_id", "status"),
        Index("ix_naskah_status", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column()
    status: Mapped[Status] = mapped_column(EnumText(Status))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The Pemrakarsa's unit, which owns the record (Pasal 24, 38)."""

    judul: Mapped[str]
    lingkup: Mapped[Lingkup | None] = mapped_column(EnumText(Lingkup))
    kategori: Mapped[Kategori | None] = mapped_column(EnumText(Kategori))
    tingkat: Mapped[Tingkat | None] = mapped_column(EnumText(Tingkat))
    bentuk: Mapped[Bentuk | None] = mapped_column(EnumText(Bentuk))
    nama_bentuk: Mapped[str | None]
    ruang_lingkup: Mapped[str]
    pendanaan: Mapped[str]
    subjek: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    bahasa: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    alasan_tanpa_induk: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    perjanjian_internasional: Mapped[bool | None]
    """None is a valid answer: not decided yet."""
    persetujuan_dpr: Mapped[bool | None]
    """Whether it needs ratification and consent of the DPR, as the unit says (Pasal 39 ayat (5)); None: undecided."""
    catatan_internal: Mapped[str]
    diperiksa: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    """Inputs of the form that a person has typed into or compared with the page."""

    effective_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    is_open_ended: Mapped[bool] = mapped_column(Boolean)
    ended_on: Mapped[date | None]
    end_kind: Mapped[str | None]

    visibilitas: Mapped[Visibilitas] = mapped_column(EnumText(Visibilitas))
    dasar_visibilitas: Mapped[str]
    putusan_ppid: Mapped[str]
    tinjau_on: Mapped[date | None]
    embargo_until: Mapped[date | None]

    alasan_status: Mapped[str]
    """Why it was returned or withdrawn, in the words of whoever did it."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the whole record was taken back as made in error: from then on it counts nowhere."""
    nomor_tanda_terima: Mapped[str | None] = mapped_column(unique=True)
    is_publication_wished: Mapped[bool] = mapped_column(Boolean)
    """A bulk import asked to hand it in as soon as its fields can be taken from what was read with certainty."""

    unit: Mapped[Unit] = relationship()
    pihak_list: Mapped[list["NaskahMitra"]] = relationship(
        order_by="NaskahMitra.urutan", cascade="all, delete-orphan", back_populates="naskah"
    )
    co_pemrakarsa: Mapped[list[Unit]] = relationship(secondary="naskah_unit", order_by=Unit.id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody


class NaskahMitra(Base):
    """One party of a naskah, the ministry included: its own number, signer, signing date and place."""

    __tablename__ = "naskah_mitra"
    __table_args__ = (
        UniqueConstraint("naskah_id", "urutan"),
        CheckConstraint(one_of("signed_presisi", Presisi), name="signed_presisi"),
        CheckConstraint(one_of("jenis", JenisMitra), name="jenis"),
        CheckConstraint("(signed_on IS NULL) = (signed_presisi = 'tidak_diketahui')", name="signed_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    urutan: Mapped[int]
    mitra_id: Mapped[int | None] = mapped_column(ForeignKey("mitra.id"), index=True)
    """None stands for the ministry itself."""
    nama: Mapped[str]
    """The name as it stands on the naskah."""
    jenis: Mapped[JenisMitra | None] = mapped_column(EnumText(JenisMitra))
    """Class of the partner as this naskah has it; None for the ministry."""
    negara: Mapped[str | None]
    """Country of the partner as this naskah has it (ISO 3166-1 alpha-2)."""
    nomor: Mapped[str]
    nomor_plain: Mapped[str] = mapped_column(index=True)
    penanda_tangan: Mapped[str]
    jabatan: Mapped[str]
    signed_on: Mapped[date | None]
    signed_presisi: Mapped[Presisi] = mapped_column(EnumText(Presisi))
    tempat: Mapped[str]

    naskah: Mapped[Naskah] = relationship(back_populates="pihak_list")
    mitra: Mapped[Mitra | None] = relationship()


class NaskahUnit(Base):
    """A co-initiating unit of a naskah."""

    __tablename__ = "naskah_unit"

    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
