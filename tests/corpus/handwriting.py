"""What was written on a paper by hand: numbers and days in a face of its own, each letter a little off, in ink."""

import random
from collections.abc import Callable

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

_INKS = tuple(HexColor(value) for value in ("#16267d", "#0f0f14", "#23408f", "#2a2a30", "#3b2a7a"))
_FACTORS = {
    "reenie-beanie-400": 1.95,
    "covered-by-your-grace-400": 1.6,
    "caveat-500": 1.7,
    "homemade-apple-400": 1.2,
    "nanum-pen-script-400": 1.8,
    "over-the-rainbow-400": 1.2,
    "sedgwick-ave-400": 1.3,
    "zeyada-400": 1.6,
    "gloria-hallelujah-400": 1.1,
    "just-me-again-down-here-400": 2.0,
    "swanky-and-moo-moo-400": 1.6,
    "dawning-of-a-new-day-400": 1.8,
    "annie-use-your-telescope-400": 2.0,
    "mynerve-400": 1.35,
}
_FACTOR = 1.45
"""Pens write larger than type is set; faces differ in how much of their height they fill."""


def written_width(face: str, text: str, size: float) -> float:
    """How wide a word by hand comes out, about, in points."""
    return float(stringWidth(text, face, size * _FACTORS.get(face, _FACTOR)))


def write_by_hand(canvas: Canvas, face: str, text: str, *, x: float, y: float, size: float) -> None:
    """Write from (x, y) on: the line wavers, letters lean and vary in size, the pen presses unevenly."""
    throw = random.Random(f"tulisan {face} {text}")  # noqa: S311 - a repeatable drawing.
    ink, size = throw.choice(_INKS), size * _FACTORS.get(face, _FACTOR) * throw.uniform(0.95, 1.15)
    lean, slope = throw.uniform(-3, 6), throw.uniform(-1.5, 2.5)
    press = throw.uniform(0.0, 0.35)
    canvas.saveState()
    canvas.translate(x, y + throw.uniform(-1.2, 2.2))
    canvas.rotate(slope)
    canvas.setFillColor(ink)
    canvas.setStrokeColor(ink)
    left = 0.0
    for letter in text:
        scale = throw.uniform(0.9, 1.12)
        canvas.saveState()
        canvas.translate(left, throw.uniform(-0.05, 0.05) * size)
        canvas.rotate(throw.uniform(-4, 4))
        canvas.skew(0, lean)
        pen = canvas.beginText(0, 0)
        pen.setFont(face, size * scale)
        pen.setTextRenderMode(2)
        canvas.setLineWidth(max(0.05, press + throw.uniform(-0.1, 0.1)))
        pen.textOut(letter)
        canvas.drawText(pen)
        canvas.restoreState()
        left += canvas.stringWidth(letter, face, size) * throw.uniform(0.95, 1.08)
    canvas.restoreState()


class PaperCanvas(Canvas):  # type: ignore[misc]
    """A page that paragraphs write on by hand: the mark `<onDraw name="by_hand" label="face~size~text"/>`."""

    def getNamedCB(self, name: str) -> Callable[[Canvas, str, str], None]:
        """What draws the mark of this name."""
        return {"by_hand": self._by_hand}[name]

    def _by_hand(self, _: Canvas, __: str, label: str) -> None:
        face, size, text = label.split("~", 2)
        where = self._curr_tx_info
        write_by_hand(self, face, text, x=where["cur_x"], y=where["cur_y"], size=float(size))
