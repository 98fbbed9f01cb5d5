"""What the viewer of a naskah shows: which pages, which of them match the search, and their text with marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.whole_number import read_count
from portal.errors import QueryRefusedError
from portal.queries.public.values import PublicHalaman
from portal.search.query import ParsedQuery, parse
from portal.search.snippets import Part, mark_text

Mode = Literal["naskah", "teks"]
PAGES_AT_ONCE = 20
SEARCHED_PAGES = 500
"""Pages in which the viewer looks for the search text; more would keep everybody waiting."""
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

# Marking melts blanks into one; lines of a page are kept by standing in for their ends with a character no text has.
_LINE_END = "\ue000"


@dataclass(frozen=True)
class ViewedPage:
    """A page in the viewer: the page itself and its text in parts, matches marked."""

    halaman: PublicHalaman
    parts: tuple[Part, ...]

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


def view(pages: Sequence[PublicHalaman], shown: Stretch, *, total: int, mode: Mode, text: str) -> Viewer:
    """The viewer over a stretch; `pages` are the searched ones where there is a search text, and the stretch."""
    parsed = _parsed(text)
    marked = {page.nomor: mark_lines(page.teks, parsed) for page in pages} if parsed and parsed.terms else {}
    matches = tuple(number for number, parts in marked.items() if any(is_marked for _, is_marked in parts))
    return Viewer(
        mode=mode,
        pages=tuple(
            ViewedPage(page, marked.get(page.nomor, ((page.teks, False),)))
            for page in pages
            if shown.first <= page.nomor <= shown.last
        ),
        total=total,
        current=shown.current,
        stretches=_stretches(shown, total),
        text=text if parsed and parsed.terms else "",
        matches=matches,
    )


def _stretches(shown: Stretch, total: int) -> tuple[tuple[int, int], ...]:
    last = (max(total, 1) - 1) // PAGES_AT_ONCE
    present = (shown.current - 1) // PAGES_AT_ONCE
    named = {0, last, *range(max(0, present - _NEARBY), min(last, present + _NEARBY) + 1)}
    return tuple((at * PAGES_AT_ONCE + 1, min((at + 1) * PAGES_AT_ONCE, total)) for at in sorted(named))


def mark_lines(text: str, parsed: ParsedQuery) -> tuple[Part, ...]:
    """The text with its lines kept and its matches marked."""
    parts = mark_text(text.replace("\n", _LINE_END), parsed)
    return tuple((piece.replace(_LINE_END, "\n"), is_marked) for piece, is_marked in parts)


def _parsed(text: str) -> ParsedQuery | None:
    """The search text understood; what the search page would refuse marks nothing here."""
    try:
        return parse(text) if text.strip() else None
    except QueryRefusedError:
        return None
