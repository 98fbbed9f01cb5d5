"""Breaks text into justified lines; a small typesetter, because sixty agreements must be set in seconds."""

from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Run = tuple[str, bool]


@dataclass(frozen=True)
class Face:
    """A type family at a size in points; `leading` is the distance of base lines."""

    is_serif: bool
    size: float
    leading: float

    def font(self, *, is_bold: bool) -> str:
        """The name of one of the standard fonts, which every reader brings along."""
        if self.is_serif:
            return "Times-Bold" if is_bold else "Times-Roman"
        return "Helvetica-Bold" if is_bold else "Helvetica"


@dataclass(frozen=True)
class Line:
    """One set line: its runs, natural width in points and the number of gaps that can stretch."""

    runs: tuple[Run, ...]
    width: float
    gaps: int
    is_last: bool


@lru_cache(maxsize=20_000)
def _width(text: str, font: str) -> float:
    return float(stringWidth(text, font, 1))


def _words(text: str) -> list[list[Run]]:
    words: list[list[Run]] = [[]]
    for index, chunk in enumerate(text.split("**")):
        is_bold = index % 2 == 1
        for part, piece in enumerate(chunk.split(" ")):
            if part:
                words.append([])
            if piece:
                words[-1].append((piece, is_bold))
    return [word for word in words if word]


def wrap(text: str, width: float, face: Face) -> list[Line]:
    """Lines no wider than `width`, except a single word that is wider itself; "" gives no line."""
    lines: list[Line] = []
    current: list[list[Run]] = []
    used = 0.0
    space = _width(" ", face.font(is_bold=False)) * face.size
    for word in _words(text):
        size = sum(_width(piece, face.font(is_bold=bold)) for piece, bold in word) * face.size
        if current and used + space + size > width:
            lines.append(_line(current, used, is_last=False))
            current, used = [], 0.0
        used += size + (space if current else 0.0)
        current.append(word)
    if current:
        lines.append(_line(current, used, is_last=True))
    return lines


def _line(words: list[list[Run]], width: float, *, is_last: bool) -> Line:
    runs: list[Run] = []
    for index, word in enumerate(words):
        for part, (piece, bold) in enumerate(word):
            lead = " " if index and part == 0 else ""
            if runs and runs[-1][1] == bold:
                runs[-1] = (runs[-1][0] + lead + piece, bold)
            elif runs and lead:
                # The space belongs to the run before, so that each run starts with its first letter.
                runs[-1] = (runs[-1][0] + lead, runs[-1][1])
                runs.append((piece, bold))
            else:
                runs.append((piece, bold))
    return Line(tuple(runs), width, len(words) - 1, is_last)


def draw_line(canvas: Canvas, line: Line, *, x: float, y: float, width: float, align: str, face: Face) -> None:
    """Draws one line on its base line `y`; only lines before the last are stretched."""
    start, stretch = x, 0.0
    if align == "center":
        start = x + (width - line.width) / 2
    elif align == "justify" and not line.is_last and line.gaps:
        stretch = (width - line.width) / line.gaps
        # A narrow column is better ragged than torn.
        stretch = stretch if stretch < face.size else 0.0
    text = canvas.beginText(start, y)
    if stretch:
        text.setWordSpace(stretch)
    for piece, is_bold in line.runs:
        text.setFont(face.font(is_bold=is_bold), face.size)
        text.textOut(piece)
    if stretch:
        # Word space outlives the text object and would stretch whatever is drawn next.
        text.setWordSpace(0)
    canvas.drawText(text)
