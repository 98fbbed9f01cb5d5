"""How dates, times, numbers and sizes read in Bahasa Indonesia."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.web import filters

DAY = date(2026, 11, 13)
MONTH_ONLY = Tanggal(date(2026, 11, 1), Presisi.BULAN)
YEAR_ONLY = Tanggal(date(2026, 1, 1), Presisi.TAHUN)


@pytest.mark.parametrize(
    ("value", "full", "short", "weekday", "iso"),
    [
        (DAY, "13 November 2026", "13 Nov 2026", "Jumat, 13 November 2026", "2026-11-13"),
        (date(2025, 5, 2), "2 Mei 2025", "2 Mei 2025", "Jumat, 2 Mei 2025", "2025-05-02"),
        (Tanggal(DAY, Presisi.HARI), "13 November 2026", "13 Nov 2026", "Jumat, 13 November 2026", "2026-11-13"),
        (MONTH_ONLY, "November 2026", "Nov 2026", "November 2026", "2026-11"),
        (YEAR_ONLY, "2026", "2026", "2026", "2026"),
        (UNKNOWN, filters.UNKNOWN_DATE, filters.UNKNOWN_DATE, filters.UNKNOWN_DATE, ""),
        (None, filters.UNKNOWN_DATE, filters.UNKNOWN_DATE, filters.UNKNOWN_DATE, ""),
    ],
)
def test_a_date_is_written_no_more_exactly_than_it_is_known(
    value: date | Tanggal | None, full: str, short: str, weekday: str, iso: str
) -> None:
    assert filters.tanggal(value) == full
    assert filters.tanggal_pendek(value) == short
    assert filters.tanggal_hari(value) == weekday
    assert filters.tanggal_iso(value) == iso


def test_every_month_and_weekday_has_its_indonesian_name() -> None:
    months = [filters.tanggal(date(2026, month, 1)).split()[1] for month in range(1, 13)]
    weekdays = [filters.tanggal_hari(date(2026, 11, 16 + day)).split(",")[0] for day in range(7)]

    assert months[0::3] == ["Januari", "April", "Juli", "Oktober"]
    assert len(set(months)) == 12
    assert weekdays == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def test_times_are_those_of_jakarta() -> None:
    late = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)

    assert filters.waktu(late) == "00.05 WIB"
    assert filters.tanggal_waktu(late) == "13 November 2026, 00.05 WIB"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1284, "1.284"), (1_234_567, "1.234.567"), (-1500, "-1.500")]
)
def test_thousands_are_parted_by_dots(value: int, text: str) -> None:
    assert filters.angka(value) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 byte"),
        (912, "912 byte"),
        (48_300, "48 KB"),
        (99_999, "100 KB"),
        (400_000, "0,4 MB"),
        (2_149_000, "2,1 MB"),
        (9_949_999, "9,9 MB"),
        (50_000_000, "50 MB"),
        (1_500_000_000, "1.500 MB"),
    ],
)
def test_sizes_have_a_comma_and_one_place(size: int, text: str) -> None:
    assert filters.ukuran(size) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "hari ini"),
        (1, "besok"),
        (2, "2 hari lagi"),
        (59, "59 hari lagi"),
        (60, "2 bulan lagi"),
        (130, "4 bulan lagi"),
        (183, "6 bulan lagi"),
    ],
)
def test_time_left_is_said_as_people_say_it(days: int, text: str) -> None:
    assert filters.sisa(days) == text


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")]
)
def test_names_are_listed_as_a_sentence_does(names: list[str], text: str) -> None:
    assert filters.daftar(names) == text


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([("a", True), (" ", False), ("b", True)], [("a b", True)]),
        ([("a", True), (" ", False), ("b", True), (" ", False), ("c", True)], [("a b c", True)]),
        ([("a", True), (", ", False), ("b", True)], [("a", True), (", ", False), ("b", True)]),
        ([(" ", False), ("b", True)], [(" ", False), ("b", True)]),
        ([("x", False), (" ", False), ("b", True)], [("x", False), (" ", False), ("b", True)]),
    ],
)
def test_neighbouring_marks_become_one(parts: list[tuple[str, bool]], joined: list[tuple[str, bool]]) -> None:
    assert filters.sorotan(parts) == joined


def test_working_days_are_counted_in_words() -> None:
    assert filters.hari_kerja(8) == "8 hari kerja"
