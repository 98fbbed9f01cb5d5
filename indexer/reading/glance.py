"""A quick look at what a page is built of: how much of it is drawn and not written, and which text may not be seen.

Nothing is rendered here, and only what is found doubtful is looked at closely (`sight`), or recognised.
"""

import ctypes
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.reading import objects
from indexer.reading.objects import Box, Matrix, moved, overlap
from indexer.reading.stream import WIDE_LINE

SCAN_SHARE = 0.7
"""Share of the page a picture must cover to be taken for the scan that the text was recognised from."""

DRAWN_SHARE = 0.02
"""Share of the page from which on pictures are read on every page; a smaller one only where it is drawn first.

A coat of arms covers 0.01, and stands on every sheet.
"""

PRINT_WIDTH, PRINT_HEIGHT = 40.0, 6.0
"""Points: the least room that a line of print takes which says something, a number of sixteen digits."""

MOST_SMALL = 40

MOST_OBJECTS = 3_000

_LINE_WIDTH, _LINE_SHAPE, _LINE_HEIGHT = 0.15, 3.0, 6.0
_OUTLINE_SEGMENTS = 9
"""Letters drawn as outlines have at least so many segments; rules and frames have five."""

_LEAST_AREA = 3
"""Segments that can enclose something."""

_MANY_OUTLINES = 250
_LEAST_COVER = 4.0
"""Points: a rule is thinner, and a bar over a line of text is not."""

_LIGHT, _FAINT, _ALIKE = 600, 60, 90
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)

Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity; each 0 to 255."""


@dataclass
class Glance:
    """What a page is built of. Text objects are named by their addresses.

    `is_recognised`: the text was laid over, or under, the picture of a page by a recogniser. `unseen` text is certainly
    not drawn, `doubtful` text perhaps not, `cut` text in part; with `is_all_doubtful` any may not be.
    """

    is_recognised: bool = False
    picture_share: float = 0.0
    is_drawn: bool = False
    is_all_doubtful: bool = False
    is_all_covered: bool = False
    """Whether any unseen text may lie under something: there was too much to look at."""
    unseen: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    covered: set[int] = field(default_factory=set)
    """Text with something opaque over it, or on something filled with its own colour; a part of the doubtful."""
    text_boxes: list[Box] = field(default_factory=list)
    has_fill: bool = False
    """Whether something with room for a line of print is filled, be it with a colour or with what nobody can tell."""
    small: set[bytes] = field(default_factory=set)
    """Small pictures with room for a line of print, by what they are known by."""

    @property
    def may_hide(self) -> bool:
        """Whether some of the text has to be looked at closely."""
        return bool(self.unseen or self.doubtful or self.cut or self.is_all_doubtful)

    def take(self, other: "Glance") -> None:
        """Become what another look has found."""
        self.__dict__.update(other.__dict__)


class _Look:
    """The state of one look; the objects of a page come in the order in which they are drawn.

    What PDFium answers into is made once: a child looks at one page after the other.
    """

    _edges, _parts, _modes = (ctypes.c_float * 4)(), (ctypes.c_uint * 4)(), (ctypes.c_int * 2)()
    _into_edges = tuple(map(ctypes.byref, [_edges] * 4, range(0, 16, 4)))
    _into_parts = tuple(map(ctypes.byref, [_parts] * 4, range(0, 16, 4)))
    _into_modes = tuple(map(ctypes.byref, [_modes] * 2, range(0, 8, 4)))

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.area = max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)
        self.glance = Glance()
        self.texts: list[tuple[int, Box]] = []
        self.fills: list[tuple[Box, Colour]] = []
        self.pictures: list[Box] = []
        self.invisible: list[tuple[int, Box]] = []
        self.under_scan: set[int] = set()
        self.small: list[int] = []
        self.covered = 0.0
        self.outlines = 0
        self.outlined: Box | None = None

    def box(self, item: int, matrix: Matrix | None) -> Box | None:
        """Where an object stands on the page."""
        if not objects.bounds_of(item, *self._into_edges):
            return None
        left, bottom, right, top = self._edges
        return (left, bottom, right, top) if matrix is None else moved((left, bottom, right, top), matrix)

    def colour(self, item: int) -> Colour | None:
        """What fills an object; None for a pattern."""
        if not objects.fill_of(item, *self._into_parts):
            return None
        red, green, blue, opacity = self._parts
        return red, green, blue, opacity

    def is_plain_text(self, item: int) -> bool:
        """The short way for what nearly every object is: dark text on the page, over nothing that is filled."""
        if not objects.bounds_of(item, *self._into_edges):
            return False
        left, bottom, right, top = self._edges
        if left < self.left or right > self.right or bottom < self.bottom or top > self.top or left == right:
            return False
        if not objects.fill_of(item, *self._into_parts):
            return False
        red, green, blue, opacity = self._parts
        if red + green + blue > _LIGHT or opacity < _FAINT:
            return False
        for fill in self.fills:
            (fill_left, fill_bottom, fill_right, fill_top), _ = fill
            if left < fill_right and fill_left < right and bottom < fill_top and fill_bottom < top:
                return False
        box = (left, bottom, right, top)
        if objects.is_cut_by_clip(item, box):
            return False
        self.texts.append((item, box))
        return True

    def text(self, item: int, matrix: Matrix | None) -> None:
        box = self.box(item, matrix)
        if box is None or box[0] == box[2]:
            return
        left, bottom, right, top = box
        self.texts.append((item, box))
        mode = objects.text_mode_of(item)
        if mode in _INVISIBLE:
            self.invisible.append((item, box))
        elif right <= self.left or left >= self.right or top <= self.bottom or bottom >= self.top:
            self.glance.unseen.add(item)
        else:
            if left < self.left or right > self.right or bottom < self.bottom or top > self.top:
                self.glance.cut.add(item)
            colour = self.colour(item)
            # Black at full strength is the rule, and only a dark fill under it makes one look twice.
            if mode or colour is None or self.may_be_lost(box, colour) or self.is_clipped(item):
                self.glance.doubtful.add(item)
            if colour is not None and self.is_on_its_colour(box, colour):
                self.glance.covered.add(item)

    def is_clipped(self, item: int) -> bool:
        """Whether a clip may cut off some of an object; judged in the space of its form."""
        own = self.box(item, None)
        return own is None or objects.is_cut_by_clip(item, own)

    def may_be_lost(self, box: Box, colour: Colour) -> bool:
        """Whether text of this colour could not be told from the paper, or from what is filled under it."""
        if sum(colour[:3]) > _LIGHT or colour[3] < _FAINT:
            return True
        return self.is_on_its_colour(box, colour)

    def is_on_its_colour(self, box: Box, colour: Colour) -> bool:
        """Whether something under text of this colour is filled with a colour that nobody can tell from it."""
        return any(overlap(box, fill) and _is_alike(colour, tone) for fill, tone in self.fills)

    def path(self, item: int, matrix: Matrix | None) -> None:
        segments = objects.segments_of(item)
        objects.draw_mode_of(item, *self._into_modes)
        is_filled = bool(self._modes[0])
        if self.texts and self._modes[1] and objects.stroke_width_of(item, matrix) >= WIDE_LINE:
            # A pen or a line as wide as a word blackens like a bar. Its box holds the width.
            box = self.box(item, matrix)
            if box is not None:
                self.cover(box)
        if segments < _LEAST_AREA:
            return
        if not is_filled and segments < _OUTLINE_SEGMENTS:
            return
        box = self.box(item, matrix)
        if box is None:
            return
        if segments >= _OUTLINE_SEGMENTS:
            # Print is filled; what is only drawn along its lines is mostly a signature.
            self.outlines += segments if is_filled else segments // 4
            one = self.outlined or box
            self.outlined = (min(one[0], box[0]), min(one[1], box[1]), max(one[2], box[2]), max(one[3], box[3]))
        if not is_filled or box[2] - box[0] < _LEAST_COVER or box[3] - box[1] < _LEAST_COVER:
            return
        colour = self.colour(item)
        if colour is None or colour[3] >= _FAINT:
            self.cover(box)
            self.glance.has_fill |= has_room(box[2] - box[0], box[3] - box[1])
            if colour is not None:
                self.fills.append((box, colour))

    def picture(self, item: int, matrix: Matrix | None) -> None:
        box = self.box(item, matrix)
        if box is None:
            return
        width = min(box[2], self.right) - max(box[0], self.left)
        height = min(box[3], self.top) - max(box[1], self.bottom)
        if width <= 0 or height <= 0:
            return
        self.covered += width * height
        self.pictures.append(box)
        if has_room(width, height):
            self.small.append(item)
        if self.texts and width * height > SCAN_SHARE * self.area:
            # A recogniser wrote the text first and laid the scan over it.
            self.glance.is_recognised = True
            self.under_scan.update(address for address, _ in self.texts)
        else:
            self.cover(box)

    def shading(self, item: int, matrix: Matrix | None) -> None:
        if (box := self.box(item, matrix)) is not None:
            self.cover(box)

    def is_line(self, width: float, height: float) -> bool:
        """Whether something of this size has the shape of a line of print, and is not too flat for one."""
        return height >= _LINE_HEIGHT and width >= max(_LINE_SHAPE * height, _LINE_WIDTH * (self.right - self.left))

    def has_outlined_print(self) -> bool:
        """Whether curves are drawn that can be letters: too many, and not all in the one small spot of an emblem."""
        if self.outlined is None or self.outlines < _MANY_OUTLINES:
            return False
        width, height = self.outlined[2] - self.outlined[0], self.outlined[3] - self.outlined[1]
        return width * height >= DRAWN_SHARE * self.area or self.is_line(width, height)

    def cover(self, box: Box) -> None:
        """Something opaque is drawn here: text under it may be gone."""
        if self.texts:
            under = {address for address, other in self.texts if overlap(box, other)}
            self.glance.doubtful |= under
            self.glance.covered |= under


def look_at(page: pypdfium2.PdfPage) -> Glance:
    """Look at the objects of a page, those of its forms included."""
    look = _Look(page)
    glance = look.glance
    meet = {
        objects.TEXT: look.text,
        objects.PATH: look.path,
        objects.IMAGE: look.picture,
        objects.SHADING: look.shading,
    }
    address, met = objects.address_of(page), 0
    for place in range(objects.count_objects(address)):
        top = objects.object_at(address, place)
        # The mode of what is no text is unknown, so this one question finds nearly all there is to a page.
        if objects.text_mode_of(top) == pdfium.FPDF_TEXTRENDERMODE_FILL and look.is_plain_text(top):
            met += 1
        else:
            for kind, item, matrix in objects.drawn_by(top):
                met += 1
                if kind in meet and met <= MOST_OBJECTS:
                    meet[kind](item, matrix)
                elif met > MOST_OBJECTS:
                    break
        if met > MOST_OBJECTS:
            glance.is_all_doubtful = True
            # What is drawn over words comes last, and nobody looked that far.
            glance.is_all_covered = True
            break
    for address, box in look.invisible:
        # Over the picture of a page it says what the picture shows; elsewhere it says what nobody sees.
        if any(overlap(box, picture) for picture in look.pictures):
            glance.is_recognised = True
            look.under_scan.add(address)
        else:
            glance.unseen.add(address)
    glance.text_boxes = [box for _, box in look.texts]
    glance.doubtful -= look.under_scan | glance.unseen
    glance.picture_share = round(min(1.0, look.covered / look.area), 3) if look.area > 0 else 0.0
    is_vague = look.has_outlined_print() or glance.is_all_doubtful
    glance.is_drawn = is_vague or glance.picture_share >= DRAWN_SHARE or len(look.small) > MOST_SMALL
    if not glance.is_drawn:
        glance.small = {objects.print_of(item) for item in look.small}
    return glance


def has_room(width: float, height: float) -> bool:
    """Whether a line of print that says something fits in."""
    return min(width, height) >= PRINT_HEIGHT and max(width, height) >= PRINT_WIDTH


def _is_alike(one: Colour, other: Colour) -> bool:
    return sum(abs(one[part] - other[part]) for part in range(3)) < _ALIKE
