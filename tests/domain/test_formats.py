"""How dates, times, numbers, sizes and lists are written in Bahasa Indonesia."""

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from portal.domain import formats
from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import UNKNOWN, Tanggal, parse_tanggal

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
        (UNKNOWN, formats.UNKNOWN_DATE, formats.UNKNOWN_DATE, formats.UNKNOWN_DATE, ""),
        (None, formats.UNKNOWN_DATE, formats.UNKNOWN_DATE, formats.UNKNOWN_DATE, ""),
    ],
)
def test_a_date_is_written_no_more_exactly_than_it_is_known(
    value: date | Tanggal | None, full: str, short: str, weekday: str, iso: str
) -> None:
    assert formats.long_date(value) == full
    assert formats.short_date(value) == short
    assert formats.weekday_date(value) == weekday
    assert formats.iso_date(value) == iso


def test_every_month_and_weekday_has_its_indonesian_name() -> None:
    months = [formats.long_date(date(2026, month, 1)).split()[1] for month in range(1, 13)]
    short = [formats.short_date(date(2026, month, 1)).split()[1] for month in range(1, 13)]
    weekdays = [formats.weekday_date(date(2026, 11, 16 + day)).split(",")[0] for day in range(7)]

    assert months[:6] == ["Januari", "Februari", "Maret", "April", "Mei", "Juni"]
    assert months[6:] == ["Juli", "Agustus", "September", "Oktober", "November", "Desember"]
    assert short == ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    assert weekdays == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def test_times_are_those_of_jakarta() -> None:
    late = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)

    assert formats.clock_time(late) == "00.05 WIB"
    assert formats.date_time(late) == "13 November 2026, 00.05 WIB"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1284, "1.284"), (1_234_567, "1.234.567"), (-1500, "-1.500")]
)
def test_thousands_are_parted_by_dots(value: int, text: str) -> None:
    assert formats.number(value) == text


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
    assert formats.file_size(size) == text


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
    assert formats.time_left(days) == text


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")]
)
def test_names_are_listed_as_a_sentence_does(names: list[str], text: str) -> None:
    assert formats.word_list(names) == text


def test_working_days_are_counted_in_words() -> None:
    assert formats.hari_kerja(8) == "8 hari kerja"


def test_dates_numbers_and_months_read_as_babel_writes_them() -> None:
    for month in range(1, 13):
        day = date(2026, month, month)
        assert formats.long_date(day) == format_date(day, "long", formats.INDONESIAN)
        assert formats.short_date(day) == format_date(day, "medium", formats.INDONESIAN)
        assert formats.month_year(day) == format_skeleton("yMMMM", day, locale=formats.INDONESIAN)
    for value in (0, 999, 1_284, 1_234_567, -1_500):
        assert formats.number(value) == format_decimal(value, locale=formats.INDONESIAN)


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("agustus", 8),
        ("agu", 8),
        ("agt", 8),
        ("agst", 8),
        ("nopember", 11),
        ("pebruari", 2),
        ("sept", 9),
        ("des", 12),
        ("mei", 5),
        ("may", None),
        ("augustus", None),
    ],
)
def test_a_month_is_known_by_its_first_letters_and_older_spellings(word: str, month: int | None) -> None:
    assert formats.month_number(word) == month


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(2, 3, 67), (1, 3, 33), (1, 8, 13), (0, 9, 0), (9, 9, 100), (999, 1000, 99), (1, 1000, 1), (0, 0, None)],
)
def test_a_share_is_rounded_and_all_means_all(part: int, whole: int, share: int | None) -> None:
    assert formats.percent(part, whole) == share


@pytest.mark.parametrize(
    ("text", "cell"), [("2017", "2017"), ("2017-05", "2017-05"), ("2017-05-03", date(2017, 5, 3)), ("", None)]
)
def test_a_cell_of_a_table_holds_no_day_that_is_not_known(text: str, cell: date | str | None) -> None:
    assert formats.table_date(parse_tanggal(text, field="signed")) == cell
