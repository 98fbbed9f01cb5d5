"""What is drawn, not written: the CONTOH watermark, signatures, stamps.

The watermark is strokes instead of text, so that it never gets between the words of a page when text is extracted.
"""

from math import cos, pi, sin

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from portal.samples.layout.emblem import draw_emblem
from portal.samples.source import dice

_WATERMARK = "contoh"
_INKS = (HexColor("#1d2f8f"), HexColor("#15161c"), HexColor("#10307a"), HexColor("#2b2b31"))
_STAMPS = (HexColor("#5a2f96"), HexColor("#2745a8"), HexColor("#6a2a7c"))
_STEP, _WIDE = 0.98, 0.68


def _contoh(canvas: Canvas) -> None:
    """Strokes of the word CONTOH, one unit high, from x = 0."""
    for index, letter in enumerate("CONTOH"):
        x = index * _STEP
        if letter == "C":
            canvas.arc(x, 0, x + _WIDE, 1, startAng=42, extent=276)
        elif letter == "O":
            canvas.ellipse(x, 0, x + _WIDE, 1)
        elif letter == "N":
            canvas.lines([(x, 0, x, 1), (x, 1, x + _WIDE, 0), (x + _WIDE, 0, x + _WIDE, 1)])
        elif letter == "T":
            canvas.lines([(x, 1, x + _WIDE, 1), (x + _WIDE / 2, 0, x + _WIDE / 2, 1)])
        else:
            canvas.lines([(x, 0, x, 1), (x + _WIDE, 0, x + _WIDE, 1), (x, 0.5, x + _WIDE, 0.5)])


def define_watermark(canvas: Canvas) -> None:
    """Stores the watermark once in the file; every page then refers to it."""
    canvas.beginForm(_WATERMARK, -400, -400, 400, 400)
    canvas.setStrokeColor(Color(0.945, 0.945, 0.95))
    canvas.rotate(38)
    canvas.scale(76, 80)
    canvas.translate(-(5 * _STEP + _WIDE) / 2, -0.5)
    canvas.setLineWidth(0.14)
    _contoh(canvas)
    canvas.endForm()


def draw_watermark(canvas: Canvas, *, x: float, y: float) -> None:
    """Lays the watermark on the page, centred on (x, y), before any text."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(_WATERMARK)
    canvas.restoreState()


def draw_ink(canvas: Canvas, *, x: float, y: float, seed: int, scale: float = 1.0) -> None:
    """A scribble centred on (x, y) that could be anybody's and is nobody's signature."""
    throw = dice("ink", seed)
    canvas.saveState()
    canvas.translate(x - 42 * scale, y)
    canvas.scale(scale, scale)
    canvas.rotate(throw.uniform(2, 12))
    canvas.setStrokeColor(_INKS[seed % len(_INKS)])
    canvas.setLineWidth(throw.uniform(1.0, 1.7))
    canvas.setLineCap(1)
    path = canvas.beginPath()
    left, height = 0.0, throw.uniform(18, 30)
    path.moveTo(left, throw.uniform(-6, 6))
    for _ in range(throw.randint(3, 6)):
        width = throw.uniform(9, 22)
        top, low = throw.uniform(0.5, 1.1) * height, -throw.uniform(0.1, 0.6) * height
        path.curveTo(left + width * 0.2, top, left + width * 0.7, top, left + width * 0.55, 0)
        path.curveTo(left + width * 0.3, low, left + width * 0.9, low, left + width, throw.uniform(-4, 8))
        left += width
    path.curveTo(left + 14, 10, left + 26, -2, left + 34, throw.uniform(2, 12))
    if throw.random() < 0.6:
        path.moveTo(throw.uniform(-6, 4), -throw.uniform(8, 13))
        path.curveTo(left * 0.3, -12, left * 0.8, -4, left + 22, -throw.uniform(3, 8))
    canvas.drawPath(path)
    canvas.restoreState()


def draw_stamp(canvas: Canvas, *, x: float, y: float, seed: int, emblem: str) -> None:
    """A round office stamp with the word CONTOH, half transparent over signature and name."""
    throw = dice("cap", seed)
    colour = _STAMPS[seed % len(_STAMPS)]
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(throw.uniform(-14, 14))
    canvas.setStrokeAlpha(0.55)
    canvas.setFillAlpha(0.45)
    canvas.setStrokeColor(colour)
    for radius, width in ((33, 1.5), (30.5, 0.6), (20.5, 0.9)):
        canvas.setLineWidth(width)
        canvas.circle(0, 0, radius)
    canvas.setLineWidth(1.1)
    for index in range(44):
        # Short strokes stand for the circular lettering.
        angle = 2 * pi * index / 44
        near, far = throw.uniform(22.5, 23.5), throw.uniform(26.5, 28.5)
        canvas.line(near * cos(angle), near * sin(angle), far * cos(angle + 0.05), far * sin(angle + 0.05))
    draw_emblem(canvas, emblem, x=0, y=4.5, radius=12, ink=colour)
    canvas.translate(-14.2, -15)
    canvas.scale(5, 6)
    canvas.setLineWidth(0.2)
    _contoh(canvas)
    canvas.restoreState()


def draw_meterai(canvas: Canvas, *, x: float, y: float) -> None:
    """A duty stamp that is visibly none: an empty tinted frame with the word CONTOH in strokes."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColor(HexColor("#f3d9d6"))
    canvas.setStrokeColor(HexColor("#b4473d"))
    canvas.setLineWidth(0.8)
    canvas.rect(-20, -26, 40, 52, fill=1)
    canvas.rect(-17, -23, 34, 30)
    canvas.translate(-14.5, 11.5)
    canvas.scale(5.1, 7)
    canvas.setLineWidth(0.2)
    _contoh(canvas)
    canvas.restoreState()
