"""Workbooks of the registers: read back as written, wrong rows named, hostile files refused within bounded time."""

import re
import time
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from portal.domain.lampiran import read_workbook
from portal.domain.lampiran.columns import LAMPIRAN, PENJAJAKAN, PERENCANAAN, Lampiran
from portal.domain.lampiran.read_workbook import WorkbookRow, read_book
from portal.domain.lampiran.write_workbook import RegisterSheet, write_book
from portal.errors import BadInputError, RowsRefusedError
from tests.factories.buku import SHEET, buku, repacked, with_sheet

HEAD = PERENCANAAN.titles
ROW = (1, "Mitra Contoh", "Pelatihan", "Perlu", "31-3-2026", "Sasaran 2", "Surat")


def read(*sheets: Sequence[Sequence[Any]], lampiran: Lampiran = PERENCANAAN) -> tuple[WorkbookRow, ...]:
    return read_book(buku(*sheets), lampiran)


def refusal(data: bytes, lampiran: Lampiran = PERENCANAAN) -> str:
    with pytest.raises(BadInputError) as caught:
        read_book(data, lampiran)
    assert caught.value.field == "tabel"
    assert "\n" not in caught.value.message
    return caught.value.message


def wrong_rows(*rows: Sequence[Any], lampiran: Lampiran = PERENCANAAN) -> tuple[str, ...]:
    with pytest.raises(RowsRefusedError) as caught:
        read((lampiran.titles, *rows), lampiran=lampiran)
    return caught.value.problems


@pytest.mark.parametrize("lampiran", LAMPIRAN.values(), ids=list(LAMPIRAN))
def test_the_export_of_an_empty_register_is_the_template(lampiran: Lampiran) -> None:
    data = write_book(lampiran, ())

    (sheet,) = load_workbook(BytesIO(data)).worksheets
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [lampiran.titles]
    assert read_book(data, lampiran) == ()


def test_what_is_written_is_read_back_in_order() -> None:
    rows = [tuple(f"{field} {n}" for field in PERENCANAAN.fields) for n in range(30)]

    found = read_book(write_book(PERENCANAAN, (RegisterSheet("KANIM-A 2026", rows),)), PERENCANAAN)

    assert [tuple(row.values.values()) for row in found] == rows
    assert [row.nomor for row in found] == list(range(2, 32))


def test_a_text_that_looks_like_a_formula_is_written_as_text_and_read_back() -> None:
    texts = ("=1+1", "+SUM(A1)", "@cmd", "-2", '=HYPERLINK("http://x")', "\t=1")
    data = write_book(PERENCANAAN, (RegisterSheet("x", (texts,)),))

    cells = load_workbook(BytesIO(data)).worksheets[0][2]
    assert [cell.data_type for cell in cells] == ["n", *["s"] * 6]
    assert all(cell.quotePrefix for cell in cells[1:])
    assert b"<f>" not in zipfile.ZipFile(BytesIO(data)).read(SHEET)
    (row,) = read_book(data, PERENCANAAN)
    assert tuple(row.values.values()) == (*texts[:5], "=1")


def test_sheets_have_names_that_a_workbook_may_have() -> None:
    names = ["A/B:C?" * 9, "A/B:C?" * 9, "", "History'"]

    data = write_book(PERENCANAAN, [RegisterSheet(name, ()) for name in names])

    found = load_workbook(BytesIO(data)).sheetnames
    assert len({name.casefold() for name in found}) == 4
    assert all(0 < len(name) <= 31 for name in found)


def test_titles_above_the_table_and_a_row_that_numbers_the_columns_are_passed_over() -> None:
    found = read(
        [("FORMAT PERENCANAAN KERJA SAMA",), ("Tahun 2026",), (), [title.upper() for title in HEAD],
         (1, 2, 3, 4, 5, 6, 7), ROW, (), ("", " "), (2, *ROW[1:])],
    )  # fmt: skip

    assert [row.nomor for row in found] == [6, 9]


def test_the_columns_are_found_by_name_wherever_they_stand() -> None:
    (row,) = read([(None, *reversed(HEAD[1:]), " No. "), (None, *reversed(ROW[1:]), 1)])

    assert row.values["mitra"] == "Mitra Contoh"
    assert row.values["batas_waktu"] == "31 Maret 2026"


@pytest.mark.parametrize("value", [date(2026, 3, 31), datetime(2026, 3, 31, 9, 5), "31/3/2026", "31 Maret 2026"])  # noqa: DTZ001
def test_dates_as_dates_and_as_text_are_the_same(value: object) -> None:
    (row,) = read([HEAD, (*ROW[:4], value, *ROW[5:])])

    assert row.values["batas_waktu"] == "31 Maret 2026"


def test_numbers_in_columns_of_text_are_text() -> None:
    (row,) = read([PENJAJAKAN.titles, (1, None, "Mitra", 110, 3.5, 2026)], lampiran=PENJAJAKAN)

    assert tuple(row.values.values()) == ("Mitra", "110", "3.5", "2026")
    assert row.satuan_kerja == ""


def test_satuan_kerja_is_read_as_it_is_written() -> None:
    (row,) = read([PENJAJAKAN.titles, (1, " Kantor\nContoh ", "Mitra", "x", "", "")], lampiran=PENJAJAKAN)

    assert row.satuan_kerja == "Kantor Contoh"


def test_every_wrong_row_is_named_with_its_columns_and_none_is_taken() -> None:
    problems = wrong_rows(
        ROW,
        (2, "", "Pelatihan", "", "31-2-2026"),
        (3, "Mitra", "x" * 4001),
        ROW,
        (5, "Mitra", "Pelatihan", True, 46112),
    )

    assert [problem.partition(",")[0] for problem in problems] == ["Baris 3", "Baris 4", "Baris 6"]
    assert "Mitra: masih kosong." in problems[0]
    assert "Batas Waktu Pembahasan: tanggal 31-2-2026 tidak ada di kalender." in problems[0]
    assert "Bidang Kerja Sama: paling panjang 4000 karakter" in problems[1]
    assert "Urgensi: isi sel bukan teks." in problems[2]
    assert "Batas Waktu Pembahasan: 46112 bukan tanggal." in problems[2]


def test_a_formula_is_named_except_for_the_running_number() -> None:
    problems = wrong_rows(("=ROW()-1", "=A1", "Pelatihan"), ("=ROW()-1", *ROW[1:]))

    assert problems == ("Baris 2, Mitra: berisi rumus. Salin, lalu tempel sebagai nilai.",)


def test_an_error_in_a_cell_is_named() -> None:
    data = with_sheet(
        buku([HEAD, ("x", "Mitra", "Bidang")]), r'<c r="B2"[^>]*>.*?</c>', '<c r="B2" t="e"><v>#REF!</v></c>'
    )

    with pytest.raises(RowsRefusedError) as caught:
        read_book(data, PERENCANAAN)
    assert "Mitra: berisi galat #REF!" in caught.value.problems[0]


def test_merged_cells_leave_rows_that_are_named_with_the_way_out() -> None:
    data = buku([HEAD, ROW, (2, *ROW[1:])], change=lambda sheet: sheet.merge_cells("B2:B3"))

    with pytest.raises(RowsRefusedError) as caught:
        read_book(data, PERENCANAAN)
    assert caught.value.problems == ("Baris 3, Mitra: masih kosong. Bila selnya digabung, pisahkan dulu.",)


def test_a_merged_title_above_the_table_is_no_obstacle() -> None:
    data = buku([("FORMAT",), HEAD, ROW], change=lambda sheet: sheet.merge_cells("A1:G1"))

    assert len(read_book(data, PERENCANAAN)) == 1


def test_something_beside_the_table_is_named_and_not_dropped() -> None:
    assert wrong_rows((*ROW, None, "catatan")) == ("Baris 2, kolom I: isi di luar tabel. Pindahkan atau hapus.",)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD[:6], "Kolom tidak ada: Data Dukung."),
        ((*HEAD, "Anggaran"), "Kolom tidak dikenal: Anggaran."),
        ((*HEAD, "mitra"), "Kolom ada dua kali: Mitra."),
        ((*HEAD[:6], "Pendukung"), "Kolom tidak ada: Data Dukung. Kolom tidak dikenal: Pendukung."),
        (("a", "b"), "Judul kolom tidak ditemukan."),
        (PENJAJAKAN.titles, "Judul kolom tidak ditemukan."),
    ],
)
def test_a_head_that_does_not_fit_says_which_column(head: Sequence[str], said: str) -> None:
    assert said in refusal(buku([head, ROW]))


def test_a_head_deep_below_the_top_is_not_looked_for() -> None:
    assert "Judul kolom tidak ditemukan" in refusal(buku([*[("x",)] * 45, HEAD, ROW]))


def test_other_sheets_are_passed_over_but_two_filled_tables_are_not_guessed_between() -> None:
    assert len(read([("Petunjuk",)], [HEAD, ROW], [HEAD])) == 1
    assert "“Lembar 1”, “Lembar 2”" in refusal(buku([HEAD, ROW], [HEAD, ROW]))


def test_ten_thousand_rows_are_taken_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    short = ("", "m", "b")
    more = "".join(f'<row r="{n}"><c r="B{n}" t="str"><v>m</v></c><c r="C{n}" t="str"><v>b</v></c></row>'
                   for n in range(3, 10_003))  # fmt: skip

    assert "Lebih dari 10000 baris" in refusal(with_sheet(buku([HEAD, ROW]), "</sheetData>", more + "</sheetData>"))
    # The boundary itself is tried with a smaller number: reading the whole takes seconds.
    monkeypatch.setattr(read_workbook, "MOST_ROWS", 50)
    assert len(read([HEAD, *[short] * 50])) == 50
    assert "Lebih dari 50 baris" in refusal(buku([HEAD, *[short] * 51]))


def test_rows_far_below_cost_no_more_than_a_moment() -> None:
    data = with_sheet(buku([HEAD, ROW]), r'<row r="2"', '<row r="1048576"')
    began = time.monotonic()

    (row,) = read_book(data, PERENCANAAN)

    assert row.nomor == 1_048_576
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("row", ["1048577", "999999999999"])
def test_a_row_that_no_sheet_has_is_not_counted_up_to(row: str) -> None:
    data = with_sheet(buku([HEAD, ROW]), r'<row r="2"', f'<row r="{row}"')
    began = time.monotonic()

    assert read_book(data, PERENCANAAN) == ()
    assert time.monotonic() - began < 10


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    for lie in ("A1", "A1:XFD1048576"):
        data = with_sheet(buku([HEAD, ROW]), r'<dimension ref="[^"]*"', f'<dimension ref="{lie}"')
        assert len(read_book(data, PERENCANAAN)) == 1, lie


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = repacked(buku([HEAD, ROW]), {"xl/media/image1.bin": bytes(20_000_000)})
    began = time.monotonic()

    assert len(data) < 100_000
    assert "terlalu besar setelah dibuka" in refusal(data)
    assert time.monotonic() - began < 5


def test_a_workbook_of_too_many_parts_is_refused() -> None:
    data = repacked(buku([HEAD, ROW]), {f"xl/media/{n}.bin": b"" for n in range(500)})

    assert "terlalu besar setelah dibuka" in refusal(data)


def test_entities_that_multiply_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "x" * 1000 + '">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8)
    ) + "]>"  # fmt: skip
    for part, encoding in ((SHEET, "utf-8"), (SHEET, "utf-16"), ("xl/workbook.xml", "utf-8")):
        data = buku([HEAD, ROW])
        plain = zipfile.ZipFile(BytesIO(data)).read(part).decode()
        spoiled = re.sub(r"^(<\?xml.*?\?>)?", bomb, plain, count=1).replace("</c>", "&i;</c>")

        assert "bukan buku kerja" in refusal(repacked(data, {part: spoiled.encode(encoding)}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"halo",
        b"PK\x03\x04" + bytes(100),
        b"\xd0\xcf\x11\xe0" + bytes(1000),
        buku([HEAD, ROW])[:-200],
        repacked(buku([HEAD, ROW]), {SHEET: b"<worksheet><sheetData><row r='x'>"}),
        repacked(buku([HEAD, ROW]), {"xl/workbook.xml": b"bukan xml"}),
        bytes(2_000_001),
    ],
    ids=["kosong", "teks", "zip rusak", "xls", "terpotong", "lembar rusak", "buku rusak", "terlalu besar"],
)
def test_what_is_no_workbook_is_refused_in_one_line(data: bytes) -> None:
    assert refusal(data)
