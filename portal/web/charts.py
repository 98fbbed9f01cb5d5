"""Geometry of the charts that the server draws as SVG: from counted values to numbers, without any markup.

Every chart keeps its figures as text beside the shapes, so that a screen reader, a printer and a test read the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.web.countries import HOME, map_position
from portal.web.writing import nama_negara


@dataclass(frozen=True)
class Bar:
    """One upright bar: its value and label, and where its rectangle stands in the view box."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    is_last: bool
    has_label: bool
    """Labels are thinned out where the bars stand close."""
    at: float = 0.0
    """Left edge of its column, which is as wide as `BarChart.step` and may be clicked all over."""

    @property
    def middle(self) -> float:
        """Horizontal middle of the bar, where its texts stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class BarChart:
    """Upright bars in a view box of `width` by `height`, standing on `base`."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    base: float
    step: float = 0.0

    @property
    def summary(self) -> str:
        """The figures in words: `2017: 62, 2018: 88`."""
        return ", ".join(f"{bar.label}: {bar.count}" for bar in self.bars)


@dataclass(frozen=True)
class RankedBar:
    """A row of a ranked list; `percent` of the longest bar, 0 to 100."""

    kunci: str
    label: str
    count: int
    percent: float


@dataclass(frozen=True)
class Bubble:
    """A dot on the map: country, its number of naskah, centre and radius."""

    kunci: str
    label: str
    count: int
    x: float
    y: float
    radius: float


def years_filled(counts: Iterable[tuple[int, int]], *, most: int | None = None) -> tuple[tuple[str, int], ...]:
    """(year, count) pairs in order without gaps; with `most` only the latest years."""
    known = dict(counts)
    if not known:
        return ()
    first, last = min(known), max(known)
    if most is not None:
        first = max(first, last - most + 1)
    return tuple((str(year), known.get(year, 0)) for year in range(first, last + 1))


def year_spans(values: Sequence[tuple[str, int]], *, most: int) -> tuple[tuple[str, int], ...]:
    """(year, count) pairs put together to at most so many spans, `2015–2016`; only the first may be shorter."""
    size = -(-len(values) // most) or 1
    first = len(values) % size
    cuts = [values[:first], *(values[at : at + size] for at in range(first, len(values), size))]
    return tuple(
        (cut[0][0] if len(cut) == 1 else f"{cut[0][0]}–{cut[-1][0]}", sum(count for _, count in cut))
        for cut in cuts
        if cut
    )


def upright(values: Sequence[tuple[str, int]], *, width: int = 470, height: int = 166) -> BarChart:
    """Bars with the count above and the label below, the last one stressed."""
    top, bottom = 20, 26
    return _chart(values, width=width, height=height, top=top, bottom=bottom, label_width=34)


def histogram(values: Sequence[tuple[str, int]], *, width: int = 240, height: int = 54) -> BarChart:
    """Small bars without texts."""
    return _chart(values, width=width, height=height, top=5, bottom=4, label_width=0)


def ranked(values: Sequence[tuple[str, str, int]], *, most: int | None = None) -> tuple[RankedBar, ...]:
    """(key, label, count) as horizontal bars, the largest first."""
    ordered = sorted(values, key=lambda value: -value[2])[:most]
    largest = max((count for _, _, count in ordered), default=0)
    return tuple(
        RankedBar(kunci, label, count, round(100 * count / largest, 1) if largest else 0.0)
        for kunci, label, count in ordered
    )


def bubbles(counts: Iterable[tuple[str, int]]) -> tuple[Bubble, ...]:
    """(country code, count) as dots whose area grows with the count; small ones last, so that they lie on top."""
    known = sorted(((code, count) for code, count in counts if code != HOME), key=lambda pair: -pair[1])
    largest = max((count for _, count in known), default=0)
    # A dot stays readable: three units at least, and no more than about twelve however many naskah there are.
    scale = 2.71 if largest <= 12 else 9.4 / largest**0.5
    placed = []
    for code, count in known:
        position = map_position(code)
        if position is not None:
            radius = round(3 + scale * count**0.5, 1)
            placed.append(Bubble(code, nama_negara(code), count, position[0], position[1], radius))
    return tuple(placed)


def _chart(
    values: Sequence[tuple[str, int]], *, width: int, height: int, top: int, bottom: int, label_width: int
) -> BarChart:
    base = height - bottom
    if not values:
        return BarChart((), width, height, base, 0.0)
    step = width / len(values)
    bar_width = min(step * 0.65 if label_width else step * 0.88, 46)
    largest = max(count for _, count in values) or 1
    every = max(1, -(-label_width // int(step))) if label_width and step >= 1 else 1
    bars = []
    for at, (text, count) in enumerate(values):
        tall = (base - top) * count / largest
        # A single naskah must not vanish beside a thousand.
        tall = max(tall, 2) if count else 0
        last = at == len(values) - 1
        bars.append(
            Bar(
                label=text,
                count=count,
                x=round(at * step + (step - bar_width) / 2, 1),
                y=round(base - tall, 1),
                width=round(bar_width, 1),
                height=round(tall, 1),
                is_last=last,
                has_label=(len(values) - 1 - at) % every == 0,
                at=round(at * step, 1),
            )
        )
    return BarChart(tuple(bars), width, height, base, round(step, 1))
