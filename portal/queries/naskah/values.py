"""Values the pages for staff are made of: frozen, without a way back to the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.domain.naskah.enumerations import (
    Bentuk,
    JenisBerkas,
    JenisHubungan,
    JenisUnit,
    ReadingState,
    RecognitionState,
    Visibilitas,
)
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.isi_minimum import Isi
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah.status import Status, StatusWord, status_word
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.publication.personal_data import Finding
from portal.domain.tanda_tangan.report import SignatureReport
from portal.domain.tanggal import wib_today
from portal.queries.berkas.values import NOTHING, Recognition
from portal.queries.object_copies import Safety
from portal.search.reasons import FieldMatch


@dataclass(frozen=True)
class WorkItem:
    """One naskah in a list of work; `step` is the next step for the actor who asked."""

    kode: str
    judul: str
    unit_kode: str
    unit_nama: str
    status: Status
    bentuk: Bentuk | None
    nama_bentuk: str | None
    mitra: tuple[str, ...]
    is_foreign: bool
    updated_at: datetime
    holds: tuple[AlasanPenahanan, ...]
    reading: tuple[ReadingState, ...]
    step: NextStep
    version: int
    has_tanda_terima: bool
    exempt_until: date | None
    """Last day of an exemption that is over and that nobody has decided about since."""
    answers: AlasanPenahanan | None
    """The hold that waits for the actor, where the step is to answer one."""
    called: StatusWord = StatusWord.STATUS

    @property
    def updated_on(self) -> date:
        """The day of the last change in Jakarta."""
        return wib_today(self.updated_at)


@dataclass(frozen=True)
class WorkPage:
    """Some naskah of a longer list; `page` counts from 1."""

    items: tuple[WorkItem, ...]
    total: int
    page: int = 1
    per_page: int = 25


@dataclass(frozen=True)
class HomeGroups:
    """The first screen after signing in."""

    todo: WorkPage
    waiting: WorkPage
    done: WorkPage


@dataclass(frozen=True)
class Menu:
    """What the menu shows: how many naskah wait for the actor, the name of the actor's first unit, and whether a
    proposal of the actor's units is on record. To the Biro, which has a list of all, that last is never said.
    """

    todo: int
    unit_nama: str
    has_usulan: bool = False
    has_kiriman: bool = False
    """Whether something was sent in that the actor may know of."""


@dataclass(frozen=True)
class UnitChoice:
    """A unit to choose from."""

    kode: str
    nama: str
    jenis: JenisUnit


@dataclass(frozen=True)
class StaffHalaman:
    """A page of a file: where its text came from, its image (digest, size in pixels), and why it may have no text."""

    nomor: int
    asal: str
    image_sha256: str | None
    image_width: int | None
    image_height: int | None
    pengenalan: RecognitionState = RecognitionState.TIDAK_PERLU
    keterangan: str = ""
    has_comment: bool = False
    is_partly_unread: bool = False
    """Something is drawn beside its text that no engine could read."""


@dataclass(frozen=True)
class StaffBerkas:
    """A stored file with everything staff may know of it; `size` in bytes, `progress` in pages."""

    id: int
    jenis: JenisBerkas
    nama: str
    bahasa: str
    sha256: str
    size: int
    mewakili: tuple[str, ...]
    """SHA-256 of the originals that a redacted copy stands for; empty for other files."""
    uploaded_at: datetime
    uploaded_by: str
    is_replaced: bool
    keadaan: ReadingState
    keterangan_baca: str
    pages: int | None
    enkripsi: str | None
    has_script: bool | None
    has_launch: bool | None
    has_embedded: bool | None
    embedded_names: tuple[str, ...]
    is_placeholder: bool | None
    has_form: bool | None
    has_external_link: bool | None
    is_truncated: bool | None
    is_counts_agree: bool | None
    read_at: datetime | None
    tool: str
    signatures_checked_at: datetime | None
    keterangan_tanda_tangan: str
    progress: int
    progress_total: int
    halaman: tuple[StaffHalaman, ...] = ()
    findings: tuple[Finding, ...] = ()
    isi: Isi | None = None
    """Parts of the minimum content its text shows; None where nobody looked, or there is too little text."""
    recognition: Recognition = NOTHING
    is_being_suggested: bool = False
    signatures: tuple[SignatureReport, ...] = ()

    @property
    def is_in_work(self) -> bool:
        """Whether the machine is at it, so that looking again later pays."""
        is_unread = self.keadaan in (ReadingState.MENUNGGU, ReadingState.DIBACA)
        return is_unread or self.recognition.is_running or self.is_being_suggested


@dataclass(frozen=True)
class StaffPenahanan:
    """A hold, open (`closed_at` None) or answered by a person."""

    alasan: AlasanPenahanan
    opened_at: datetime
    tinjau_on: date
    closed_at: datetime | None
    closed_by: str
    jawaban: str


@dataclass(frozen=True)
class StaffHubungan:
    """A relation seen from this naskah; `judul` is empty where the viewer may not know it."""

    jenis: JenisHubungan
    is_outgoing: bool
    kode: str
    judul: str
    is_readable: bool


@dataclass(frozen=True)
class HistoryEntry:
    """One act of the audit trail; `before` and `after` hold the plain values that changed."""

    seq: int
    at: datetime
    nama: str
    email: str
    acting_for: str
    action: str
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True)
class StaffNaskah:
    """One naskah with its form, for the actor who may read it."""

    id: int
    kode: str
    version: int
    seen: int
    """Number of the newest audit entry: what a form was read at."""
    status: Status
    unit_kode: str
    unit_nama: str
    unit_jenis: JenisUnit
    fields: NaskahFields
    co_pemrakarsa: tuple[str, ...]
    """Names of the co-initiating units."""
    alasan_status: str
    ended_on: date | None
    end_kind: str | None
    updated_at: datetime
    submitted_at: datetime | None
    nomor_tanda_terima: str | None
    published_at: datetime | None
    nomor_terbit: int | None
    hubungan: tuple[StaffHubungan, ...]
    berkas: tuple[StaffBerkas, ...]
    is_voided: bool = False
    """Whether the whole record was taken back as made in error."""

    @property
    def called(self) -> StatusWord:
        """How its state is to be called."""
        return status_word(
            self.status,
            is_exempt=self.fields.visibilitas is Visibilitas.DIKECUALIKAN,
            was_handed_in=self.submitted_at is not None,
            is_voided=self.is_voided,
        )

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the record was changed after its public page was made."""
        return self.published_at is not None and self.updated_at > self.published_at

    @property
    def current_berkas(self) -> tuple[StaffBerkas, ...]:
        """Files that no other file has replaced."""
        return tuple(berkas for berkas in self.berkas if not berkas.is_replaced)


@dataclass(frozen=True)
class QueuedDraft:
    """A draft beside the form: its first file and how far the reading is, in pages."""

    kode: str
    judul: str
    nama: str
    keadaan: ReadingState
    pages: int | None
    progress: int
    progress_total: int
    recognition: Recognition = NOTHING


@dataclass(frozen=True)
class NaskahDossier:
    """The page of one naskah: the record, what holds it, and what was done with it (newest first)."""

    naskah: StaffNaskah
    holds: tuple[StaffPenahanan, ...]
    answers: tuple[StaffPenahanan, ...]
    history: tuple[HistoryEntry, ...]


@dataclass(frozen=True)
class ReadingProgress:
    """How far the system is with a naskah, for a page that asks again and again."""

    status: Status
    berkas: tuple[StaffBerkas, ...]
    called: StatusWord = StatusWord.STATUS


@dataclass(frozen=True)
class TandaTerima:
    """What the unit gets for handing in: number, instant, and the files as stored."""

    nomor: str
    kode: str
    judul: str
    unit_nama: str
    submitted_at: datetime
    submitted_by: str
    berkas: tuple[StaffBerkas, ...]
    safety: Safety


@dataclass(frozen=True)
class StoredFile:
    """The bytes of a file of a naskah: digest, size in bytes, name as sent."""

    sha256: str
    size: int
    nama: str


@dataclass(frozen=True)
class StaffHit:
    """A naskah that matches a search: its title in marked pieces, places in its text (page, pieces), other fields."""

    item: WorkItem
    judul: tuple[tuple[str, bool], ...]
    snippets: tuple[tuple[int, tuple[tuple[str, bool], ...]], ...]
    matched: tuple[FieldMatch, ...] = ()


@dataclass(frozen=True)
class StaffResults:
    """One page of the internal search; `is_degraded` when the index did not answer."""

    hits: tuple[StaffHit, ...]
    total: int
    page: int
    per_page: int
    is_degraded: bool
    is_partial: bool = False
    """No naskah meets the whole text; these come nearest."""
    included: tuple[str, ...] = ()
    """Words found that were added to those typed."""
    literal: str = ""
    """The text that asks for the typed words alone."""
    offers: tuple[str, ...] = ()
    """Other texts that do find something."""
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For each filter the values and the number of naskah each would give; empty when the index did not answer."""
