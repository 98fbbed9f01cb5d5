"""Dates as they are typed: real days of the calendar, their precision, and what is no date."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import UNKNOWN, Tanggal, last_signed, latest_day, parse_tanggal, wib_midnight, wib_today
from portal.errors import BadInputError


@pytest.mark.parametrize(
    ("text", "on", "presisi"),
    [
        ("2026-11-13", date(2026, 11, 13), Presisi.HARI),
        ("2026-11", date(2026, 11, 1), Presisi.BULAN),
        ("2026", date(2026, 1, 1), Presisi.TAHUN),
        (" 2026-1-9 ", date(2026, 1, 9), Presisi.HARI),
        ("1945-08-17", date(1945, 8, 17), Presisi.HARI),
        ("2024-02-29", date(2024, 2, 29), Presisi.HARI),
        ("2000-02-29", date(2000, 2, 29), Presisi.HARI),
        ("9999-12-31", date(9999, 12, 31), Presisi.HARI),
    ],
)
def test_a_date_keeps_the_precision_it_was_typed_with(text: str, on: date, presisi: Presisi) -> None:
    assert parse_tanggal(text, field="signed_on") == Tanggal(on, presisi)


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_typed_is_an_unknown_date(text: str) -> None:
    assert parse_tanggal(text, field="signed_on") == UNKNOWN


@pytest.mark.parametrize(
    "text",
    ["2026-11-31", "2026-2-30", "2025-02-29", "1900-02-29", "2026-13", "2026-0-1", "2026-00", "2026-01-00", "0000",
     "0000-01-01", "13-11-2026", "2026/11/13", "26-11-13", "2026-11-13-1", "2026--13", "2026-", "-2026", "kemarin",
     "２０２６-11-13", "2026-11-1३", "2026-1e1", "+2026-1-1", "2026-99999999999999999999", "2026-" + "9" * 5000,
     "2026-11-13T00:00", "2026-11-13\n2026", "\0", "99999-01-01"],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadInputError) as refused:
        parse_tanggal(text, field="signed_on")
    assert refused.value.field == "signed_on"


@pytest.mark.parametrize(("on", "presisi"), [(None, Presisi.HARI), (date(2026, 1, 1), Presisi.TIDAK_DIKETAHUI)])
def test_a_date_is_unknown_exactly_when_its_precision_says_so(on: date | None, presisi: Presisi) -> None:
    with pytest.raises(ValueError, match="unknown"):
        Tanggal(on, presisi)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 3, 1, 16, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 17, 0, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 3, 2, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2026, 3, 1)),
        (datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC), date(2038, 1, 19)),
        (datetime(2100, 2, 28, 17, 0, 0, tzinfo=UTC), date(2100, 3, 1)),
    ],
    ids=["23.59.59 WIB", "00.00 WIB", "tahun baru WIB", "pukul 00.30 WIT", "2038", "2100 bukan tahun kabisat"],
)
def test_today_is_the_calendar_of_jakarta(instant: datetime, expected: date) -> None:
    assert wib_today(instant) == expected


def test_the_last_signature_counts_and_unknown_ones_do_not() -> None:
    first, last = Tanggal(date(2026, 3, 1), Presisi.HARI), Tanggal(date(2026, 4, 1), Presisi.BULAN)

    assert last_signed([first, UNKNOWN, last]) == last
    assert last_signed([UNKNOWN]) == UNKNOWN
    assert last_signed([]) == UNKNOWN


def test_of_two_signatures_with_the_same_first_day_the_exact_one_counts() -> None:
    month, day = Tanggal(date(2026, 3, 1), Presisi.BULAN), Tanggal(date(2026, 3, 1), Presisi.HARI)

    assert last_signed([month, day]) == last_signed([day, month]) == day


def test_every_day_of_the_calendar_begins_in_an_instant() -> None:
    assert wib_midnight(date(2026, 11, 30)) == datetime(2026, 11, 29, 17, tzinfo=UTC)
    assert wib_midnight(date.min) == wib_midnight(date(1945, 8, 17)) < wib_midnight(date.max)


@pytest.mark.parametrize(
    ("text", "last"),
    [("2024", date(2024, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2024-02-03", date(2024, 2, 3)), ("", None)],
)
def test_a_partly_known_date_may_stand_for_its_last_day(text: str, last: date | None) -> None:
    assert latest_day(parse_tanggal(text, field="signed")) == last
