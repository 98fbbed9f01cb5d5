"""Rows of an import on their way through the page that shows them."""

import base64
import json
import secrets
import zlib

import pytest

from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN
from portal.domain.lampiran.read_workbook import WorkbookRow
from portal.errors import BadInputError
from portal.web.staff.lampiran.packing import pack, unpack


def test_rows_survive_their_way_through_the_page_and_are_bounded() -> None:
    rows = tuple(WorkbookRow(n, "é", dict.fromkeys(PERENCANAAN.fields, f"isi {n} 漢")) for n in range(500))

    assert unpack(PERENCANAAN, pack(PERENCANAAN, rows)) == rows
    texts = [secrets.token_hex(2000) for _ in range(500)]
    many = [WorkbookRow(1, "", dict.fromkeys(PERENCANAAN.fields, text)) for text in texts]
    with pytest.raises(BadInputError, match="terlalu panjang"):
        pack(PERENCANAAN, many)


def test_half_a_letter_in_a_forged_row_does_not_get_through() -> None:
    packed = base64.b85encode(zlib.compress(json.dumps([[1, "\ud800x", "m", "r", "", ""]]).encode())).decode()

    (row,) = unpack(PENJAJAKAN, packed)

    assert row.satuan_kerja == "x"


@pytest.mark.parametrize(
    "table", [[], {}, [1], [[1]], [[1, "x", "m", "r", "", 5]], [["1", "x", "m", "r", "", ""]], "x"]
)
def test_a_forged_table_of_another_shape_is_refused(table: object) -> None:
    packed = base64.b85encode(zlib.compress(json.dumps(table).encode())).decode()

    with pytest.raises(BadInputError, match="sekali lagi"):
        unpack(PENJAJAKAN, packed)


def test_a_forged_text_that_grows_without_end_is_cut_off() -> None:
    packed = base64.b85encode(zlib.compress(b"[" + b" " * 30_000_000 + b"]", 9)).decode()

    with pytest.raises(BadInputError, match="sekali lagi"):
        unpack(PENJAJAKAN, packed)
