"""The places in a naskah that match a search: numbered through its pages, marked in text and picture."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.domain.document.places import SCALE, Place, places_of, unpack, words_of
from portal.queries.public.values import PublicHalaman
from portal.search.snippets import Span

MOST_DRAWN = 240
"""Hits drawn into the pictures of one stretch of pages; more would make the page heavy and say nothing."""

_RIM = 0.0025
"""Share of the width of a picture by which a mark reaches over its word."""


class Hit(NamedTuple):
    """A place in the text of a page that matches; `number` counts through the naskah, 0: it is not counted."""

    start: int
    end: int
    number: int


class MarkedPart(NamedTuple):
    """A piece of text, and whether it matches; `hit` is the number of the hit that begins with it, else 0."""

    text: str
    is_marked: bool
    hit: int = 0


@dataclass(frozen=True)
class DrawnHit:
    """A hit in the picture of a page: rectangles of left, top, width and height in pixels of the picture.

    Without any nobody knows where it stands, or it is one too many.
    """

    number: int
    boxes: tuple[tuple[int, int, int, int], ...]


class HitLink(NamedTuple):
    """A hit to go to, and its page."""

    number: int
    page: int


@dataclass(frozen=True)
class Walk:
    """The way from hit to hit: the page of every counted hit, the present hit (0: none yet), and what is in sight."""

    pages: tuple[int, ...] = ()
    current: int = 0
    page: int = 1
    first: int = 1
    last: int = 1

    @property
    def total(self) -> int:
        """How many hits are counted."""
        return len(self.pages)

    @property
    def previous(self) -> HitLink | None:
        """The hit before the present one, or before the present page."""
        return self._at((self.current or bisect_left(self.pages, self.page) + 1) - 1)

    @property
    def next(self) -> HitLink | None:
        """The hit behind the present one, or the first of the present page and those behind it."""
        return self._at((self.current or bisect_left(self.pages, self.page)) + 1)

    @property
    def before(self) -> HitLink | None:
        """The last hit on the pages before those in sight."""
        return self._at(bisect_left(self.pages, self.first))

    @property
    def after(self) -> HitLink | None:
        """The first hit on the pages behind those in sight."""
        return self._at(bisect_right(self.pages, self.last) + 1)

    def _at(self, number: int) -> HitLink | None:
        return HitLink(number, self.pages[number - 1]) if 1 <= number <= self.total else None


def numbered(
    texts: Mapping[int, str], spans: Mapping[int, Sequence[Span]], counted: Collection[int]
) -> dict[int, tuple[Hit, ...]]:
    """The hits of each page by its number; those on pages that are `counted` are numbered from 1 in their order.

    Words that match and follow each other with nothing but blanks between are one hit.
    """
    number = 0
    found: dict[int, tuple[Hit, ...]] = {}
    for page in sorted(spans):
        hits = []
        for start, end in _joined(texts[page], spans[page]):
            number += page in counted
            hits.append(Hit(start, end, number if page in counted else 0))
        found[page] = tuple(hits)
    return found


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def walk(hits: Mapping[int, Sequence[Hit]], page: int, sight: tuple[int, int], wanted: int) -> Walk:
    """The way through these hits; the `wanted` one is the present one where it is in sight."""
    pages = tuple(nomor for nomor in sorted(hits) for hit in hits[nomor] if hit.number)
    is_there = 1 <= wanted <= len(pages) and sight[0] <= pages[wanted - 1] <= sight[1]
    return Walk(pages, wanted if is_there else 0, page, *sight)


def drawn(halaman: PublicHalaman, hits: Sequence[Hit], most: int = MOST_DRAWN) -> tuple[DrawnHit, ...]:
    """The hits of a page where its words stand in its picture; at most so many of them have boxes."""
    width, height = halaman.image_width, halaman.image_height
    if not hits:
        return ()
    if not (width and height and halaman.image_sha256 and halaman.places):
        return tuple(DrawnHit(hit.number, ()) for hit in hits)
    text = halaman.teks
    spans, places = words_of(text), unpack(halaman.places, text)
    return tuple(
        DrawnHit(
            hit.number,
            tuple(_box(place, width, height) for place in places_of(text, spans, places, hit.start, hit.end))
            if at < most
            else (),
        )
        for at, hit in enumerate(hits)
    )


def _box(place: Place, width: int, height: int) -> tuple[int, int, int, int]:
    rim = width * _RIM
    left, right = (round(edge * width / SCALE + side * rim) for edge, side in ((place[0], -1), (place[2], 1)))
    top, bottom = (round(edge * height / SCALE + side * rim) for edge, side in ((place[1], -1), (place[3], 1)))
    return left, top, right - left, bottom - top


def marked_parts(text: str, spans: Sequence[Span], hits: Sequence[Hit]) -> tuple[MarkedPart, ...]:
    """Stretches of a text as parts that say whether they match; `hits` are in order and do not overlap."""
    parts: list[MarkedPart] = []
    for begin, stop in spans:
        at = begin
        for hit in hits[bisect_right(hits, begin, key=_end) :]:
            if hit.start >= stop:
                break
            start, end = max(hit.start, at), min(hit.end, stop)
            number = hit.number if start == hit.start else 0
            parts += [MarkedPart(text[at:start], False), MarkedPart(text[start:end], True, number)]
            at = end
        parts.append(MarkedPart(text[at:stop], False))
    return tuple(part for part in parts if part.text)


def _end(hit: Hit) -> int:
    return hit.end


def melted(parts: Sequence[MarkedPart]) -> tuple[MarkedPart, ...]:
    """The same parts, those of one kind that follow each other as one, a hit over a line end too."""
    found: list[MarkedPart] = []
    for part in parts:
        if found and found[-1].is_marked is part.is_marked and not part.hit:
            found[-1] = found[-1]._replace(text=found[-1].text + part.text)
        elif len(found) > 1 and part.is_marked and not part.hit and found[-1].text == " " and found[-2].is_marked:
            # What goes on behind a line end is no hit of its own.
            blank = found.pop()
            found[-1] = found[-1]._replace(text=found[-1].text + blank.text + part.text)
        else:
            found.append(part)
    return tuple(found)
