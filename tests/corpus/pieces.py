"""Pieces of real papers that the plain markup lacks: letterheads, worded logos, blocks of signatures, rubber stamps."""

import random
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table, TableStyle

from portal.samples.layout.emblem import draw_emblem
from portal.samples.layout.mark import draw_ink, draw_meterai, draw_stamp
from tests.corpus.handwriting import write_by_hand
from tests.corpus.looks import Look
from tests.corpus.marks import office_stamp

_COLOURS = tuple(HexColor(value) for value in ("#12305f", "#9a2d22", "#1c6b43", "#b06a12", "#3d3d3d", "#0a6a8a"))
_SIDES = {"kiri": TA_LEFT, "tengah": TA_CENTER, "kanan": TA_RIGHT}


class Logo(Flowable):  # type: ignore[misc]
    """An emblem, or with `kata:WORD` a logo that is itself a word: in a plate, a ring, or over a stroke."""

    def __init__(self, name: str, size: float = 58) -> None:
        super().__init__()
        self.name, self.size = name, size
        word = name.removeprefix("kata:")
        self.width = max(size, len(word) * size * 0.26) if word != name else size
        self.height = size

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """The emblem or the word."""
        half = self.size / 2
        if not self.name.startswith("kata:"):
            draw_emblem(self.canv, self.name, x=half, y=half, radius=half - 3)
            return
        word = self.name.removeprefix("kata:").replace("_", " ")
        throw = random.Random(f"logo {word}")  # noqa: S311 - a repeatable drawing.
        canvas, colour, shape = self.canv, throw.choice(_COLOURS), throw.choice(("plate", "ring", "stroke"))
        face = throw.choice(("Helvetica-BoldOblique", "Times-BoldItalic", "Helvetica-Bold"))
        size = min(
            self.size * 0.5, self.size * 0.5 * self.width * 0.86 / canvas.stringWidth(word, face, self.size * 0.5)
        )
        canvas.saveState()
        canvas.setFillColor(colour)
        canvas.setStrokeColor(colour)
        if shape == "plate":
            canvas.roundRect(0, half * 0.4, self.width, self.size * 0.6, 6, fill=1)
            canvas.setFillColor(HexColor("#ffffff"))
        elif shape == "ring":
            canvas.setLineWidth(2.5)
            canvas.ellipse(0, half * 0.3, self.width, self.size * 0.85)
        else:
            canvas.setLineWidth(3)
            canvas.bezier(
                0, half * 0.5, self.width * 0.3, half * 0.2, self.width * 0.6, half * 0.9, self.width, half * 0.5
            )
        canvas.setFont(face, size)
        canvas.drawCentredString(self.width / 2, half * 1.15 - size * 0.35, word)
        canvas.restoreState()


@dataclass(frozen=True)
class Letterhead:
    """The head of an office's writing paper: logos beside or above lines, the last small, a rule below."""

    look: Look
    width: float

    def set(self, layout: str, logos: list[str], lines: list[str]) -> list[Flowable]:
        """`layout` holds `kiri`, `tengah`, `kanan` or `dua` for the place of the logos, `ganda`, `tipis`, `polos`."""
        words = layout.split()
        side = _SIDES[next((one for one in _SIDES if one in words), "tengah")]
        texts = [self._line(line, place, len(lines), words) for place, line in enumerate(lines)]
        if "tengah" in words or not logos:
            row = Table([[Logo(name) for name in logos]]) if logos else Spacer(1, 1)
            rows: list[Flowable] = [row, *texts]
        else:
            cells: list[Any] = [Logo(logos[0]), texts]
            widths = [cells[0].width + 10, self.width - cells[0].width - 10]
            if "dua" in words:
                last = Logo(logos[-1])
                cells.append(last)
                widths = [widths[0], self.width - widths[0] - last.width - 10, last.width + 10]
            elif side == TA_RIGHT:
                cells.reverse()
                widths.reverse()
            style = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 2)])
            rows = [Table([cells], widths, style=style)]
        if "ganda" in words:
            rows += [HRFlowable(width="100%", thickness=2.2, color=black, spaceAfter=1.2)]
        if "polos" not in words:
            rows += [HRFlowable(width="100%", thickness=0.7, color=black, spaceAfter=12)]
        return [*rows, Spacer(1, 6)]

    def _line(self, text: str, place: int, count: int, words: list[str]) -> Paragraph:
        is_last = count > 1 and (place >= count - ("surel" in words) - 1)
        size = self.look.size * (0.76 if is_last else 1.0 + 0.14 * (place == count - 2))
        alignment = TA_LEFT if "rata" in words else TA_CENTER
        font = self.look.font if is_last or "ringan" in words else self.look.bold
        style = ParagraphStyle("kop", fontName=font, fontSize=size, leading=size * 1.18, alignment=alignment)
        return Paragraph(text, style)


def corner_head(look: Look, width: float, lines: list[str]) -> Flowable:
    """The head that police and army set: a narrow block at the left edge, centred in itself, ruled below."""
    size = look.size * 0.92
    style = ParagraphStyle("sudut", fontName=look.font, fontSize=size, leading=size * 1.15, alignment=TA_CENTER)
    rule = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.8, black), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])
    return Table([[[Paragraph(line, style) for line in lines]]], [width * 0.52], hAlign="LEFT", style=rule)


class SignCell(Flowable):  # type: ignore[misc]
    """The room for one signature; `words` say what is in it: `ttd`, `cap`, `meterai`, `paraf`, `kode`, or nothing."""

    def __init__(self, words: list[str], width: float, seed: int) -> None:
        super().__init__()
        self.words, self.width, self.seed = words, width, seed
        self.height = 34.0 if "sempit" in words else 56.0

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Duty stamp, pen and office stamp, in the order of the office."""
        throw = random.Random(f"sel {self.seed}")  # noqa: S311 - a repeatable drawing.
        middle, low = self.width / 2, self.height / 2
        if "meterai" in self.words:
            draw_meterai(self.canv, x=middle - 44, y=low + 2)
        if "kode" in self.words:
            self._code(middle - 22, low - 22, throw)
        if "ttd" in self.words:
            over = throw.uniform(-26, -12) if "timpa" in self.words else throw.uniform(-6, 8)
            draw_ink(
                self.canv,
                x=middle + throw.uniform(-10, 18),
                y=low + over,
                seed=self.seed,
                scale=throw.uniform(0.8, 1.3),
            )
        if "cap" in self.words:
            over = throw.uniform(-34, -20) if "timpa" in self.words else throw.uniform(-12, 10)
            emblem = throw.choice(("kawung", "pengayom", "perisai", "roda", "bintang", "buku"))
            draw_stamp(
                self.canv,
                x=middle - (throw.uniform(30, 68) if "timpa" in self.words else throw.uniform(6, 50)),
                y=low + over,
                seed=self.seed,
                emblem=emblem,
            )

    def _code(self, x: float, y: float, throw: random.Random) -> None:
        """The square of an electronic signature; it says nothing."""
        step = 44 / 25
        self.canv.setFillColor(black)
        for row in range(25):
            for column in range(25):
                if throw.random() < 0.5:
                    self.canv.rect(x + column * step, y + row * step, step, step, stroke=0, fill=1)
        for left, low in ((0, 0), (0, 18), (18, 18)):
            for inset, colour in ((0, black), (1, HexColor("#ffffff")), (2, black)):
                side = (7 - 2 * inset) * step
                self.canv.setFillColor(colour)
                self.canv.rect(x + (left + inset) * step, y + (low + inset) * step, side, side, stroke=0, fill=1)


class Running(Flowable):  # type: ignore[misc]
    """A line that is not broken where its column ends: it runs on into the next one."""

    def __init__(self, text: str, width: float, look: Look) -> None:
        super().__init__()
        self.text, self.width, self.look, self.height = text, width, look, look.size * 1.25

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """From the left edge of the column on."""
        self.canv.setFont(self.look.font, self.look.size)
        self.canv.drawString(0, self.look.size * 0.3, self.text)


class Stamped(Flowable):  # type: ignore[misc]
    """Something that lies over what is already on the page; takes no room. (dx, dy) from the left edge here, dy up."""

    def __init__(self, style: str, text: str, place: tuple[float, float, float], look: Look) -> None:
        super().__init__()
        self.style, self.text, self.place, self.look = style, text, place, look

    def wrap(self, *_: float) -> tuple[float, float]:
        """No room at all."""
        return 0.0, 0.0

    def draw(self) -> None:
        """The kind of stamp or writing that `style` names."""
        x, y, angle = self.place
        seed = sum(map(ord, self.text)) + int(x + y)
        canvas: Canvas = self.canv
        if self.style == "bulat":
            draw_stamp(canvas, x=x, y=y, seed=seed, emblem="kawung")
        elif self.style == "paraf":
            draw_ink(canvas, x=x, y=y, seed=seed, scale=0.5)
        elif self.style == "ttd":
            draw_ink(canvas, x=x, y=y, seed=seed, scale=1.2)
        elif self.style == "tulis":
            write_by_hand(canvas, self.look.hand, self.text, x=x, y=y, size=self.look.size)
        elif self.style == "kotak":
            office_stamp(canvas, self.text, x=x, y=y, angle=angle)
        elif self.style == "tanggal":
            self._dated(x, y, angle)
        else:
            self._received(x, y, angle)

    def _dated(self, x: float, y: float, angle: float) -> None:
        canvas, throw = self.canv, random.Random(f"cap {self.text}")  # noqa: S311 - a repeatable drawing.
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.setFillColor(Color(0.25, 0.16, 0.55, alpha=0.85))
        left = 0.0
        for letter in self.text:
            canvas.setFont("Courier-Bold", 13)
            canvas.drawString(left, throw.uniform(-0.7, 0.7), letter)
            left += 8.2
        canvas.restoreState()

    def _received(self, x: float, y: float, angle: float) -> None:
        """A frame of the registry: `label|value by hand|label|value`."""
        canvas, parts = self.canv, self.text.split("|")
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(angle)
        ink = Color(0.2, 0.25, 0.6, alpha=0.8)
        canvas.setStrokeColor(ink)
        canvas.setFillColor(ink)
        canvas.rect(0, 0, 130, 13 * (len(parts) // 2) + 6)
        for row in range(len(parts) // 2):
            canvas.setFont("Helvetica-Bold", 8)
            canvas.setFillColor(ink)
            top = 13 * (len(parts) // 2 - row) - 7
            canvas.drawString(4, top, parts[2 * row])
            write_by_hand(canvas, self.look.hand, parts[2 * row + 1], x=62, y=top, size=6.5)
        canvas.restoreState()
