"""The text of each page in bulk, with PDFium, and whether it was born with the page or added by a scanner."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.reading import stream
from indexer.reading.document import Document
from indexer.reading.glance import Glance, look_at
from indexer.reading.notes import read_notes
from indexer.reading.objects import Box, address_of, angle_at, count_objects
from indexer.reading.places import find_places
from indexer.reading.setting import is_set_apart, may_be_set_apart
from indexer.reading.sight import has_ink_beside, seen_and_hidden
from portal.domain.berkas.reading import PageText
from portal.domain.plain_text import carried

MAX_PAGE_CHARACTERS = 500_000
_FEW_OBJECTS = 100
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# PDFium puts one mark for a hyphen at the end of a line and the line end behind it.
_HYPHEN = re.compile("[\x02\ufffe](?:\r\n?|\n)?")
# Control characters, marks that reorder or hide text, halves of surrogates, non-characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\uffff]"
)


def clean(text: str) -> str:
    """Text in NFKC with line breaks as newlines and without anything invisible."""
    text = _LINE_END.sub("\n", _HYPHEN.sub("-\n", text)).replace("\t", " ")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _UNWANTED.sub("", carried(unicodedata.normalize("NFKC", text)))


def read_pages(document: Document, first: int, last: int) -> Iterator[PageText | int]:
    """Text of the pages from `first` to `last` (counted from 1); the bare number of a page that does not load."""
    has_hidden_layers = document.has_hidden_layers
    met: set[bytes] = set()
    for number in range(first, last + 1):
        try:
            yield _read_page(document, number, met, has_hidden_layers=has_hidden_layers)
        except (pypdfium2.PdfiumError, RecursionError):
            yield number


def flattened(document: pypdfium2.PdfDocument, number: int, *, has_looks: bool) -> pypdfium2.PdfPage:
    """The page (counted from 1) with all that is drawn on it, forms filled in and stamps, made part of it."""
    page = document[number - 1]
    is_due = has_looks or document.formenv
    if is_due and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        # It is seen after loading the page anew.
        page.close()
        page = document[number - 1]
    return page


def _read_page(source: Document, number: int, met: set[bytes], *, has_hidden_layers: bool) -> PageText:
    """One page. `met` are the small pictures of the pages before it: an emblem is read on the first sheet alone."""
    document = source.pages
    page = document[number - 1]
    try:
        width, height = page.get_size()
        notes = read_notes(page)
        is_as_written = not (notes.has_looks or document.formenv or has_hidden_layers)
        # Objects are few on most pages, and sooner looked at than the operators of the page are fetched.
        is_as_written &= count_objects(address_of(page)) > _FEW_OBJECTS
        if notes.has_looks or document.formenv:
            page.close()
            page = flattened(document, number, has_looks=notes.has_looks)
        box = page.get_bbox()
        is_quiet = is_as_written and stream.is_quiet(source.structure, number, box)
        glance = Glance() if is_quiet else look_at(page)
        glance.is_all_doubtful |= has_hidden_layers
        text, hidden, covered, turn = _page_text(page, glance, box if is_quiet else None)
        glance.is_drawn |= glance.has_fill and not glance.is_drawn and stream.has_tiling(source.structure, number)
        if turn != (stored := page.get_rotation()):
            # Sideways text comes out with its lines in reverse; it is read upright and the page turned back.
            page.set_rotation(turn)
            page.close()
            page = document[number - 1]
            if glance.may_hide:
                # The objects of the page are others now.
                again = look_at(page)
                glance.unseen, glance.doubtful, glance.cut = again.unseen, again.doubtful, again.cut
                glance.covered, glance.is_all_covered = again.covered, again.is_all_covered
            text, hidden, covered, _ = _page_text(page, glance)
            page.set_rotation(stored)
        text = clean(text)
        places = b"" if hidden or turn != stored else _places_of(page, text)
        noted = "" if notes.text in text else clean(notes.text)
        return PageText(
            number,
            text,
            "none" if not text.strip() else "embedded_ocr" if glance.is_recognised else "digital",
            round(width, 2),
            round(height, 2),
            picture_share=glance.picture_share,
            hidden="\n".join(filter(None, (clean(hidden), noted))),
            covered=clean(covered),
            has_comment=notes.is_comment,
            is_drawn=has_ink_beside(page, glance.text_boxes) if glance.is_recognised else _is_drawn(glance, met),
            places=places,
        )
    finally:
        page.close()


def _places_of(page: pypdfium2.PdfPage, text: str) -> bytes:
    """Where the words of a page stand of which all text is seen."""
    if not text.strip():
        return b""
    layer = page.get_textpage()
    try:
        return find_places(page, layer, min(layer.count_chars(), MAX_PAGE_CHARACTERS), text, clean)
    finally:
        layer.close()


def _is_drawn(glance: Glance, met: set[bytes]) -> bool:
    new = glance.small - met
    # Of one without bytes nobody knows whether it was there before.
    met |= glance.small - {b""}
    return glance.is_drawn or bool(new)


def _page_text(page: pypdfium2.PdfPage, glance: Glance, quiet_within: Box | None = None) -> tuple[str, str, str, int]:
    """The text of a page, its unseen text, what of that lies under something, and the rotation of the page that would
    let its text stand upright.

    A page whose operators said nothing of note, shown within `quiet_within`, is looked at only if its text asks for it.
    """
    layer = page.get_textpage()
    try:
        # The whole range and not a bounded one: that loses words on pages with /Rotate.
        length = min(layer.count_chars(), MAX_PAGE_CHARACTERS)
        if length < 1:
            return "", "", "", page.get_rotation()
        turn = _upright_turn(layer, length)
        text = "" if glance.may_hide else str(layer.get_text_range(0, length))
        if quiet_within is not None:
            if not may_be_set_apart(text) and stream.is_all_inside(page, layer, quiet_within):
                return text, "", "", turn
            glance.take(look_at(page))
        if glance.may_hide or is_set_apart(text, glance.text_boxes):
            return *seen_and_hidden(page, layer, length, glance), turn
        return text, "", "", turn
    finally:
        layer.close()


def _upright_turn(layer: pypdfium2.PdfTextPage, length: int) -> int:
    sample = range(0, length, max(1, length // 20))
    address = address_of(layer)
    angles = [angle_at(address, place) for place in sample]
    if not any(angles):
        return 0
    quarters = Counter(round(-angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return quarters.most_common(1)[0][0] * 90 if quarters else 0
