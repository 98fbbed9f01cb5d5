"""The picture of one page as it goes from the disposable child to the text recogniser: bare grey values.

No picture format lies between the two on purpose. What a hostile file can choose is the grey of each point and nothing
else: there is no header, compression or metadata that a decoder outside the child would have to read.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_POINTS = 50_000_000
"""Largest page in points; an A2 sheet at 200 dpi has 15 million, an A4 sheet at 300 dpi has 9 million."""

LONGEST_EDGE = 16_000
MOST_DPI = 1200.0
_GREY = b"P5\n%d %d\n255\n"


@dataclass(frozen=True)
class PageScan:
    """A page (counted from 1) drawn at `dpi`, with its size as seen in points of 1/72 inch."""

    number: int
    width_px: int
    height_px: int
    dpi: float
    width_pt: float
    height_pt: float

    @property
    def size(self) -> int:
        """Bytes of its grey values: one for each point."""
        return self.width_px * self.height_px

    @property
    def filename(self) -> str:
        """The bare name under which its picture is kept."""
        return f"pindaian-{self.number:05d}.pgm"

    def save(self, grey: bytes, folder: Path) -> Path:
        """Write the picture for the recogniser; raises ValueError if the bytes are not all there."""
        if len(grey) != self.size:
            raise ValueError("a reported scan is not there")
        path = folder / self.filename
        path.write_bytes(_GREY % (self.width_px, self.height_px) + grey)
        return path

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `from_json` reads back."""
        return dict(self.__dict__)

    @classmethod
    def from_json(cls, data: object) -> "PageScan":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        if type(data) is not dict or data.keys() != {
            *("number", "width_px", "height_px", "dpi", "width_pt", "height_pt")
        }:
            raise ValueError("a scan was expected")
        number, width, height = (_whole(data[key]) for key in ("number", "width_px", "height_px"))
        if width > LONGEST_EDGE or height > LONGEST_EDGE or width * height > MOST_POINTS:
            raise ValueError("a scan of possible size was expected")
        return cls(
            number,
            width,
            height,
            _measure(data["dpi"], MOST_DPI),
            _measure(data["width_pt"], 1e9),
            _measure(data["height_pt"], 1e9),
        )


def _whole(value: object) -> int:
    if type(value) is not int or not 1 <= value <= 1_000_000:
        raise ValueError("a whole number within its range was expected")
    return value


def _measure(value: object, high: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= high:
        raise ValueError("a measure within its range was expected")
    return float(value)
