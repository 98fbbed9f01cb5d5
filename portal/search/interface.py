"""What the portal asks of a search engine, and the plain values that travel in both directions.

Two engines are made from this interface at the same time: one for the public, filled from the public
projection alone, and one for staff. A filter is no wall (spelling, prefixes and frequencies see every document
of an index), so what the public must not learn is never in the public index.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, Protocol

from portal.domain.naskah.enumerations import Presisi
from portal.domain.naskah.masa_berlaku import EndKind
from portal.search.query import ParsedQuery

Sort = Literal["relevansi", "terbaru", "terlama", "berakhir", "judul"]
Progress = Callable[[int], None]

FACETS = ("lingkup", "bentuk", "nama_bentuk", "status", "tahun", "unit", "negara", "mitra", "subjek")
LARGEST_PAGE = 100
VERSION_LENGTH = 16
FORMAT = 2
"""What is made of a document in an index; a new number has every entry written anew."""

BUSY = "Indeks pencarian sedang ditulis oleh proses lain. Coba lagi setelah proses itu selesai."
UNAVAILABLE = "Pencarian sedang tidak tersedia: indeks belum ada atau rusak, dan perlu dibangun ulang."


def facet_text(text: str) -> str:
    """A free text as the value of a facet: one spelling whatever its capitals and spaces."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class SearchDocument:
    """One naskah as the index sees it: fields to search, fields to filter, and the text of its pages.

    `mitra` holds pairs of (public key, name); `unit` is the unit's code; `negara` ISO 3166 alpha-2 codes.
    `nomor` is every number on the naskah, as printed. `pages` may be empty (a record without file).
    `subjek` and `nama_bentuk` are values to filter by, as `facet_text` writes them.
    """

    kode: str
    judul: str
    nomor: tuple[str, ...]
    mitra: tuple[tuple[str, str], ...]
    unit: str
    unit_nama: str
    lingkup: str
    bentuk: str
    negara: tuple[str, ...]
    signed_on: date | None
    effective_on: date | None
    expires_on: date | None
    ended_on: date | None
    end_kind: EndKind | None
    pages: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    is_open_ended: bool = False
    subjek: tuple[str, ...] = ()
    nama_bentuk: str = ""
    signed_presisi: Presisi = Presisi.HARI

    def version(self) -> str:
        """A short digest of everything in it: equal documents, and only those, have the same.

        An entry that another release cut into words in another way is another version.
        """
        return hashlib.sha256(f"{FORMAT}{self!r}".encode("utf-8", "replace")).hexdigest()[:VERSION_LENGTH]


@dataclass(frozen=True)
class Filters:
    """Chosen values a facet; values of one facet are alternatives, facets narrow each other.

    `tahun` holds years of signing as text ("2026"); `year_from` and `year_to` (both inclusive) narrow the same facet.
    `ends_by` lets through what is in force on the day of the question and ends on that day or before.
    """

    lingkup: frozenset[str] = frozenset()
    bentuk: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    tahun: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    negara: frozenset[str] = frozenset()
    mitra: frozenset[str] = frozenset()
    nama_bentuk: frozenset[str] = frozenset()
    subjek: frozenset[str] = frozenset()
    year_from: int | None = None
    year_to: int | None = None
    ends_by: date | None = None


@dataclass(frozen=True)
class SearchQuery:
    """One question to the index.

    `page` counts from 1; `today` decides masa berlaku. `units` limits an internal search to naskah owned by
    these units; None means every naskah of the index. `kode` lets only these naskah into the answer. Of `gone` nothing
    is told, as if the index had never held them: no count, no facet, no other reading.
    """

    parsed: ParsedQuery = field(default_factory=ParsedQuery)
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevansi"
    page: int = 1
    per_page: int = 10
    today: date = field(kw_only=True)
    units: frozenset[str] | None = None
    kode: frozenset[str] | None = None
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A naskah that matches; the score is comparable within one answer only."""

    kode: str
    score: float


class FacetCount(NamedTuple):
    """How many matching naskah carry this value; a page has hundreds, and a tuple costs a third of a dataclass."""

    value: str
    count: int  # type: ignore[assignment]  # Nobody counts in the tuple.


@dataclass(frozen=True)
class SearchPage:
    """One page of the answer.

    `total` is exact. Each facet is counted under the text and all the *other* filters; values without a naskah are
    left out, most frequent first. `unfiltered` is the total without any filter.

    `is_partial` says that nothing meets the whole query, and the hits are those nearest to it. `included` are the words
    found that were added to those typed. `offers` are other readings of a query that nothing meets, each with naskah
    to find; they are offered, never taken in place of what was typed.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    took_ms: int
    unfiltered: int = 0
    is_partial: bool = False
    included: tuple[str, ...] = ()
    offers: tuple[ParsedQuery, ...] = ()


@dataclass(frozen=True)
class Completion:
    """A word that completes a text, and some naskah that hold it together with the words before it."""

    word: str
    kode: tuple[str, ...]


@dataclass(frozen=True)
class IndexReport:
    """Outcome of a full check; `detail` says in one line, for people, what was found."""

    is_healthy: bool
    documents: int
    detail: str


class SearchIndex(Protocol):
    """A search engine. Searching is safe from many threads; writing is for one process and one thread.

    Every call may raise SearchUnavailableError when the index is missing or broken; only a rebuild heals it.
    """

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Add naskah, or replace those with the same code; visible after `commit`."""
        ...

    def remove(self, kode: Iterable[str]) -> None:
        """Take naskah out; unknown codes are no error; visible after `commit`."""
        ...

    def commit(self) -> None:
        """Make every `add` and `remove` since the last commit visible, all at once."""
        ...

    def search(self, query: SearchQuery) -> SearchPage:
        """Answer a question; raises BadInputError for a page that cannot be."""
        ...

    def matching(self, query: SearchQuery) -> frozenset[str]:
        """Codes of all naskah that meet the whole question, whatever its page; none for what only comes near it."""
        ...

    def suggest(self, text: str, *, units: frozenset[str] | None = None) -> tuple[str, ...]:
        """Up to eight ways to complete the last word, from words of this index that the asker may see."""
        ...

    def complete(self, text: str, most: int) -> tuple[Completion, ...]:
        """Up to `most` words that complete the last one, each leading to a naskah with all the words before it."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Make the index anew beside the old one, swap at once, and say how many naskah it holds.

        `progress` is called now and then with the number of naskah taken in so far.
        """
        ...

    def verify(self) -> IndexReport:
        """Read the whole index from disk; a broken one is reported, not raised."""
        ...

    def held(self) -> Mapping[str, str]:
        """Code and `SearchDocument.version` of every naskah in it, read from disk.

        The version is empty where an older release wrote the entry.
        """
        ...

    def versions(self, kode: Collection[str]) -> Mapping[str, str]:
        """Of these codes, those in it with the version by which they are found now (see `held`)."""
        ...

    def generation(self) -> str:
        """A text that changes whenever answers may change; empty when there is no usable index."""
        ...

    def is_outdated(self) -> bool:
        """Whether there is an index that a release of another format made: it answers, but only a rebuild renews it."""
        ...

    def optimize(self) -> None:
        """Merge what many small commits left behind; meant for quiet hours."""
        ...

    def written_at(self) -> float | None:
        """When answers changed last, in seconds since 1970; None where that cannot be told."""
        ...

    def close(self) -> None:
        """Let go of what is held open, before a fork or at the end; a later call opens it again."""
        ...
