"""Thousands of due dates against a loop that knows nothing of the code under test.

The days off below were written down by hand, month by month, from the decrees for 2025 (with its amendment) and 2026;
they are not the data that travels with the portal.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.domain.tenggat.tenggat import Aturan, tenggat
from portal.legal.load import load_kalender

OFF_2025 = {1: "1 27 28 29", 3: "28 29 31", 4: "1 2 3 4 7 18 20", 5: "1 12 13 29 30", 6: "1 6 9 27", 8: "17 18", 9: "5"}
OFF_2025[12] = "25 26"
OFF_2026 = {1: "1 16", 2: "16 17", 3: "18 19 20 21 22 23 24", 4: "3 5", 5: "1 14 15 27 28 31", 6: "1 16", 8: "17 25"}
OFF_2026[12] = "24 25"
OFF = {
    f"{year}-{month:02}-{int(day):02}"
    for year, table in ((2025, OFF_2025), (2026, OFF_2026))
    for month, days in table.items()
    for day in days.split()
}
DAY = timedelta(days=1)
LENGTHS = (1, 3, 7, 10, 14, 30)
CALENDAR = load_kalender()


def works(day: date) -> bool:
    return day.strftime("%u") not in "67" and f"{day:%Y-%m-%d}" not in OFF


def counted_by_hand(start: date, length: int) -> date:
    day, left = start, length
    while left:
        day += DAY
        if works(day):
            left -= 1
    return day


def every_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def rule(length: int) -> Aturan:
    return Aturan(kode="uji", hari_kerja=length, peraturan="", dasar="", dihitung_dari="", keterangan="")


def test_every_start_of_two_years_agrees_with_the_count_by_hand() -> None:
    cases = [(start, n) for start in every_day(date(2025, 1, 1), date(2026, 10, 31)) for n in LENGTHS]

    wrong = [(s, n) for s, n in cases if tenggat(rule(n), s, CALENDAR).due_on != counted_by_hand(s, n)]

    assert len(cases) == 669 * len(LENGTHS)
    assert wrong == []


def test_no_start_of_two_decreed_years_is_provisional_and_the_days_add_up() -> None:
    for start in every_day(date(2025, 1, 1), date(2026, 10, 31)):
        found = tenggat(rule(14), start, CALENDAR)
        assert not found.is_provisional
        assert {day.tanggal for day in found.days if day.is_counted} == {
            day for day in every_day(start + DAY, found.due_on) if works(day)
        }


def test_days_left_agree_with_the_count_by_hand() -> None:
    found = tenggat(rule(14), date(2025, 5, 22), CALENDAR)

    for today in every_day(date(2025, 1, 1), found.due_on):
        assert found.days_left(today) == sum(works(day) for day in every_day(today + DAY, found.due_on))
    for today in every_day(found.due_on + DAY, date(2026, 12, 31)):
        assert found.days_left(today) == -sum(works(day) for day in every_day(found.due_on + DAY, today))


def test_every_day_of_two_years_works_or_not_as_written_by_hand() -> None:
    days = list(every_day(date(2025, 1, 1), date(2026, 12, 31)))

    assert len(OFF) == 17 + 11 + 17 + 8
    assert [day for day in days if CALENDAR.is_workday(day) != works(day)] == []
