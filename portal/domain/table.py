"""Tables that people bring in as CSV: in whatever letters and with whatever separator their program writes.

Excel under Indonesian settings separates by semicolons, older ones write the letters of Windows, "Unicode text" is
UTF-16 with tabs. Columns are known by their English and their Indonesian names.
"""

import codecs
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO

from portal.domain.plain_text import clean_line
from portal.errors import BadInputError

SEPARATORS = (",", ";", "\t")
TOO_LONG = "ada isi di luar kolom terakhir; apit teks yang memuat pemisah kolom dengan tanda petik."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class TableRow:
    """One row: the line of the file it ends on, its cells by the name of their column, and whether it has too many."""

    line: int
    cells: Mapping[str, str]
    is_too_long: bool = False

    def get(self, column: str) -> str:
        """The cell of a column; empty where the row or the table has none."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """The rows of a table that are not empty, and the names of its columns in our spelling."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def decode(data: bytes) -> str:
    """The text of a table: UTF-8 or UTF-16 by its mark, else UTF-8, else the letters of Windows (cp1252).

    Raises BadInputError for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), encoding)
    if unmarked := _unmarked_utf16(data):
        return _decoded(data, unmarked)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "cp1252")
    if "\0" in text:
        raise BadInputError(_NO_TEXT, "tabel")  # Every sequence of bytes is cp1252; a zero is a sign of no text at all.
    return text


def read_table(
    text: str, names: Mapping[str, Iterable[str]], *, needed: Iterable[str], what: str, is_strict: bool = False
) -> Table:
    """The table in a CSV. `names` are its columns with their other names; `what` says in messages which table it is.

    Cells are cleaned; empty rows and columns nobody knows are left out, unless `is_strict` refuses such columns.
    Raises BadInputError for a table without a column of `needed`, with a repeated one, or with broken quotation marks.
    """
    separator, text = _separator(text.removeprefix("\ufeff"))
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [clean_line(cell) for cell in next(reader, [])]
        columns = _columns(header, names, what, is_strict=is_strict)
        if missing := sorted(set(needed) - set(columns)):
            raise BadInputError(f"Kolom tidak ada: {', '.join(missing)}.", "tabel")
        rows = tuple(_row(reader.line_num, columns, cells) for cells in reader if any(cell.strip() for cell in cells))
    except csv.Error as error:
        raise BadInputError(f"{what} rusak pada baris {reader.line_num}. Simpan ulang sebagai CSV.", "tabel") from error
    return Table(tuple(column for column in columns if column), rows)


_NO_TEXT = "Berkas ini bukan CSV. Buka di Excel, lalu simpan sebagai “CSV UTF-8”."


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInputError(_NO_TEXT, "tabel") from error


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark, told by the empty half of the letters of its first line."""
    head = data[:64]
    if len(head) < 4 or len(data) % 2:
        return None
    if not any(head[0::2]) and all(head[1::2]):
        return "utf-16-be"
    return "utf-16-le" if not any(head[1::2]) and all(head[0::2]) else None


def _separator(text: str) -> tuple[str, str]:
    """What separates the cells of the first line outside quotation marks, and the text without Excel's `sep=` line."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and (given := first.strip()[4:] or "\t") in SEPARATORS:
        return given, rest
    bare = "".join(first.split('"')[::2])
    counts = {separator: bare.count(separator) for separator in SEPARATORS}
    most = max(counts.values())
    return next(separator for separator in SEPARATORS if counts[separator] == most), text


def _columns(header: list[str], names: Mapping[str, Iterable[str]], what: str, *, is_strict: bool) -> tuple[str, ...]:
    """Our name of each column of the header; empty for one nobody knows."""
    known = {_folded(other): name for name, others in names.items() for other in (name, *others)}
    while header and not header[-1]:
        header.pop()  # Excel keeps the separators of columns that were emptied.
    columns = tuple(known.get(_folded(cell), "") for cell in header)
    if twice := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise BadInputError(f"Kolom ditulis dua kali: {', '.join(twice)}.", "tabel")
    unknown = [cell or "(tanpa judul)" for cell, name in zip(header, columns, strict=True) if not name]
    if is_strict and unknown and any(columns):
        raise BadInputError(f"Kolom {what[0].lower()}{what[1:]} tidak dikenal: {', '.join(unknown)}.", "tabel")
    return columns


def _folded(name: str) -> str:
    return clean_line(name).casefold().replace(" ", "_").replace("-", "_")


def _row(line: int, columns: tuple[str, ...], cells: list[str]) -> TableRow:
    found = {name: clean_line(cell) for name, cell in zip(columns, cells, strict=False) if name}
    return TableRow(line, found, is_too_long=any(cell.strip() for cell in cells[len(columns) :]))
