"""Values a public page, feed or API answer is made of: frozen, without a way back to the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from portal.domain.document.model import Block, OutlineEntry
from portal.domain.naskah.enumerations import (
    Bentuk,
    JenisAcara,
    JenisBerkas,
    JenisHubungan,
    JenisMitra,
    Kategori,
    Lingkup,
    RecognitionState,
    Tingkat,
)
from portal.domain.naskah.family_tree import Branch, Tie, family_tree
from portal.domain.naskah.masa_berlaku import MasaBerlaku, Term, last_day_in_force, term
from portal.domain.naskah.public_change import PublicChange
from portal.domain.tanda_tangan.public import PublicSignatures
from portal.domain.tanggal import Tanggal
from portal.search.reasons import FieldMatch


@dataclass(frozen=True)
class PublicMitra:
    """A partner as named on the naskah; `slug` opens its list."""

    nama: str
    slug: str
    jenis: JenisMitra | None
    negara: str | None


@dataclass(frozen=True)
class PublicPihak:
    """A party, the ministry included (`slug` is None for it)."""

    nama: str
    slug: str | None
    jenis: JenisMitra | None
    negara: str | None
    nomor: str
    penanda_tangan: str
    jabatan: str
    signed: Tanggal
    tempat: str


@dataclass(frozen=True)
class PublicBerkas:
    """A file the public may have; `size` in bytes, `pages` None while unknown.

    `signatures` is None in lists, and while nobody has looked for any.
    """

    urutan: int
    jenis: JenisBerkas
    bahasa: str
    sha256: str
    size: int
    pages: int | None
    signatures: PublicSignatures | None = None


@dataclass(frozen=True)
class PublicItem:
    """One naskah in a list."""

    kode: str
    judul: str
    lingkup: Lingkup
    bentuk: Bentuk
    nama_bentuk: str | None
    nomor: tuple[str, ...]
    mitra: tuple[PublicMitra, ...]
    unit_kode: str
    unit_nama: str
    signed: Tanggal
    effective_on: date | None
    expires_on: date | None
    is_open_ended: bool
    ended_on: date | None
    end_kind: str | None
    masa_berlaku: MasaBerlaku
    days_left: int | None
    """Days until the last day of validity, for a naskah in force with an end; otherwise None."""
    berkas: PublicBerkas | None
    is_metadata_only: bool
    published_at: datetime

    @property
    def last_day(self) -> date | None:
        """The last day in force that is known today."""
        return last_day_in_force(self.expires_on, self.ended_on)

    @property
    def term(self) -> Term:
        """How long it holds, as one sentence tells it."""
        return term(
            signed=self.signed,
            effective_on=self.effective_on,
            expires_on=self.expires_on,
            is_open_ended=self.is_open_ended,
            ended_on=self.ended_on,
            end_kind=self.end_kind,
            state=self.masa_berlaku,
        )


@dataclass(frozen=True)
class PublicHalaman:
    """One page: its text, where the text came from (`digital`, `our_ocr`, …, `none`), its image size in pixels.

    `pengenalan` says why a page may have no text. `blocks` is what its text is made of; None where that is not
    known, or was not asked for. `places` are where its words stand, packed; None likewise.
    """

    nomor: int
    teks: str
    asal: str
    image_sha256: str | None
    image_width: int | None
    image_height: int | None
    pengenalan: RecognitionState = RecognitionState.TIDAK_PERLU
    blocks: tuple[Block, ...] | None = None
    places: bytes | None = None


@dataclass(frozen=True)
class PublicMember:
    """A published naskah as its family names it."""

    kode: str
    judul: str
    bentuk: Bentuk
    nama_bentuk: str | None
    unit_nama: str
    signed: Tanggal
    masa_berlaku: MasaBerlaku


@dataclass(frozen=True)
class PublicHubungan:
    """A relation to another published naskah; `is_outgoing` when this one hangs on the other."""

    jenis: JenisHubungan
    is_outgoing: bool
    item: PublicMember


@dataclass(frozen=True)
class PublicFamily:
    """The members by code, the naskah itself among them, in the order of their signing; and how they hang together."""

    kode: str
    members: dict[str, PublicMember] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    is_cut: bool = False

    @property
    def tree(self) -> tuple[Branch, ...]:
        """As it is drawn; empty for a naskah that stands alone."""
        return family_tree(list(self.members), self.ties) if len(self.members) > 1 else ()

    @property
    def hubungan(self) -> tuple[PublicHubungan, ...]:
        """The relations of the naskah itself: those it has to others first, then those that others have to it."""
        own = [PublicHubungan(tie.jenis, True, self.members[tie.target]) for tie in self.ties if tie.kode == self.kode]
        to_it = [
            PublicHubungan(tie.jenis, False, self.members[tie.kode]) for tie in self.ties if tie.target == self.kode
        ]
        return (*own, *to_it)


@dataclass(frozen=True)
class PublicAcara:
    """A dated act on the time line."""

    jenis: JenisAcara
    tanggal: Tanggal
    keterangan: str
    kode: str = ""
    """The published naskah by which it was done, if any."""


@dataclass(frozen=True)
class PublicVersion:
    """An earlier publication: its number, when it came, and when another took its place."""

    nomor: int
    published_at: datetime
    replaced_at: datetime


@dataclass(frozen=True)
class PublicNaskah:
    """Everything the page of one naskah shows."""

    item: PublicItem
    kategori: Kategori | None
    tingkat: Tingkat | None
    ruang_lingkup: str
    pendanaan: str
    subjek: tuple[str, ...]
    bahasa: tuple[str, ...]
    perjanjian_internasional: bool | None
    pihak: tuple[PublicPihak, ...]
    berkas: tuple[PublicBerkas, ...]
    hubungan: tuple[PublicHubungan, ...]
    acara: tuple[PublicAcara, ...]
    first_published_at: datetime
    nomor_terbit: int
    page_count: int
    outline: tuple[OutlineEntry, ...] = ()
    """Places of its text, one file after the other."""
    version: PublicVersion | None = None
    """Set where this is an earlier publication."""
    family: PublicFamily | None = None
    """None in an earlier version, which tells only of itself."""


@dataclass(frozen=True)
class Tombstone:
    """What is left of a withdrawn naskah: code, day, class of reason."""

    kode: str
    withdrawn_on: date
    alasan: str


@dataclass(frozen=True)
class PublicSnippet:
    """A piece of page text; each part says whether it matched. `place` is the Pasal in which it stands, if any."""

    page: int
    parts: tuple[tuple[str, bool], ...]
    place: OutlineEntry | None = None


@dataclass(frozen=True)
class PublicHit:
    """A search hit: the item, its title in parts, where in the text it matched, and which of its fields did."""

    item: PublicItem
    judul_parts: tuple[tuple[str, bool], ...]
    snippets: tuple[PublicSnippet, ...]
    matched: tuple[FieldMatch, ...] = ()
    pages: tuple[int, ...] = ()
    """Every page that satisfies the query."""


class FacetValue(NamedTuple):
    """One value of a facet with the number of hits it would give, and its label where the database holds one."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # Nobody counts in the tuple.
    is_selected: bool


@dataclass(frozen=True)
class PublicResults:
    """One page of search results. `is_degraded` means the index is down and the list comes from the database.

    `unfiltered` is the total without filters. `is_partial`: no naskah meets the whole text, these come nearest;
    `is_best`: the text was long and compared as a whole. `included` are words found that were added to those typed,
    `literal` the text that asks for the typed ones alone. `offers` are other texts that do find something.
    """

    hits: tuple[PublicHit, ...]
    total: int
    page: int
    per_page: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    is_degraded: bool
    took_ms: int
    unfiltered: int = 0
    is_partial: bool = False
    is_best: bool = False
    included: tuple[str, ...] = ()
    literal: str = ""
    offers: tuple[str, ...] = ()

    @property
    def page_count(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.per_page))


CompletionKind = Literal["kata", "nomor", "naskah", "mitra", "unit"]


@dataclass(frozen=True)
class PublicCompletion:
    """One way to go on typing. `key` is the code of a naskah, the key of a partner or unit, or the whole new text."""

    kind: CompletionKind
    key: str
    text: str
    detail: str


@dataclass(frozen=True)
class BrowseEntry:
    """A row of a browse list: a mitra, unit, country or year with its number of published naskah."""

    kunci: str
    nama: str
    count: int


@dataclass(frozen=True)
class HomeFigures:
    """The four figures of the front page; each is a link to what it counts."""

    total: int
    berlaku: int
    mitra: int
    negara: int
    unit: int
    bentuk: int
    expiring: int
    """In force, but ending within six months."""


@dataclass(frozen=True)
class PublicState:
    """The state of everything public: a number that only grows, and the instant of the last change.

    A copy made before `reset_nomor` must be made anew.
    """

    nomor: int
    at: datetime
    reset_nomor: int


@dataclass(frozen=True)
class PublicChangeEntry:
    """The latest public change of one code."""

    nomor: int
    kode: str
    tindakan: PublicChange
    at: datetime
