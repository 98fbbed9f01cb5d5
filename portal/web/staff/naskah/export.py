"""The list of naskah as a workbook or as plain text: what the filters leave of what the person may read."""

from collections.abc import Iterable

from flask import Response, request

from portal.domain.formats import table_date
from portal.domain.tanggal import wib_today
from portal.domain.workbook_cell import Value
from portal.errors import BadInputError
from portal.queries.naskah import list_export
from portal.queries.naskah.list_export import ListRow
from portal.services.acts import Subject, record
from portal.web.context import reading, stores, today
from portal.web.csv_text import csv_lines
from portal.web.staff import frame
from portal.web.staff.naskah import filter as list_filter
from portal.web.staff.sheets.workbook import fill_sheet, workbook_answer
from portal.web.words.labels.lookup import label
from portal.web.words.labels.naskah import label_bentuk

MOST_ROWS = 20_000
"""Rows of one table; a longer list is narrowed first."""
FORMATS = ("xlsx", "csv")
COLUMNS = (
    "Kode", "Judul", "Bentuk", "Lingkup", "Mitra", "Nomor", "Unit", "Status", "Ditandatangani", "Mulai berlaku",
    "Berakhir", "Dikirim", "Tanda terima", "Terakhir diubah",
)  # fmt: skip
WIDTHS = (12, 56, 26, 16, 44, 36, 40, 16, 16, 16, 16, 16, 18, 16)


def export_list() -> Response:
    """The list as a table. Taking it along is an act, and is logged first."""
    form = request.form.get("format", "")
    if form not in FORMATS:
        raise BadInputError("Pilih ekspor XLSX atau CSV.", "format")
    wanted, act = list_filter.read(request.form), frame.act()
    with stores().database.transaction() as session:
        count = list_export.count_rows(session, act.actor, wanted)
        if count > MOST_ROWS:
            raise BadInputError(f"Daftar ini lebih dari {MOST_ROWS} baris. Saring dulu, lalu ekspor lagi.", "format")
        after = {"format": form, "baris": count, "saringan": list_filter.values_of(wanted)}
        record(session, act, "naskah.ekspor", Subject("unduhan", "daftar-naskah"), after=after)
    with reading() as session:
        rows = list_export.load_rows(session, act.actor, wanted)
    name = f"naskah-{today().isoformat()}"
    response = _as_csv(rows, name) if form == "csv" else _as_workbook(rows, name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_workbook(rows: Iterable[ListRow], name: str) -> Response:
    # Rare, and a start does not wait for the library.
    from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - tells the type checker what a new workbook holds
    sheet.title = "Naskah"
    fill_sheet(sheet, COLUMNS, (_values(row) for row in rows), WIDTHS)
    return workbook_answer(book, name)


def _as_csv(rows: Iterable[ListRow], name: str) -> Response:
    cells = (["" if value is None else str(value) for value in _values(row)] for row in rows)
    response = Response(csv_lines(COLUMNS, cells), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _values(row: ListRow) -> tuple[Value, ...]:
    return (
        row.kode, row.judul, label_bentuk(row.bentuk, row.nama_bentuk) if row.bentuk else "",
        label(row.lingkup) if row.lingkup else "", "; ".join(row.mitra), "; ".join(row.nomor), row.unit_nama,
        label(row.status), table_date(row.signed), row.effective_on, row.expires_on,
        wib_today(row.submitted_at) if row.submitted_at else None, row.nomor_tanda_terima or "",
        wib_today(row.updated_at),
    )  # fmt: skip
