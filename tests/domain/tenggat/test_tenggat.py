"""Due dates against worked examples, and what a person is told about them."""

import csv
from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from portal.domain.kalender.kalender import HariLibur, JenisLibur, Kalender, StatusTahun, TahunKalender
from portal.domain.tanggal import WIB, wib_today
from portal.domain.tenggat.state import ClockState
from portal.domain.tenggat.tenggat import LONGEST, Aturan, AturanVersions, Tenggat, tenggat
from portal.errors import BadInputError
from portal.legal.load import load_kalender

SEEDED = load_kalender()
ADDED_IN_MID_YEAR = date(2025, 8, 18)
BEFORE_THE_CHANGE = SEEDED.without_day(ADDED_IN_MID_YEAR)
OLD_CALENDAR = "[kalender sebelum perubahan 2025]"
EXAMPLES = list(csv.DictReader((Path(__file__).parent / "data/deadlines.csv").read_text("utf-8").splitlines()))


def rule(hari_kerja: int = 14) -> Aturan:
    return Aturan(kode="uji", hari_kerja=hari_kerja, peraturan="", dasar="", dihitung_dari="", keterangan="")


def due(start: str, kalender: Kalender = SEEDED, *, hari: int = 14) -> Tenggat:
    return tenggat(rule(hari), date.fromisoformat(start), kalender)


def test_the_examples_are_all_there() -> None:
    assert len(EXAMPLES) == 89
    assert {int(row["working_days"]) for row in EXAMPLES} == {3, 7, 10, 14, 30}
    assert sum(row["note"].startswith(OLD_CALENDAR) for row in EXAMPLES) == 8


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['start_date']}+{row['working_days']}")
def test_a_worked_example(row: dict[str, str]) -> None:
    kalender = BEFORE_THE_CHANGE if row["note"].startswith(OLD_CALENDAR) else SEEDED

    found = due(row["start_date"], kalender, hari=int(row["working_days"]))

    assert found.due_on.isoformat() == row["due_date"]


@pytest.mark.parametrize(
    ("start", "weekends_only", "with_national", "with_joint_leave"),
    [
        ("2025-03-14", "2025-04-03", "2025-04-07", "2025-04-14"),
        ("2025-05-22", "2025-06-11", "2025-06-13", "2025-06-17"),
        ("2025-08-04", "2025-08-22", "2025-08-22", "2025-08-25"),
        ("2025-12-19", "2026-01-08", "2026-01-12", "2026-01-13"),
        ("2026-03-13", "2026-04-02", "2026-04-06", "2026-04-10"),
        ("2026-03-14", "2026-04-02", "2026-04-06", "2026-04-10"),
        ("2026-05-08", "2026-05-28", "2026-06-02", "2026-06-04"),
        ("2026-12-11", "2026-12-31", "2027-01-04", "2027-01-06"),
        ("2026-12-18", "2027-01-07", "2027-01-12", "2027-01-13"),
        ("2027-02-26", "2027-03-18", "2027-03-23", "2027-03-30"),
    ],
)
def test_each_kind_of_day_off_has_its_effect(
    start: str, weekends_only: str, with_national: str, with_joint_leave: str
) -> None:
    calendars = (
        replace(SEEDED, days=()),
        replace(SEEDED, cuti_bersama_counts_as_workday=True),
        SEEDED,
    )

    found = [due(start, kalender).due_on.isoformat() for kalender in calendars]

    assert found == [weekends_only, with_national, with_joint_leave]


@pytest.mark.parametrize(
    ("start", "hari", "expected"),
    [
        pytest.param("2025-07-01", 1, "2025-07-02", id="the start day never counts"),
        pytest.param("2025-07-05", 1, "2025-07-07", id="a Saturday start counts from Monday"),
        pytest.param("2025-08-14", 1, "2025-08-15", id="the day before a long weekend is in time"),
        pytest.param("2025-05-30", 5, "2025-06-10", id="a holiday on a Sunday takes no working day"),
        pytest.param("2025-03-30", 1, "2025-04-08", id="five days of Lebaran, a weekend and one more"),
        pytest.param("2024-02-28", 1, "2024-02-29", id="29 February is a day like any other"),
        pytest.param("2025-02-27", 2, "2025-03-03", id="no 29 February in 2025"),
        pytest.param("2024-02-13", 1, "2024-02-15", id="election day"),
        pytest.param("2025-12-31", 1, "2026-01-02", id="over the year end"),
    ],
)
def test_an_edge_of_the_count(start: str, hari: int, expected: str) -> None:
    assert due(start, hari=hari).due_on.isoformat() == expected


def test_every_day_is_explained_and_the_counted_ones_add_up() -> None:
    found = due("2025-05-22")

    assert [day.tanggal.toordinal() for day in found.days] == list(
        range(found.start_on.toordinal() + 1, found.due_on.toordinal() + 1)
    )
    assert [day.ke for day in found.days if day.is_counted] == list(range(1, 15))
    told = {day.tanggal.isoformat(): day.alasan for day in found.days if not day.is_counted}
    assert told["2025-05-29"] == "libur nasional: Kenaikan Yesus Kristus (SKB 1017/2024, 2/2024, 2/2024)"
    assert told["2025-05-30"] == "Cuti Bersama Kenaikan Yesus Kristus (SKB 1017/2024, 2/2024, 2/2024)"
    assert told["2025-06-01"].startswith("akhir pekan (Minggu); libur nasional: Hari Lahir Pancasila")
    assert len(told) == len(found.days) - 14


@pytest.mark.parametrize(
    ("start", "undecided"),
    [
        pytest.param("2025-05-22", (), id="a decreed year"),
        pytest.param("2025-12-24", (), id="from one decreed year into the next"),
        pytest.param("2026-12-11", (2027,), id="into an estimated year"),
        pytest.param("2026-12-31", (2027,), id="wholly in an estimated year"),
        pytest.param("2027-12-20", (2027, 2028), id="into a year without a calendar"),
        pytest.param("2100-02-26", (2100,), id="far away"),
        pytest.param("2023-12-31", (), id="the start day itself is not counted, nor is its year"),
        pytest.param("2023-12-29", (2023,), id="out of a year without a calendar"),
        pytest.param("2023-12-30", (2023,), id="the last day of a year without a calendar is looked at"),
    ],
)
def test_an_undecided_year_is_never_counted_silently(start: str, undecided: tuple[int, ...]) -> None:
    found = due(start)

    assert found.undecided_years == undecided
    assert found.is_provisional is bool(undecided)
    assert all(str(year) in found.notice for year in undecided)
    assert found.notice.startswith("SEMENTARA — SKB tahun ") is bool(undecided)


def test_a_year_called_decreed_without_a_single_day_off_is_provisional() -> None:
    hollow = Kalender(days=(), years=(TahunKalender(2025, StatusTahun.DITETAPKAN, "1/2024"),))

    assert due("2025-07-01", hollow).undecided_years == (2025,)


@pytest.mark.parametrize(
    ("today", "left", "state"),
    [
        ("2025-05-22", 14, ClockState.BERJALAN),
        ("2025-06-13", 2, ClockState.BERJALAN),
        ("2025-06-14", 2, ClockState.BERJALAN),
        ("2025-06-16", 1, ClockState.BERJALAN),
        ("2025-06-17", 0, ClockState.JATUH_TEMPO_HARI_INI),
        ("2025-06-18", -1, ClockState.TERLAMBAT),
        ("2025-06-20", -3, ClockState.TERLAMBAT),
        ("2025-06-22", -3, ClockState.TERLAMBAT),
        ("2025-06-27", -7, ClockState.TERLAMBAT),
        ("2025-06-30", -8, ClockState.TERLAMBAT),
    ],
)
def test_days_left_are_working_days(today: str, left: int, state: ClockState) -> None:
    found = due("2025-05-22")

    assert found.days_left(date.fromisoformat(today)) == left
    assert found.due_state(date.fromisoformat(today)) is state


@pytest.mark.parametrize(
    ("today", "left"), [("2025-07-26", -1), ("2025-07-27", -1), ("2025-07-28", -1), ("2025-07-29", -2)]
)
def test_the_weekend_after_a_friday_is_late_already(today: str, left: int) -> None:
    found = due("2025-07-07")

    assert found.due_on == date(2025, 7, 25)
    assert found.days_left(date.fromisoformat(today)) == left
    assert found.due_state(date.fromisoformat(today)) is ClockState.TERLAMBAT


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2025, 6, 17, 0, 0, 0, tzinfo=WIB), ClockState.JATUH_TEMPO_HARI_INI),
        (datetime(2025, 6, 17, 23, 59, 59, tzinfo=WIB), ClockState.JATUH_TEMPO_HARI_INI),
        (datetime(2025, 6, 18, 0, 0, 0, tzinfo=WIB), ClockState.TERLAMBAT),
    ],
)
def test_the_due_day_lasts_until_midnight_in_jakarta(moment: datetime, state: ClockState) -> None:
    assert due("2025-05-22").due_state(wib_today(moment)) is state


def test_a_calendar_changed_in_mid_year_shows_what_it_moves() -> None:
    starts = [date(2025, 7, 28), date(2025, 7, 29), date(2025, 8, 4), date(2025, 8, 18), date(2025, 9, 8)]

    judged = [(tenggat(rule(), start, BEFORE_THE_CHANGE), tenggat(rule(), start, SEEDED)) for start in starts]
    moved = [(before, after) for before, after in judged if before.due_on != after.due_on]

    assert [(before.start_on, before.due_on, after.due_on) for before, after in moved] == [
        (date(2025, 7, 29), date(2025, 8, 18), date(2025, 8, 19)),
        (date(2025, 8, 4), date(2025, 8, 22), date(2025, 8, 25)),
    ]
    assert moved[0][0].kalender.version() != moved[0][1].kalender.version()


def test_a_deadline_keeps_the_calendar_it_was_judged_by() -> None:
    judged = due("2025-07-29", BEFORE_THE_CHANGE)

    assert judged.due_on == ADDED_IN_MID_YEAR
    assert judged.days_left(date(2025, 8, 19)) == -1
    assert judged.days[-1].alasan == "hari kerja"


def test_a_day_off_by_presidential_policy_moves_the_due_date() -> None:
    closed = HariLibur(date(2025, 7, 10), JenisLibur.KHUSUS, "CONTOH Hari Pemungutan Suara Ulang")

    assert due("2025-07-01", SEEDED.with_day(closed)).due_on == date(2025, 7, 22)


@pytest.mark.parametrize("hari", [0, -1, LONGEST + 1])
def test_a_rule_needs_a_sensible_number_of_days(hari: int) -> None:
    with pytest.raises(BadInputError):
        rule(hari)


def test_the_end_of_the_calendar_is_an_error_with_words() -> None:
    with pytest.raises(BadInputError, match="9999"):
        due("9999-12-20")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (rule(), "hari_kerja"),
        (AturanVersions((replace(rule(), berlaku_sejak=date(2025, 1, 1)),)), "versions"),
        (due("2026-11-03"), "due_on"),
        (due("2026-11-03").days[0], "ke"),
    ],
    ids=["aturan", "versi", "tenggat", "hari"],
)
def test_a_deadline_is_never_changed_in_passing(value: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)


def test_a_rule_gives_a_thousand_working_days_at_most() -> None:
    assert rule(1000).hari_kerja == LONGEST == 1000
    with pytest.raises(BadInputError, match="antara 1 dan 1000"):
        rule(1001)


@pytest.mark.parametrize("other", ["aaa", "zzz"])
def test_versions_of_a_rule_share_their_kode(other: str) -> None:
    first = replace(rule(), berlaku_sejak=date(2025, 1, 1))
    with pytest.raises(BadInputError, match="kode yang sama"):
        AturanVersions((first, replace(first, kode=other, berlaku_sejak=date(2026, 1, 1))))
