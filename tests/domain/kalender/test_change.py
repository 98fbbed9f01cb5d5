"""Changes to the calendar: every wrong row of a table is named, and a change does exactly what it says."""

from datetime import date

import pytest

from portal.domain.kalender.change import KalenderChange, check_day, differences, read_libur
from portal.domain.kalender.kalender import HariLibur, JenisLibur, StatusTahun, TahunKalender
from portal.errors import BadInputError, RowsRefusedError
from portal.legal.load import load_kalender

HEAD = "date,kind,name,basis\n"
LIBUR = HariLibur(date(2026, 11, 25), JenisLibur.KHUSUS, "Contoh", "Keppres 1")


def test_a_good_table_is_read_whole() -> None:
    found = read_libur(
        "\ufeff" + HEAD + "2026-11-25,khusus,  Contoh   libur ,Keppres 1\n2027-01-01,libur_nasional,Tahun Baru,\n"
    )

    assert found == (
        HariLibur(date(2026, 11, 25), JenisLibur.KHUSUS, "Contoh libur", "Keppres 1"),
        HariLibur(date(2027, 1, 1), JenisLibur.LIBUR_NASIONAL, "Tahun Baru"),
    )


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2026-11-31,khusus,Contoh,", "tanggal “2026-11-31” tidak ada"),
        ("25-11-2026,khusus,Contoh,", "tulis TTTT-BB-HH"),
        ("20261125,khusus,Contoh,", "tulis TTTT-BB-HH"),
        (",khusus,Contoh,", "tulis TTTT-BB-HH"),
        ("1900-01-01,khusus,Contoh,", "tahun harus antara"),
        ("2026-11-25,libur,Contoh,", "jenis (kind) “libur” tidak dikenal"),
        ("2026-11-25,khusus,,", "nama belum diisi"),
        (f"2026-11-25,khusus,{'x' * 201},", "nama paling panjang"),
        ("2026-11-25,khusus,\x07\ufffe,", "nama belum diisi"),
        (f"2026-11-25,khusus,Contoh,{'x' * 201}", "dasar paling panjang"),
        ("2026-11-24,khusus,Lagi,", "ditulis dua kali"),
        ("2026-11-25,khusus,Contoh,,lebih", "di luar kolom terakhir"),
        ("2026-11-25", "jenis (kind) “” tidak dikenal"),
    ],
)
def test_a_wrong_row_is_named_with_what_is_wrong(row: str, problem: str) -> None:
    with pytest.raises(RowsRefusedError) as caught:
        read_libur(f"{HEAD}2026-11-24,khusus,Contoh,\n{row}\n")

    assert all(text.startswith("Baris 3: ") for text in caught.value.problems)
    assert any(problem in text for text in caught.value.problems)


def test_every_wrong_row_is_named_not_the_first_alone() -> None:
    with pytest.raises(RowsRefusedError) as caught:
        read_libur(HEAD + "x,khusus,Contoh,\n2026-11-25,khusus,Contoh,\n2026-11-26,y,,\n")

    assert [text.partition(":")[0] for text in caught.value.problems] == ["Baris 2", "Baris 4", "Baris 4"]
    assert "tidak ada yang diimpor" in caught.value.message


@pytest.mark.parametrize(
    "text", ["", "halo", "date,kind,name\n2026-11-25,khusus,Contoh\n", HEAD, 'date,kind,name,basis\n"' + "x" * 200_000]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        read_libur(text)


def test_a_change_does_what_it_says_and_nothing_else() -> None:
    old = load_kalender()
    decree = TahunKalender(2027, StatusTahun.DITETAPKAN, "1/2026")
    new = KalenderChange((LIBUR,), (date(2026, 12, 25),), (decree,)).apply(old)

    assert {beda.kunci for beda in differences(old, new)} == {"2026-11-25", "2026-12-25", "2027"}
    assert not new.is_workday(date(2026, 11, 25))
    assert new.is_workday(date(2026, 12, 25))
    assert new.is_decided(2027)
    assert old.version() != new.version()
    assert differences(old, old) == ()


def test_a_day_in_a_year_nobody_described_makes_it_an_estimate() -> None:
    new = KalenderChange((HariLibur(date(2030, 1, 1), JenisLibur.KHUSUS, "Contoh"),)).apply(load_kalender())

    assert [year.status for year in new.years if year.tahun == 2030] == [StatusTahun.PERKIRAAN]


@pytest.mark.parametrize(
    "changed", [{"nama": ""}, {"nama": "x" * 201}, {"dasar": "x" * 201}, {"tanggal": date(1900, 1, 1)}]
)
def test_a_typed_day_is_checked_too(changed: dict) -> None:
    with pytest.raises(BadInputError):
        check_day(
            HariLibur(**{"tanggal": LIBUR.tanggal, "jenis": LIBUR.jenis, "nama": "Contoh", "dasar": "", **changed})
        )


def test_a_table_of_semicolons_with_indonesian_columns_is_read() -> None:
    found = read_libur("Tanggal;Jenis;Nama;Dasar\n2027-01-01;libur_nasional;Tahun\ufffe Baru;SKB\n")

    assert [(day.tanggal, day.nama, day.dasar) for day in found] == [(date(2027, 1, 1), "Tahun Baru", "SKB")]
