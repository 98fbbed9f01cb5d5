"""Turns the text of an agreement into what is laid on its pages.

One line is one piece. `= ` bold and centred, `~ ` centred, `/ ` centred and slanted, `#1.|text` hanging, `|a|b` a row
of a table without lines, `!a|b` a row of a ruled one, `<left||right` a row of two languages, `^a^b` a row of a block of
signatures, `[ ` at the left edge, `] ` at the right, `> ` moved in, `@word rest` a whole part: `@logo`, `@kop`,
`@surat`, `@sudut`, `@pasal`, `@article`, `@jangka`, `@ttd`, `@cap`, `@besar`, `@bab`, `@lebar`, `@pola`, `@baru`,
`@jarak`.
`{{12}}` is written by hand, `{{12..}}` over dots. Anything else is a paragraph.
"""

import random
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Paragraph, Spacer, Table, TableStyle

from tests.corpus.clauses import CLAUSES, ENGLISH_CLAUSES
from tests.corpus.handwriting import written_width
from tests.corpus.looks import Look
from tests.corpus.marks import Emblems, Signatures
from tests.corpus.naskah import Naskah, clauses
from tests.corpus.pieces import Letterhead, Logo, Running, SignCell, Stamped, corner_head

_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = tuple(tens + ones for tens in ("", "X", "XX") for ones in _ONES)[1:]


def roman(number: int) -> str:
    """The number of an article as some offices write it, up to XXIX."""
    return _ROMAN[number - 1]


_TABLES = {"|": False, "!": True}
_GAP = re.compile(r" {3,}")
_BY_HAND = re.compile(r"\{\{(.+?)(\.\.)?\}\}")
_MIXED = ("Times-Bold", "Helvetica-Bold", "carlito-700", "archivo-narrow-700", "Times-Roman", "Courier-Bold")


@dataclass
class Place:
    """Where one piece of structure came to lie: an article, or a numbered paragraph of one. `page` counts from 1."""

    kind: str
    number: str
    heading: str
    page: int = 0


class Marked(Paragraph):  # type: ignore[misc]
    """A paragraph that notes on which page it begins."""

    place: Place | None = None

    def split(self, *room: float) -> list["Marked"]:
        """Its first part goes on knowing what it begins."""
        parts: list[Marked] = super().split(*room)
        if parts and parts[0] is not self:
            parts[0].place = self.place
        return parts

    def draw(self) -> None:
        """Note the page, then as any paragraph."""
        if self.place and not self.place.page:
            self.place.page = self.canv.getPageNumber()
        super().draw()


@dataclass
class Setter:
    """Sets one agreement; counts its articles on the way."""

    naskah: Naskah
    look: Look
    width: float
    article: int = 0
    pattern: str = ""
    shares: tuple[float, ...] = ()
    places: list["Place"] = field(default_factory=list)
    story: list[Flowable] = field(default_factory=list)

    def run(self) -> list[Flowable]:
        """Everything of the agreement in order."""
        lines = [self._inked(line) for line in self.naskah.isi.splitlines() if line.strip()]
        for kind, group in groupby(lines, key=lambda line: line[0] if line[0] in "|!<^" else ""):
            rows = list(group)
            if kind in _TABLES:
                self._table([row[1:].split("|") for row in rows], is_ruled=_TABLES[kind])
            elif kind == "^":
                self._block([row[1:].split("^") for row in rows])
            elif kind == "<":
                self._columns([row[1:].split("||") for row in rows])
            else:
                for line in rows:
                    self._line(line)
        while self.naskah.bagian and isinstance(self.story[-1], Spacer):
            self.story.pop()
        return self.story

    def _inked(self, line: str) -> str:
        """The line with what is written by hand as marks that the page draws, over room of the same width."""
        if self.look.hand == "" or line.startswith("@cap"):
            return line
        line = _GAP.sub(lambda gap: "\u00a0" * len(gap[0]), line)

        def mark(found: re.Match[str]) -> str:
            text, dots = found[1], "." if found[2] else "\u00a0"
            wide = written_width(self.look.hand, text, self.look.size) * 1.2
            room = float(stringWidth(dots, self.look.font, self.look.size))
            label = f"{self.look.hand}~{self.look.size}~{text}"
            return f'<onDraw name="by_hand" label="{label}"/>' + dots * (int(wide / room) + 1 + 4 * bool(found[2]))

        return _BY_HAND.sub(mark, line)

    def _mixed(self, text: str) -> str:
        if "campur" not in self.naskah.gaya:
            return text
        throw = random.Random(f"campur {self.naskah.id} {len(self.story)}")  # noqa: S311 - a repeatable look.
        return f'<font name="{throw.choice(_MIXED)}" size="{self.look.size + throw.uniform(-1, 2):.1f}">{text}</font>'

    def _line(self, line: str) -> None:
        look, rest = self.look, line[2:]
        if line.startswith(("= ", "~ ")):
            rest = self._mixed(rest)
        if line.startswith(("[ ", "] ", "> ")):
            style = ParagraphStyle("edge", parent=look.style("left"))
            style.alignment = 2 if line[0] == "]" else 0
            style.leftIndent = 36 if line[0] == ">" else 0
            self.story.append(Paragraph(rest, style))
        elif line.startswith("= "):
            self.story.append(Paragraph(rest, look.style("title", scale=1.05)))
        elif line.startswith("~ "):
            self.story.append(Paragraph(rest, look.style("centre")))
        elif line.startswith("/ "):
            self.story.append(Paragraph(f'<font name="{look.italic}">{rest}</font>', look.style("centre")))
        elif line.startswith("#"):
            mark, text = line[1:].split("|", 1)
            self._hanging(mark, text)
        elif line.startswith("@"):
            word, _, rest = line[1:].partition(" ")
            getattr(self, f"_part_{word}")(rest)
        else:
            # A justified line would move the words but not the pen.
            self.story.append(Paragraph(line, look.style("left" if "<onDraw" in line else "body")))

    def _hanging(self, mark: str, text: str) -> None:
        style = self.look.style("body")
        indent = 18 + 5 * max(0, len(mark) - 2)
        style = ParagraphStyle("hanging", parent=style, leftIndent=indent, bulletIndent=0)
        paragraph = Marked(text, style, bulletText=mark)
        if self.article and re.fullmatch(r"\(\d+\)", mark):
            paragraph.place = self._place("ayat", mark.strip("()"), "")
        self.story.append(paragraph)

    def _table(self, rows: list[list[str]], *, is_ruled: bool) -> None:
        style = self.look.style("left")
        cells = [[Paragraph(cell.strip(), style) for cell in row] for row in rows]
        count = max(len(row) for row in cells)
        shares, self.shares = self.shares, ()
        first = {2: (0.26, 0.74), 3: (0.06, 0.26, 0.68), 4: (0.06, 0.25, 0.03, 0.66)}.get(count, (1 / count,) * count)
        first = shares if len(shares) == count else first
        commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 0)]
        if is_ruled:
            commands.append(("GRID", (0, 0), (-1, -1), 0.6, black))
        self.story.append(Table(cells, [self.width * share for share in first], style=TableStyle(commands)))
        self.story.append(Spacer(1, self.look.size * 0.6))

    def _columns(self, rows: list[list[str]]) -> None:
        cells = [[self._half(half.strip()) for half in row] for row in rows]
        lines = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
        if "garis" in self.naskah.gaya:
            lines.append(("LINEAFTER", (0, 0), (0, -1), 0.5, black))
        self.story.append(Table(cells, [self.width / 2] * 2, style=TableStyle(lines)))

    def _half(self, text: str) -> Paragraph:
        if text.startswith("= "):
            return Paragraph(text[2:], self.look.style("title", scale=0.95))
        return Paragraph(text, self.look.style("body", scale=0.92))

    def _block(self, rows: list[list[str]]) -> None:
        """A block of signatures: one column a signer; a cell in braces is room for pen and stamps."""
        count = max(len(row) for row in rows)
        shares = self.shares if len(self.shares) == count else (1 / count,) * count
        self.shares = ()
        widths = [self.width * share for share in shares]
        cells = [
            [self._cell(text.strip(), widths[column], row, column) for column, text in enumerate(texts)]
            for row, texts in enumerate(rows)
        ]
        zero = [(side, (0, 0), (-1, -1), 0) for side in ("TOPPADDING", "BOTTOMPADDING", "LEFTPADDING")]
        commands = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("RIGHTPADDING", (0, 0), (-1, -1), 4), *zero]
        self.story.append(Table(cells, widths, style=TableStyle(commands), splitByRow=0))
        self.story.append(Spacer(1, self.look.size * 0.6))

    def _cell(self, text: str, width: float, row: int, column: int) -> Flowable:
        if text.startswith("{") and not text.startswith("{{"):
            seed = sum(map(ord, self.naskah.id + self.naskah.bagian)) * 31 + row * 7 + column
            return SignCell(text.strip("{}").split(), width - 4, seed)
        if text.startswith(">>"):
            return Running(text[2:].strip(), width, self.look)
        style = ParagraphStyle("cell", parent=self.look.style("left"), spaceAfter=0)
        style.alignment = 0 if text.startswith("- ") else 1
        return Paragraph(text.removeprefix("- "), style)

    def _place(self, kind: str, number: str, heading: str) -> Place:
        self.places.append(Place(kind, number, heading))
        return self.places[-1]

    def _part_surat(self, rest: str) -> None:
        layout, logos, *lines = rest.split("|")
        self.story += Letterhead(self.look, self.width).set(layout, logos.split(), lines)

    def _part_sudut(self, rest: str) -> None:
        self.story += [corner_head(self.look, self.width, rest.split("|")), Spacer(1, 10)]

    def _part_cap(self, rest: str) -> None:
        style, x, y, angle, text = rest.split(" ", 4)
        self.story.append(Stamped(style, text, (float(x), float(y), float(angle)), self.look))

    def _part_besar(self, rest: str) -> None:
        size, _, text = rest.partition(" ")
        self.story.append(Paragraph(text, self.look.style("title", scale=float(size) / self.look.size)))

    def _part_lebar(self, rest: str) -> None:
        self.shares = tuple(map(float, rest.split()))

    def _part_pola(self, rest: str) -> None:
        self.pattern = rest

    def _part_bab(self, rest: str) -> None:
        number, _, heading = rest.partition("|")
        place = self._place("bab", number, heading)
        for line in (f"BAB {number}", heading):
            title = Marked(line, self.look.style("title"))
            title.keepWithNext = 1
            title.place, place = place, None
            self.story.append(title)

    def _part_logo(self, rest: str) -> None:
        names = rest.split()
        if any(name.startswith("kata:") for name in names):
            self.story += [Table([[Logo(name) for name in names]]), Spacer(1, 8)]
        else:
            self.story += [Emblems(names, self.width), Spacer(1, 8)]

    def _part_kop(self, rest: str) -> None:
        lines = rest.split("|")
        for place, line in enumerate(lines):
            kind, scale = (
                ("title", 1.12 if place == len(lines) - 2 else 1.0) if place < len(lines) - 1 else ("left", 0.75)
            )
            style = self.look.style(kind, scale=scale)
            style.alignment = 1
            self.story.append(Paragraph(line, style))
        self.story += [HRFlowable(width="100%", thickness=1.6, color=black), Spacer(1, 10)]

    def _part_pasal(self, rest: str) -> None:
        for key in rest.split():
            heading, texts = (clauses(self.naskah.bagian) if self.naskah.bagian else CLAUSES)[key]
            self._article(heading, texts, self.look.pasal)

    def _part_article(self, rest: str) -> None:
        for key in rest.split():
            heading, texts = ENGLISH_CLAUSES[key]
            self._article(heading, texts, "Article {n}" if "Articlen" in self.naskah.gaya else "ARTICLE {r}")

    def _part_jangka(self, rest: str) -> None:
        heading, _, text = rest.partition("|")
        pattern = "ARTICLE {r}" if self.naskah.bahasa == ("en",) else self.look.pasal
        self._article(heading, tuple(text.split("^")), pattern)

    def _article(self, heading: str, texts: tuple[str, ...], pattern: str) -> None:
        self.article += 1
        pattern = self.pattern or pattern
        number = pattern.format(n=self.article, r=roman(self.article), h=heading)
        self.story.append(Spacer(1, self.look.size * 0.5))
        place = self._place("pasal", str(self.article), heading)
        lines = [number, heading] if heading and "{h}" not in pattern else [number]
        for line in reversed(lines) if "judulatas" in self.naskah.gaya else lines:
            style = self.look.style("title", scale=0.98)
            style.alignment = 0 if "pasalkiri" in self.naskah.gaya else 1
            style.keepWithNext = 1 if self.naskah.bagian else 0
            title = Marked(line, style)
            title.place = place if line == number else None
            self.story.append(title)
        for text in texts:
            self._line(text)

    def _part_ttd(self, rest: str) -> None:
        self.story.append(Signatures(self.naskah, self.look, self.width, frozenset(rest.split())))

    def _part_baru(self, rest: str) -> None:
        self.story.append(PageBreak())

    def _part_jarak(self, rest: str) -> None:
        self.story.append(Spacer(1, float(rest or 12)))
