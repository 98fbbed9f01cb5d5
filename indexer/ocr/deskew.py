"""Straightens a scanned page, and maps places on the straight picture back to the page as it is stored.

Two degrees of skew cost the recogniser every fifth word. The angle is found from the picture alone: the lower edges of
letters are projected at many angles, and where the text lines are level the projection is the most uneven.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from indexer.ocr.scan import PageScan
from portal.domain.berkas.reading import WordBox

STEEPEST = 5.0
"""Degrees to either side that are looked at; a page fed in more crooked than that is rare."""

LEVEL = 0.1
"""Degrees below which turning would only blur."""

_LOOKED_AT = 1000
_FINE = 2900
"""Points along the longer edge of an A4 sheet at 250 dpi."""

_MOST_EDGES = 40_000
_LEAST_EDGES = 60
_LEAST_GAIN = 1.02
"""How much more uneven than level the best angle must be: noise and photographs have no preferred angle."""

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Placement:
    """How a straightened picture came from the page: first quarter turns, then a small turn; sizes in points.

    `quarters` counts turns to the left (counter-clockwise), `degrees` is counter-clockwise too.
    """

    quarters: int
    degrees: float
    turned: tuple[int, int]
    straight: tuple[int, int]

    def on_page(self, word: WordBox) -> WordBox:
        """The upright box on the page as stored that holds a box on the straightened picture."""
        corners = [(x, y) for x in (word.x0, word.x1) for y in (word.y0, word.y1)]
        xs, ys = zip(*(self._back(x, y) for x, y in corners), strict=True)
        x0, y0, x1, y1 = (_fraction(value) for value in (min(xs), min(ys), max(xs), max(ys)))
        return WordBox(word.text, x0, y0, x1, y1, word.confidence)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        """A place, in fractions, on the page as stored."""
        angle = math.radians(self.degrees)
        across, down = (x - 0.5) * self.straight[0], (y - 0.5) * self.straight[1]
        x = (across * math.cos(angle) - down * math.sin(angle)) / self.turned[0] + 0.5
        y = (across * math.sin(angle) + down * math.cos(angle)) / self.turned[1] + 0.5
        for _ in range(self.quarters % 4):
            x, y = 1 - y, x
        return x, y


def read_grey(source: Path, scan: PageScan) -> Grey:
    """The grey values of a page as they were saved for the recogniser."""
    values = np.fromfile(source, dtype=np.uint8)
    return values[len(values) - scan.size :].reshape(scan.height_px, scan.width_px)


def skew_of(grey: Grey) -> float:
    """Degrees, counter-clockwise, by which the page must be turned for its lines to be level; 0.0 if it cannot tell."""
    rows, columns = _letter_feet(grey)
    if len(rows) < _LEAST_EDGES:
        return 0.0
    best = _steepest_of(rows, columns, np.arange(-STEEPEST, STEEPEST + 0.01, 0.5))
    best = _steepest_of(rows, columns, best + np.arange(-0.4, 0.41, 0.1))
    best = _steepest_of(rows, columns, best + np.arange(-0.05, 0.051, 0.05))
    if _unevenness(rows, columns, best) < _LEAST_GAIN * _unevenness(rows, columns, 0.0):
        return 0.0
    return round(max(-STEEPEST, min(STEEPEST, best)), 2)


def straighten(grey: Grey, *, quarters: int = 0) -> tuple[Grey, Placement]:
    """The page turned by quarters to the left and then made level; nothing is cut off."""
    turned = np.ascontiguousarray(np.rot90(grey, quarters % 4))
    degrees = skew_of(turned)
    height, width = turned.shape
    if abs(degrees) < LEVEL:
        return turned, Placement(quarters % 4, 0.0, (width, height), (width, height))
    paper = int(np.median(turned[::16, ::16]))
    # Where letters are large, their points may be moved as they are: mixing neighbours costs five times as much.
    how = Image.Resampling.NEAREST if max(height, width) >= _FINE else Image.Resampling.BILINEAR
    picture = Image.fromarray(turned).rotate(degrees, how, expand=True, fillcolor=paper)
    return np.asarray(picture), Placement(quarters % 4, degrees, (width, height), picture.size)


def _letter_feet(grey: Grey) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rows and columns where ink ends downwards, in a small copy of the page without its rim."""
    step = max(1, math.ceil(max(grey.shape) / _LOOKED_AT))
    small = np.asarray(Image.fromarray(grey).reduce(step))
    rim_y, rim_x = (edge // 40 for edge in small.shape)
    small = small[rim_y : small.shape[0] - rim_y, rim_x : small.shape[1] - rim_x]
    if small.shape[0] < 2 or small.shape[1] < 2:
        return np.empty(0), np.empty(0)
    dark, light = (float(value) for value in np.percentile(small[::2, ::2], (1, 60)))
    ink = small < (dark + light) / 2
    rows, columns = np.nonzero(ink[:-1] & ~ink[1:])
    skip = math.ceil(len(rows) / _MOST_EDGES) or 1
    return rows[::skip].astype(np.float64), columns[::skip].astype(np.float64)


def _steepest_of(rows: NDArray[np.float64], columns: NDArray[np.float64], angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _unevenness(rows, columns, float(angle))))


def _unevenness(rows: NDArray[np.float64], columns: NDArray[np.float64], degrees: float) -> float:
    """Sum of squares of the projection along lines that fall by this angle to the right."""
    levels = rows - columns * math.tan(math.radians(degrees))
    levels -= levels.min()
    counts = np.bincount(levels.astype(np.int64))
    return float(np.dot(counts, counts))


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
