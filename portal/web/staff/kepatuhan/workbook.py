"""The board as a workbook: one sheet a part, every figure the one of the page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from flask import Response

from portal.domain.formats import MONTHS, table_date, weekday_date
from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.tenggat.state import ClockState
from portal.domain.workbook_cell import Value
from portal.queries.kepatuhan import received
from portal.queries.naskah.mitra import mitra_of
from portal.web.context import reading
from portal.web.staff.kepatuhan.figures import Board, load_board
from portal.web.staff.sheets.workbook import fill_sheet, workbook_answer
from portal.web.words import kepatuhan as kepatuhan_words
from portal.web.words.labels.kepatuhan import GROUPS, PENYERAHAN

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]


def workbook() -> Response:
    """All figures and rows of the units and the period asked for."""
    board = load_board()
    with reading() as session:
        closed = [row for row in board.on_time.rows if row.closed_on is not None]
        closed += received.all_received(session, board.scope, board.on_time_period)
        names = dict(board.mitra) | mitra_of(session, {row.facts.naskah_id for row in closed})
    # Rare, and a start does not wait for the library.
    from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]

    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - tells the type checker what a new workbook holds
    _summary(first, board)
    _open_rows(book.create_sheet("Belum diterima"), board)
    _units(book.create_sheet("Per unit"), board)
    _calendar(book.create_sheet("Kalender"), board)
    _ages(book.create_sheet("Usia"), board)
    _history(book.create_sheet("Riwayat"), board)
    _closed_rows(book.create_sheet("Diterima"), board, closed, names)
    return workbook_answer(book, f"kepatuhan-{board.today.isoformat()}")


def _summary(sheet: "Worksheet", board: Board) -> None:
    sheet.title = "Ringkasan"
    figures, rate = board.figures, board.on_time
    periode = board.wanted.span_words
    rows: list[tuple[Value, ...]] = [
        ("Keadaan pada", weekday_date(board.today)),
        ("Cakupan", board.scope_name),
        ("Periode jatuh tempo", periode or "semua"),
        ("Kalimat", board.sentence.text),
        ("Terlambat", len(figures.late)),
        ("Paling lama terlambat (hari kerja)", figures.longest),
        (GROUPS["segera"], figures.soon),
        ("Masih dalam waktu", figures.in_time),
        ("Belum diterima seluruhnya", len(figures.board)),
        (f"Tepat waktu, {periode or f'tahun {board.today.year}'}", rate.on_time),
        (f"Sudah dapat dinilai, {periode or f'tahun {board.today.year}'}", rate.decided),
        ("Tanggal tanda tangan belum jelas", figures.count(ClockState.BELUM_DIKETAHUI)),
        ("Tanpa tenggat (sebelum peraturan berlaku)", board.found.legacy),
        ("Dalam negeri, sudah disampaikan", board.found.dalam_negeri.handed_in),
        ("Dalam negeri, belum disampaikan", board.found.dalam_negeri.not_handed_in),
        ("Versi kalender", board.found.kalender.version()),
    ]
    fill_sheet(sheet, ("Keterangan", "Nilai"), rows, (44, 70))


def _open_rows(sheet: "Worksheet", board: Board) -> None:
    columns = (
        "Keadaan", "Sisa hari kerja", "Kode", "Judul", "Mitra", "Unit", "Penyerahan", "Tanda tangan terakhir",
        "Jatuh tempo", "Usia (hari kerja)", "Berkas", "Sementara",
    )  # fmt: skip
    rows = (
        (
            kepatuhan_words.state(row), row.days, row.facts.kode, row.facts.outward_title, _mitra(board.mitra, row),
            board.found.name_of(row.facts.unit), PENYERAHAN[row.jenis.value], table_date(row.facts.signed),
            row.due_on, row.age, "ada" if row.facts.has_file else "belum diunggah", row.notice,
        )
        for row in board.figures.board
    )  # fmt: skip
    fill_sheet(sheet, columns, rows, (20, 14, 12, 50, 40, 40, 18, 20, 14, 16, 16, 30))


def _units(sheet: "Worksheet", board: Board) -> None:
    columns = ("Unit", "Terlambat", "Segera", "Dalam waktu", "Berjalan", "Tepat waktu", "Dapat dinilai")
    open_of = {unit.kode: unit for unit in board.units}
    rate_of = board.on_time_by_unit
    rows = []
    for kode in [*open_of, *(kode for kode in rate_of if kode not in open_of)]:
        unit, rate = open_of.get(kode), rate_of.get(kode)
        counts = (unit.late, unit.soon, unit.in_time, unit.running) if unit else (0, 0, 0, 0)
        rows.append((board.found.name_of(kode), *counts, rate.on_time if rate else 0, rate.decided if rate else 0))
    fill_sheet(sheet, columns, rows, (54, 12, 12, 14, 12, 14, 14))


def _calendar(sheet: "Worksheet", board: Board) -> None:
    rows = sorted(board.figures.due_counts().items())
    fill_sheet(sheet, ("Jatuh tempo", "Banyaknya"), rows, (16, 12))


def _ages(sheet: "Worksheet", board: Board) -> None:
    rows = sorted(board.figures.ages().items())
    fill_sheet(sheet, ("Usia (hari kerja sejak tanda tangan)", "Banyaknya"), rows, (38, 12))


def _history(sheet: "Worksheet", board: Board) -> None:
    rows = [
        (f"{MONTHS[one.month.month - 1]} {one.month.year}", one.on_time, one.decided, one.undecided, one.percent)
        for one in board.history
    ]
    fill_sheet(
        sheet, ("Bulan jatuh tempo", "Tepat waktu", "Dapat dinilai", "Masih berjalan", "Persen"), rows, (22,) * 5
    )


def _closed_rows(
    sheet: "Worksheet", board: Board, closed: Sequence[Penyerahan], names: Mapping[int, tuple[str, ...]]
) -> None:
    columns = ("Hasil", "Kode", "Judul", "Mitra", "Unit", "Penyerahan", "Jatuh tempo", "Diterima")
    rows = (
        (
            kepatuhan_words.outcome(row), row.facts.kode, row.facts.outward_title, _mitra(names, row),
            board.found.name_of(row.facts.unit),
            PENYERAHAN[row.jenis.value], row.due_on, row.closed_on,
        )
        for row in sorted(closed, key=lambda row: (row.closed_on or date.min, row.facts.kode))
    )  # fmt: skip
    fill_sheet(sheet, columns, rows, (32, 12, 50, 40, 40, 18, 14, 14))


def _mitra(names: Mapping[int, tuple[str, ...]], row: Penyerahan) -> str:
    return "" if row.facts.is_secret else "; ".join(names.get(row.facts.naskah_id, ()))
