"""One open PDF, seen through the structure reader (pikepdf) and the renderer (PDFium), opened when first asked for.

PDFium refuses a file whose tail is missing or whose header is not at the front; pikepdf rebuilds such a file. The
rebuilt copy lives in memory only and is read instead: the stored original is never touched.
"""

import ctypes
import io
import mmap
import os
from functools import cached_property

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

_BLOCK = 1 << 16
_PADDING = b"\0 \t\r\n\f\x1a"


class RefusedError(Exception):
    """The file cannot be opened at all; `reason` is `password` or `unreadable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Document:
    """A PDF given as an open file; closing is left to the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self.size = os.fstat(descriptor).st_size
        if self.size == 0:
            raise RefusedError("unreadable")
        self._file = os.fdopen(descriptor, "rb")
        self._map = mmap.mmap(descriptor, 0, access=mmap.ACCESS_COPY)
        self.is_password_asked = False

    @property
    def tail(self) -> bytes:
        """The last two kilobytes before any padding, where a whole file says that it ends.

        Servers and tapes fill up the last block of a file with zeros or blanks, which cuts off nothing.
        """
        end = self.size
        while end > 0:
            block = self._map[max(0, end - _BLOCK) : end]
            if kept := block.rstrip(_PADDING):
                return self._map[max(0, end - len(block) + len(kept) - 2048) : end - len(block) + len(kept)]
            end -= len(block)
        return b""

    @cached_property
    def structure(self) -> pikepdf.Pdf | None:
        """The file in pikepdf, or None if it cannot open it."""
        try:
            opened = pikepdf.open(self._file)
            # An empty owner password opens it here and in no reader that people have: those ask for the user's.
            is_locked = opened.is_encrypted and not opened.user_password_matched
            self.is_password_asked |= is_locked
            return None if is_locked else opened
        except pikepdf.PasswordError:
            self.is_password_asked = True
        except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError):
            # qpdf has no tree of errors for hostile input; whatever it says, it cannot open this file.
            return None
        return None

    @cached_property
    def structure_count(self) -> int | None:
        """The number of pages that pikepdf finds, or None."""
        try:
            return None if self.structure is None else len(self.structure.pages)
        except (pikepdf.PdfError, ValueError, RuntimeError):
            return None

    @cached_property
    def has_hidden_layers(self) -> bool:
        """Whether layers of the file may be switched off, so that what stands on them is not drawn."""
        if self.structure is None:
            return False
        try:
            layers = self.structure.Root.get("/OCProperties")
            if layers is None:
                return False
            shown = layers.get("/D", pikepdf.Dictionary())
            is_plain = shown.get("/BaseState", "/ON") == "/ON" and "/AS" not in shown
            return not is_plain or len(shown.get("/OFF", ())) > 0
        except (pikepdf.PdfError, AttributeError, TypeError, ValueError, RuntimeError):
            # Layers of the wrong shape: every page is looked at.
            return True

    @cached_property
    def as_stored(self) -> pypdfium2.PdfDocument | None:
        """The stored bytes in PDFium, or None if it cannot open them."""
        stored = (ctypes.c_char * self.size).from_buffer(self._map)
        try:
            return _with_forms(pypdfium2.PdfDocument(stored))
        except pypdfium2.PdfiumError as error:
            self.is_password_asked |= error.err_code == pdfium.FPDF_ERR_PASSWORD
            return None

    @cached_property
    def pages(self) -> pypdfium2.PdfDocument:
        """The pages in PDFium, of the rebuilt copy where the stored bytes do not open; raises RefusedError."""
        if self.as_stored is not None:
            return self.as_stored
        if not self.structure_count:
            raise RefusedError("password" if self.is_password_asked else "unreadable")
        try:
            return _with_forms(pypdfium2.PdfDocument(self.readable_bytes()))
        except pypdfium2.PdfiumError as error:
            raise RefusedError("unreadable") from error

    def readable_bytes(self) -> bytes:
        """The stored bytes, or the rebuilt copy if PDFium cannot read those."""
        return self._map[:] if self.as_stored is not None or self.structure is None else self.rebuilt_bytes()

    def stored_bytes(self) -> bytes:
        """The file as it is stored, bit for bit: what a signature was made over."""
        return self._map[:]

    def rebuilt_bytes(self) -> bytes:
        """A copy with its structure written anew; raises RefusedError if that is impossible."""
        if self.structure is None:
            raise RefusedError("unreadable")
        rebuilt = io.BytesIO()
        try:
            # Nothing is decoded on the way: a bomb inside stays asleep.
            self.structure.save(rebuilt, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        except (pikepdf.PdfError, ValueError, RuntimeError) as error:
            raise RefusedError("unreadable") from error
        return rebuilt.getvalue()


def _with_forms(document: pypdfium2.PdfDocument) -> pypdfium2.PdfDocument:
    # Without a form environment the fields of a form, often the number of the agreement, are neither drawn nor read.
    # This build of PDFium has no script engine.
    document.init_forms()
    return document
