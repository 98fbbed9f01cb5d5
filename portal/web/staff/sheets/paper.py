"""A numbered sheet on A4: heading, table of facts, places to sign, QR code. Equal values give equal bytes."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from portal.domain.plain_text import carried
from portal.web.staff.sheets.sheet import MINISTRY, Sheet

_INK, _SOFT, _LINE, _NAVY = HexColor("#18202e"), HexColor("#465062"), HexColor("#c9c6bd"), HexColor("#0f2240")
_FONTS = Path(reportlab.__file__).parent / "fonts"
_QR_SIDE = 30 * mm
_BODY = ParagraphStyle("isi", fontName="Vera", fontSize=9.5, leading=13.5, textColor=_INK, splitLongWords=1)
_KEY = ParagraphStyle("kunci", parent=_BODY, textColor=_SOFT)
_SMALL = ParagraphStyle("kecil", parent=_BODY, fontSize=8, leading=11, textColor=_SOFT)
_TITLE = ParagraphStyle("judul", parent=_BODY, fontName="VeraBd", fontSize=15, leading=19, textColor=_NAVY)
_OFFICE = ParagraphStyle("kantor", parent=_BODY, fontName="VeraBd", fontSize=10, leading=13, textColor=_NAVY)
_MARK = ParagraphStyle("tanda", parent=_BODY, fontName="VeraBd", fontSize=11, leading=15, textColor=HexColor("#ab211a"))


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF. The bytes depend on the values alone: a receipt fetched again is the same file."""
    _register_fonts()
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=f"{sheet.title} {sheet.nomor}",
        author=MINISTRY,
        subject=sheet.title,
        lang="id-ID",
        invariant=1,
    )

    foot = _foot(sheet)
    document.build(_story(sheet), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def sheets_pdf(sheets: Sequence[Sheet]) -> bytes:
    """Several sheets in one PDF, each from a page of its own and with pages counted from one."""
    _register_fonts()
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, title=f"{len(sheets)} tanda terima", author=MINISTRY, lang="id-ID", invariant=1
    )
    side, foot = 22 * mm, 20 * mm
    story: list[Flowable] = []
    for number, sheet in enumerate(sheets):
        frame = Frame(side, foot, A4[0] - 2 * side, A4[1] - 2 * foot, 6, 6, 6, 6)
        document.addPageTemplates(PageTemplate(id=str(number), frames=[frame], onPage=_foot(sheet)))
        story += [NextPageTemplate(str(number)), PageBreak()] if number else []
        story += _story(sheet)
    document.build(story)
    return out.getvalue()


def _foot(sheet: Sheet) -> Callable[[Canvas, object], None]:
    begun: list[int] = []

    def foot(canvas: Canvas, _document: object) -> None:
        begun.append(canvas.getPageNumber())
        canvas.setFont("Vera", 7.5)
        canvas.setFillColor(_SOFT)
        canvas.drawString(22 * mm, 11 * mm, f"{sheet.nomor} · {MINISTRY}")
        canvas.drawRightString(A4[0] - 22 * mm, 11 * mm, f"Halaman {canvas.getPageNumber() - begun[0] + 1}")

    return foot


def _story(sheet: Sheet) -> list[Flowable]:
    heading = [_text(line, _OFFICE) for line in sheet.office]
    head = Table([[heading, _Qr(sheet.code or sheet.address)]], colWidths=[None, _QR_SIDE])
    head.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0),
                              ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                              ("LINEBELOW", (0, 0), (-1, -1), 1.2, _NAVY),
                              ("BOTTOMPADDING", (0, 0), (-1, -1), 6)]))  # fmt: skip
    facts = Table(
        [[_text(key, _KEY), _text(value, _BODY)] for key, value in sheet.facts],
        colWidths=[45 * mm, None],
        # Whoever writes a hundred lines still gets a receipt: a row may go on over the page.
        splitInRow=1,
    )
    facts.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
                               ("LEFTPADDING", (0, 0), (0, -1), 0)]))  # fmt: skip
    marks: list[Flowable] = [_text(sheet.mark, _MARK), Spacer(1, 2 * mm)] if sheet.mark else []
    return [
        *marks,
        head,
        Spacer(1, 6 * mm),
        _text(sheet.title, _TITLE),
        _text(f"Nomor {sheet.nomor}", _BODY),
        Spacer(1, 4 * mm),
        _text(sheet.intro, _BODY),
        Spacer(1, 4 * mm),
        facts,
        Spacer(1, 5 * mm),
        *(_text(note, _SMALL) for note in (*sheet.notes, f"Alamat naskah: {sheet.address}")),
        *_signatures(sheet.signers),
    ]


def _signatures(signers: Sequence[tuple[str, str]]) -> list[Flowable]:
    if not signers:
        return []
    cells = [[[_text(role, _KEY), Spacer(1, 18 * mm), _text(name or "…………………………", _BODY)] for role, name in signers]]
    table = Table(cells, colWidths=[None] * len(signers))
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]))
    return [Spacer(1, 9 * mm), table]


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    # Whatever people typed is text, never mark-up.
    return Paragraph(escape(carried(text)).replace("\n", "<br/>"), style)


def _register_fonts() -> None:
    for name in ("Vera", "VeraBd"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))


class _Qr(Flowable):
    """The QR code of an address, dark squares on white, without an image."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.width = self.height = _QR_SIDE
        self._matrix = segno.make(address, error="m", micro=False).matrix

    def draw(self) -> None:
        """Put the squares on the page, row by row from the top."""
        side = _QR_SIDE / len(self._matrix)
        self.canv.setFillColor(_INK)
        for row, modules in enumerate(self._matrix):
            for column, is_dark in enumerate(modules):
                if is_dark:
                    self.canv.rect(column * side, _QR_SIDE - (row + 1) * side, side, side, stroke=0, fill=1)
