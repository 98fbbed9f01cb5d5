"""Writes a PDF out of exactly the objects it is given; what no library would agree to write is made with this."""

import zlib
from collections.abc import Mapping

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """An unfiltered stream object; `entries` are further dictionary entries."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def flate_stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream that already is, or is now, compressed with Flate."""
    return stream(zlib.compress(data), b"/Filter/FlateDecode" + entries)


def raw_pdf(objects: Mapping[int, bytes]) -> bytes:
    """A file with these numbered objects and a true cross-reference table; object 1 is the catalogue."""
    body = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, size = len(body), max(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        body += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00000 f \n"
    body += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(body)


def one_page(
    content: bytes, *, resources: bytes = b"", media_box: bytes = b"[0 0 595 842]", content_object: bytes = b""
) -> dict[int, bytes]:
    """Objects 1 to 5 of a file with one page; numbers from 6 are free for the caller.

    `content_object` replaces the whole content stream object, for streams with filters of their own.
    """
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Resources<</Font<</F1 5 0 R>>%s>>/Contents 4 0 R>>"
        % (media_box, resources),
        4: content_object or stream(content),
        5: FONT,
    }
