"""A table as CSV text for spreadsheet programs, line by line as it is made."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from portal.domain.workbook_cell import inert


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The line of the columns, then one a row; no cell is a formula."""
    # The mark at the start tells spreadsheet programs that the text is UTF-8.
    yield "\ufeff" + _line(columns)
    for row in rows:
        yield _line(inert(cell) for cell in row)


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
