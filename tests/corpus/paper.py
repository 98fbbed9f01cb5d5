"""Sets an agreement of the corpus as a PDF, the same bytes every time."""

import io
import random

from reportlab.lib.pagesizes import A4, LEGAL
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from tests.corpus.handwriting import PaperCanvas
from tests.corpus.looks import Look, look_of
from tests.corpus.marks import office_stamp, paraf_box
from tests.corpus.markup import Place, Setter
from tests.corpus.naskah import Naskah

MARK = "CONTOH - naskah buatan untuk pengujian, bukan naskah resmi"


def paper(naskah: Naskah) -> bytes:
    """The agreement as a digital PDF, marked CONTOH in its metadata and at the foot of every page."""
    pages, _, _ = _set(naskah, 0)
    return _set(naskah, pages)[1]


def structure(naskah: Naskah) -> list[Place]:
    """Its articles and their numbered paragraphs in order, each with the page it begins on."""
    return _set(naskah, 0)[2]


def _set(naskah: Naskah, total: int) -> tuple[int, bytes, list[Place]]:
    look = look_of(naskah)
    size = (LEGAL[0], 936.0) if "folio" in naskah.gaya else A4
    buffer, count = io.BytesIO(), [0]

    def on_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        count[0] = document.page
        _margins(canvas, naskah, look, size, (document.page, total))

    width = size[0] - 2 * look.margin
    frame = Frame(look.margin, 64, width, size[1] - 64 - 52, leftPadding=0, rightPadding=0)
    document = BaseDocTemplate(
        buffer,
        pagesize=size,
        pageTemplates=[PageTemplate(frames=[frame], onPageEnd=on_page)],
        title=f"CONTOH {naskah.id}",
        subject=MARK,
        author="CONTOH",
        invariant=1,
    )
    setter = Setter(naskah, look, width)
    document.build(setter.run(), canvasmaker=PaperCanvas)
    return count[0], buffer.getvalue(), setter.places


def _margins(canvas: Canvas, naskah: Naskah, look: Look, size: tuple[float, float], page: tuple[int, int]) -> None:
    number, total = page
    width, height = size
    canvas.saveState()
    canvas.setFont("Helvetica", 6.5)
    canvas.drawString(look.margin, 18, MARK)
    canvas.setFont(look.font, 9)
    text = {
        "nomor": str(number),
        "dari": f"{number} dari {total}",
        "strip": f"- {number} -",
        "page": f"Halaman {number}" if "en" not in naskah.bahasa else f"Page {number} of {total}",
        "tanpa": "",
    }[look.footer]
    if look.footer == "strip":
        if number > 1:
            canvas.drawCentredString(width / 2, height - 38, text)
    elif look.footer == "dari":
        canvas.drawRightString(width - look.margin, 34, text)
    else:
        canvas.drawCentredString(width / 2, 34, text)
    if "header" in naskah.gaya and number > 1:
        canvas.drawString(look.margin, height - 36, f"{naskah.nama[0]} - {naskah.pihak[-1].nama[0]}"[:80])
    canvas.restoreState()
    throw = random.Random(f"tepi {naskah.id} {number}")  # noqa: S311 - a repeatable drawing.
    if look.has_paraf:
        paraf_box(canvas, x=width - look.margin - 92, y=44 if look.footer == "dari" else 30, seed=number)
    if number == 1 and look.stamp:
        place = {"capcontoh": (width / 2, height - 230), "cappojok": (width - 110, height - 60)}[look.stamp]
        office_stamp(canvas, "CONTOH", x=place[0], y=place[1], angle=throw.uniform(-12, 14))
