"""A register as a workbook with exactly the columns of the Lampiran; an empty register is the template to fill in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from portal.domain.lampiran.columns import NOMOR, SATUAN_KERJA, Lampiran
from portal.domain.plain_text import carried
from portal.domain.workbook_cell import Value, put

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped, unused-ignore]

HEAD_COLOUR, EDGE_COLOUR = "16315A", "B9C2CF"
NARROW, USUAL, WIDE = 6, 30, 44
"""Widths of the columns, in characters."""
LONGEST_SHEET_NAME = 31
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f']")


@dataclass(frozen=True)
class RegisterSheet:
    """One sheet: its name, and rows of the texts of all columns but the number."""

    nama: str
    rows: Sequence[Sequence[str]]


def write_book(lampiran: Lampiran, lembar: Sequence[RegisterSheet]) -> bytes:
    """The workbook, one sheet a register; without any it holds one sheet with the columns alone."""
    # Rare, and a start does not wait for the library.
    from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]

    book = Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    for one in lembar or (RegisterSheet(lampiran.nama.capitalize(), ()),):
        name = _sheet_name(one.nama, taken)
        taken.add(name.casefold())
        _fill(book.create_sheet(name), lampiran, one.rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: "Worksheet", lampiran: Lampiran, rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped, unused-ignore]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped, unused-ignore]

    head, edge = PatternFill("solid", fgColor=HEAD_COLOUR), Border(*(Side(style="thin", color=EDGE_COLOUR),) * 4)
    for at, title in enumerate(lampiran.titles, start=1):
        cell = sheet.cell(1, at)
        put(cell, title)
        cell.font, cell.fill, cell.border = Font(bold=True, color="FFFFFF"), head, edge
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        width = {NOMOR: NARROW, SATUAN_KERJA: USUAL}.get(title, WIDE if len(title) > USUAL else USUAL)
        sheet.column_dimensions[get_column_letter(at)].width = width
    body = Alignment(wrap_text=True, vertical="top")
    for number, texts in enumerate(rows, start=1):
        values: tuple[Value, ...] = (number, *texts)
        for at, value in enumerate(values, start=1):
            cell = sheet.cell(number + 1, at)
            put(cell, value)
            cell.alignment, cell.border = body, edge
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _sheet_name(nama: str, taken: set[str]) -> str:
    base = _NO_SHEET_NAME.sub("-", carried(nama))[:LONGEST_SHEET_NAME].strip() or "Lembar"
    name, number = base, 2
    while name.casefold() in taken:
        tail = f" ({number})"
        name, number = base[: LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
    return name
