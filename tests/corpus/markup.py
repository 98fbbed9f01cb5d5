"""Turns the text of an agreement into what is laid on its pages.

One line is one piece. `= ` bold and centred, `~ ` centred, `/ ` centred and slanted, `#1.|text` hanging, `|a|b` a row
of a table without lines, `!a|b` a row of a ruled one, `<left||right` a row of two languages, `@word rest` a whole part:
`@logo`, `@kop`, `@pasal`, `@article`, `@jangka`, `@ttd`, `@baru`, `@jarak`. Anything else is a paragraph.
"""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Paragraph, Spacer, Table, TableStyle

from tests.corpus.clauses import CLAUSES, ENGLISH_CLAUSES
from tests.corpus.looks import Look
from tests.corpus.marks import Emblems, Signatures
from tests.corpus.naskah import Naskah

_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = tuple(tens + ones for tens in ("", "X", "XX") for ones in _ONES)[1:]
_TABLES = {"|": False, "!": True}


@dataclass
class Setter:
    """Sets one agreement; counts its articles on the way."""

    naskah: Naskah
    look: Look
    width: float
    article: int = 0
    story: list[Flowable] = field(default_factory=list)

    def run(self) -> list[Flowable]:
        """Everything of the agreement in order."""
        lines = [line for line in self.naskah.isi.splitlines() if line.strip()]
        for kind, group in groupby(lines, key=lambda line: line[0] if line[0] in "|!<" else ""):
            rows = list(group)
            if kind in _TABLES:
                self._table([row[1:].split("|") for row in rows], is_ruled=_TABLES[kind])
            elif kind == "<":
                self._columns([row[1:].split("||") for row in rows])
            else:
                for line in rows:
                    self._line(line)
        return self.story

    def _line(self, line: str) -> None:
        look, rest = self.look, line[2:]
        if line.startswith("= "):
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
            self.story.append(Paragraph(line, look.style("body")))

    def _hanging(self, mark: str, text: str) -> None:
        style = self.look.style("body")
        indent = 18 + 5 * max(0, len(mark) - 2)
        style = ParagraphStyle("hanging", parent=style, leftIndent=indent, bulletIndent=0)
        self.story.append(Paragraph(text, style, bulletText=mark))

    def _table(self, rows: list[list[str]], *, is_ruled: bool) -> None:
        style = self.look.style("left")
        cells = [[Paragraph(cell.strip(), style) for cell in row] for row in rows]
        count = max(len(row) for row in cells)
        first = {2: (0.26, 0.74), 3: (0.06, 0.26, 0.68), 4: (0.06, 0.25, 0.03, 0.66)}.get(count, (1 / count,) * count)
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

    def _part_logo(self, rest: str) -> None:
        self.story += [Emblems(rest.split(), self.width), Spacer(1, 8)]

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
            heading, texts = CLAUSES[key]
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
        number = pattern.format(n=self.article, r=_ROMAN[self.article - 1])
        self.story.append(Spacer(1, self.look.size * 0.5))
        lines = [number, heading] if heading else [number]
        for line in reversed(lines) if "judulatas" in self.naskah.gaya else lines:
            self.story.append(Paragraph(line, self.look.style("title", scale=0.98)))
        for text in texts:
            self._line(text)

    def _part_ttd(self, rest: str) -> None:
        self.story.append(Signatures(self.naskah, self.look, self.width, frozenset(rest.split())))

    def _part_baru(self, rest: str) -> None:
        self.story.append(PageBreak())

    def _part_jarak(self, rest: str) -> None:
        self.story.append(Spacer(1, float(rest or 12)))
