"""A QR code as SVG: black squares on white whatever the theme, for paper and for the camera of a phone."""

import segno
from flask import Flask
from markupsafe import Markup

BORDER = 4
"""White modules around the code, as the standard asks for."""


def qr_svg(address: str, title: str) -> Markup:
    """The code of an address, without a size of its own; `title` says what it leads to, to those who do not see it."""
    matrix = segno.make(address, error="m", micro=False).matrix
    side = len(matrix) + 2 * BORDER
    path = "".join(_row(row, modules) for row, modules in enumerate(matrix))
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>'
    ).format(side, title, path)


def install(app: Flask) -> None:
    """Give the templates `qr_svg(address, title)`."""
    app.jinja_env.globals["qr_svg"] = qr_svg


def _row(row: int, modules: bytearray) -> str:
    """Every run of dark squares of a row as one rectangle."""
    found, column = "", 0
    while column < len(modules):
        width = 0
        while column + width < len(modules) and modules[column + width]:
            width += 1
        if width:
            found += f"M{column + BORDER} {row + BORDER}h{width}v1h-{width}z"
        column += max(1, width)
    return found
