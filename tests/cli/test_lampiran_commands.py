"""`portal perencanaan` and `portal penjajakan`: tables in and out, exit codes, every wrong row named."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from portal import clock
from portal.domain.lampiran.columns import LAMPIRAN, PENJAJAKAN, PERENCANAAN
from portal.domain.lampiran.read_workbook import read_book
from portal.models.lampiran import Perencanaan
from portal.wiring import Stores
from tests.cli.conftest import Run
from tests.factories.buku import buku

ROW = (1, "Mitra Contoh", "Pelatihan", "", "31-3-2026", "", "")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of one plan."""
    path = tmp_path / "rencana.xlsx"
    path.write_bytes(buku([("FORMAT PERENCANAAN KERJA SAMA",), PERENCANAAN.titles, ROW]))
    return path


def count(stores: Stores) -> int:
    with stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Perencanaan)) or 0


def test_a_table_comes_in_once_and_goes_out_with_the_same_columns(run: Run, table: Path, tmp_path: Path) -> None:
    first, again = (run("perencanaan", "import", table, "--unit", "KANIM-A", "--year", 2026) for _ in range(2))
    out = run("perencanaan", "export", tmp_path / "keluar.xlsx", "--unit", "KANIM-A", "--year", 2026)

    assert (first.code, first.out) == (0, "1 baris dibaca, 1 ditambahkan, 0 sudah ada.\n")
    assert (again.code, again.out) == (0, "1 baris dibaca, 0 ditambahkan, 1 sudah ada.\n")
    assert (out.code, out.out) == (0, "1 baris ditulis.\n")
    (sheet,) = load_workbook(tmp_path / "keluar.xlsx").worksheets
    assert sheet.title == "KANIM-A 2026"
    assert [cell.value for cell in sheet[1]] == list(PERENCANAAN.titles)
    (row,) = read_book((tmp_path / "keluar.xlsx").read_bytes(), PERENCANAAN)
    assert row.values["batas_waktu"] == "31 Maret 2026"


def test_without_a_year_the_table_goes_to_this_year(run: Run, table: Path, stores: Stores) -> None:
    run("perencanaan", "import", table, "--unit", "KANIM-A")

    with stores.database.reading() as session:
        assert session.scalars(select(Perencanaan.tahun)).one() == clock.today().year


@pytest.mark.parametrize("nama", LAMPIRAN)
def test_the_export_of_an_empty_register_is_the_template(run: Run, tmp_path: Path, nama: str) -> None:
    assert run(nama, "export", tmp_path / "templat.xlsx").out == "0 baris ditulis.\n"

    (sheet,) = load_workbook(tmp_path / "templat.xlsx").worksheets
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [LAMPIRAN[nama].titles]


def test_reports_name_their_units(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(buku([PENJAJAKAN.titles, (1, "KANIM-A", "Kota Contoh", "Paspor", "3 tahun", "")]))

    assert run("penjajakan", "import", path, "--unit", "IMI", "--year", 2026).code == 0
    assert run("penjajakan", "export", path).code == 0

    (row,) = read_book(path.read_bytes(), PENJAJAKAN)
    assert row.satuan_kerja == "Kantor Imigrasi Kelas I Contoh"


def test_wrong_rows_are_named_one_a_line_and_nothing_comes_in(run: Run, tmp_path: Path, stores: Stores) -> None:
    path = tmp_path / "salah.xlsx"
    path.write_bytes(buku([PERENCANAAN.titles, ROW, (2, "", "x"), (3, "x", "")]))

    answer = run("perencanaan", "import", path, "--unit", "KANIM-A")

    assert (answer.code, answer.out) == (2, "")
    lines = answer.err.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Baris 3, Mitra", "Baris 4, Bidang Kerja Sama", "portal",
    ]  # fmt: skip
    assert count(stores) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("perencanaan",),
        ("perencanaan", "import", "{table}"),
        ("perencanaan", "import", "{table}", "--unit", "ENTAH"),
        ("perencanaan", "import", "{table}", "--unit", "KANIM-A", "--year", "26"),
        ("perencanaan", "import", "tidak-ada.xlsx", "--unit", "KANIM-A"),
        ("penjajakan", "import", "{table}", "--unit", "KANIM-A"),
        ("perencanaan", "export", "/tidak/ada/keluar.xlsx"),
        ("perencanaan", "export", "keluar.xlsx", "--unit", "ENTAH"),
    ],
)
def test_wrong_usage_ends_with_two_and_writes_nothing(
    run: Run, table: Path, stores: Stores, arguments: tuple[str, ...]
) -> None:
    answer = run(*(argument.format(table=table) for argument in arguments))

    assert answer.code == 2
    assert answer.err
    assert count(stores) == 0
    assert not Path("keluar.xlsx").exists()
