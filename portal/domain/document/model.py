"""What the text of a naskah is made of: blocks over the text of its pages, and the outline they give.

A block never holds words of its own. It names stretches of the published text of one page, and the blocks of a page
share that text out among themselves: no word stands in two of them, none in no block. What cannot be told stays
`PLAIN`.
"""

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""Where a stretch of a page text begins and where it ends."""


class BlockKind(StrEnum):
    """What a block is in an agreement; nouns of drafting as the regulation uses them."""

    JUDUL = "judul"
    PEMBUKAAN = "pembukaan"
    PIHAK = "pihak"
    BAB = "bab"
    PASAL = "pasal"
    KUTIPAN = "kutipan"
    """A Pasal of another naskah that an amendment quotes."""

    AYAT = "ayat"
    HURUF = "huruf"
    ANGKA = "angka"
    PARAGRAPH = "paragraf"
    PENUTUP = "penutup"
    TANDA_TANGAN = "tanda_tangan"
    LAMPIRAN = "lampiran"
    FURNITURE = "perabot"
    """Running heads, feet, page numbers: on the page, not in the naskah."""

    PLAIN = "polos"


HEADINGS = frozenset({BlockKind.BAB, BlockKind.PASAL, BlockKind.KUTIPAN, BlockKind.LAMPIRAN})
IN_LINES = frozenset({BlockKind.JUDUL, BlockKind.TANDA_TANGAN, BlockKind.FURNITURE, BlockKind.PLAIN, *HEADINGS})
"""Blocks whose line ends mean something and are kept."""


@dataclass(frozen=True)
class Block:
    """Stretches of one page text that belong together.

    `anchors` are the addresses that lead here, the proper one first. `is_continued` says that it goes on from the page
    before. `language` is None where the words do not tell.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    anchors: tuple[str, ...] = ()
    language: str | None = None
    is_continued: bool = False

    @property
    def start(self) -> int:
        """Where it begins on its page."""
        return self.spans[0][0]


@dataclass(frozen=True)
class PageStructure:
    """The blocks of one page (counted from 1) in the order in which they are read."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class OutlineEntry:
    """A place of the outline: `label` ("Pasal 3") and `heading` ("RUANG LINGKUP") as they are to be read.

    `page` counts from 1 over all files of the naskah, `start` is the place on that page. `level` is 1 or, below a Bab
    or in a Lampiran, 2. `aliases` are further addresses of the same place.
    """

    kind: BlockKind
    label: str
    heading: str
    anchor: str
    page: int
    start: int
    level: int = 1
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The pages of a naskah, or of one file of it, with its outline."""

    pages: tuple[PageStructure, ...]
    outline: tuple[OutlineEntry, ...]


@dataclass(frozen=True)
class SourcePage:
    """A page as the structure is taken from it; `is_scan` where a machine read its text from a picture."""

    number: int
    text: str
    is_scan: bool = False
