"""The rows of an import on their way through the page that shows them: one text, checked again when it comes back."""

import base64
import binascii
import json
import zlib
from collections.abc import Sequence

from portal.domain.lampiran.columns import Lampiran
from portal.domain.lampiran.read_workbook import MOST_ROWS, WorkbookRow
from portal.errors import BadInputError

LARGEST_PACKED = 800_000
"""Characters that fit through the form."""
LARGEST_UNPACKED = 20_000_000
_LOST = "Isi pratinjau tidak utuh lagi. Pilih berkasnya sekali lagi."


def pack(lampiran: Lampiran, rows: Sequence[WorkbookRow]) -> str:
    """The rows as one text. Raises BadInputError where they are too many words for a page."""
    table = [[row.nomor, row.satuan_kerja, *(row.values[field] for field in lampiran.fields)] for row in rows]
    packed = base64.b85encode(zlib.compress(json.dumps(table, ensure_ascii=False).encode(), 9)).decode()
    if len(packed) > LARGEST_PACKED:
        raise BadInputError("Isi tabel terlalu panjang untuk satu kali impor. Bagi menjadi beberapa berkas.", "tabel")
    return packed


def unpack(lampiran: Lampiran, text: str) -> tuple[WorkbookRow, ...]:
    """The rows back. Raises BadInputError for anything that `pack` did not make."""
    try:
        opened = zlib.decompressobj()
        data = opened.decompress(base64.b85decode(text.strip()), LARGEST_UNPACKED)
        rows = tuple(_row(lampiran, record) for record in json.loads(data))
    except (ValueError, TypeError, KeyError, binascii.Error, zlib.error, RecursionError) as error:
        raise BadInputError(_LOST, "tabel") from error
    if not opened.eof or not 0 < len(rows) <= MOST_ROWS:
        raise BadInputError(_LOST, "tabel")
    return rows


def _row(lampiran: Lampiran, record: list[object]) -> WorkbookRow:
    nomor, satuan_kerja, *texts = record
    if not isinstance(nomor, int) or not all(isinstance(text, str) for text in (satuan_kerja, *texts)):
        raise ValueError("not a row")
    values = dict(zip(lampiran.fields, map(str, texts), strict=True))
    # Half a letter can be written in JSON, but neither shown nor stored.
    return WorkbookRow(nomor, str(satuan_kerja).encode(errors="ignore").decode(), values)
