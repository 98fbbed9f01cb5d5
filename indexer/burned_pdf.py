"""Writes a PDF that is nothing but pictures: one a page, no text, no description, no other file, no earlier state.

Written by hand and not by a library, so that what stands in the file is what stands here: four kinds of objects. The
same pictures and the same mark give the same bytes.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from indexer.burned import BurnedPage

_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


def write_pdf(out: BinaryIO, pages: Iterable[BurnedPage], folder: Path, *, mark: str) -> int:
    """Write the pages, whose pictures lie in `folder`, and give back how many; `mark` becomes the name of the file.

    The mark says nothing of what is in the original: two files of the same pictures are told apart by it.
    """
    places: dict[int, int] = {}
    at = out.write(_HEAD)

    def add(number: int, *parts: bytes) -> None:
        nonlocal at
        places[number] = at
        at += out.write(b"%d 0 obj\n" % number)
        for part in parts:
            at += out.write(part)
        at += out.write(b"\nendobj\n")

    count = 0
    for page in pages:
        first = 3 + 3 * count
        count += 1
        size = b"%.2f %.2f" % (page.width_pt, page.height_pt)
        add(
            first,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Contents %d 0 R" % (size, first + 1),
            b" /Resources << /XObject << /G %d 0 R >> >> >>" % (first + 2),
        )
        content = b"q %.2f 0 0 %.2f 0 0 cm /G Do Q" % (page.width_pt, page.height_pt)
        add(first + 1, b"<< /Length %d >>\nstream\n" % len(content), content, b"\nendstream")
        picture = (folder / page.filename).read_bytes()
        colours = b"/DeviceGray" if page.is_grey else b"/DeviceRGB"
        add(
            first + 2,
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d" % (page.width_px, page.height_px),
            b" /ColorSpace %s /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\n" % (colours, len(picture)),
            b"stream\n",
            picture,
            b"\nendstream",
        )
    kids = b" ".join(b"%d 0 R" % (3 + 3 * place) for place in range(count))
    add(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    add(2, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count))
    total = len(places) + 1
    name = hashlib.sha256(mark.encode()).hexdigest()[:32].encode()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % total)
    for number in range(1, total):
        out.write(b"%010d 00000 n \n" % places[number])
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /ID [<%s> <%s>] >>\n" % (total, name, name))
    out.write(b"startxref\n%d\n%%%%EOF\n" % at)
    return count
