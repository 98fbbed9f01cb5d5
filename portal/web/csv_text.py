"""A table as CSV text for spreadsheet programs, line by line as it is made."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from portal.domain.workbook_cell import inert


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The line of the columns, then one a row."""
    # The mark at the start tells spreadsheet programs that the text is UTF-8.
    yield "\ufeff" + csv_line(columns)
    for row in rows:
        yield csv_line(row)


def csv_line(cells: Iterable[str]) -> str:
    """One line; no cell is a formula."""
    out = StringIO()
    csv.writer(out).writerow(inert(cell) for cell in cells)
    return out.getvalue()
