"""NaskahAsli: the signed original of a naskah, what was received of it and when, and where it lies."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, Penyampaian
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of

_STANDS = "voided_at IS NULL AND hasil IN ('diterima_lengkap', 'diterima_dengan_catatan')"


class NaskahAsli(Base):
    """The original of one naskah. It is opened by the first thing anybody records about it."""

    __tablename__ = "naskah_asli"
    __table_args__ = (
        CheckConstraint(one_of("keadaan", NaskahAsliState), name="keadaan"),
        CheckConstraint("(dispatched_on IS NULL) = (dispatched_at IS NULL)", name="dispatched"),
        Index("ix_naskah_asli_keadaan", "keadaan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), unique=True)
    version: Mapped[int] = mapped_column()
    keadaan: Mapped[NaskahAsliState] = mapped_column(EnumText(NaskahAsliState))
    """Outcome of the newest receipt of the original that was not voided."""
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    dispatched_on: Mapped[date | None]
    """The unit's declaration that it was sent; it stops nothing."""
    dispatched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dispatched_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    keterangan_kirim: Mapped[str]
    arsip_on: Mapped[date | None]
    """Day of the transfer to the archive, with its record (berita acara) and classification."""
    arsip_tempat: Mapped[str]
    arsip_nomor: Mapped[str]
    arsip_klasifikasi: Mapped[str]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy, written by nobody


class Penerimaan(Base):
    """One recorded outcome. A wrong one is voided, never deleted: then the clock goes on as if it had not been.

    Of one naskah at most one receipt of each kind stands that took the thing in; the database itself holds to it.
    """

    __tablename__ = "penerimaan"
    __table_args__ = (
        CheckConstraint(one_of("jenis", Penyampaian), name="jenis"),
        CheckConstraint(one_of("hasil", NaskahAsliState) + " AND hasil != 'belum_diterima'", name="hasil"),
        CheckConstraint(one_of("sebab_terlambat", LateCause), name="sebab_terlambat"),
        CheckConstraint("voided_at IS NULL OR alasan_batal != ''", name="voided"),
        CheckConstraint("(due_on IS NULL) = (kalender_version IS NULL)", name="judged"),
        Index("ix_penerimaan_naskah_id", "naskah_id"),
        Index("ix_penerimaan_arrived_on", "arrived_on"),
        Index(
            "uq_penerimaan_stands", "naskah_id", "jenis", unique=True,
            sqlite_where=text(_STANDS), postgresql_where=text(_STANDS),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    jenis: Mapped[Penyampaian] = mapped_column(EnumText(Penyampaian))
    hasil: Mapped[NaskahAsliState] = mapped_column(EnumText(NaskahAsliState))
    nomor: Mapped[str] = mapped_column(unique=True)
    """Number of the receipt: TTA-2026-00001."""
    arrived_on: Mapped[date]
    """Day it reached the Biro; of what is held or lost, the day the proof reached the Biro. It is judged by this."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_mundur: Mapped[str]
    """Why it was written down on a later day than it arrived; empty if on the same."""
    due_on: Mapped[date | None]
    """Due date it was judged by; None where no clock applied (tanpa tenggat)."""
    kalender_version: Mapped[str | None]
    sebab_terlambat: Mapped[LateCause | None] = mapped_column(EnumText(LateCause))
    keterangan_terlambat: Mapped[str]
    rangkap: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    """Copies by language, each `kode:banyaknya`, such as `id:2`."""
    penyerah: Mapped[str]
    kondisi: Mapped[str]
    catatan: Mapped[str]
    """What is lacking, why it went back, or where it is held."""
    bukti: Mapped[str]
    """Number and date of the letter or berita acara that proves that it is held or lost."""
    foto_sha256: Mapped[str | None]
    """Photo of the handover, in the store of originals."""
    foto_media: Mapped[str | None]
    foto_size: Mapped[int | None]
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_batal: Mapped[str]


class RiwayatAsli(Base):
    """A link in the chain of custody: from a day on the original lies there, and that person took it."""

    __tablename__ = "riwayat_asli"
    __table_args__ = (
        CheckConstraint("voided_at IS NULL OR alasan_batal != ''", name="voided"),
        Index("ix_riwayat_asli_asli_id", "asli_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asli_id: Mapped[int] = mapped_column(ForeignKey("naskah_asli.id"))
    since_on: Mapped[date]
    tempat: Mapped[str]
    pemegang: Mapped[str]
    is_at_kemlu: Mapped[bool]
    """Whether the foreign ministry has it; a treaty original stays there (UU 24/2000)."""
    dokumen: Mapped[str]
    keterangan: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """A wrong link is taken back, never deleted."""
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    alasan_batal: Mapped[str]
