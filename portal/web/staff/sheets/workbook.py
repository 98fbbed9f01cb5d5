"""Tables as workbooks: a sheet with its head, widths and rows, and the answer that sends the book."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Response

from portal.domain.workbook_cell import Value, put

if TYPE_CHECKING:
    from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD_COLOUR = "16315A"


def fill_sheet(sheet: "Worksheet", head: Sequence[str], rows: Iterable[Sequence[Value]], widths: Sequence[int]) -> None:
    """Head and rows, with columns so wide (in characters), ready to be filtered."""
    # Rare, and a start does not wait for the library.
    from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped, unused-ignore]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped, unused-ignore]

    fill = PatternFill("solid", fgColor=HEAD_COLOUR)
    for at, text in enumerate(head, start=1):
        cell = sheet.cell(1, at)
        put(cell, text)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), fill
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = widths[at - 1]
    last = 1
    for last, values in enumerate(rows, start=2):
        for at, value in enumerate(values, start=1):
            put(sheet.cell(last, at), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{max(last, 1)}"


def workbook_answer(book: "Workbook | bytes", name: str) -> Response:
    """The book as a file to be kept, under this name."""
    if isinstance(book, bytes):
        data = book
    else:
        out = BytesIO()
        book.save(out)
        data = out.getvalue()
    response = Response(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
