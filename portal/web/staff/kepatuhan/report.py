"""The report for the Sekretaris Jenderal and the Menteri: the figures of the board on A4, in Bahasa Indonesia baku."""

import unicodedata
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from flask import Response
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from portal.domain.kepatuhan.penyerahan import PenyerahanState
from portal.web.filters import MONTHS, SHORT_MONTHS, angka, tanggal, tanggal_hari
from portal.web.staff.kepatuhan import wording
from portal.web.staff.kepatuhan.figures import Board, load_board
from portal.web.words.labels.kepatuhan import PENYERAHAN

INK, GREY, LINE, NAVY = HexColor("#18202e"), HexColor("#465062"), HexColor("#e0dcd2"), HexColor("#16315a")
COLOURS = {
    PenyerahanState.TERLAMBAT: HexColor("#ab211a"),
    PenyerahanState.SEGERA: HexColor("#854c00"),
    PenyerahanState.DALAM_WAKTU: HexColor("#17653f"),
}
MOST_ROWS = 60
"""Rows named one by one; a longer list belongs into the workbook."""
MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
_TEXT = ParagraphStyle("teks", fontName="Helvetica", fontSize=9.5, leading=13.5, textColor=INK)
_SMALL = ParagraphStyle("kecil", parent=_TEXT, fontSize=8, leading=10.5)
_HEAD = ParagraphStyle("judul", parent=_TEXT, fontName="Helvetica-Bold", fontSize=16, leading=20)
_SECTION = ParagraphStyle(
    "bagian", parent=_TEXT, fontName="Helvetica-Bold", fontSize=11.5, leading=15, spaceBefore=12, spaceAfter=5
)
_SENTENCE = ParagraphStyle("kalimat", parent=_TEXT, fontName="Helvetica-Bold", fontSize=13, leading=18, spaceBefore=8)


def report() -> Response:
    """The report on the units and the period asked for."""
    board = load_board(MOST_ROWS)
    response = Response(render(board), content_type="application/pdf")
    name = f"laporan-kepatuhan-{board.today.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def render(board: Board) -> bytes:
    """The report as PDF."""
    out = BytesIO()
    title = "Laporan Kepatuhan Penyampaian Naskah Asli"
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        title=title,
        author="Biro Hukum dan Kerja Sama",
        subject=f"Pasal 39 Permenimipas 8/2025, {board.scope_name}",
        lang="id",
    )
    story = [*_opening(board, title), *_tiles(board), *_units(board), *_late(board), *_history(board), *_notes(board)]

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont("Helvetica", 7.5)
        canvas.setFillColor(GREY)
        canvas.drawString(MARGIN, 11 * mm, f"Repositori Naskah Kerja Sama · keadaan pada {tanggal(board.today)}")
        canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"Halaman {canvas.getPageNumber()}")

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def plain(text: str) -> str:
    """The text in the letters of the built-in typeface: an accent it lacks is left away, another letter becomes `?`."""
    kept = []
    for letter in text:
        if _fits(letter):
            kept.append(letter)
            continue
        bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if _fits(part))
        kept.append(bare or "?")
    return "".join(kept)


def _fits(letter: str) -> bool:
    return bool(letter.encode("cp1252", "ignore")) and letter.isprintable()


def _p(text: str, style: ParagraphStyle = _TEXT, colour: str = "") -> Paragraph:
    safe = escape(plain(text))
    return Paragraph(f'<font color="{colour}">{safe}</font>' if colour else safe, style)


def _opening(board: Board, title: str) -> list[Flowable]:
    periode = board.wanted.span_words
    scope = f"{board.scope_name[0].upper()}{board.scope_name[1:]}"
    when = f" · jatuh tempo dalam {periode}" if periode else ""
    sentence = board.sentence
    red = f'<font color="#ab211a">{escape(plain(sentence.stressed))}</font>'
    found: list[Flowable] = [
        _p("KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN · BIRO HUKUM DAN KERJA SAMA", _SMALL, "#465062"),
        _p(title, _HEAD),
        _p("Kepada: Menteri Imigrasi dan Pemasyarakatan; Sekretaris Jenderal"),
        _p(f"{scope}{when} · keadaan pada {tanggal_hari(board.today)} (WIB)", _TEXT, "#465062"),
        Paragraph(red + escape(plain(sentence.rest)), _SENTENCE),
        Spacer(1, 8),
    ]
    if not board.is_effective:
        note = "Tanggal mulai berlaku peraturan belum diatur di portal, jadi belum ada tenggat yang dihitung."
        found.append(_p(note, _TEXT, "#854c00"))
    return found


def _tiles(board: Board) -> list[Flowable]:
    found, rate = board.figures, board.on_time
    late, soon, rest = (found.count(keadaan) for keadaan in COLOURS)
    when = board.wanted.span_words or "tahun ini"
    tiles = (
        (angka(late), f"terlambat, paling lama {angka(found.longest)} hari kerja" if late else "terlambat", "#ab211a"),
        (angka(soon), "jatuh tempo dalam 3 hari kerja", "#854c00"),
        (angka(rest), "masih dalam waktu", "#17653f"),
        (
            wording.percent(rate.tepat, rate.diputus),
            f"tepat waktu {when} ({angka(rate.tepat)} dari {angka(rate.diputus)})",
            "#16315a",
        ),
    )
    big = ParagraphStyle("besar", parent=_TEXT, fontName="Helvetica-Bold", fontSize=20, leading=24)
    cells = [[_p(number, big, colour), _p(text, _SMALL, "#465062")] for number, text, colour in tiles]
    rules = [("LINEABOVE", (at, 0), (at, 0), 2.2, HexColor(colour)) for at, (_, _, colour) in enumerate(tiles)]
    table = Table([cells], colWidths=[WIDTH / 4] * 4)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOX", (0, 0), (-1, -1), 0.5, LINE), *rules]))
    return [table]


def _units(board: Board) -> list[Flowable]:
    head = ("Unit", "Terlambat", "Segera", "Dalam waktu", "Berjalan", "Tepat waktu")
    rates = board.on_time_by_unit
    rows = []
    for unit in board.units:
        rate = rates.get(unit.kode)
        share = f"{wording.percent(rate.tepat, rate.diputus)} ({rate.tepat} dari {rate.diputus})" if rate else "–"
        counts = (unit.terlambat, unit.segera, unit.dalam_waktu, unit.berjalan)
        rows.append([board.found.nama(unit.kode), *(angka(count) for count in counts), share])
    if not rows:
        return []
    return [_p("Per unit", _SECTION), _table(head, rows, (0.40, 0.11, 0.10, 0.13, 0.11, 0.15))]


def _late(board: Board) -> list[Flowable]:
    head = ("Sisa waktu", "Naskah dan mitra", "Unit", "Jatuh tempo")
    shown = board.figures.papan[:MOST_ROWS]
    rows = []
    for row in shown:
        fakta = row.fakta
        mitra = board.mitra.get(fakta.naskah_id, ())
        kind = "" if PENYERAHAN[row.jenis.value] == "Naskah asli" else f" [{PENYERAHAN[row.jenis.value]}]"
        missing = "" if fakta.has_file else " (belum diunggah)"
        what = f"{fakta.judul}{kind}{missing}, {fakta.kode}" + (f". {'; '.join(mitra)}" if mitra else "")
        due = f"{tanggal(row.due_on)}{' (sementara)' if row.notice else ''}, ttd. {tanggal(fakta.signed)}"
        rows.append([wording.time_left(row), what, wording.short(board.found.nama(fakta.unit)), due])
    if not rows:
        return []
    colours = [COLOURS[row.keadaan] for row in shown]
    parts: list[Flowable] = [
        _p("Belum diterima, paling mendesak dulu", _SECTION),
        _table(head, rows, (0.15, 0.45, 0.20, 0.20), first_colours=colours),
    ]
    if more := len(board.figures.papan) - len(shown):
        parts.append(_p(f"Masih ada {angka(more)} lainnya; seluruhnya ada di ekspor XLSX.", _SMALL, "#465062"))
    return parts


def _history(board: Board) -> list[Flowable]:
    height, base = 74.0, 14.0
    drawing = Drawing(WIDTH, height)
    step = WIDTH / len(board.history)
    for at, one in enumerate(board.history):
        middle = at * step + step / 2
        drawing.add(
            String(middle, 3, SHORT_MONTHS[one.bulan.month - 1], fontName="Helvetica", fontSize=7.5,
                   textAnchor="middle", fillColor=GREY)
        )  # fmt: skip
        share = one.persen
        if share is None:
            continue
        tall = max(1.5, (height - base - 12) * share / 100)
        drawing.add(Rect(middle - step * 0.3, base, step * 0.6, tall, fillColor=NAVY, strokeColor=None))
        drawing.add(
            String(middle, base + tall + 3, f"{share}%", fontName="Helvetica-Bold", fontSize=7.5,
                   textAnchor="middle", fillColor=INK)
        )  # fmt: skip
    rows = [
        [f"{MONTHS[one.bulan.month - 1]} {one.bulan.year}", angka(one.tepat), angka(one.diputus), angka(one.masih)]
        for one in board.history
        if one.diputus or one.masih
    ]
    head = ("Bulan jatuh tempo", "Tepat waktu", "Dapat dinilai", "Masih berjalan")
    table = [_table(head, rows, (0.40, 0.2, 0.2, 0.2))] if rows else []
    return [KeepTogether([_p("Ketepatan waktu dua belas bulan terakhir", _SECTION), drawing]), *table]


def _notes(board: Board) -> list[Flowable]:
    found = board.found
    domestic = found.dalam_negeri
    lines = [
        f"Tanpa tenggat karena ditandatangani sebelum peraturan berlaku: {angka(found.lama)} naskah luar negeri, "
        f"{angka(found.lama_diterima)} di antaranya sudah ada aslinya.",
        f"Tanggal tanda tangan belum jelas: {angka(board.figures.count(PenyerahanState.TANGGAL_BELUM_JELAS))} naskah.",
        f"Dalam negeri (Pasal 39 ayat (1), tanpa tenggat): {angka(domestic.sudah)} sudah dan "
        f"{angka(domestic.belum)} belum disampaikan.",
        "Hitungan: hari ke-1 adalah hari kerja pertama sesudah tanda tangan terakhir; Sabtu, Minggu, libur nasional, "
        "dan cuti bersama dilewati; hari ke-14 belum terlambat. Hitungan berhenti pada hari naskah diterima Biro.",
        "Dasar: Pasal 39 ayat (4) dan ayat (5) Peraturan Menteri Imigrasi dan Pemasyarakatan Nomor 8 Tahun 2025 "
        "tentang Tata Cara Penyelenggaraan Kerja Sama di Lingkungan Kementerian Imigrasi dan Pemasyarakatan.",
        f"Versi kalender hari libur: {found.kalender.version()[:16]}.",
    ]
    return [KeepTogether([_p("Keterangan", _SECTION), *(_p(line, _SMALL) for line in lines)])]


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], first_colours: Sequence[Color] = ()
) -> Table:
    bold = ParagraphStyle("kepala", parent=_SMALL, fontName="Helvetica-Bold", textColor=white)
    cells = [[_p(text, bold) for text in head]]
    for number, row in enumerate(rows):
        line = [_p(text, _SMALL) for text in row]
        if first_colours:
            strong = ParagraphStyle("sisa", parent=_SMALL, fontName="Helvetica-Bold", textColor=first_colours[number])
            line[0] = _p(row[0], strong)
        cells.append(line)
    table = Table(cells, colWidths=[share * WIDTH for share in shares], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), NAVY),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table
