"""A filled-in workbook read as rows of a Lampiran: within limits, without running anything, all rows or none.

Titles above the table, a row that numbers the columns, and sheets without the table are passed over. A formula is not
read, since what it last showed may be missing or old; only the running number may be one.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from portal.domain.lampiran.columns import NOMOR, SATUAN_KERJA, Lampiran, clean_row
from portal.domain.lampiran.when import cell_text
from portal.errors import BadInputError, PortalError, RowsRefusedError

LARGEST_BOOK = 2_000_000
"""Bytes of a workbook."""
LARGEST_UNPACKED = 12_000_000
"""Bytes of everything inside, unpacked."""
MOST_PARTS = 400
MOST_SHEETS = 50
MOST_ROWS = 10_000
"""Rows of one import that hold something."""
HEAD_WITHIN = 40
"""Rows from the top among which the titles of the columns are looked for."""
MOST_COLUMNS = 20
LAST_ROW = 1_048_576
"""The last row a sheet can have; a file that names a later one lies."""
MOST_NAMED = 100
"""Wrong rows named one by one."""
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_BROKEN = "Berkas ini bukan buku kerja XLSX yang utuh. Simpan ulang sebagai .xlsx, lalu coba lagi."

Row = Sequence[Any]


@dataclass(frozen=True)
class WorkbookRow:
    """One row of the table: its number in the sheet, the unit as written (empty where there is none), its texts."""

    nomor: int
    satuan_kerja: str
    values: Mapping[str, str]


def read_book(data: bytes, lampiran: Lampiran) -> tuple[WorkbookRow, ...]:
    """All rows of the one table of a workbook; none where it is the empty template.

    Raises RowsRefusedError naming every wrong row with its columns, BadInputError where it is no such table at all.
    """
    _refuse_hostile(data)
    try:
        return _read(data, lampiran)
    except PortalError:
        raise
    except Exception as error:
        # A broken file fails anywhere within the library, with whatever error happens to come up there.
        raise BadInputError(_BROKEN, "tabel") from error


def _refuse_hostile(data: bytes) -> None:
    if len(data) > LARGEST_BOOK:
        raise BadInputError(f"Berkas lebih besar dari {LARGEST_BOOK // 1_000_000} MB. Bagi menjadi beberapa.", "tabel")
    if data.startswith(_OLD_OR_LOCKED):
        how = "Berkas ini .xls lama atau berkata sandi. Simpan sebagai .xlsx tanpa kata sandi."
        raise BadInputError(how, "tabel")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            # No part is ever unpacked beyond its declared size.
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                how = "Isi berkas terlalu besar setelah dibuka. Salin tabelnya saja ke berkas baru."
                raise BadInputError(how, "tabel")
            has_own_words = any(_DECLARES.search(archive.read(part).replace(b"\0", b"")) for part in parts)
    except PortalError:
        raise
    except Exception as error:
        raise BadInputError(_BROKEN, "tabel") from error
    # No program that makes workbooks declares entities; whoever does wants them to multiply.
    if has_own_words:
        raise BadInputError(_BROKEN, "tabel")


def _read(data: bytes, lampiran: Lampiran) -> tuple[WorkbookRow, ...]:
    # Rare, and a start does not wait for the library.
    from openpyxl import load_workbook  # type: ignore[import-untyped, unused-ignore]

    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise BadInputError(f"Berkas ini memuat lebih dari {MOST_SHEETS} lembar. Simpan satu lembar saja.", "tabel")
        tables = [(sheet.title, rows) for sheet in book.worksheets if (rows := _table(sheet, lampiran)) is not None]
    finally:
        book.close()
    if not tables:
        columns = ", ".join(lampiran.titles)
        raise BadInputError(f"Judul kolom tidak ditemukan. Kolomnya: {columns}. Pakai templat.", "tabel")
    filled = [(title, rows) for title, rows in tables if rows]
    if len(filled) > 1:
        names = ", ".join(f"“{title}”" for title, _ in filled)
        raise BadInputError(f"Tabel ada di beberapa lembar: {names}. Impor satu lembar setiap kali.", "tabel")
    return tuple(filled[0][1]) if filled else ()


def _table(sheet: Any, lampiran: Lampiran) -> list[WorkbookRow] | None:
    """Rows of the table on a sheet, None where it has none."""
    # What the file says of its own size is not to be trusted, neither too small nor too large.
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS), start=1)
    places = _find_head(rows, lampiran)
    if places is None:
        return None
    found: list[WorkbookRow] = []
    wrong: list[str] = []
    gap: Row | None = None
    for number, cells in rows:
        if cells is gap:
            continue  # The library gives one and the same row for all that the file leaves out, up to a million.
        if all(_is_blank(cell.value) for cell in cells):
            gap = cells
            continue
        if _numbers_columns(cells, places):
            continue
        if len(found) + len(wrong) == MOST_ROWS:
            raise BadInputError(f"Lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.", "tabel")
        row, problems = _row(number, cells, places, lampiran)
        if problems:
            wrong.append(f"Baris {number}, {' '.join(problems)}")
        else:
            found.append(row)
    if wrong:
        raise RowsRefusedError(tuple(wrong))
    return found


def _find_head(rows: Iterator[tuple[int, Row]], lampiran: Lampiran) -> dict[str, int] | None:
    """Place of every column by its title; the rows stand behind the head afterwards.

    Raises BadInputError for a head in which columns are missing or unknown.
    """
    wanted = {_plain(title): title for title in lampiran.titles}
    for number, cells in rows:
        texts = [_plain(cell.value) if isinstance(cell.value, str) else "" for cell in cells]
        if len(wanted.keys() & set(texts)) * 2 > len(wanted):
            unknown = [str(cell.value) for cell, text in zip(cells, texts, strict=True) if text and text not in wanted]
            missing = [title for plain, title in wanted.items() if plain not in texts]
            twice = [title for plain, title in wanted.items() if texts.count(plain) > 1]
            _refuse_head(missing, unknown, twice)
            return {title: texts.index(plain) for plain, title in wanted.items()}
        if number >= HEAD_WITHIN:
            break
    return None


def _refuse_head(missing: Iterable[str], unknown: Iterable[str], twice: Iterable[str]) -> None:
    said = (("tidak ada", missing), ("tidak dikenal", unknown), ("ada dua kali", twice))
    wrong = [f"Kolom {what}: {', '.join(name[:60] for name in names)}." for what, names in said if names]
    if wrong:
        raise BadInputError(" ".join(wrong), "tabel")


def _row(number: int, cells: Row, places: Mapping[str, int], lampiran: Lampiran) -> tuple[WorkbookRow, list[str]]:
    texts, problems = {}, []
    for title, at in places.items():
        try:
            texts[title] = "" if title == NOMOR else _text(cells[at])
        except BadInputError as error:
            texts[title] = ""
            problems.append(f"{title}: {error.message}")
    typed = {kolom.field: texts[kolom.judul] for kolom in lampiran.kolom}
    values, found = clean_row(lampiran, typed)
    named = {problem.partition(":")[0] for problem in problems}
    for problem in found:
        title = lampiran.title_of(problem.field)
        if title not in named:
            merged = " Bila selnya digabung, pisahkan dulu." if not values[problem.field] else ""
            problems.append(lampiran.describe(problem) + merged)
    inside = set(places.values())
    beside = [at for at, cell in enumerate(cells) if at not in inside and not _is_blank(cell.value)]
    if beside:
        from openpyxl.utils import get_column_letter  # type: ignore[import-untyped, unused-ignore]

        problems.append(f"kolom {get_column_letter(beside[0] + 1)}: isi di luar tabel. Pindahkan atau hapus.")
    return WorkbookRow(number, " ".join(texts.get(SATUAN_KERJA, "").split()), values), problems


def _text(cell: Any) -> str:
    kind = getattr(cell, "data_type", "n")
    if kind == "f":
        raise BadInputError("berisi rumus. Salin, lalu tempel sebagai nilai.")
    if kind == "e":
        raise BadInputError(f"berisi galat {cell.value}. Ketik ulang isinya.")
    return cell_text(cell.value)


def _numbers_columns(cells: Row, places: Mapping[str, int]) -> bool:
    """Whether the row only numbers the columns, as printed forms do under the titles: 1, 2, 3 …"""
    try:
        numbers = [cell_text(cells[at].value).strip("() ") for at in sorted(places.values())]
    except BadInputError:
        return False
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _plain(value: object) -> str:
    return " ".join(str(value).split()).rstrip(".").casefold() if value is not None else ""
