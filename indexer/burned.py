"""One page of a redacted copy on its way out of the disposable child: a bare JPEG picture and its size.

The child read a file that may have taken it over, so what it hands back is looked at letter by letter before it becomes
a part of anything public: a picture of exactly this size, and no marker in which words, a preview or a profile could
travel along. Nothing is decoded for that.
"""

from dataclasses import dataclass
from typing import Any

from indexer.ocr.scan import LONGEST_EDGE, MOST_POINTS

DPI = 200.0
"""Resolution of a copy: fine enough for the recogniser and for print."""

_START, _END = b"\xff\xd8", b"\xff\xd9"
_APP0, _SOF0, _DHT, _SOS, _DQT, _DRI = 0xE0, 0xC0, 0xC4, 0xDA, 0xDB, 0xDD
_ALLOWED = frozenset({_APP0, _SOF0, _DHT, _SOS, _DQT, _DRI})
_JFIF_BYTES = 16
"""Length of the plain JFIF marker; a longer one holds a preview picture."""


@dataclass(frozen=True)
class BurnedPage:
    """A page (counted from 1) as a picture, and its size as seen in points of 1/72 inch. `size` in bytes."""

    number: int
    width_px: int
    height_px: int
    width_pt: float
    height_pt: float
    is_grey: bool
    size: int

    @property
    def filename(self) -> str:
        """The bare name under which its picture is kept."""
        return f"hitam-{self.number:05d}.jpg"

    def is_shown_by(self, data: bytes) -> bool:
        """Whether these bytes are a bare picture of this size, and nothing besides."""
        return len(data) == self.size and _frame(data) == (self.width_px, self.height_px, 1 if self.is_grey else 3)

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `from_json` reads back."""
        return dict(self.__dict__)

    @classmethod
    def from_json(cls, data: object) -> "BurnedPage":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        names = ("number", "width_px", "height_px", "width_pt", "height_pt", "is_grey", "size")
        if type(data) is not dict or data.keys() != set(names):
            raise ValueError("a burned page was expected")
        number, width, height, size = (_whole(data[key]) for key in ("number", "width_px", "height_px", "size"))
        if width > LONGEST_EDGE or height > LONGEST_EDGE or width * height > MOST_POINTS:
            raise ValueError("a burned page of possible size was expected")
        if type(data["is_grey"]) is not bool:
            raise ValueError("true or false was expected")
        return cls(
            number, width, height, _measure(data["width_pt"]), _measure(data["height_pt"]), data["is_grey"], size
        )


def _frame(data: bytes) -> tuple[int, int, int] | None:
    """Width, height and colours that the markers of a picture name; None where anything stands that must not."""
    if not (data.startswith(_START) and data.endswith(_END)):
        return None
    at, found = len(_START), None
    while at + 4 <= len(data):
        if data[at] != 0xFF or data[at + 1] not in _ALLOWED:
            return None
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if kind == _APP0 and (length != _JFIF_BYTES or not body.startswith(b"JFIF\0")):
            return None
        if kind == _SOF0:
            if found is not None or length < 8:
                return None
            found = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"), body[5]
        at += 2 + length
        if kind == _SOS:
            return found if _is_one_scan(data[at : -len(_END)]) else None
    return None


def _is_one_scan(data: bytes) -> bool:
    """Whether the values of a picture are all that follows: no marker among them but restarts."""
    at = data.find(b"\xff")
    while at >= 0:
        following = data[at + 1 : at + 2]
        if following != b"\0" and not (following and 0xD0 <= following[0] <= 0xD7):
            return False
        at = data.find(b"\xff", at + 2)
    return True


def _whole(value: object) -> int:
    if type(value) is not int or not 1 <= value <= 2**31:
        raise ValueError("a whole number within its range was expected")
    return value


def _measure(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 1e7:
        raise ValueError("a measure within its range was expected")
    return float(value)
