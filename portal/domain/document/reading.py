"""A text as it is read from beginning to end: its pages put together, running heads left out, split words whole again.

Formats of the text (Akoma Ntoso, Markdown) are written from this; the viewer shows pages and reads them itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from portal.domain.document.joining import flowing, is_divided
from portal.domain.document.model import HEADINGS, IN_LINES, Block, BlockKind, OutlineEntry
from portal.domain.plain_text import carried

_NUMBER = re.compile(r"(?:[0-9]{1,3}|[IVXL]{1,6})[A-D]?")
_EDGE = " .:,;-–—\t"


@dataclass(frozen=True)
class ReadPage:
    """A page with its text; `blocks` is None where it is not known what the text is made of."""

    number: int
    text: str
    blocks: tuple[Block, ...] | None


@dataclass(frozen=True)
class ReadBlock:
    """A piece of the text in reading order; its lines are kept where they mean something.

    `label` and `heading` are set for headings: `Pasal 3` and `RUANG LINGKUP` in the words of the page.
    """

    kind: BlockKind
    text: str
    page: int
    anchor: str = ""
    language: str | None = None
    label: str = ""
    heading: str = ""

    @property
    def lines(self) -> list[str]:
        """Its lines; one where it is running text."""
        return self.text.split("\n")


@dataclass(frozen=True)
class Section:
    """A Bab, a Pasal or an annex: its heading, what stands below it, and the sections within it.

    One whose heading is empty holds what stands between two texts of one naskah.
    """

    head: ReadBlock
    blocks: tuple[ReadBlock, ...]
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class ReadText:
    """One text: what stands before its first heading, its Bab and Pasal, its closing, and its annexes."""

    opening: tuple[ReadBlock, ...]
    sections: tuple[Section, ...]
    closing: tuple[ReadBlock, ...]
    annexes: tuple[Section, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is not a word in it."""
        return not (self.opening or self.sections or self.closing or self.annexes)


def read_text(pages: Iterable[ReadPage], outline: Sequence[OutlineEntry]) -> ReadText:
    """The text of these pages; of pages whose structure is not known, each is one block as it stands."""
    entries = {entry.anchor: entry for entry in outline}
    return _Builder().built(_named(block, entries) for block in read_blocks(pages))


def read_blocks(pages: Iterable[ReadPage]) -> list[ReadBlock]:
    """Every block in reading order; what goes on from the page before is put to it."""
    found: list[ReadBlock] = []
    for page in pages:
        for block, read in _of_page(page):
            if block is not None and block.is_continued and found and found[-1].kind is read.kind:
                found[-1] = replace(found[-1], text=_joined(found[-1].text, read.text, read.kind))
            else:
                found.append(read)
    return found


def _of_page(page: ReadPage) -> Iterator[tuple[Block | None, ReadBlock]]:
    if page.blocks is None:
        text = _rows(page.text)
        if text:
            yield None, ReadBlock(BlockKind.PLAIN, text, page.number)
        return
    for block in page.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        pieces = flowing(page.text, block.spans)
        if block.kind in IN_LINES:
            text = _rows("\n".join(page.text[start:end] for start, end, _ in pieces))
        else:
            text = " ".join(carried("".join(glue + page.text[start:end] for start, end, glue in pieces)).split())
        if text:
            anchor = block.anchors[0] if block.anchors else ""
            yield block, ReadBlock(block.kind, text, page.number, anchor, block.language)


def _rows(text: str) -> str:
    rows = (" ".join(row.split()) for row in carried(text).split("\n"))
    return "\n".join(row for row in rows if row)


def _joined(before: str, after: str, kind: BlockKind) -> str:
    if kind in IN_LINES:
        return f"{before}\n{after}"
    first, second = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
    if len(first) > 1 and first.endswith("-") and first[:-1].isalpha() and second.isalpha():
        return (before[:-1] if is_divided(first[:-1], second) else before) + after
    return f"{before} {after}"


def _named(block: ReadBlock, entries: dict[str, OutlineEntry]) -> ReadBlock:
    if block.kind not in HEADINGS:
        return block
    entry = entries.get(block.anchor)
    label = entry.label if entry is not None else ""
    wanted = label.casefold().split()
    for at, line in enumerate(block.lines if wanted else ()):
        words = line.split()
        own = [word.strip(_EDGE) for word in words[: len(wanted)]]
        # `Pasal I` stays as it is written, whatever the outline counts it as; `Pasal l` is a misreading.
        is_number = len(own) < 2 or own[1].casefold() == wanted[1] or _NUMBER.fullmatch(own[1]) is not None
        if len(own) == len(wanted) and own[0].casefold() == wanted[0] and is_number:
            rest = " ".join(words[len(wanted) :]).strip(_EDGE)
            heading = [*block.lines[:at], rest, *block.lines[at + 1 :]]
            return replace(block, label=" ".join(own), heading=" ".join(filter(None, heading)))
    if entry is not None:
        # A machine misread the number or the word; the outline says what was meant.
        return replace(block, label=label, heading=entry.heading)
    return replace(block, label=block.lines[0], heading=" ".join(block.lines[1:]))


@dataclass
class _Open:
    """A section that is being filled."""

    head: ReadBlock
    blocks: list[ReadBlock] = field(default_factory=list)
    sections: list["_Open"] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(self.head, tuple(self.blocks), tuple(one.closed() for one in self.sections))


@dataclass
class _Builder:
    """Puts blocks into sections as they come."""

    opening: list[ReadBlock] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)
    closing: list[ReadBlock] = field(default_factory=list)
    annexes: list[_Open] = field(default_factory=list)
    here: list[_Open] = field(default_factory=list)
    """Open sections, the outermost first."""

    def built(self, blocks: Iterable[ReadBlock]) -> ReadText:
        for block in blocks:
            if block.kind in (BlockKind.BAB, BlockKind.PASAL, BlockKind.LAMPIRAN):
                self._open(block)
            else:
                self._put(block)
        return ReadText(
            tuple(self.opening),
            tuple(one.closed() for one in self.sections),
            tuple(self.closing),
            tuple(one.closed() for one in self.annexes),
        )

    def _open(self, block: ReadBlock) -> None:
        made = _Open(block)
        if block.kind is BlockKind.LAMPIRAN:
            self.annexes.append(made)
            self.here = [made]
            return
        if self.closing and not self.here:
            # The same text in another language follows: what closed the first one keeps its place before it.
            self.sections.append(_Open(ReadBlock(BlockKind.PLAIN, "", self.closing[0].page), self.closing))
            self.closing = []
        outer = [one for one in self.here if one.head.kind is BlockKind.LAMPIRAN]
        if block.kind is BlockKind.PASAL:
            outer += [one for one in self.here if one.head.kind is BlockKind.BAB]
        (outer[-1].sections if outer else self.sections).append(made)
        self.here = [*outer, made]

    def _put(self, block: ReadBlock) -> None:
        is_in_annex = any(one.head.kind is BlockKind.LAMPIRAN for one in self.here)
        if block.kind in (BlockKind.PENUTUP, BlockKind.TANDA_TANGAN) and self.sections and not is_in_annex:
            self.here = []
        if self.here:
            self.here[-1].blocks.append(block)
        elif self.sections:
            self.closing.append(block)
        else:
            self.opening.append(block)
