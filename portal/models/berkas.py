"""Berkas: a stored file of a naskah, and the pages read from it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from portal.domain.naskah.enumerations import JenisBerkas, ReadingState, RecognitionState
from portal.models.base import Base, EnumText, UtcDateTime, WordsText, one_of
from portal.models.naskah import Naskah


class Berkas(Base):
    """A file as it was sent, bytes untouched, under its SHA-256. A replacement is a new row; the old one stays."""

    __tablename__ = "berkas"
    __table_args__ = (
        CheckConstraint(one_of("jenis", JenisBerkas), name="jenis"),
        CheckConstraint(one_of("keadaan", ReadingState), name="keadaan"),
        Index("ix_berkas_sha256", "sha256"),
        Index("ix_berkas_naskah_id", "naskah_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    jenis: Mapped[JenisBerkas] = mapped_column(EnumText(JenisBerkas))
    nama: Mapped[str]
    """File name as sent, for staff; never used as a path."""
    bahasa: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    urutan: Mapped[int]
    """Place among the files of its naskah; a replacement takes the place of what it replaces."""
    mewakili: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    """Of a redacted copy: SHA-256 of every original it stands for, in ascending order. Empty for other files."""

    keadaan: Mapped[ReadingState] = mapped_column(EnumText(ReadingState), default=ReadingState.MENUNGGU)
    keterangan_baca: Mapped[str] = mapped_column(default="")
    """Why reading failed or what is odd about the file, in words for staff."""
    pages: Mapped[int | None]
    enkripsi: Mapped[str | None]
    has_script: Mapped[bool | None]
    has_launch: Mapped[bool | None]
    has_embedded: Mapped[bool | None]
    has_form: Mapped[bool | None]
    has_external_link: Mapped[bool | None]
    embedded_names: Mapped[tuple[str, ...]] = mapped_column(WordsText, default=())
    """Names of the files that lie inside, as far as they have names."""
    is_placeholder: Mapped[bool | None]
    """Whether what a reader sees only stands for something that one program could show."""
    is_truncated: Mapped[bool | None]
    is_counts_agree: Mapped[bool | None]
    signatures_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the electronic signatures were last looked for; None while nobody has."""
    keterangan_tanda_tangan: Mapped[str] = mapped_column(default="")
    """Why signatures could not be looked for, in words for people; empty if they could."""
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tool: Mapped[str] = mapped_column(default="")
    sidik_teks: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """Sketch of the opening text, by which likely twins are found; None while the text is not complete."""

    naskah: Mapped[Naskah] = relationship()


class Halaman(Base):
    """One page of a file: text with its origin, word boxes where they were taken, and the page image."""

    __tablename__ = "halaman"
    __table_args__ = (
        UniqueConstraint("berkas_id", "nomor"),
        CheckConstraint("asal IN ('digital', 'embedded_ocr', 'our_ocr', 'none')", name="asal"),
        CheckConstraint(one_of("pengenalan", RecognitionState), name="pengenalan"),
        Index("ix_halaman_pengenalan", "pengenalan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    nomor: Mapped[int]
    teks: Mapped[str]
    teks_tersembunyi: Mapped[str] = mapped_column(default="", deferred=True)
    """Text of the file that nobody sees on this page: looked through for personal numbers, never indexed or shown."""
    teks_tertutup: Mapped[str] = mapped_column(default="", deferred=True)
    """What of it lies under something that is drawn over it: somebody may have meant to blacken it."""
    has_comment: Mapped[bool] = mapped_column(default=False)
    """Whether a note hangs on the page."""
    unread_share: Mapped[float | None] = mapped_column(Float)
    """Share of the page that is drawn beside its text and that no engine has read; None where nothing is unread."""
    asal: Mapped[str]
    keyakinan: Mapped[float | None] = mapped_column(Float)
    """The recogniser's own measure, 0 to 1, of text of origin `our_ocr`."""
    pengenalan: Mapped[RecognitionState] = mapped_column(EnumText(RecognitionState))
    """Whether the page has to be recognised, and how that stands."""
    keterangan: Mapped[str]
    """Why no engine could read the page, in words for people."""
    tool: Mapped[str]
    """The recogniser and its version, where it was asked."""
    words: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """Compressed JSON of word boxes, as fractions of the page from its top left corner."""
    places: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """Where each word of the text stands (`portal.domain.document.places`); None while nobody has looked."""
    second: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """Compressed JSON of the lines of the second reader; None where there is no second reading."""
    image_sha256: Mapped[str | None]
    image_width: Mapped[int | None]
    image_height: Mapped[int | None]
