"""Workbooks as people and attackers make them."""

import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def buku(*sheets: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of these sheets; `change` may spoil its first sheet before it is saved."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Lembar {number}")
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same workbook with some parts replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def sheet_xml(data: bytes) -> str:
    """The first sheet as it is written."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(SHEET).decode()


def with_sheet(data: bytes, pattern: str, replacement: str) -> bytes:
    """The same workbook with the text of its first sheet changed; fails where nothing would change."""
    text, count = re.subn(pattern, replacement, sheet_xml(data), count=1)
    assert count == 1
    return repacked(data, {SHEET: text.encode()})
