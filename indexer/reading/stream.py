"""Tells by the operators of a page that nothing on it hides text or says more than its text.

Most pages are dark letters on bare paper. Whatever else stands among the operators, or might, is looked at (`glance`).
"""

import math
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from indexer.reading.objects import Box

MOST_BYTES = 2_000_000

_DEEPEST = 4
_TROUBLE = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError)
"""What pikepdf raises on a page of the wrong shape."""

_EDGE = 2.0
"""Points that a letter lies within the page so that nothing of it is cut off."""

_MOST_SEGMENTS = 1_000
"""Lines and frames that are only drawn along; more can be letters."""

_APART = bytes(32 if mark in b"\0\t\n\f\r ()<>[]{}/%" else mark for mark in range(256))
# Fills, clips, curves, colours of letters; pictures, shadings, forms, states, modes of letters.
_LOUD_ONE = b"fFBbWkgcvy"
_LOUD_TWO = (b"f*", b"B*", b"b*", b"W*", b"rg", b"sc", b"cs", b"Do", b"sh", b"BI", b"gs", b"Tr")
_LOUD_THREE = b" scn "

_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_DARK = rb"(?:0|0?\.[0-6]\d*|0\.0*)"
_DARK_COLOUR = re.compile(rb"(?<= )(?:%s g|%s %s %s rg|0 0 0 1 k)(?= )" % ((_DARK,) * 4))
_FRAME = re.compile(rb"(?<= )(\d+\.?\d*) (\d+\.?\d*) (\d+\.?\d*) (\d+\.?\d*) re +W\*? +n(?= )")
_NUMBER = rb"(-?\d*\.?\d+)"
_WIDTH = re.compile(rb"(?<= )%s +w(?= )" % _NUMBER)
_SCALE = re.compile(rb"(?<= )%s +%s +%s +%s +-?\d*\.?\d+ +-?\d*\.?\d+ +cm(?= )" % ((_NUMBER,) * 4))
WIDE_LINE = 1.5
"""Points: so wide a line may blacken words (see `glance`); rules and underlines are thinner."""
_STATE = re.compile(rb"(?<= )\S+ gs(?= )")

Letters = npt.NDArray[np.uint8]


def _table(size: int, marked: Iterable[int]) -> npt.NDArray[np.bool_]:
    table = np.zeros(size, dtype=np.bool_)
    table[list(marked)] = True
    return table


_ONE = _table(1 << 8, _LOUD_ONE)
_TWO = _table(1 << 16, (int.from_bytes(name, "big") for name in _LOUD_TWO))


def is_quiet(structure: pikepdf.Pdf | None, number: int, box: Box) -> bool:
    """Whether the page (counted from 1), shown within `box`, draws nothing but dark letters, lines and frames."""
    if structure is None:
        return False
    try:
        page = structure.pages[number - 1].obj
        data = _contents(page)
        if len(data) > MOST_BYTES:
            return False
        words = b" %s " % data.translate(_APART)
        if _has_wide_lines(words):
            return False
        if not _is_loud(words):
            return True
        if b"%" in data:
            # A remark may hold a bracket that begins no string.
            return False
        rest = b" %s " % b" ".join(_STRING.sub(b" ", data).translate(_APART).split())
        rest = _DARK_COLOUR.sub(b"", rest)
        if b" cm " not in rest:
            rest = _FRAME.sub(lambda found: b"" if _surrounds(found, box) else found[0], rest)
        if b" gs " in rest and _has_plain_states(page):
            rest = _STATE.sub(b"", rest)
        return not _is_loud(rest)
    except _TROUBLE:
        # What cannot be looked through is looked at.
        return False


def _has_wide_lines(words: bytes) -> bool:
    """Whether lines may be drawn so wide that they blacken what lies below."""
    if b" w" not in words and b" cm" not in words:
        return False
    widest = max((float(found[1]) for found in _WIDTH.finditer(words)), default=1.0)
    scales = [max(abs(float(part)) for part in found.groups()) for found in _SCALE.finditer(words)]
    # Those that enlarge may come together; where all make smaller, the least of them may stand alone.
    enlarged = math.prod(scale for scale in scales if scale >= 1.0)
    return widest * (enlarged if not scales or max(scales) >= 1.0 else max(scales)) >= WIDE_LINE


def has_tiling(structure: pikepdf.Pdf | None, number: int) -> bool:
    """Whether something on the page may be filled with tiles, in which anything can be drawn; nobody else tells."""
    try:
        return structure is None or _has_tiles(pikepdf.Page(structure.pages[number - 1]).resources, _DEEPEST)
    except _TROUBLE:
        return True


def _has_tiles(resources: pikepdf.Object, depth: int) -> bool:
    patterns, forms = resources.get("/Pattern"), resources.get("/XObject")
    if patterns is not None and any(patterns[name].get("/PatternType") == 1 for name in patterns.keys()):  # noqa: SIM118 - iterating a pikepdf dictionary is not the same.
        return True
    if forms is None or not depth:
        return False
    inner = (forms[name].get("/Resources") for name in forms.keys())  # noqa: SIM118 - as above.
    return any(_has_tiles(one, depth - 1) for one in inner if one is not None)


def is_all_inside(page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage, box: Box) -> bool:
    """Whether every letter of a page lies within what is shown of it."""
    left, bottom, right, top = box
    edges = (left + _EDGE, top - _EDGE, right - _EDGE, bottom + _EDGE)
    return not page.get_rotation() and pdfium.FPDFText_GetBoundedText(layer, *edges, None, 0) == layer.count_chars()


def _contents(page: pikepdf.Object) -> bytes:
    contents = page.get("/Contents")
    if contents is None:
        return b""
    if isinstance(contents, pikepdf.Stream):
        return contents.read_bytes()
    return b"\n".join(part.read_bytes() for part in contents)


def _is_loud(words: bytes) -> bool:
    """Whether an operator that asks for a look may be among these words, each between blanks."""
    if _LOUD_THREE in words:
        return True
    letters: Letters = np.frombuffer(words, dtype=np.uint8)
    blanks = np.flatnonzero(letters == 32)
    lengths = np.diff(blanks)
    ones = letters[blanks[:-1][lengths == 2] + 1]
    places = blanks[:-1][lengths == 3]
    twos = (letters[places + 1].astype(np.uint16) << 8) | letters[places + 2]
    if _ONE[ones].any() or _TWO[twos].any():
        return True
    counted = np.bincount(ones, minlength=1 << 8)
    frames = int((twos == int.from_bytes(b"re", "big")).sum())
    return 5 * frames + int(counted[ord("l")] + counted[ord("m")] + counted[ord("h")]) > _MOST_SEGMENTS


def _surrounds(found: re.Match[bytes], box: Box) -> bool:
    """Whether what is cut along this frame is the whole page."""
    x, y, width, height = (float(part) for part in found.groups())
    left, bottom, right, top = box
    return x <= left + 1 and y <= bottom + 1 and x + width >= right - 1 and y + height >= top - 1


def _has_plain_states(page: pikepdf.Object) -> bool:
    """Whether no state that the page may ask for makes letters paler, masks them or mixes them with the paper."""
    states = pikepdf.Page(page).resources.get("/ExtGState", pikepdf.Dictionary())
    for name in states.keys():  # noqa: SIM118 - iterating a pikepdf dictionary is not the same.
        state = states[name]
        mixed = state.get("/BM", "/Normal")
        if (
            state.get("/ca", 1) != 1
            or state.get("/SMask", "/None") != "/None"
            or mixed not in ("/Normal", "/Compatible")
        ):
            return False
    return True
