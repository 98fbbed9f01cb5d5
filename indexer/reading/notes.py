"""What hangs on a page: appearances that are drawn and become part of it, and notes whose words are mostly not."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MOST_NOTES = 500
LONGEST_NOTE = 4_000
_SILENT = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})
_NO_NOTES = _SILENT | {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_XFAWIDGET, pdfium.FPDF_ANNOT_PRINTERMARK}
_NOT_SEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


@dataclass(frozen=True)
class Notes:
    """The words of the notes of a page; `is_comment` if some are not drawn, `has_looks` if something is."""

    text: str = ""
    is_comment: bool = False
    has_looks: bool = False


def read_notes(page: pypdfium2.PdfPage) -> Notes:
    """The notes of a page as it was loaded, before their looks are made part of it."""
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if count <= 0:
        return Notes()
    texts: list[str] = []
    is_comment, has_looks = False, False
    for place in range(min(count, MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, place)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind not in _SILENT:
            has_looks = True
        if kind not in _NO_NOTES and (text := _words(note).strip()):
            texts.append(text)
            is_comment |= kind != pdfium.FPDF_ANNOT_FREETEXT or not _is_drawn(note)
        pdfium.FPDFPage_CloseAnnot(note)
    # More notes than were read: a person looks.
    return Notes("\n".join(texts), is_comment or count > MOST_NOTES, has_looks)


def _words(note: object) -> str:
    room = (ctypes.c_ushort * LONGEST_NOTE)()
    length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", room, ctypes.sizeof(room))
    if length > ctypes.sizeof(room):
        room = (ctypes.c_ushort * (length // 2 + 1))()
        length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", room, ctypes.sizeof(room))
    return bytes(room)[: max(0, length - 2)].decode("utf-16-le", "replace")


def _is_drawn(note: object) -> bool:
    has_looks = pdfium.FPDFAnnot_GetAP(note, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
    return has_looks and not pdfium.FPDFAnnot_GetFlags(note) & _NOT_SEEN
