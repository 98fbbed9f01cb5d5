"""PDF files made to harm their reader: bombs, loops and absurd sizes, most of them a few kilobytes long.

`HOSTILE` names them all for table-driven tests. No file here holds anything but arithmetic.
"""

import zlib
from collections.abc import Callable, Mapping

from tests.factories.pdf import numbered_pdf
from tests.factories.pdf_objects import flate_stream, one_page, raw_pdf, stream

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
MEBIBYTE = 1024 * 1024


def self_referencing_form() -> bytes:
    """A form that draws itself; PDFium grows until something stops it."""
    objects = one_page(b"/F0 Do", resources=b"/XObject<</F0 6 0 R>>")
    objects[6] = stream(b"/F0 Do /F0 Do", FORM + b"/Resources<</XObject<</F0 6 0 R>>>>")
    return raw_pdf(objects)


def exponential_forms(levels: int = 12, width: int = 10) -> bytes:
    """Each form draws the next one ten times over."""
    objects = one_page(b"/F0 Do", resources=b"/XObject<</F0 6 0 R>>")
    for level in range(levels):
        following = b"/F%d Do " % (level + 1) * width if level < levels - 1 else b"BT /F1 9 Tf (CONTOH) Tj ET"
        resources = b"/Resources<</Font<</F1 5 0 R>>/XObject<</F%d %d 0 R>>>>" % (level + 1, 7 + level)
        objects[6 + level] = stream(following, FORM + resources)
    return raw_pdf(objects)


def zeros_deflated(mebibytes: int) -> bytes:
    """A zlib stream that swells to zero bytes, built in no time: one flushed chunk repeated.

    The checksum of zeros is known, so nothing of the swollen size is ever made here.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(bytes(MEBIBYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    adler = (mebibytes * MEBIBYTE % 65521) << 16 | 1
    return b"\x78\xda" + first * mebibytes + b"\x03\x00" + adler.to_bytes(4, "big")


def flate_bomb(mebibytes: int = 2048) -> bytes:
    """A page content that swells to two gibibytes of white space."""
    return raw_pdf(one_page(b"", content_object=stream(zeros_deflated(mebibytes), b"/Filter/FlateDecode")))


def double_flate_bomb(mebibytes: int = 8192) -> bytes:
    """A bomb inside a bomb: eight gibibytes in some twenty kilobytes."""
    twice = zlib.compress(zeros_deflated(mebibytes), 9)
    return raw_pdf(one_page(b"", content_object=stream(twice, b"/Filter[/FlateDecode/FlateDecode]")))


def text_bomb(mebibytes: int = 40) -> bytes:
    """Tens of millions of characters on one page."""
    show = b"(" + b"CONTOH " * 140 + b") Tj\n"
    content = b"BT /F1 9 Tf 10 10 Td\n" + show * (mebibytes * MEBIBYTE // len(show)) + b"ET"
    return raw_pdf(one_page(b"", content_object=flate_stream(content)))


def deep_array(depth: int = 3000) -> bytes:
    """Brackets inside brackets, where a reader may call itself once for each."""
    objects = one_page(b"BT /F1 12 Tf 72 770 Td (CONTOH) Tj ET " + b"[" * depth + b"]" * depth)
    objects[1] = b"<</Type/Catalog/Pages 2 0 R/X %s%s>>" % (b"[" * depth, b"]" * depth)
    return raw_pdf(objects)


def page_tree_loop() -> bytes:
    """A page tree whose branch is its own child."""
    objects = one_page(b"")
    objects[2] = b"<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]>>"
    return raw_pdf(objects)


def xref_loop() -> bytes:
    """A cross-reference table that names itself as its predecessor."""
    whole = raw_pdf(one_page(b"BT /F1 12 Tf 72 770 Td (CONTOH) Tj ET"))
    start = whole[whole.rindex(b"startxref\n") + 10 :].split()[0]
    return whole.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %s>>" % start)


def object_stream_bomb(mebibytes: int = 2048) -> bytes:
    """A compressed object stream that swells to two gibibytes; structure readers must open it."""
    objects = one_page(b"BT /F1 12 Tf 72 770 Td (CONTOH) Tj ET")
    objects[6] = stream(zeros_deflated(mebibytes), b"/Type/ObjStm/N 1/First 8/Filter/FlateDecode")
    return raw_pdf(objects)


def huge_media_box() -> bytes:
    """A page of five kilometres."""
    return raw_pdf(one_page(b"BT /F1 12 Tf 72 770 Td (CONTOH) Tj ET", media_box=b"[0 0 14400000 14400000]"))


def huge_image(pixels: int = 30_000) -> bytes:
    """A picture of 900 million pixels."""
    side = b"/Width %d/Height %d" % (pixels, pixels)
    objects = one_page(b"595 0 0 842 0 0 cm /I0 Do", resources=b"/XObject<</I0 6 0 R>>")
    entries = b"/Type/XObject/Subtype/Image%s/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode" % side
    objects[6] = stream(zeros_deflated(pixels * pixels // MEBIBYTE + 1), entries)
    return raw_pdf(objects)


def ten_thousand_pages() -> bytes:
    """Nothing wrong with it, but ten thousand pages."""
    return numbered_pdf(10_000)


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    build.__name__: build
    for build in (
        self_referencing_form,
        exponential_forms,
        flate_bomb,
        double_flate_bomb,
        text_bomb,
        deep_array,
        page_tree_loop,
        xref_loop,
        object_stream_bomb,
        huge_media_box,
        huge_image,
        ten_thousand_pages,
    )
}
