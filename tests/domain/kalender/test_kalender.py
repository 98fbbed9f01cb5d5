"""The working calendar: kinds of days, the setting for cuti bersama, years that are decided, versions."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.kalender.kalender import HariLibur, JenisLibur, Kalender, StatusTahun, TahunKalender

NEW_YEAR = HariLibur(date(2025, 1, 1), JenisLibur.LIBUR_NASIONAL, "Tahun Baru Masehi", "SKB 1")
ELECTION = HariLibur(date(2025, 2, 12), JenisLibur.KHUSUS, "Hari Pemilihan")
ON_SUNDAY = HariLibur(date(2025, 8, 17), JenisLibur.LIBUR_NASIONAL, "Hari Kemerdekaan")
JOINT = HariLibur(date(2025, 8, 18), JenisLibur.CUTI_BERSAMA, "Cuti Bersama Hari Kemerdekaan", "SKB 2")
JOINT_ON_SATURDAY = HariLibur(date(2025, 8, 16), JenisLibur.CUTI_BERSAMA, "CONTOH")
DECREED = TahunKalender(2025, StatusTahun.DITETAPKAN, "1/2024")
KALENDER = Kalender((NEW_YEAR, ELECTION, ON_SUNDAY, JOINT, JOINT_ON_SATURDAY), (DECREED,))
LENIENT = replace(KALENDER, cuti_bersama_counts_as_workday=True)


@pytest.mark.parametrize(
    ("day", "works", "with_joint_leave_counted", "reason"),
    [
        ("2025-01-01", False, False, "libur nasional: Tahun Baru Masehi (SKB 1)"),
        ("2025-01-02", True, True, "hari kerja"),
        ("2025-01-04", False, False, "akhir pekan (Sabtu)"),
        ("2025-02-12", False, False, "khusus: Hari Pemilihan"),
        ("2025-08-16", False, False, "akhir pekan (Sabtu); cuti bersama: CONTOH"),
        ("2025-08-17", False, False, "akhir pekan (Minggu); libur nasional: Hari Kemerdekaan"),
        ("2025-08-18", False, True, "Cuti Bersama Hari Kemerdekaan (SKB 2)"),
    ],
)
def test_a_day_works_or_not_and_says_why(day: str, works: bool, with_joint_leave_counted: bool, reason: str) -> None:
    on = date.fromisoformat(day)

    assert KALENDER.is_workday(on) is works
    assert LENIENT.is_workday(on) is with_joint_leave_counted
    assert KALENDER.reason(on) == reason


def test_joint_leave_that_counts_is_said_to_count() -> None:
    assert LENIENT.reason(JOINT.tanggal) == "hari kerja; Cuti Bersama Hari Kemerdekaan (SKB 2)"


def test_a_day_of_an_undecided_year_says_so() -> None:
    assert KALENDER.reason(date(2026, 1, 1)) == "hari kerja; SKB tahun 2026 belum ditetapkan"


@pytest.mark.parametrize(
    ("kalender", "decided"),
    [
        pytest.param(KALENDER, True, id="decreed, with days"),
        pytest.param(KALENDER.with_year(replace(DECREED, status=StatusTahun.PERKIRAAN)), False, id="estimated"),
        pytest.param(replace(KALENDER, years=()), False, id="days without a year"),
        pytest.param(replace(KALENDER, days=()), False, id="a year without days"),
        pytest.param(Kalender((), ()), False, id="nothing at all"),
    ],
)
def test_a_year_is_decided_only_with_decree_and_days(kalender: Kalender, decided: bool) -> None:
    assert kalender.is_decided(2025) is decided


def test_the_next_working_day_passes_weekend_and_holidays() -> None:
    assert KALENDER.workday_after(date(2025, 8, 15), 1) == date(2025, 8, 19)
    assert LENIENT.workday_after(date(2025, 8, 15), 1) == date(2025, 8, 18)


def test_the_version_knows_content_and_not_order() -> None:
    reordered = replace(KALENDER, days=KALENDER.days[::-1])
    changed = [
        LENIENT,
        KALENDER.without_day(JOINT.tanggal),
        KALENDER.with_day(replace(JOINT, nama="CONTOH lain")),
        KALENDER.with_year(replace(DECREED, nomor_skb="2/2024")),
    ]

    assert KALENDER.version() == reordered.version()
    assert len({kalender.version() for kalender in [KALENDER, *changed]}) == 5


def test_the_version_stays_the_same_from_one_release_to_the_next() -> None:
    # Receipts hold it: whoever changes how it is made orphans them.
    known = Kalender((NEW_YEAR,), (DECREED,)).version()

    assert known == "011b63fd6c5913673e561bb96e6c9c12950f0a45fe67dd26bad188494642521e"


def test_changing_gives_another_calendar_and_leaves_this_one() -> None:
    without = KALENDER.without_day(JOINT.tanggal)

    assert without.is_workday(JOINT.tanggal)
    assert not KALENDER.is_workday(JOINT.tanggal)
    assert without.with_day(JOINT).version() == KALENDER.version()
    assert KALENDER.with_day(replace(JOINT, nama="CONTOH")).days.count(JOINT) == 0


def test_one_row_a_day_and_a_year() -> None:
    with pytest.raises(ValueError, match="a day"):
        Kalender((JOINT, replace(JOINT, nama="CONTOH")), (DECREED,))
    with pytest.raises(ValueError, match="a year"):
        Kalender((JOINT,), (DECREED, replace(DECREED, nomor_skb="")))
