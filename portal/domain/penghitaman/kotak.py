"""Boxes that blacken a place on a page, as fractions of the page the way people see it.

A box is kept in parts of SCALE from the top left corner of the page as it is shown: cut by its CropBox and turned by
its /Rotate. The picture a person draws on and the picture that is burned are drawn by the same hand, so that a box
means the same place on both, at whatever resolution. On the way to pixels a box only ever grows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from portal.domain.document.places import SCALE, Place
from portal.domain.whole_number import read_count
from portal.errors import BadInputError

LEAST_SIDE = SCALE // 1000
"""The narrowest side of a box: a tenth of a percent, about a fifth of a millimetre on A4."""

MOST_ON_PAGE = 150
MOST_IN_PLAN = 5_000

RIM_PIXELS = 2
"""A box reaches this far over its edge, because letters are drawn with soft edges that fall otherwise at each size."""

_PERCENT = SCALE // 100
_AROUND_WORD = 40
"""Parts by which a suggested box reaches over the words in it."""


@dataclass(frozen=True, order=True)
class Kotak:
    """A box: left, top, right and bottom edge in parts of SCALE. Raises ValueError if it lies outside the page."""

    kiri: int
    atas: int
    kanan: int
    bawah: int

    def __post_init__(self) -> None:
        is_across = self.kiri >= 0 and self.kiri + LEAST_SIDE <= self.kanan <= SCALE
        is_down = self.atas >= 0 and self.atas + LEAST_SIDE <= self.bawah <= SCALE
        if not (is_across and is_down):
            raise ValueError("a box lies on its page and has a size")

    def covers(self, other: "Kotak") -> bool:
        """Whether nothing of the other box is left outside this one."""
        is_across = self.kiri <= other.kiri and other.kanan <= self.kanan
        return is_across and self.atas <= other.atas and other.bawah <= self.bawah

    def share_of(self, other: "Kotak") -> float:
        """Which share of the other box lies under this one."""
        across = min(self.kanan, other.kanan) - max(self.kiri, other.kiri)
        down = min(self.bawah, other.bawah) - max(self.atas, other.atas)
        area = (other.kanan - other.kiri) * (other.bawah - other.atas)
        return max(0, across) * max(0, down) / area


Pixels = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels; right and bottom are the first ones outside."""


def pixels(edges: Sequence[int], width: int, height: int) -> Pixels:
    """Every pixel that a box touches, and a rim; never outside the picture, and never none."""
    left, top, right, bottom = edges
    return (
        max(0, left * width // SCALE - RIM_PIXELS),
        max(0, top * height // SCALE - RIM_PIXELS),
        min(width, ceil(right * width / SCALE) + RIM_PIXELS),
        min(height, ceil(bottom * height / SCALE) + RIM_PIXELS),
    )


def within(left: int, top: int, right: int, bottom: int) -> Kotak:
    """The box that these edges mean, cut at the edge of the page and grown to the least size."""
    kiri = min(max(0, left), SCALE - LEAST_SIDE)
    atas = min(max(0, top), SCALE - LEAST_SIDE)
    return Kotak(
        kiri, atas, max(kiri + LEAST_SIDE, min(right, SCALE)), max(atas + LEAST_SIDE, min(bottom, SCALE))
    )  # fmt: skip


def around(place: Place) -> Kotak:
    """A box over words, a little larger than they are."""
    left, top, right, bottom = place
    return within(left - _AROUND_WORD, top - _AROUND_WORD, right + _AROUND_WORD, bottom + _AROUND_WORD)


def is_covered(kotak: Kotak, drawn: Iterable[Kotak]) -> bool:
    """Whether the boxes that are drawn leave next to nothing of this one to be seen."""
    return any(one.covers(kotak) or one.share_of(kotak) > 0.9 for one in drawn)


def from_percent(left: str, top: str, width: str, height: str) -> Kotak:
    """A box as people write it: place and size in percent of the page. Raises BadInputError naming the field."""
    kiri, atas = _parts(left, "kiri"), _parts(top, "atas")
    lebar, tinggi = _parts(width, "lebar"), _parts(height, "tinggi")
    for side, at, field, word in ((lebar, kiri, "lebar", "kanan"), (tinggi, atas, "tinggi", "bawah")):
        if side < LEAST_SIDE:
            raise BadInputError("Paling kecil 0,1 persen.", field)
        if at + side > SCALE:
            raise BadInputError(f"Kotak melewati tepi {word} halaman.", field)
    return Kotak(kiri, atas, kiri + lebar, atas + tinggi)


def to_percent(kotak: Kotak) -> tuple[str, str, str, str]:
    """Left, top, width and height in percent, as `from_percent` reads them."""
    sides = (kotak.kiri, kotak.atas, kotak.kanan - kotak.kiri, kotak.bawah - kotak.atas)
    return tuple(_percent(side) for side in sides)  # type: ignore[return-value]


def _percent(parts: int) -> str:
    whole, rest = divmod(parts, _PERCENT)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def _parts(text: str, field: str) -> int:
    whole, _, rest = text.strip().replace(",", ".").partition(".")
    percent, beyond = read_count(whole or "0", 3), read_count(rest or "0", 12)
    if not (whole or rest) or percent is None or beyond is None:
        raise BadInputError("Isi dengan angka persen, misalnya 12,5.", field)
    parts = percent * _PERCENT + int((rest + "00")[:2])
    if parts > SCALE:
        raise BadInputError("Paling besar 100 persen.", field)
    return parts
