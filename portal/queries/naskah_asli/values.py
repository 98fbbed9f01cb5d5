"""Values the pages about originals are made of: frozen, without a way back to the database."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    JalurPengesahan,
    KategoriPengesahan,
    PengesahanAct,
    PengesahanState,
)
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, Penyampaian, Rangkap
from portal.domain.tenggat.clocks import ClockFacts


@dataclass(frozen=True)
class NaskahAsliCore:
    """The naskah an original belongs to; `mitra` are its partners by name."""

    id: int
    kode: str
    judul: str
    status: Status
    lingkup: Lingkup | None
    unit_kode: str
    unit_nama: str
    mitra: tuple[str, ...]
    is_treaty: bool | None
    """Whether it is a treaty (perjanjian internasional); None while nobody has decided."""
    has_file: bool
    facts: ClockFacts


@dataclass(frozen=True)
class StoredPenerimaan:
    """One recorded outcome with who recorded it; `voided_at` is set where it was voided."""

    nomor: str
    jenis: Penyampaian
    hasil: NaskahAsliState
    arrived_on: date
    recorded_at: datetime
    recorded_by: str
    alasan_mundur: str
    due_on: date | None
    kalender_version: str | None
    sebab_terlambat: LateCause | None
    keterangan_terlambat: str
    rangkap: tuple[Rangkap, ...]
    penyerah: str
    kondisi: str
    catatan: str
    bukti: str
    foto_sha256: str | None
    foto_media: str | None
    foto_size: int | None
    voided_at: datetime | None
    voided_by: str
    alasan_batal: str

    @property
    def is_voided(self) -> bool:
        """Whether it counts for nothing any more."""
        return self.voided_at is not None


@dataclass(frozen=True)
class CustodyPlace:
    """A link of the chain of custody."""

    since_on: date
    tempat: str
    pemegang: str
    is_at_kemlu: bool
    dokumen: str
    keterangan: str
    recorded_at: datetime
    recorded_by: str
    voided_at: datetime | None = None
    alasan_batal: str = ""


@dataclass(frozen=True)
class ArchiveEntry:
    """The transfer to the archive: day, place, number of its berita acara, classification."""

    on: date
    tempat: str
    nomor: str
    klasifikasi: str


@dataclass(frozen=True)
class LangkahKemluItem:
    """A dated act at the foreign ministry; `berkas_id` is the stored copy, where there is one."""

    keadaan: KemluState
    on: date
    dokumen: str
    keterangan: str
    berkas_id: int | None
    recorded_at: datetime
    recorded_by: str
    voided_at: datetime | None = None
    alasan_batal: str = ""


@dataclass(frozen=True)
class KemluTrack:
    """The track at the foreign ministry; `version` 0 where nothing was recorded yet."""

    version: int
    keadaan: KemluState
    langkah: tuple[LangkahKemluItem, ...]
    """Those that stand, oldest first."""
    batal: tuple[LangkahKemluItem, ...] = ()
    """Those that were taken back."""


@dataclass(frozen=True)
class LangkahPengesahanItem:
    """A dated act of ratification."""

    tindakan: PengesahanAct
    jenis_dokumen: DokumenPengesahan | None
    on: date
    dokumen: str
    keterangan: str
    recorded_at: datetime
    recorded_by: str
    voided_at: datetime | None = None
    alasan_batal: str = ""


@dataclass(frozen=True)
class PengesahanTrack:
    """The track of ratification; `version` 0 where nothing was recorded yet."""

    version: int
    keadaan: PengesahanState
    jalur: JalurPengesahan | None
    kategori: tuple[KategoriPengesahan, ...]
    alasan: str
    nomor_hasil: str
    hasil_on: date | None
    langkah: tuple[LangkahPengesahanItem, ...]
    """Those that stand, oldest first."""
    batal: tuple[LangkahPengesahanItem, ...] = ()
    """Those that were taken back."""

    @property
    def documents(self) -> frozenset[DokumenPengesahan]:
        """Documents of UU 24/2000 Pasal 12 that are there."""
        return frozenset(one.jenis_dokumen for one in self.langkah if one.jenis_dokumen is not None)


@dataclass(frozen=True)
class NaskahAsliDossier:
    """Everything about one original; `version` 0 and `belum_diterima` where nobody recorded anything yet."""

    naskah: NaskahAsliCore
    version: int
    keadaan: NaskahAsliState
    dispatched_on: date | None
    dispatched_at: datetime | None
    dispatched_by: str
    keterangan_kirim: str
    arsip: ArchiveEntry | None
    penerimaan: tuple[StoredPenerimaan, ...]
    """Newest first, voided ones included."""
    riwayat: tuple[CustodyPlace, ...]
    """In the order of the days, without what was taken back."""
    kemlu: KemluTrack
    pengesahan: PengesahanTrack
    riwayat_batal: tuple[CustodyPlace, ...] = ()

    @property
    def standing(self) -> tuple[StoredPenerimaan, ...]:
        """Receipts that were not voided, newest first."""
        return tuple(one for one in self.penerimaan if not one.is_voided)


@dataclass(frozen=True)
class PenerimaanSheet:
    """What the printed receipt of an original says."""

    naskah: NaskahAsliCore
    penerimaan: StoredPenerimaan


@dataclass(frozen=True)
class NaskahAsliItem:
    """One naskah in a list about originals."""

    naskah: NaskahAsliCore
    keadaan: NaskahAsliState
    dispatched_on: date | None
    kemlu: KemluState
    pengesahan: PengesahanState
    jalur: JalurPengesahan | None


@dataclass(frozen=True)
class RecentPenerimaan:
    """A receipt in the list of the newest ones."""

    nomor: str
    kode: str
    judul: str
    hasil: NaskahAsliState
    arrived_on: date
    recorded_at: datetime
    is_voided: bool


@dataclass(frozen=True)
class WatchedKemlu:
    """A treaty at the foreign ministry whose days run since `on`, by the state it stands in."""

    kode: str
    judul: str
    unit: str
    keadaan: KemluState
    on: date
