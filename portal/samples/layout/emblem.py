"""Invented emblems, drawn from circles and lines; none is the sign of a real institution."""

from collections.abc import Callable
from math import cos, pi, sin

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

_NAVY, _GOLD, _GREEN, _RED = HexColor("#12305f"), HexColor("#b98a22"), HexColor("#1c6b43"), HexColor("#9a2d22")


def draw_emblem(canvas: Canvas, kind: str, *, x: float, y: float, radius: float, ink: Color | None = None) -> None:
    """Draws the emblem centred on (x, y); `ink` makes it one colour, as on a stamp."""
    draw, colour = _KINDS[kind]
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(radius, radius)
    canvas.setStrokeColor(ink or colour)
    canvas.setFillColor(ink or colour)
    canvas.setLineWidth(0.07)
    if ink is None:
        canvas.circle(0, 0, 1)
        canvas.setStrokeColor(_GOLD if colour != _GOLD else _NAVY)
        canvas.setLineWidth(0.04)
        canvas.circle(0, 0, 0.87)
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(0.07)
    draw(canvas)
    canvas.restoreState()


def _polygon(canvas: Canvas, points: list[tuple[float, float]], *, fill: int = 0) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=1, fill=fill)


def _ring(count: int, radius: float, *, turn: float = 0.0) -> list[tuple[float, float]]:
    angles = [2 * pi * index / count + turn for index in range(count)]
    return [(radius * cos(angle), radius * sin(angle)) for angle in angles]


def _kawung(canvas: Canvas) -> None:
    for index in range(4):
        canvas.saveState()
        canvas.rotate(90 * index + 45)
        path = canvas.beginPath()
        path.moveTo(0.06, 0)
        path.curveTo(0.25, 0.36, 0.55, 0.36, 0.72, 0)
        path.curveTo(0.55, -0.36, 0.25, -0.36, 0.06, 0)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()


def _pengayom(canvas: Canvas) -> None:
    canvas.line(0, -0.6, 0, 0.1)
    for x, y, size in ((0, 0.38, 0.27), (-0.32, 0.16, 0.22), (0.32, 0.16, 0.22)):
        canvas.circle(x, y, size, fill=1)
    canvas.line(-0.42, -0.6, 0.42, -0.6)


def _perisai(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(-0.5, 0.5)
    path.lineTo(0.5, 0.5)
    path.curveTo(0.5, -0.1, 0.35, -0.4, 0, -0.65)
    path.curveTo(-0.35, -0.4, -0.5, -0.1, -0.5, 0.5)
    canvas.drawPath(path)
    canvas.line(-0.48, 0.12, 0.48, 0.12)
    canvas.line(0, 0.5, 0, -0.6)


def _bintang(canvas: Canvas) -> None:
    outer, inner = _ring(5, 0.68, turn=pi / 2), _ring(5, 0.27, turn=pi / 2 + pi / 5)
    _polygon(canvas, [point for pair in zip(outer, inner, strict=True) for point in pair], fill=1)


def _timbangan(canvas: Canvas) -> None:
    canvas.line(0, -0.55, 0, 0.55)
    canvas.line(-0.55, 0.35, 0.55, 0.35)
    canvas.line(-0.3, -0.55, 0.3, -0.55)
    for x in (-0.55, 0.55):
        canvas.arc(x - 0.25, -0.25, x + 0.25, 0.2, startAng=180, extent=180)
        canvas.line(x, 0.35, x - 0.25, -0.02)
        canvas.line(x, 0.35, x + 0.25, -0.02)


def _gunung(canvas: Canvas) -> None:
    _polygon(canvas, [(-0.68, -0.25), (-0.25, 0.42), (0.02, 0.02), (0.25, 0.3), (0.68, -0.25)], fill=1)
    for y in (-0.4, -0.55):
        canvas.line(-0.55 - y * 0.2, y, 0.55 + y * 0.2, y)


def _buku(canvas: Canvas) -> None:
    for side in (-1, 1):
        _polygon(canvas, [(0, -0.4), (0.6 * side, -0.22), (0.6 * side, 0.36), (0, 0.18)])
        canvas.line(0.12 * side, 0.0, 0.48 * side, 0.12)
    canvas.circle(0, 0.52, 0.12, fill=1)


def _salib(canvas: Canvas) -> None:
    canvas.rect(-0.17, -0.58, 0.34, 1.16, stroke=0, fill=1)
    canvas.rect(-0.58, -0.17, 1.16, 0.34, stroke=0, fill=1)


def _roda(canvas: Canvas) -> None:
    canvas.circle(0, 0, 0.48)
    canvas.circle(0, 0, 0.17, fill=1)
    for near, far in zip(_ring(10, 0.48), _ring(10, 0.68), strict=True):
        canvas.line(*near, *far)


def _daun(canvas: Canvas) -> None:
    for turn in (-35, 35):
        canvas.saveState()
        canvas.rotate(turn)
        path = canvas.beginPath()
        path.moveTo(0, -0.6)
        path.curveTo(0.42, -0.1, 0.3, 0.4, 0, 0.66)
        path.curveTo(-0.3, 0.4, -0.42, -0.1, 0, -0.6)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.line(0, -0.6, 0, 0.4)
        canvas.restoreState()


def _bola(canvas: Canvas) -> None:
    canvas.circle(0, 0, 0.62)
    canvas.ellipse(-0.28, -0.62, 0.28, 0.62)
    for y, half in ((0.0, 0.62), (0.32, 0.53), (-0.32, 0.53)):
        canvas.line(-half, y, half, y)


def _pusaran(canvas: Canvas) -> None:
    canvas.circle(0, 0, 0.62)
    path = canvas.beginPath()
    path.moveTo(0, 0.62)
    path.curveTo(0.42, 0.5, 0.3, 0.05, 0, 0)
    path.curveTo(-0.3, -0.05, -0.42, -0.5, 0, -0.62)
    canvas.drawPath(path)


_KINDS: dict[str, tuple[Callable[[Canvas], None], Color]] = {
    "kawung": (_kawung, _NAVY), "pengayom": (_pengayom, _NAVY), "perisai": (_perisai, _NAVY),
    "bintang": (_bintang, _GOLD), "timbangan": (_timbangan, _RED), "gunung": (_gunung, _GREEN),
    "buku": (_buku, _GOLD), "salib": (_salib, _GREEN), "roda": (_roda, _NAVY), "daun": (_daun, _GREEN),
    "bola": (_bola, _NAVY), "pusaran": (_pusaran, _RED),
}  # fmt: skip
