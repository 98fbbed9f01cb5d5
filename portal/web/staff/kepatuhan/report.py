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

from portal.domain.formats import MONTHS, SHORT_MONTHS, long_date, number, weekday_date
from portal.domain.tenggat.state import ClockState
from portal.web.staff.kepatuhan import drawing
from portal.web.staff.kepatuhan.figures import Board, load_board
from portal.web.words import kepatuhan as kepatuhan_words
from portal.web.words.labels.kepatuhan import GROUPS, PENYERAHAN

INK, GREY, LINE, NAVY = HexColor("#18202e"), HexColor("#465062"), HexColor("#e0dcd2"), HexColor("#16315a")
COLOURS = {
    "m": HexColor("#ab211a"),
    "k": HexColor("#854c00"),
    "h": HexColor("#17653f"),
}
"""By the letters of `drawing.colour`."""
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
        canvas.drawString(MARGIN, 11 * mm, f"Repositori Naskah Kerja Sama · keadaan pada {long_date(board.today)}")
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
        _p(f"{scope}{when} · keadaan pada {weekday_date(board.today)} (WIB)", _TEXT, "#465062"),
        Paragraph(red + escape(plain(sentence.rest)), _SENTENCE),
        Spacer(1, 8),
    ]
    if not board.is_effective:
        note = "Tanggal mulai berlaku peraturan belum diatur di portal, jadi belum ada tenggat yang dihitung."
        found.append(_p(note, _TEXT, "#854c00"))
    return found


def _tiles(board: Board) -> list[Flowable]:
    found, rate = board.figures, board.on_time
    late, soon, rest = (len(found.late), found.soon, found.in_time)
    when = board.wanted.span_words or "tahun ini"
    tiles = (
        (
            number(late),
            f"terlambat, paling lama {number(found.longest)} hari kerja" if late else "terlambat",
            "#ab211a",
        ),
        (number(soon), GROUPS["segera"].lower(), "#854c00"),
        (number(rest), "masih dalam waktu", "#17653f"),
        (
            kepatuhan_words.percent(rate.on_time, rate.decided),
            f"tepat waktu {when} ({number(rate.on_time)} dari {number(rate.decided)})",
            "#16315a",
        ),
    )
    big = ParagraphStyle("besar", parent=_TEXT, fontName="Helvetica-Bold", fontSize=20, leading=24)
    cells = [[_p(figure, big, colour), _p(text, _SMALL, "#465062")] for figure, text, colour in tiles]
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
        share = (
            f"{kepatuhan_words.percent(rate.on_time, rate.decided)} ({rate.on_time} dari {rate.decided})"
            if rate
            else "–"
        )
        counts = (unit.late, unit.soon, unit.in_time, unit.running)
        rows.append([board.found.name_of(unit.kode), *(number(count) for count in counts), share])
    if not rows:
        return []
    return [_p("Per unit", _SECTION), _table(head, rows, (0.40, 0.11, 0.10, 0.13, 0.11, 0.15))]


def _late(board: Board) -> list[Flowable]:
    head = ("Sisa waktu", "Naskah dan mitra", "Unit", "Jatuh tempo")
    shown = board.figures.board[:MOST_ROWS]
    rows = []
    for row in shown:
        facts = row.facts
        mitra = () if facts.is_secret else board.mitra.get(facts.naskah_id, ())
        kind = "" if PENYERAHAN[row.jenis.value] == "Naskah asli" else f" [{PENYERAHAN[row.jenis.value]}]"
        missing = "" if facts.has_file else " (belum diunggah)"
        what = f"{facts.outward_title}{kind}{missing}, {facts.kode}" + (f". {'; '.join(mitra)}" if mitra else "")
        due = f"{long_date(row.due_on)}{' (sementara)' if row.notice else ''}, ttd. {long_date(facts.signed)}"
        rows.append([kepatuhan_words.time_left(row), what, kepatuhan_words.short(board.found.name_of(facts.unit)), due])
    if not rows:
        return []
    colours = [COLOURS[drawing.colour(row)] for row in shown]
    parts: list[Flowable] = [
        _p("Belum diterima, paling mendesak dulu", _SECTION),
        _table(head, rows, (0.15, 0.45, 0.20, 0.20), first_colours=colours),
    ]
    if more := len(board.figures.board) - len(shown):
        parts.append(_p(f"Masih ada {number(more)} lainnya; seluruhnya ada di ekspor XLSX.", _SMALL, "#465062"))
    return parts


def _history(board: Board) -> list[Flowable]:
    height, base = 74.0, 14.0
    drawing = Drawing(WIDTH, height)
    step = WIDTH / len(board.history)
    for at, one in enumerate(board.history):
        middle = at * step + step / 2
        drawing.add(
            String(middle, 3, SHORT_MONTHS[one.month.month - 1], fontName="Helvetica", fontSize=7.5,
                   textAnchor="middle", fillColor=GREY)
        )  # fmt: skip
        share = one.percent
        if share is None:
            continue
        tall = max(1.5, (height - base - 12) * share / 100)
        drawing.add(Rect(middle - step * 0.3, base, step * 0.6, tall, fillColor=NAVY, strokeColor=None))
        drawing.add(
            String(middle, base + tall + 3, f"{share}%", fontName="Helvetica-Bold", fontSize=7.5,
                   textAnchor="middle", fillColor=INK)
        )  # fmt: skip
    rows = [
        [
            f"{MONTHS[one.month.month - 1]} {one.month.year}",
            number(one.on_time),
            number(one.decided),
            number(one.undecided),
        ]
        for one in board.history
        if one.decided or one.undecided
    ]
    head = ("Bulan jatuh tempo", "Tepat waktu", "Dapat dinilai", "Masih berjalan")
    table = [_table(head, rows, (0.40, 0.2, 0.2, 0.2))] if rows else []
    return [KeepTogether([_p("Ketepatan waktu dua belas bulan terakhir", _SECTION), drawing]), *table]


def _notes(board: Board) -> list[Flowable]:
    found = board.found
    domestic = found.dalam_negeri
    lines = [
        f"Tanpa tenggat karena ditandatangani sebelum peraturan berlaku: {number(found.legacy)} naskah luar negeri, "
        f"{number(found.legacy_received)} di antaranya sudah ada aslinya.",
        f"Tanggal tanda tangan belum jelas: {number(board.figures.count(ClockState.BELUM_DIKETAHUI))} naskah.",
        f"Dalam negeri (Pasal 39 ayat (1), tanpa tenggat): {number(domestic.handed_in)} sudah dan "
        f"{number(domestic.not_handed_in)} belum disampaikan.",
        "Hitungan: hari ke-1 adalah hari kerja pertama sesudah tanda tangan terakhir; Sabtu, Minggu, libur nasional, "
        f"dan cuti bersama dilewati; hari ke-{board.limit} belum terlambat. "
        "Hitungan berhenti pada hari naskah diterima Biro.",
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
    for at, row in enumerate(rows):
        line = [_p(text, _SMALL) for text in row]
        if first_colours:
            strong = ParagraphStyle("sisa", parent=_SMALL, fontName="Helvetica-Bold", textColor=first_colours[at])
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
