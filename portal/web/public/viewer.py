"""What the viewer of a naskah shows: which pages, which of them match the search, and their text with marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from portal.domain.document.joining import flowing
from portal.domain.document.model import HEADINGS, IN_LINES, Block, BlockKind, OutlineEntry
from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.whole_number import read_count
from portal.queries.public.values import PublicHalaman
from portal.search.query import ParsedQuery
from portal.search.snippets import Span, look_through, mark_spans
from portal.web.public.hits import (
    MOST_DRAWN,
    DrawnHit,
    Hit,
    MarkedPart,
    Walk,
    drawn,
    marked_parts,
    melted,
    numbered,
    walk,
)
from portal.web.words.labels.bahasa import BAHASA

Mode = Literal["naskah", "teks"]
PAGES_AT_ONCE = 20
SEARCHED_PAGES = 500
"""Pages in which the viewer looks for the search text; more would keep everybody waiting."""
HOME_LANGUAGE = "id"
"""Of the interface, and of a text whose one language is not known."""

_NEARBY = 4
"""Stretches named on either side of the present one, besides the first and the last."""
SCANNED = ("our_ocr", "embedded_ocr")
ORIGINS = {
    "our_ocr": "Teks halaman ini dikenali mesin, mungkin memuat salah baca.",
    "embedded_ocr": "Teks halaman ini dari mesin pemindainya, mungkin memuat salah baca.",
    "digital": "Teks halaman ini dari berkasnya sendiri.",
}
UNREAD = "Teks belum terbaca. Baca gambar halaman."
ABSENCES = {
    RecognitionState.GAGAL: "Tidak ada mesin yang dapat membaca halaman ini. Baca gambar halaman.",
    RecognitionState.KOSONG: "Halaman ini kosong.",
    RecognitionState.SELESAI: "Mesin tidak menemukan teks di halaman ini. Baca gambar halaman.",
}
"""Why a page has no text, in words for the public; anything else waits to be read."""


_NAMES = {kind: kind.value.replace("_", "-") for kind in BlockKind}


@dataclass(frozen=True)
class ViewedBlock:
    """A heading, a paragraph or a piece of furniture of a page, with its text in parts, matches marked.

    `language` is set where it is another than that of the naskah around it.
    """

    kind: BlockKind
    parts: tuple[MarkedPart, ...]
    anchors: tuple[str, ...] = ()
    language: str | None = None
    is_continued: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of the naskah."""
        return self.kind in HEADINGS

    @property
    def is_bare(self) -> bool:
        """Whether it is a paragraph without address, match or language of its own, as nearly all are."""
        return not (self.anchors or self.language or self.is_marked or self.kind in HEADINGS)

    @property
    def is_marked(self) -> bool:
        """Whether anything in it matches."""
        return len(self.parts) != 1 or self.parts[0].is_marked

    @property
    def name(self) -> str:
        """What the style sheet calls it."""
        return f"{_NAMES[self.kind]} lanjutan" if self.is_continued else _NAMES[self.kind]

    @property
    def words(self) -> str:
        """Its text, where no part of it is marked."""
        return self.parts[0].text


@dataclass(frozen=True)
class ViewedPage:
    """A page in the viewer: the page itself, its text in parts, matches marked, and what that text is made of.

    Without `blocks` the text is shown as it stands. `anchors` are the addresses of the places that begin on it, `hits`
    the matches in its picture.
    """

    halaman: PublicHalaman
    parts: tuple[MarkedPart, ...]
    blocks: tuple[ViewedBlock, ...] = ()
    anchors: tuple[str, ...] = ()
    hits: tuple[DrawnHit, ...] = ()

    @property
    def unplaced(self) -> int:
        """How many matches have no mark in the picture."""
        return sum(not hit.boxes for hit in self.hits)

    @property
    def origin(self) -> str:
        """Where the text came from, in words."""
        return ORIGINS.get(self.halaman.asal, "")

    @property
    def absence(self) -> str:
        """Why there is no text, in words."""
        return ABSENCES.get(self.halaman.pengenalan, UNREAD)


@dataclass(frozen=True)
class Viewer:
    """A stretch of at most PAGES_AT_ONCE pages around the current one."""

    mode: Mode
    pages: tuple[ViewedPage, ...]
    total: int
    current: int
    stretches: tuple[tuple[int, int], ...]
    """First and last page of the stretches near the current one, of the first and of the last one."""
    text: str
    matches: tuple[int, ...]
    """Pages that match the search text, of the whole naskah or of its first SEARCHED_PAGES."""
    language: str = HOME_LANGUAGE
    """The language of the text as a whole."""
    walk: Walk = field(default_factory=Walk)
    """The way from match to match."""

    @property
    def searched(self) -> int:
        """The last page up to which the search text was looked for."""
        return min(self.total, SEARCHED_PAGES)

    @property
    def is_scan_without_text(self) -> bool:
        """Whether no page in sight has any text."""
        return bool(self.pages) and not any(page.halaman.teks.strip() for page in self.pages)

    @property
    def is_all_waiting(self) -> bool:
        """Whether every page without text in sight waits to be read, so that one sentence says it for all."""
        return all(page.absence == UNREAD for page in self.pages if not page.halaman.teks.strip())

    @property
    def is_mixed(self) -> bool:
        """Whether the texts in sight came from different places, so that each has to say its own."""
        return len({page.halaman.asal for page in self.pages if page.halaman.teks.strip()}) > 1

    @property
    def is_from_scan(self) -> bool:
        """Whether text in sight was read by a machine from a picture."""
        return any(page.halaman.asal in SCANNED and page.halaman.teks.strip() for page in self.pages)


@dataclass(frozen=True)
class Stretch:
    """The current page of a naskah, and the first and last page shown with it."""

    current: int
    first: int
    last: int


def stretch(total: int, wanted: str) -> Stretch:
    """The stretch of `total` pages that holds page `wanted`, as typed; anything unusable means the first page."""
    current = max(1, min(read_count(wanted, 6) or 1, total))
    first = (current - 1) // PAGES_AT_ONCE * PAGES_AT_ONCE + 1
    return Stretch(current, first, min(first + PAGES_AT_ONCE - 1, total))


def view(
    pages: Sequence[PublicHalaman],
    shown: Stretch,
    *,
    total: int,
    mode: Mode,
    text: str,
    question: ParsedQuery | None = None,
    met: frozenset[int] = frozenset(),
    outline: Sequence[OutlineEntry] = (),
    bahasa: Sequence[str] = (),
    wanted_hit: int = 0,
) -> Viewer:
    """The viewer over a stretch; `pages` are the searched ones where there is a search text, and the stretch.

    `question` is the search text understood (None: nothing is looked for), `met` the numbers of its groups that the
    naskah meets outside its pages. `bahasa` are the languages of the naskah: a block says its own where it is another
    than the one language of all. `wanted_hit` is the number of the match that the reader is at.
    """
    language = bahasa[0] if len(bahasa) == 1 and bahasa[0] in BAHASA else HOME_LANGUAGE
    parsed = question if question is not None and question.terms else None
    searched = {page.nomor: page.teks for page in pages if page.nomor <= SEARCHED_PAGES}
    matches = look_through(list(searched.items()), parsed, 1, met).pages if parsed else ()
    spans: dict[int, list[Span]] = {}
    if parsed:
        spans = {page.nomor: mark_spans(page.teks, parsed) for page in pages}
    hits = numbered({page.nomor: page.teks for page in pages}, spans, frozenset(matches or searched))
    in_sight = [page for page in pages if shown.first <= page.nomor <= shown.last]
    marks = _drawn(in_sight, hits, shown.current) if mode == "naskah" else {}
    return Viewer(
        mode=mode,
        pages=tuple(
            _viewed(page, hits.get(page.nomor, ()), outline, language, marks.get(page.nomor, ())) for page in in_sight
        ),
        total=total,
        current=shown.current,
        stretches=_stretches(shown, total),
        text=text if parsed else "",
        matches=matches,
        language=language,
        walk=walk(hits, shown.current, (shown.first, shown.last), wanted_hit),
    )


def _drawn(
    pages: Sequence[PublicHalaman], hits: Mapping[int, Sequence[Hit]], current: int
) -> Mapping[int, tuple[DrawnHit, ...]]:
    """The marks in the pictures; where there are too many, those from the present page on come first."""
    left = MOST_DRAWN
    found = {}
    for page in sorted(pages, key=lambda one: (one.nomor < current, one.nomor)):
        of_page = hits.get(page.nomor, ())
        found[page.nomor] = drawn(page, of_page, left)
        left = max(0, left - len(of_page))
    return found


def _viewed(
    page: PublicHalaman,
    marks: tuple[Hit, ...],
    outline: Sequence[OutlineEntry],
    language: str,
    hits: tuple[DrawnHit, ...],
) -> ViewedPage:
    anchors = (anchor for entry in outline if entry.page == page.nomor for anchor in (entry.anchor, *entry.aliases))
    if page.blocks is None:
        whole = marked_parts(page.teks, ((0, len(page.teks)),), marks)
        return ViewedPage(page, whole, anchors=tuple(anchors), hits=hits)
    return ViewedPage(page, (), _read(page.teks, page.blocks, marks, language), tuple(anchors), hits)


@lru_cache(maxsize=128)
def _read(text: str, blocks: tuple[Block, ...], marks: tuple[Hit, ...], language: str) -> tuple[ViewedBlock, ...]:
    """The blocks of a page as they are read; those of the last pages are remembered."""
    return tuple(_block(text, block, marks, language) for block in blocks)


def _block(text: str, block: Block, marks: Sequence[Hit], around: str) -> ViewedBlock:
    """A block with its words in reading order: lines kept where they mean something, else one running text."""
    language = block.language if block.language != around else None
    pieces = flowing(text, block.spans)
    glue = "\n" if block.kind in IN_LINES else ""
    if not marks:
        rows = [text[start:end] for start, end, _ in pieces]
        words = glue.join(rows) if glue else "".join(g + row for (_, _, g), row in zip(pieces, rows, strict=True))
        return ViewedBlock(block.kind, (MarkedPart(words, False),), block.anchors, language, block.is_continued)
    parts: list[MarkedPart] = []
    for at, (start, end, blank) in enumerate(pieces):
        between = (glue or blank) if at else ""
        if between:
            parts.append(MarkedPart(between, False))
        parts += marked_parts(text, ((start, end),), marks)
    return ViewedBlock(block.kind, melted(parts), block.anchors, language, block.is_continued)


def _stretches(shown: Stretch, total: int) -> tuple[tuple[int, int], ...]:
    last = (max(total, 1) - 1) // PAGES_AT_ONCE
    present = (shown.current - 1) // PAGES_AT_ONCE
    named = {0, last, *range(max(0, present - _NEARBY), min(last, present + _NEARBY) + 1)}
    return tuple((at * PAGES_AT_ONCE + 1, min((at + 1) * PAGES_AT_ONCE, total)) for at in sorted(named))
