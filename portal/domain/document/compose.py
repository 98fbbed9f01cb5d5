"""The document of a naskah: its lines become blocks, its headings an outline.

Works in a few passes over the lines; what it cannot tell stays as the page has it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from portal.domain.document.articles import ArticleHead
from portal.domain.document.candidates import candidates_of, split_headings
from portal.domain.document.furniture import furniture_of
from portal.domain.document.joining import read_out
from portal.domain.document.languages import is_bilingual, split_languages
from portal.domain.document.lines import TextLine, lines_of, widest
from portal.domain.document.model import Block, BlockKind, Document, OutlineEntry, PageStructure, SourcePage, Span
from portal.domain.document.parts import is_labelled, marker_of, names_party, names_side
from portal.domain.document.plan import Stretch, stretches_of
from portal.domain.language.judul import in_reading_case
from portal.domain.language.paragraph import language_of

_ITEMS = (BlockKind.AYAT, BlockKind.HURUF, BlockKind.ANGKA)
_SHORT = 0.82
"""Share of a full line below which a line that ends a sentence ends its paragraph."""

_ROW = 0.6
"""Share of a full line below which a line is none of a running text, unless it ends it."""

_LONGEST_HEADING = 200
_SHORT_CAPTION = 3
"""Words below which the rule of titles does not tell a caption in capitals from an abbreviation."""

_WORD = 5
"""Letters from which on a word in capitals is taken for none."""

_MOST_ENTRIES = 600
_NAMED_PARTS = {
    BlockKind.PEMBUKAAN: ("Pembukaan", "pembukaan"),
    BlockKind.PIHAK: ("Pembukaan", "pembukaan"),
    BlockKind.TANDA_TANGAN: ("Tanda tangan", "tanda-tangan"),
}
"""Parts without a heading of their own that have a place in the outline, with the name of their address."""

_INDONESIAN = ("Pasal", "Bab", "Lampiran", "Klausul", "Bagian")
_ENGLISH = ("Article", "Chapter", "Section", "Clause", "Paragraph", "Annex", "Appendix", "Attachment", "Schedule")


def document_of(pages: Sequence[SourcePage], *, prefix: str = "") -> Document:
    """The document in these pages; `prefix` stands before each of its addresses.

    The blocks of a page hold each of its words exactly once, in their order.
    """
    lines, rests = _prepared(pages)
    heads = frozenset(
        (page[candidate.at].page, page[candidate.at].at) for page in lines for candidate in candidates_of(page)
    )
    furniture = furniture_of(lines, heads)
    body = [line for page in lines for line in page if (line.page, line.at) not in furniture]
    writer = _Writer(pages, lines, rests, furniture, prefix)
    for stretch in stretches_of(body):
        writer.write(body, stretch)
    return writer.finished()


def _prepared(pages: Sequence[SourcePage]) -> tuple[list[list[TextLine]], dict[int, Span]]:
    """The lines of every page, cells that stand on one line set apart; and what is too long to be looked at."""
    lines: list[list[TextLine]] = []
    rests: dict[int, Span] = {}
    for page in pages:
        found, rest = lines_of(page)
        lines.append([part for line in found for part in split_headings(line)])
        if rest is not None:
            rests[page.number] = rest
    if is_bilingual(lines):
        lines = [[part for line in page for part in split_languages(line)] for page in lines]
    return [[replace(line, at=at) for at, line in enumerate(page)] for page in lines], rests


@dataclass
class _Writer:
    """Collects the blocks of all pages and the outline."""

    pages: Sequence[SourcePage]
    lines: list[list[TextLine]]
    rests: dict[int, Span]
    furniture: frozenset[tuple[int, int]]
    prefix: str
    blocks: dict[int, list[tuple[int, Block]]] = field(default_factory=dict)
    outline: list[OutlineEntry] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    open_kind: BlockKind | None = None
    open_lines: list[TextLine] = field(default_factory=list)
    goes_on: bool = False
    reached: dict[BlockKind, int] = field(default_factory=dict)
    is_first: bool = True
    language: str | None = None
    named: set[BlockKind] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.texts = {page.number: page.text for page in self.pages}
        self.widths = {page[0].page: widest(page) for page in self.lines if page}

    def write(self, body: Sequence[TextLine], stretch: Stretch) -> None:
        """The blocks of one stretch."""
        heads = {head.first: head for head in stretch.heads}
        base = ""
        if stretch.annex is not None:
            heads[stretch.annex.first] = stretch.annex
            base = f"{stretch.annex.key}-"
        alias_of = _alias_of(stretch)
        at, base_roman = stretch.first, ""
        width = widest(body[stretch.first : stretch.stop])
        while at < stretch.stop:
            head = heads.get(at)
            if at == stretch.closing:
                self._close()
            if head is None:
                self._line(body[at], stretch.part_of(at), width)
                at += 1
                continue
            self._close()
            self.reached = {}
            if head.kind is BlockKind.PASAL:
                base_roman = f"{head.key}-"
            self._head(body, head, base + (base_roman if head.kind is BlockKind.KUTIPAN else ""), alias_of)
            at = head.last + 1
        self._close()
        self.is_first = False

    def _head(self, body: Sequence[TextLine], head: ArticleHead, base: str, alias_of: str | None) -> None:
        """The block of a heading, its place in the outline, and the text that follows it on its line."""
        lines = list(body[head.first : head.last + 1])
        line = body[head.at]
        rest = None
        if head.rest_at is not None:
            rest = line.part(head.rest_at, len(line.text))
            lines[-1] = line.part(0, head.rest_at)
        is_annex = head.kind is BlockKind.LAMPIRAN
        anchor = self._anchor(self.prefix + ("" if is_annex else base) + head.key)
        aliases: list[str] = []
        if self.is_first and alias_of and head.kind is BlockKind.PASAL and head.key.startswith(alias_of):
            alias = f"{self.prefix}pasal-{head.number}"
            if alias not in self.taken:
                self.taken.add(alias)
                aliases.append(alias)
        word = head.label.split()[0]
        self.language = "id" if word in _INDONESIAN else "en" if word in _ENGLISH else self.language
        self._add(head.kind, lines, anchors=(anchor, *aliases))
        if head.kind is not BlockKind.KUTIPAN and len(self.outline) < _MOST_ENTRIES:
            level = 2 if base or (head.kind is BlockKind.PASAL and self._is_below_bab()) else 1
            heading = self._caption(body, head)
            entry = OutlineEntry(
                head.kind, head.label, heading, anchor, lines[0].page, lines[0].start, level, tuple(aliases)
            )
            self.outline.append(entry)
        if rest is not None and rest.text:
            self._line(rest, BlockKind.PARAGRAPH, len(line.text))

    def _is_below_bab(self) -> bool:
        return any(entry.kind is BlockKind.BAB for entry in self.outline)

    def _caption(self, body: Sequence[TextLine], head: ArticleHead) -> str:
        pieces = []
        for at in range(head.first, head.last + 1):
            line = body[at]
            if at != head.at:
                pieces.append(line.text)
            elif head.caption_at is not None:
                pieces.append(line.text[head.caption_at :])
        caption = " ".join(" ".join(pieces).split())[:_LONGEST_HEADING].strip(' .:-–—_*"“”')
        if caption.isupper() and len(caption.split()) < _SHORT_CAPTION:
            return " ".join(word.capitalize() if len(word) >= _WORD else word for word in caption.split())
        return in_reading_case(caption)

    def _anchor(self, wanted: str) -> str:
        anchor, number = wanted, 2
        while anchor in self.taken:
            anchor, number = f"{wanted}-{number}", number + 1
        self.taken.add(anchor)
        return anchor

    def _line(self, line: TextLine, part: BlockKind, width: int) -> None:
        """One line of text: it goes on with the open block, or opens one."""
        before = self.open_lines[-1] if self.open_lines else None
        if part in (BlockKind.JUDUL, BlockKind.TANDA_TANGAN):
            is_next = part is BlockKind.TANDA_TANGAN and names_side(line) and len(self.open_lines) > 1
            if (
                self.open_kind is not part
                or line.has_gap
                or is_next
                or (before is not None and before.page != line.page)
            ):
                self._close()
            self._go_on(part, line)
            return
        marker = marker_of(line, before, self.reached)
        if marker is not None:
            self._close()
            self._count(marker.kind, marker.number)
            self._go_on(marker.kind if part is not BlockKind.PEMBUKAAN else part, line)
        elif (
            before is None
            or self.open_kind in (BlockKind.JUDUL, BlockKind.TANDA_TANGAN)
            or _begins(before, line, width)
        ):
            self._close()
            self._go_on(part, line)
        elif before.page != line.page:
            kind = self.open_kind or part
            goes_on = not before.is_terminal or line.text[0].islower()
            self._close()
            self.goes_on = goes_on
            self._go_on(kind if goes_on else part, line)
        else:
            self.open_lines.append(line)

    def _count(self, kind: BlockKind, number: int) -> None:
        self.reached[kind] = number
        if kind is BlockKind.AYAT:
            self.reached.pop(BlockKind.HURUF, None)
            self.reached.pop(BlockKind.ANGKA, None)

    def _go_on(self, kind: BlockKind, line: TextLine) -> None:
        self.open_kind = kind
        self.open_lines.append(line)

    def _close(self) -> None:
        if self.open_lines and self.open_kind is not None:
            self._add(self.open_kind, self.open_lines, is_continued=self.goes_on)
        self.open_kind, self.open_lines, self.goes_on = None, [], False

    def _add(
        self, kind: BlockKind, lines: Sequence[TextLine], *, anchors: tuple[str, ...] = (), is_continued: bool = False
    ) -> None:
        """A block for the lines of each page that these stand on."""
        for number, (page, own) in enumerate(_by_page(lines)):
            spans = self._spans(own)
            if kind is BlockKind.PARAGRAPH and self._is_table(own):
                kind = BlockKind.PLAIN
            text = read_out(self.texts[page], spans)
            language = self.language if anchors else language_of(text)
            if kind is BlockKind.PEMBUKAAN and names_party(text):
                kind = BlockKind.PIHAK
            if kind in _NAMED_PARTS and self.is_first and not number:
                anchors = self._name_part(kind, own[0])
            block = Block(kind, spans, anchors if not number else (), language, is_continued or number > 0)
            self.blocks.setdefault(page, []).append((own[0].at, block))

    def _is_table(self, lines: Sequence[TextLine]) -> bool:
        """Whether lines are rows that each say something of their own: in running text nearly all are full."""
        full = _ROW * self.widths.get(lines[0].page, 0)
        return len(lines) > 2 and 2 * sum(len(line.text) < full for line in lines[:-1]) > len(lines) - 1

    def _name_part(self, kind: BlockKind, line: TextLine) -> tuple[str, ...]:
        """The address of the opening or of the signatures where the first of their lines stands; none behind it."""
        label, key = _NAMED_PARTS[kind]
        if kind in self.named or (kind is BlockKind.PIHAK and BlockKind.PEMBUKAAN in self.named):
            return ()
        self.named |= {kind, BlockKind.PEMBUKAAN if kind is BlockKind.PIHAK else kind}
        anchor = self._anchor(self.prefix + key)
        self.outline.append(OutlineEntry(kind, label, "", anchor, line.page, line.start))
        return (anchor,)

    def _spans(self, lines: Sequence[TextLine]) -> tuple[Span, ...]:
        """The stretches of these lines; lines that follow each other are one."""
        spans: list[tuple[int, int]] = []
        before: TextLine | None = None
        for line in lines:
            if (before is not None and line.at == before.at + 1) or (before is not None and line.at == before.at):
                spans[-1] = (spans[-1][0], line.end)
            else:
                spans.append(line.span)
            before = line
        return tuple(spans)

    def finished(self) -> Document:
        """The document: blocks and furniture of each page in the order of the page."""
        for page in self.lines:
            for line in page:
                if (line.page, line.at) in self.furniture:
                    self.blocks.setdefault(line.page, []).append((line.at, Block(BlockKind.FURNITURE, (line.span,))))
        for number, span in self.rests.items():
            self.blocks.setdefault(number, []).append((len(self.texts[number]), Block(BlockKind.PLAIN, (span,))))
        pages = tuple(
            PageStructure(
                page.number,
                tuple(block for _, block in sorted(self.blocks.get(page.number, ()), key=lambda one: one[1].start)),
            )
            for page in self.pages
        )
        return Document(pages, tuple(self.outline))


def _alias_of(stretch: Stretch) -> str | None:
    """Which headings answer to `pasal-3` too: Roman ones, and those of English papers, where no Pasal has that name."""
    own = [head for head in stretch.heads if head.kind is BlockKind.PASAL]
    if any(head.key == f"pasal-{head.number}" for head in own):
        return None
    return "pasal" if any(head.key.startswith("pasal-") for head in own) else "article"


def _by_page(lines: Sequence[TextLine]) -> Iterator[tuple[int, list[TextLine]]]:
    run: list[TextLine] = []
    for line in lines:
        if run and run[-1].page != line.page:
            yield run[0].page, run
            run = []
        run.append(line)
    if run:
        yield run[0].page, run


def _begins(before: TextLine, line: TextLine, width: int) -> bool:
    """Whether a paragraph begins with this line though it has no mark of its own."""
    if before.page != line.page:
        return False
    if is_labelled(line) or (is_labelled(before) and line.is_capitals):
        return True
    last = before.text.rstrip()[-1]
    if last in ":;":
        return True
    if line.has_gap:
        return before.is_terminal or not line.text[0].islower()
    if last in '.!?”"' and len(before.text) < _SHORT * width and not line.text[0].islower():
        return True
    here, there = language_of(before.text), language_of(line.text)
    return here is not None and there is not None and here != there
