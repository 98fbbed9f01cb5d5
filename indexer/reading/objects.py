"""The objects of a page as PDFium draws them, asked for in the cheapest way, for every page pays for it.

Objects are bare addresses here. The usual bindings wrap each in a Python object and check each argument, which costs
more than what PDFium itself does; these are the same functions, declared anew for addresses.
"""

import ctypes
import hashlib
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2_raw import bindings

DEEPEST = 12
MOST_PICTURE_BYTES = 4_000_000
TEXT, PATH, IMAGE = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE
SHADING, FORM = pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM

_CORNERS_OF_FRAME = 5

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _declared(name: str, result: Any, *arguments: Any) -> Any:
    # By item and not by name: that is a new function object, and the declarations of the bindings stay as they are.
    function = bindings._libs["pdfium"][name]
    function.restype, function.argtypes = result, arguments
    return function


_ADDRESS = ctypes.c_void_p
count_objects = _declared("FPDFPage_CountObjects", ctypes.c_int, _ADDRESS)
object_at = _declared("FPDFPage_GetObject", _ADDRESS, _ADDRESS, ctypes.c_int)
_count_inside = _declared("FPDFFormObj_CountObjects", ctypes.c_int, _ADDRESS)
_object_inside = _declared("FPDFFormObj_GetObject", _ADDRESS, _ADDRESS, ctypes.c_ulong)
_type_of = _declared("FPDFPageObj_GetType", ctypes.c_int, _ADDRESS)
_matrix_of = _declared("FPDFPageObj_GetMatrix", ctypes.c_int, _ADDRESS, _ADDRESS)
bounds_of = _declared("FPDFPageObj_GetBounds", ctypes.c_int, *[_ADDRESS] * 5)
fill_of = _declared("FPDFPageObj_GetFillColor", ctypes.c_int, *[_ADDRESS] * 5)
text_mode_of = _declared("FPDFTextObj_GetTextRenderMode", ctypes.c_int, _ADDRESS)
_clip_of = _declared("FPDFPageObj_GetClipPath", _ADDRESS, _ADDRESS)
_count_clips = _declared("FPDFClipPath_CountPaths", ctypes.c_int, _ADDRESS)
_count_corners = _declared("FPDFClipPath_CountPathSegments", ctypes.c_int, _ADDRESS, ctypes.c_int)
_corner_at = _declared("FPDFClipPath_GetPathSegment", _ADDRESS, _ADDRESS, ctypes.c_int, ctypes.c_int)
_point_of = _declared("FPDFPathSegment_GetPoint", ctypes.c_int, *[_ADDRESS] * 3)
_raw_picture = _declared("FPDFImageObj_GetImageDataRaw", ctypes.c_ulong, _ADDRESS, _ADDRESS, ctypes.c_ulong)
segments_of = _declared("FPDFPath_CountSegments", ctypes.c_int, _ADDRESS)
_stroke_width_of = _declared("FPDFPageObj_GetStrokeWidth", ctypes.c_int, _ADDRESS, _ADDRESS)
draw_mode_of = _declared("FPDFPath_GetDrawMode", ctypes.c_int, *[_ADDRESS] * 3)
set_active = _declared("FPDFPageObj_SetIsActive", ctypes.c_int, _ADDRESS, ctypes.c_int)
angle_at = _declared("FPDFText_GetCharAngle", ctypes.c_float, _ADDRESS, ctypes.c_int)
unicode_at = _declared("FPDFText_GetUnicode", ctypes.c_uint, _ADDRESS, ctypes.c_int)
char_box_at = _declared("FPDFText_GetCharBox", ctypes.c_int, _ADDRESS, ctypes.c_int, *[_ADDRESS] * 4)
loose_box_at = _declared("FPDFText_GetLooseCharBox", ctypes.c_int, _ADDRESS, ctypes.c_int, _ADDRESS)
text_object_at = _declared("FPDFText_GetTextObject", _ADDRESS, _ADDRESS, ctypes.c_int)


def address_of(handle: Any) -> int:
    """The address behind a page or text page of the bindings."""
    return ctypes.cast(handle.raw, _ADDRESS).value or 0


def print_of(picture: int) -> bytes:
    """By what a picture that is drawn again is known: a digest of its bytes; empty if there are none to be had."""
    size = _raw_picture(picture, None, 0)
    if not 0 < size <= MOST_PICTURE_BYTES:
        return b""
    room = ctypes.create_string_buffer(size)
    _raw_picture(picture, room, size)
    return hashlib.sha256(room).digest()


def objects_of(page: pypdfium2.PdfPage) -> Iterator[tuple[int, int, Matrix | None]]:
    """Kind and address of each object in the order of drawing, with the matrix of the forms around it, if any."""
    address = address_of(page)
    for place in range(count_objects(address)):
        yield from drawn_by(object_at(address, place))


def drawn_by(item: int) -> Iterator[tuple[int, int, Matrix | None]]:
    """One object of a page, or those in the form that it is."""
    kind = _type_of(item)
    if kind == FORM:
        yield from _inside(item, UPRIGHT, 1)
    else:
        yield kind, item, None


def stroke_width_of(item: int, around: Matrix | None) -> float:
    """How wide a path is drawn along, in points of the page; 0 where nobody tells."""
    width, found = ctypes.c_float(), pdfium.FS_MATRIX()
    if not _stroke_width_of(item, ctypes.byref(width)):
        return 0.0
    own = UPRIGHT
    if _matrix_of(item, ctypes.byref(found)):
        own = (found.a, found.b, found.c, found.d, found.e, found.f)
    a, b, c, d, *_ = own if around is None else _joined(own, around)
    return float(width.value * max(math.hypot(a, b), math.hypot(c, d)))


def is_cut_by_clip(item: int, box: Box) -> bool:
    """Whether an object that stands at `box`, in the space it is written in, may be clipped.

    Programs for offices clip every line to the whole page, so a clip alone says nothing.
    """
    clip = _clip_of(item)
    count = _count_clips(clip)
    if count <= 0:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    into = ctypes.byref(x), ctypes.byref(y)
    for path in range(count):
        corners = _count_corners(clip, path)
        if not 0 < corners <= _CORNERS_OF_FRAME:
            return True
        points = []
        for place in range(corners):
            _point_of(_corner_at(clip, path, place), *into)
            points.append((x.value, y.value))
        across, up = {point[0] for point in points}, {point[1] for point in points}
        is_frame = len(across) == len(up) == 2 and len(set(points)) == 4
        if not is_frame or box[0] < min(across) or box[1] < min(up) or box[2] > max(across) or box[3] > max(up):
            return True
    return False


def _inside(form: int, around: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix | None]]:
    if depth > DEEPEST:
        return
    found = pdfium.FS_MATRIX()
    _matrix_of(form, ctypes.byref(found))
    matrix = _joined((found.a, found.b, found.c, found.d, found.e, found.f), around)
    for place in range(_count_inside(form)):
        item = _object_inside(form, place)
        kind = _type_of(item)
        if kind == FORM:
            yield from _inside(item, matrix, depth + 1)
        else:
            yield kind, item, None if matrix == UPRIGHT else matrix


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    k, m, n, p, q, r = outer
    return a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r


def moved(box: Box, matrix: Matrix) -> Box:
    """A box of a form as it stands on the page."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have some area in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
