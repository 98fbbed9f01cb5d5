"""The board as a workbook: one sheet a part, every figure the one of the page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO

from flask import Response
from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped, unused-ignore]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped, unused-ignore]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]

from portal.domain.formats import month_year, weekday_date
from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.tenggat.state import ClockState
from portal.domain.workbook_cell import Value, put
from portal.queries.kepatuhan import kepatuhan, received
from portal.web.context import stores
from portal.web.staff.kepatuhan import view
from portal.web.staff.kepatuhan.view import Board
from portal.web.words import kepatuhan as kepatuhan_words
from portal.web.words.labels.kepatuhan import PENYERAHAN

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = PatternFill("solid", fgColor="16315A")


def workbook() -> Response:
    """All figures and rows of the units and the period asked for."""
    papan = view.load()
    with stores().database.reading() as session:
        closed = [row for row in papan.ketepatan.rows if row.closed_on is not None]
        closed += received.all_received(session, papan.lingkup, papan.rentang_ketepatan)
        names = dict(papan.mitra) | kepatuhan.partners(session, {row.fakta.naskah_id for row in closed})
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - tells the type checker what a new workbook holds
    _summary(first, papan)
    _open_rows(book.create_sheet("Belum diterima"), papan)
    _units(book.create_sheet("Per unit"), papan)
    _calendar(book.create_sheet("Kalender"), papan)
    _ages(book.create_sheet("Usia"), papan)
    _history(book.create_sheet("Riwayat"), papan)
    _closed_rows(book.create_sheet("Diterima"), papan, closed, names)
    out = BytesIO()
    book.save(out)
    response = Response(out.getvalue(), content_type=XLSX)
    name = f"kepatuhan-{papan.today.isoformat()}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _summary(sheet: Worksheet, papan: Board) -> None:
    sheet.title = "Ringkasan"
    angka, rate = papan.angka, papan.ketepatan
    periode = papan.saringan.teks_periode
    rows: list[tuple[Value, ...]] = [
        ("Keadaan pada", weekday_date(papan.today)),
        ("Cakupan", papan.cakupan),
        ("Periode jatuh tempo", periode or "semua"),
        ("Kalimat", papan.kalimat.text),
        ("Terlambat", len(angka.late)),
        ("Paling lama terlambat (hari kerja)", angka.longest),
        ("Jatuh tempo dalam 3 hari kerja", angka.soon),
        ("Masih dalam waktu", angka.in_time),
        ("Belum diterima seluruhnya", len(angka.board)),
        (f"Tepat waktu, {periode or f'tahun {papan.today.year}'}", rate.on_time),
        (f"Sudah dapat dinilai, {periode or f'tahun {papan.today.year}'}", rate.decided),
        ("Tanggal tanda tangan belum jelas", angka.count(ClockState.BELUM_DIKETAHUI)),
        ("Tanpa tenggat (sebelum peraturan berlaku)", papan.found.legacy),
        ("Dalam negeri, sudah disampaikan", papan.found.dalam_negeri.handed_in),
        ("Dalam negeri, belum disampaikan", papan.found.dalam_negeri.not_handed_in),
        ("Versi kalender", papan.found.kalender.version()),
    ]
    fill_sheet(sheet, ("Keterangan", "Nilai"), rows, (44, 70))


def _open_rows(sheet: Worksheet, papan: Board) -> None:
    columns = (
        "Keadaan", "Sisa hari kerja", "Kode", "Judul", "Mitra", "Unit", "Penyerahan", "Tanda tangan terakhir",
        "Jatuh tempo", "Usia (hari kerja)", "Berkas", "Sementara",
    )  # fmt: skip
    rows = (
        (
            kepatuhan_words.state(row), row.days, row.fakta.kode, row.fakta.judul, _mitra(papan.mitra, row),
            papan.found.name_of(row.fakta.unit), PENYERAHAN[row.jenis.value], row.fakta.signed.on, row.due_on, row.age,
            "ada" if row.fakta.has_file else "belum diunggah", row.notice,
        )
        for row in papan.angka.board
    )  # fmt: skip
    fill_sheet(sheet, columns, rows, (20, 14, 12, 50, 40, 40, 18, 20, 14, 16, 16, 30))


def _units(sheet: Worksheet, papan: Board) -> None:
    columns = ("Unit", "Terlambat", "Segera", "Dalam waktu", "Berjalan", "Tepat waktu", "Dapat dinilai")
    open_of = {unit.kode: unit for unit in papan.units}
    rate_of = papan.unit_ketepatan
    rows = []
    for kode in [*open_of, *(kode for kode in rate_of if kode not in open_of)]:
        unit, rate = open_of.get(kode), rate_of.get(kode)
        counts = (unit.late, unit.soon, unit.in_time, unit.running) if unit else (0, 0, 0, 0)
        rows.append((papan.found.name_of(kode), *counts, rate.on_time if rate else 0, rate.decided if rate else 0))
    fill_sheet(sheet, columns, rows, (54, 12, 12, 14, 12, 14, 14))


def _calendar(sheet: Worksheet, papan: Board) -> None:
    rows = sorted(papan.angka.due_counts().items())
    fill_sheet(sheet, ("Jatuh tempo", "Banyaknya"), rows, (16, 12))


def _ages(sheet: Worksheet, papan: Board) -> None:
    rows = sorted(papan.angka.ages().items())
    fill_sheet(sheet, ("Usia (hari kerja sejak tanda tangan)", "Banyaknya"), rows, (38, 12))


def _history(sheet: Worksheet, papan: Board) -> None:
    rows = [(month_year(one.month), one.on_time, one.decided, one.undecided, one.percent) for one in papan.riwayat]
    fill_sheet(
        sheet, ("Bulan jatuh tempo", "Tepat waktu", "Dapat dinilai", "Masih berjalan", "Persen"), rows, (22,) * 5
    )


def _closed_rows(
    sheet: Worksheet, papan: Board, closed: Sequence[Penyerahan], names: Mapping[int, tuple[str, ...]]
) -> None:
    columns = ("Hasil", "Kode", "Judul", "Mitra", "Unit", "Penyerahan", "Jatuh tempo", "Diterima")
    rows = (
        (
            kepatuhan_words.outcome(row), row.fakta.kode, row.fakta.judul, _mitra(names, row),
            papan.found.name_of(row.fakta.unit), PENYERAHAN[row.jenis.value], row.due_on, row.closed_on,
        )
        for row in sorted(closed, key=lambda row: (row.closed_on or date.min, row.fakta.kode))
    )  # fmt: skip
    fill_sheet(sheet, columns, rows, (32, 12, 50, 40, 40, 18, 14, 14))


def _mitra(names: Mapping[int, tuple[str, ...]], row: Penyerahan) -> str:
    return "; ".join(names.get(row.fakta.naskah_id, ()))


def fill_sheet(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Value]], widths: Sequence[int]) -> None:
    """Head and rows, with columns so wide (in characters), ready to be filtered."""
    for at, text in enumerate(head, start=1):
        cell = sheet.cell(1, at)
        put(cell, text)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = widths[at - 1]
    last = 1
    for last, values in enumerate(rows, start=2):
        for at, value in enumerate(values, start=1):
            put(sheet.cell(last, at), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{max(last, 1)}"
