"""What the viewer of a naskah shows: which pages, which of them match the search, and their text with marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.errors import QueryRefusedError
from portal.queries.public_values import PublicHalaman
from portal.search.query import ParsedQuery, parse
from portal.search.snippets import Part, mark_text

Mode = Literal["naskah", "teks"]
PAGES_AT_ONCE = 20
SCANNED = ("our_ocr", "embedded_ocr")

# Marking melts blanks into one; lines of a page are kept by standing in for their ends with a character no text has.
_LINE_END = "\ue000"


@dataclass(frozen=True)
class ViewedPage:
    """A page in the viewer: the page itself and its text in parts, matches marked."""

    halaman: PublicHalaman
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Viewer:
    """A stretch of at most PAGES_AT_ONCE pages around the current one."""

    mode: Mode
    pages: tuple[ViewedPage, ...]
    total: int
    current: int
    stretches: tuple[tuple[int, int], ...]
    """First and last page of every stretch of the naskah."""
    text: str
    matches: tuple[int, ...]
    """Pages of the whole naskah that match the search text."""

    @property
    def is_scan_without_text(self) -> bool:
        """Whether no page in sight has any text."""
        return bool(self.pages) and not any(page.halaman.teks.strip() for page in self.pages)

    @property
    def is_from_scan(self) -> bool:
        """Whether text in sight was read by a machine from a picture."""
        return any(page.halaman.asal in SCANNED and page.halaman.teks.strip() for page in self.pages)


def view(pages: Sequence[PublicHalaman], *, mode: Mode, wanted: str, text: str) -> Viewer:
    """The stretch with page `wanted` (as typed; anything unusable means the first page)."""
    total = len(pages)
    current = min(int(wanted), max(total, 1)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    current = max(current, 1)
    first = (current - 1) // PAGES_AT_ONCE * PAGES_AT_ONCE
    parsed = _parsed(text)
    shown = pages[first : first + PAGES_AT_ONCE]
    marked = {page.nomor: mark_lines(page.teks, parsed) for page in pages} if parsed and parsed.terms else {}
    matches = tuple(number for number, parts in marked.items() if any(is_marked for _, is_marked in parts))
    return Viewer(
        mode=mode,
        pages=tuple(ViewedPage(page, marked.get(page.nomor, ((page.teks, False),))) for page in shown),
        total=total,
        current=current,
        stretches=tuple(
            (start + 1, min(start + PAGES_AT_ONCE, total)) for start in range(0, max(total, 1), PAGES_AT_ONCE)
        ),
        text=text if parsed and parsed.terms else "",
        matches=matches,
    )


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
