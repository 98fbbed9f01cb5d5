"""Ruled tables of a page, for annexes that list places, amounts or people; with pdfplumber."""

from typing import Any

from indexer.reading.text import clean
from portal.domain.berkas.reading import TableText

MAX_ROWS = 500


def find_tables(page: Any, number: int) -> tuple[TableText, ...]:
    """The ruled tables of an open page with at least two rows and two columns."""
    tables = []
    for rows in page.extract_tables():
        cells = tuple(tuple(clean(cell or "").strip() for cell in row) for row in rows[:MAX_ROWS])
        if len(cells) > 1 and len(cells[0]) > 1:
            tables.append(TableText(number, cells))
    return tuple(tables)
