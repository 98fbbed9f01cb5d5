"""Tables as the programs of an office write them: every separator, every encoding, English and Indonesian columns."""

import pytest

from portal.domain.table import TableRow, decode, read_table
from portal.errors import BadInputError

NAMES = {"date": ("tanggal",), "kind": ("jenis",), "name": ("nama", "hari_libur")}
TEXT = "Tanggal;Jenis;Nama\r\n2027-01-01;libur;Hari Café “Raya”\r\n"
EXPECTED = (TableRow(2, {"date": "2027-01-01", "kind": "libur", "name": "Hari Café “Raya”"}),)


def rows_of(text: str) -> tuple[TableRow, ...]:
    return read_table(text, NAMES, needed=NAMES, what="Tabel contoh").rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_separator_in_every_encoding_is_read(encoding: str, separator: str) -> None:
    data = TEXT.replace(";", separator).encode(encoding)

    assert rows_of(decode(data)) == EXPECTED


def test_the_line_by_which_excel_names_its_separator_is_no_row() -> None:
    assert [row.cells for row in rows_of("sep=;\r\n" + TEXT)] == [EXPECTED[0].cells]


def test_separators_inside_quotation_marks_do_not_count() -> None:
    found = read_table('"nama, lengkap; semua";date\nA;2027-01-01\n', NAMES, needed=["date"], what="Tabel contoh")

    assert found.rows == (TableRow(2, {"date": "2027-01-01"}),)


def test_empty_rows_and_emptied_columns_are_passed_over() -> None:
    assert rows_of("date,kind,name,,\n,,,,\n2027-01-01,libur,A,,\n")[0] == TableRow(
        3, {"date": "2027-01-01", "kind": "libur", "name": "A"}
    )


def test_a_row_with_more_cells_than_columns_is_marked() -> None:
    assert [row.is_too_long for row in rows_of("date,kind,name\n1,2,3,4\n1,2,3,\n")] == [True, False]


def test_cells_are_cleaned() -> None:
    assert rows_of("date,kind,name\n1,2,A\ufffe\x07\u200b  B\u0301\n")[0].get("name") == "A B\u0301"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "date, kind, name"),
        ("date,kind\n", "name"),
        ("date,tanggal,kind,name\n", "dua kali: date"),
        ('date,kind,name\n1,2,"tanpa akhir\n', "rusak"),
        ("date,kind,name\n1,2," + "x" * 200_000, "rusak"),
    ],
)
def test_what_is_no_such_table_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        rows_of(text)


def test_an_unknown_column_is_refused_where_every_column_counts() -> None:
    with pytest.raises(BadInputError, match="rahasia"):
        read_table("date,kind,name,rahasia\n", NAMES, needed=NAMES, what="Manifes", is_strict=True)


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0\0\x10JFIF", b"\xff\xfe\x00\xd8a\x00", b"\x81\x8d\x8f"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(BadInputError, match="bukan CSV"):
        decode(data)
