"""The few shapes an agreement is made of; content writes them, layout draws them.

`**bold**` inside a text switches weight. Lengths are points.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["justify", "left", "center"]


@dataclass(frozen=True)
class Par:
    """A paragraph; `marker` stands in the indent, `keep` ties it to the block that follows."""

    text: str
    align: Align = "justify"
    indent: float = 0.0
    marker: str = ""
    hang: float = 22.0
    before: float = 0.0
    scale: float = 1.0
    keep: bool = False


@dataclass(frozen=True)
class Columns:
    """Two paragraphs side by side, the Indonesian on the left."""

    left: Par
    right: Par


@dataclass(frozen=True)
class Emblems:
    """A row of institution emblems, the initiator's on the left."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A ruled table: the first row is repeated on each page; widths are parts of the line."""

    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Signature:
    """One signing side on the last page; `ink` 0 is unsigned."""

    label: str
    jabatan: str
    nama: str
    emblem: str
    ink: int
    has_meterai: bool = False


@dataclass(frozen=True)
class Signatures:
    """The signing sides, two a row, never split over pages."""

    cells: tuple[Signature, ...]


@dataclass(frozen=True)
class Break:
    """A new page, upright or landscape from here on."""

    is_landscape: bool = False


Block = Par | Columns | Emblems | Grid | Signatures | Break


@dataclass(frozen=True)
class Document:
    """A whole agreement; `pad` holds further annex pages, taken in turn until there are `pages` pages."""

    blocks: tuple[Block, ...]
    is_serif: bool
    scale: float = 1.0
    has_paraf: bool = False
    pages: int = 0
    pad: tuple[tuple[Block, ...], ...] = ()


def heading(label: str, title: str) -> list[Block]:
    """PASAL n and its title, tied to the text below."""
    return [
        Par(f"**{label}**", align="center", before=13, keep=True),
        Par(f"**{title}**", align="center", keep=True),
    ]


def lettered(items: tuple[str, ...], *, indent: float = 0.0, last_word: str = "dan") -> list[Block]:
    """a., b., … with the semicolons and the closing "dan" of legal drafting."""
    blocks: list[Block] = []
    for index, item in enumerate(items):
        tail = "." if index == len(items) - 1 else f"; {last_word}" if index == len(items) - 2 else ";"
        blocks.append(Par(f"{item}{tail}", indent=indent, marker=f"{chr(97 + index)}.", before=3))
    return blocks


def numbered(verses: list[str]) -> list[Block]:
    """One verse as a paragraph, several as (1), (2), …"""
    if len(verses) == 1:
        return [Par(verses[0], before=4)]
    return [Par(verse, marker=f"({index})", before=4) for index, verse in enumerate(verses, 1)]
