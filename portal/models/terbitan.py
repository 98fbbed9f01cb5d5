"""Terbitan: the public projection. A public page can only be made from these tables.

The publish transaction copies the allow-listed fields into them; what is not a column here cannot leak.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from portal.domain.naskah.enumerations import (
    Bentuk,
    JenisAcara,
    JenisBerkas,
    JenisHubungan,
    JenisMitra,
    Kategori,
    Lingkup,
    Presisi,
    RecognitionState,
    Tingkat,
)
from portal.domain.naskah.public_change import PublicChange
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of


class Terbitan(Base):
    """One published naskah, as the public may see it."""

    __tablename__ = "terbitan"
    __table_args__ = (
        CheckConstraint(one_of("lingkup", Lingkup), name="lingkup"),
        CheckConstraint(one_of("bentuk", Bentuk), name="bentuk"),
        CheckConstraint(one_of("signed_presisi", Presisi), name="signed_presisi"),
        Index("ix_terbitan_signed_on", "signed_on"),
        Index("ix_terbitan_unit_kode", "unit_kode"),
        Index("ix_terbitan_published_at", "published_at"),
    )

    kode: Mapped[str] = mapped_column(primary_key=True)
    judul: Mapped[str]
    lingkup: Mapped[Lingkup] = mapped_column(EnumText(Lingkup))
    kategori: Mapped[Kategori | None] = mapped_column(EnumText(Kategori))
    tingkat: Mapped[Tingkat | None] = mapped_column(EnumText(Tingkat))
    bentuk: Mapped[Bentuk] = mapped_column(EnumText(Bentuk))
    nama_bentuk: Mapped[str | None]
    ruang_lingkup: Mapped[str]
    pendanaan: Mapped[str]
    subjek: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    bahasa: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    perjanjian_internasional: Mapped[bool | None]
    signed_on: Mapped[date | None]
    signed_presisi: Mapped[Presisi] = mapped_column(EnumText(Presisi))
    effective_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    is_open_ended: Mapped[bool]
    ended_on: Mapped[date | None]
    end_kind: Mapped[str | None]
    unit_kode: Mapped[str]
    unit_nama: Mapped[str]
    """The unit's name on the signing date."""
    is_metadata_only: Mapped[bool]
    first_published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    nomor_terbit: Mapped[int]
    """1 for the first publication, 2 for the next, and so on."""
    log_position: Mapped[int | None]
    """Place of its newest entry in the public log; None while that has not been told of it."""
    log_salt: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    """What the digests of that entry are sealed with, in hexadecimal digits. It goes with the publication."""

    pihak_list: Mapped[list["TerbitanPihak"]] = relationship(
        order_by="TerbitanPihak.urutan", cascade="all, delete-orphan"
    )
    berkas_list: Mapped[list["TerbitanBerkas"]] = relationship(
        order_by="TerbitanBerkas.urutan", cascade="all, delete-orphan"
    )
    hubungan_list: Mapped[list["TerbitanHubungan"]] = relationship(
        cascade="all, delete-orphan", foreign_keys="TerbitanHubungan.kode"
    )
    acara_list: Mapped[list["TerbitanAcara"]] = relationship(order_by="TerbitanAcara.id", cascade="all, delete-orphan")


class TerbitanPihak(Base):
    """A party on the public page: name and office of the signer only (UU 27/2022)."""

    __tablename__ = "terbitan_pihak"
    __table_args__ = (UniqueConstraint("kode", "urutan"), Index("ix_terbitan_pihak_mitra_slug", "mitra_slug"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(ForeignKey("terbitan.kode"))
    urutan: Mapped[int]
    mitra_slug: Mapped[str | None]
    nama: Mapped[str]
    jenis: Mapped[JenisMitra | None] = mapped_column(EnumText(JenisMitra))
    negara: Mapped[str | None]
    nomor: Mapped[str]
    nomor_plain: Mapped[str] = mapped_column(index=True)
    penanda_tangan: Mapped[str]
    jabatan: Mapped[str]
    signed_on: Mapped[date | None]
    signed_presisi: Mapped[Presisi] = mapped_column(EnumText(Presisi))
    tempat: Mapped[str]


class TerbitanBerkas(Base):
    """A file whose bytes the public may have."""

    __tablename__ = "terbitan_berkas"
    __table_args__ = (UniqueConstraint("kode", "urutan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(ForeignKey("terbitan.kode"))
    urutan: Mapped[int]
    jenis: Mapped[JenisBerkas] = mapped_column(EnumText(JenisBerkas))
    bahasa: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int | None]
    tanda_tangan: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    """JSON of `portal.domain.tanda_tangan.public`; empty while nobody has looked for signatures."""
    outline: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    """Outline of the text that begins with this file (`portal.domain.document.stored`); empty while none was made."""


class TerbitanHalaman(Base):
    """A page the public may read: its text, where the text came from, and its image."""

    __tablename__ = "terbitan_halaman"
    __table_args__ = (
        UniqueConstraint("kode", "nomor"),
        CheckConstraint(one_of("pengenalan", RecognitionState), name="pengenalan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(ForeignKey("terbitan.kode", ondelete="CASCADE"))
    nomor: Mapped[int]
    teks: Mapped[str]
    asal: Mapped[str]
    pengenalan: Mapped[RecognitionState] = mapped_column(
        EnumText(RecognitionState),
        default=RecognitionState.TIDAK_PERLU,
        server_default=RecognitionState.TIDAK_PERLU.value,
    )
    """Why a page may have no text. The public is not told whether an engine is installed: it waits either way."""
    image_sha256: Mapped[str | None]
    image_width: Mapped[int | None]
    image_height: Mapped[int | None]
    structure: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    """Blocks of this text (`portal.domain.document.stored`); empty while none were made."""
    places: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """Where each word of this text stands (`portal.domain.document.places`); None while nobody has looked."""


class TerbitanHubungan(Base):
    """A relation; shown only while the other side is published too."""

    __tablename__ = "terbitan_hubungan"
    __table_args__ = (
        CheckConstraint(one_of("jenis", JenisHubungan), name="jenis"),
        UniqueConstraint("kode", "target_kode", "jenis"),
        Index("ix_terbitan_hubungan_target_kode", "target_kode"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(ForeignKey("terbitan.kode"))
    target_kode: Mapped[str]
    jenis: Mapped[JenisHubungan] = mapped_column(EnumText(JenisHubungan))


class TerbitanAcara(Base):
    """A dated act on the public time line; every republication is one."""

    __tablename__ = "terbitan_acara"
    __table_args__ = (Index("ix_terbitan_acara_kode", "kode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(ForeignKey("terbitan.kode"))
    jenis: Mapped[JenisAcara] = mapped_column(EnumText(JenisAcara))
    on: Mapped[date | None]
    presisi: Mapped[Presisi] = mapped_column(EnumText(Presisi))
    keterangan: Mapped[str]


class TerbitanNama(Base):
    """Current public label of a unit or mitra that has something published; for lists and filters."""

    __tablename__ = "terbitan_nama"
    __table_args__ = (CheckConstraint("jenis IN ('unit', 'mitra')", name="jenis"),)

    jenis: Mapped[str] = mapped_column(primary_key=True)
    kunci: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]


class TerbitanRedirect(Base):
    """A former public key of a partner, and the key of the entry it was merged into."""

    __tablename__ = "terbitan_redirect"

    kunci: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str]


class TerbitanDitarik(Base):
    """The tombstone of a withdrawn naskah: code, day and class of reason, nothing else."""

    __tablename__ = "terbitan_ditarik"

    kode: Mapped[str] = mapped_column(primary_key=True)
    withdrawn_on: Mapped[date]
    alasan: Mapped[str]
    published_times: Mapped[int]


class TerbitanSidik(Base):
    """The digest of a file that is or was public under a code, for those who ask whether a file is genuine.

    What becomes `dikecualikan`, or is closed while its page stays, leaves none.
    """

    __tablename__ = "terbitan_sidik"
    __table_args__ = (
        CheckConstraint(one_of("jenis", JenisBerkas), name="jenis"),
        UniqueConstraint("kode", "sha256"),
        Index("ix_terbitan_sidik_sha256", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str]
    sha256: Mapped[str]
    jenis: Mapped[JenisBerkas] = mapped_column(EnumText(JenisBerkas))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it first became public under this code."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it last ceased to be; None while it is."""


class TerbitanRiwayat(Base):
    """A public act of a withdrawn naskah, kept beside its tombstone for the time line of its next publication.

    Shown nowhere meanwhile; a naskah that becomes `dikecualikan` has none.
    """

    __tablename__ = "terbitan_riwayat"
    __table_args__ = (
        CheckConstraint("jenis IN ('diterbitkan', 'diterbitkan_ulang', 'ditarik')", name="jenis"),
        Index("ix_terbitan_riwayat_kode", "kode"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str]
    jenis: Mapped[JenisAcara] = mapped_column(EnumText(JenisAcara))
    on: Mapped[date]


class TerbitanState(Base):
    """The one row that says how often the public projection has changed, and when it did last.

    `reset_nomor`: copies made before it must be made anew, because something vanished that may not be named.
    """

    __tablename__ = "terbitan_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reset_nomor: Mapped[int] = mapped_column(default=0, server_default="0")


class TerbitanChange(Base):
    """The latest public change of a code: what happened and when. There is one row a code.

    Earlier changes are not kept: of a withdrawn naskah nothing is told but its withdrawal.
    """

    __tablename__ = "terbitan_change"
    __table_args__ = (
        CheckConstraint(one_of("tindakan", PublicChange), name="tindakan"),
        Index("ix_terbitan_change_at", "at"),
    )

    kode: Mapped[str] = mapped_column(primary_key=True)
    nomor: Mapped[int] = mapped_column(unique=True)
    tindakan: Mapped[PublicChange] = mapped_column(EnumText(PublicChange))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TerbitanVersion(Base):
    """An earlier publication of a naskah that is published now: written once when another took its place.

    It goes with the naskah: a withdrawal, an exemption, or files that are public no more take every one away.
    """

    __tablename__ = "terbitan_version"

    kode: Mapped[str] = mapped_column(primary_key=True)
    nomor: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its `nomor_terbit`."""
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)
    record: Mapped[str]
    """Its public rows as JSON (`portal.queries.public.record`)."""
    has_pages: Mapped[bool]
    """False where the next publication had the very same files: their pages are its pages."""


class TerbitanVersionHalaman(Base):
    """A page of an earlier publication whose files are not those of the next one."""

    __tablename__ = "terbitan_version_halaman"
    __table_args__ = (
        CheckConstraint(one_of("pengenalan", RecognitionState), name="pengenalan"),
        ForeignKeyConstraint(
            ["kode", "versi"],
            ["terbitan_version.kode", "terbitan_version.nomor"],
            name="fk_terbitan_version_halaman_kode_terbitan_version",
            ondelete="CASCADE",
        ),
    )

    kode: Mapped[str] = mapped_column(primary_key=True)
    versi: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nomor: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    teks: Mapped[str]
    asal: Mapped[str]
    pengenalan: Mapped[RecognitionState] = mapped_column(EnumText(RecognitionState))
    image_sha256: Mapped[str | None]
    image_width: Mapped[int | None]
    image_height: Mapped[int | None]
    structure: Mapped[str] = mapped_column(deferred=True)
    places: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
