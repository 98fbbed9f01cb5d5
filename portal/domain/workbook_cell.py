"""A cell of a workbook that is handed out: what is a text stays a text, whatever it begins with."""

from datetime import date
from typing import TYPE_CHECKING

from portal.domain.plain_text import carried

if TYPE_CHECKING:
    from openpyxl.cell import Cell  # type: ignore[import-untyped, unused-ignore]

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so would be run as a formula by a careless program."""
Value = str | int | float | date | None


def put(cell: "Cell", value: Value) -> None:
    """Write a value; a text stays a text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return
    text = carried(value)
    cell.value = text
    cell.data_type = "s"
    if text.startswith(ACTIVE):
        cell.quotePrefix = True


def inert(text: str) -> str:
    """The text as a cell of a table in plain text: no spreadsheet program runs it."""
    return f"'{text}" if text.startswith(ACTIVE) else text
