"""What a reading suggests for the fields of a naskah: values with the place they were read from and how sure that is.

A suggestion is never a fact: a person confirms it, or a bulk import takes those that are sure.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.sureness import SURE


class Field(StrEnum):
    """The field a suggestion is for. Those of a party carry its place in `Saran.pihak`, counted from 1."""

    BENTUK = "bentuk"
    NAMA_BENTUK = "nama_bentuk"
    JUDUL = "judul"
    LINGKUP = "lingkup"
    BAHASA = "bahasa"
    EFFECTIVE_ON = "effective_on"
    EXPIRES_ON = "expires_on"
    JANGKA_WAKTU = "jangka_waktu"
    """The term as written, `5 tahun`; the end computed from it is a suggestion of its own."""
    SIGNED_ON = "signed_on"
    TEMPAT = "tempat"
    PIHAK_NAMA = "pihak_nama"
    PIHAK_KEMENTERIAN = "pihak_kementerian"
    """Value `ya` for a party that is the ministry or one of its units."""
    PIHAK_NOMOR = "pihak_nomor"
    PIHAK_JENIS = "pihak_jenis"
    PIHAK_NEGARA = "pihak_negara"
    PENANDA_TANGAN = "penanda_tangan"
    JABATAN = "jabatan"


PRINTED = frozenset(
    {
        Field.JUDUL, Field.NAMA_BENTUK, Field.PIHAK_NAMA, Field.PIHAK_NOMOR, Field.PENANDA_TANGAN, Field.JABATAN,
        Field.TEMPAT,
    }
)  # fmt: skip
"""Fields whose value is text as it is printed: looked for at its place, public as it stands."""


@dataclass(frozen=True)
class Box:
    """A place on a page: fractions of the page from its top left corner, 0 to 1."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Saran:
    """One suggested value. `nilai` is an ISO day, an enumeration value, a country code, or text as printed.

    `keyakinan` from 0 to 1; `peringkat` 1 is the first choice for its field and party. `cuplikan` is the source text.
    `terdaftar` is the slug of the registered partner that a name was matched with. `keterangan` says, for people, why
    a value is doubtful (the weekday does not fit, the name is only near a registered one).
    """

    bidang: Field
    nilai: str
    halaman: int
    cuplikan: str
    keyakinan: float
    pihak: int | None = None
    peringkat: int = 1
    kotak: Box | None = None
    terdaftar: str | None = None
    keterangan: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it may be taken without a second look."""
        return self.keyakinan >= SURE


@dataclass(frozen=True)
class KnownMitra:
    """A registered partner that names on the page are compared with."""

    slug: str
    names: tuple[str, ...]
    jenis: JenisMitra | None = None
    negara: str | None = None


@dataclass(frozen=True)
class Known:
    """What the portal knows already and a page is compared with: partners, and the names of the ministry's units."""

    mitra: tuple[KnownMitra, ...] = field(default=())
    units: tuple[str, ...] = field(default=())
