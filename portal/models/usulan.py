"""PenerimaanUsulan: a proposal or the result of an exploration abroad that reached the Biro, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.naskah.enumerations import Tingkat
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of

_STANDS = "voided_at IS NULL"


class PenerimaanUsulan(Base):
    """One receipt (Pasal 16 ayat (2), Pasal 28 ayat (5)). A wrong one is voided, never deleted.

    What was sent back has at most one return that stands; the database itself holds to it.
    """

    __tablename__ = "penerimaan_usulan"
    __table_args__ = (
        CheckConstraint(one_of("jenis", JenisUsulan), name="jenis"),
        CheckConstraint(one_of("tingkat", Tingkat), name="tingkat"),
        CheckConstraint(one_of("hasil", HasilUsulan), name="hasil"),
        CheckConstraint("(hasil IS NULL) = (hasil_on IS NULL)", name="hasil_on"),
        CheckConstraint("(hasil IS NULL) = (closed_at IS NULL)", name="closed"),
        CheckConstraint("(due_on IS NULL) = (kalender_version IS NULL)", name="judged"),
        CheckConstraint("voided_at IS NULL OR alasan_batal != ''", name="voided"),
        Index("ix_penerimaan_usulan_unit_id", "unit_id"),
        Index("ix_penerimaan_usulan_naskah_id", "naskah_id"),
        Index(
            "uq_penerimaan_usulan_previous_id", "previous_id", unique=True,
            sqlite_where=text(_STANDS), postgresql_where=text(_STANDS),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(unique=True)
    """Number of the receipt: TTU-2026-00001."""
    version: Mapped[int] = mapped_column()
    jenis: Mapped[JenisUsulan] = mapped_column(EnumText(JenisUsulan))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    """The Pemrakarsa who proposes or has explored."""
    tingkat: Mapped[Tingkat | None] = mapped_column(EnumText(Tingkat))
    """Level of a proposal, which says whom it is addressed to (Pasal 14)."""
    calon_mitra: Mapped[str]
    mitra_id: Mapped[int | None] = mapped_column(ForeignKey("mitra.id"))
    """The registered partner of that name, where there is one."""
    perihal: Mapped[str]
    ruang_lingkup: Mapped[str]
    isi: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    """What of Pasal 15 the proposal holds."""
    nomor_surat: Mapped[str]
    surat_on: Mapped[date | None]
    received_on: Mapped[date]
    alasan_mundur: Mapped[str]
    """Why it was written down on a later day than it arrived; empty if on the same."""
    catatan: Mapped[str]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("penerimaan_usulan.id"))
    """The receipt that was sent back to be completed, where this is its return."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    hasil: Mapped[HasilUsulan | None] = mapped_column(EnumText(HasilUsulan))
    hasil_on: Mapped[date | None]
    dokumen_nomor: Mapped[str]
    dokumen_on: Mapped[date | None]
    keterangan: Mapped[str]
    """Notes on the result: what is lacking, why it does not fit, how it was withdrawn."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date | None]
    """Due date the result was judged by; None while it is open, or where no clock applied."""
    kalender_version: Mapped[str | None]
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"))
    """The naskah that came of it."""
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_batal: Mapped[str]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody
