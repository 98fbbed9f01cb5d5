"""A document as PDF bytes, the same at every run: no clock and no random identifier goes into the file."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from portal.samples.content.blocks import Document
from portal.samples.layout.flow import Flow
from portal.samples.layout.mark import define_watermark


def render(document: Document, *, title: str) -> bytes:
    """Typesets the document; its pad pages fill it up to the wanted number of pages."""
    target = BytesIO()
    canvas = Canvas(target, pageCompression=1, invariant=1)
    canvas.setTitle(f"{title} (CONTOH)")
    canvas.setSubject("Naskah contoh untuk peragaan, bukan naskah resmi")
    define_watermark(canvas)
    flow = Flow(canvas, document)
    flow.run(document.blocks)
    for blocks in document.pad:
        if flow.page >= document.pages:
            break
        flow.new_page()
        flow.run(blocks)
    flow.close()
    canvas.save()
    return target.getvalue()
