"""Reads one harmless page before the first real file comes, so that no child has to load what all of them need.

Libraries load modules, fonts and tables at first use. After this the zygote has them, and its children inherit them;
some could not even be loaded later, behind the walls.
"""

import io
import os

import pikepdf
import pypdfium2

from indexer.reading import task

_FONTS = ("Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold")
_STEPS = (
    {"kind": "inspect"},
    {"kind": "text", "first": 1, "last": 1},
    {"kind": "images", "first": 1, "last": 1},
    {"kind": "burn", "first": 1, "last": 1, "boxes": [[1, 0, 0, 100, 100]]},
    {"kind": "codes", "first": 1, "last": 1},
    {"kind": "words", "pages": [1]},
)


def rehearse() -> pypdfium2.PdfDocument:
    """Do every step once; the document returned keeps the fonts in memory as long as it is open."""
    page = _harmless_page()
    source = os.memfd_create("rehearsal")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.write(source, page)
    task.run({"steps": list(_STEPS), "limits": {"wall_seconds": 60}}, [source, nowhere, nowhere], {})
    os.close(nowhere)
    document = pypdfium2.PdfDocument(page)
    document[0].get_textpage().get_text_range()
    return document


def _harmless_page() -> bytes:
    """A page with a line in each of the common fonts."""
    lines = b" ".join(b"/F%d 12 Tf 0 20 Td (CONTOH 1) Tj" % place for place in range(len(_FONTS)))
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Contents = pdf.make_stream(b"BT 20 20 Td " + lines + b" ET")
        fonts = {f"/F{place}": _font(name) for place, name in enumerate(_FONTS)}
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()


def _font(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{name}"))
