"""When reminders are due: days before, weeks after, months before an end, and what a pause leaves out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.pemberitahuan.reminders import (
    DueReminder,
    EscalationLevel,
    Moment,
    ReminderKind,
    due_now,
    ending_moments,
    escalation,
    exemption_moments,
    months_before,
    naskah_asli_moments,
    newest_of_each_kind,
    parent_moment,
    result_moments,
)

DUE = date(2026, 12, 3)
KODE = "2026-48213"
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


def day(offset: int) -> date:
    return DUE + timedelta(days=offset)


def walk(start: date, end: date, awake: set[date] | None = None) -> list[tuple[date, Moment, tuple[Moment, ...]]]:
    """What a schedule that runs every day (or on the days it is awake) sends and passes over."""
    dealt: set[str] = set()
    sent = []
    today = start
    while today <= end:
        if awake is None or today in awake:
            turn = due_now(naskah_asli_moments(DUE, today), KODE, dealt)
            if turn.due is not None:
                sent.append((today, turn.due, turn.passed_over))
                dealt |= {moment.occasion(KODE) for moment in (turn.due, *turn.passed_over)}
        today += timedelta(days=1)
    return sent


def test_an_original_is_asked_for_seven_three_and_one_day_before_and_on_the_due_date() -> None:
    sent = walk(day(-20), day(0))

    assert [(today, moment.jenis) for today, moment, _ in sent] == [
        (date(2026, 11, 26), ReminderKind.ASLI_H7),
        (date(2026, 11, 30), ReminderKind.ASLI_H3),
        (date(2026, 12, 2), ReminderKind.ASLI_H1),
        (date(2026, 12, 3), ReminderKind.ASLI_HARI_INI),
    ]
    assert all(moment.jenjang is EscalationLevel.UNIT and skipped == () for _, moment, skipped in sent)


def test_an_exemption_that_is_over_is_asked_about_the_day_after_and_every_week() -> None:
    assert exemption_moments(DUE, day(0)) == ()
    assert [moment.on for moment in exemption_moments(DUE, day(15))] == [day(1), day(8), day(15)]
    assert {(moment.jenis, moment.jenjang) for moment in exemption_moments(DUE, day(15))} == {
        (ReminderKind.KECUALI_HABIS, EscalationLevel.UNIT)
    }


def test_pasal_16_and_28_a_result_is_asked_for_on_the_same_days_and_never_above_the_sekretaris_jenderal() -> None:
    moments = result_moments(DUE, day(15))

    assert [(moment.on, moment.jenis, moment.jenjang) for moment in moments] == [
        (day(-7), ReminderKind.USULAN_H7, EscalationLevel.UNIT),
        (day(-3), ReminderKind.USULAN_H3, EscalationLevel.UNIT),
        (day(-1), ReminderKind.USULAN_H1, EscalationLevel.UNIT),
        (day(0), ReminderKind.USULAN_HARI_INI, EscalationLevel.UNIT),
        (day(1), ReminderKind.USULAN_TERLAMBAT, EscalationLevel.UNIT),
        (day(8), ReminderKind.USULAN_TERLAMBAT, EscalationLevel.ATASAN),
        (day(15), ReminderKind.USULAN_TERLAMBAT, EscalationLevel.ATASAN),
    ]
    assert result_moments(DUE, day(-8)) == ()


def test_pasal_39_ayat_4_a_late_original_is_asked_for_every_week_and_higher_up_each_time() -> None:
    sent = walk(day(1), day(30))

    assert [((today - DUE).days, moment.ke, moment.jenjang) for today, moment, _ in sent] == [
        (1, 1, EscalationLevel.UNIT),
        (8, 2, EscalationLevel.ATASAN),
        (15, 3, EscalationLevel.BIRO),
        (22, 4, EscalationLevel.BIRO),
        (29, 5, EscalationLevel.BIRO),
    ]
    assert {moment.jenis for _, moment, _ in sent} == {ReminderKind.ASLI_TERLAMBAT}


def test_the_due_date_itself_is_not_late() -> None:
    assert [moment.jenis for moment in naskah_asli_moments(DUE, DUE)][-1] is ReminderKind.ASLI_HARI_INI
    assert naskah_asli_moments(DUE, day(-8)) == ()


@pytest.mark.parametrize(("week", "level"), [(0, 1), (1, 1), (2, 2), (3, 3), (4, 3), (99, 3)])
def test_escalation_climbs_to_the_biro_and_stays_there(week: int, level: int) -> None:
    assert escalation(week) == level


def test_after_days_down_only_the_newest_notice_goes_out_and_the_others_are_passed_over() -> None:
    awake = {day(-8), day(-7), day(2), day(40)}

    sent = walk(day(-8), day(40), awake)

    assert [today for today, _, _ in sent] == [day(-7), day(2), day(40)]
    assert [moment.jenis for moment in sent[1][2]] == [
        ReminderKind.ASLI_H3, ReminderKind.ASLI_H1, ReminderKind.ASLI_HARI_INI,
    ]  # fmt: skip
    assert (sent[1][1].jenis, sent[1][1].ke) == (ReminderKind.ASLI_TERLAMBAT, 1)
    assert ([moment.ke for moment in sent[2][2]], sent[2][1].ke) == ([2, 3, 4, 5], 6)


def test_of_a_long_row_of_passed_over_weeks_the_newest_stands_for_all() -> None:
    turn = due_now(naskah_asli_moments(DUE, day(400)), KODE, ())

    kept = newest_of_each_kind(turn.passed_over)

    assert [moment.jenis for moment in kept] == [
        ReminderKind.ASLI_H7, ReminderKind.ASLI_H3, ReminderKind.ASLI_H1, ReminderKind.ASLI_HARI_INI,
        ReminderKind.ASLI_TERLAMBAT,
    ]  # fmt: skip
    dealt = {moment.occasion(KODE) for moment in (*kept, turn.due) if moment is not None}
    assert due_now(naskah_asli_moments(DUE, day(401)), KODE, dealt) == DueReminder()


def test_another_due_date_is_another_occasion_and_the_same_one_is_never_sent_twice() -> None:
    dealt = {moment.occasion(KODE) for moment in naskah_asli_moments(DUE, day(-7))}

    assert due_now(naskah_asli_moments(DUE, day(-7)), KODE, dealt) == DueReminder()
    moved = due_now(naskah_asli_moments(day(1), day(-6)), KODE, dealt)
    assert moved.due is not None
    assert (moved.due.jenis, moved.due.acuan) == (ReminderKind.ASLI_H7, day(1))


@given(st.sets(st.integers(-15, 90)), st.integers(-15, 90))
def test_whatever_days_it_is_awake_no_occasion_is_sent_twice_and_at_most_one_a_day(awake: set[int], last: int) -> None:
    days = {day(offset) for offset in awake | {last}}

    sent = walk(day(-15), day(90), days)

    keys = [moment.occasion(KODE) for _, moment, _ in sent]
    assert len(keys) == len(set(keys))
    assert len({today for today, _, _ in sent}) == len(sent)
    # Whoever is awake at the end knows the newest state of things.
    if moments := naskah_asli_moments(DUE, max(days)):
        assert sent[-1][1] == moments[-1]


@pytest.mark.parametrize(
    ("end", "months", "expected"),
    [
        ("2026-08-31", 6, "2026-02-28"),
        ("2028-08-31", 6, "2028-02-29"),
        ("2026-08-30", 6, "2026-02-28"),
        ("2026-08-28", 6, "2026-02-28"),
        ("2026-05-31", 3, "2026-02-28"),
        ("2026-12-31", 3, "2026-09-30"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-07-31", 1, "2026-06-30"),
        ("2026-01-31", 1, "2025-12-31"),
        ("2026-01-15", 3, "2025-10-15"),
        ("2028-02-29", 6, "2027-08-29"),
        ("2027-02-28", 1, "2027-01-28"),
        ("2026-11-13", 12, "2025-11-13"),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_end_of_a_shorter_month(
    end: str, months: int, expected: str
) -> None:
    assert months_before(date.fromisoformat(end), months) == date.fromisoformat(expected)


@given(DAYS, st.integers(0, 60))
def test_counting_months_back_never_changes_the_day_but_to_the_end_of_a_month(end: date, months: int) -> None:
    found = months_before(end, months)

    assert (end.year * 12 + end.month) - (found.year * 12 + found.month) == months
    assert found.day == end.day or (found.day < end.day and (found + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, st.integers(1, 12))
def test_a_later_end_is_never_announced_earlier(first: date, second: date, months: int) -> None:
    earlier, later = sorted((first, second))

    assert months_before(earlier, months) <= months_before(later, months)


def test_an_end_is_announced_six_three_and_one_month_before_and_not_after_it() -> None:
    end = date(2026, 8, 31)
    announced = {}
    today = date(2026, 1, 1)
    while today <= date(2026, 10, 1):
        for moment in ending_moments(end, today):
            announced.setdefault(moment.jenis, (today, moment.jenjang))
        today += timedelta(days=1)

    assert announced == {
        ReminderKind.AKHIR_6: (date(2026, 2, 28), EscalationLevel.UNIT),
        ReminderKind.AKHIR_3: (date(2026, 5, 31), EscalationLevel.UNIT),
        ReminderKind.AKHIR_1: (date(2026, 7, 31), EscalationLevel.ATASAN),
    }
    assert ending_moments(end, end)[-1].jenis is ReminderKind.AKHIR_1
    assert ending_moments(end, end + timedelta(days=1)) == ()


def test_an_agreement_entered_in_its_last_month_is_announced_once() -> None:
    turn = due_now(ending_moments(date(2026, 8, 31), date(2026, 8, 20)), KODE, ())

    assert turn.due is not None
    assert turn.due.jenis is ReminderKind.AKHIR_1
    assert [moment.jenis for moment in turn.passed_over] == [ReminderKind.AKHIR_6, ReminderKind.AKHIR_3]


def test_pasal_6_a_parent_that_has_ended_is_told_once_from_its_first_day_without_force() -> None:
    ended = date(2026, 5, 1)

    assert parent_moment(ended, date(2026, 4, 30)) == ()
    (moment,) = parent_moment(ended, date(2026, 9, 1))
    assert due_now((moment,), KODE, ()).due == moment
    assert due_now((moment,), KODE, {moment.occasion(KODE)}) == DueReminder()


def test_what_follows_no_schedule_is_told_apart() -> None:
    manual = {jenis for jenis in ReminderKind if jenis.is_manual}

    assert manual == {
        ReminderKind.INGATKAN,
        ReminderKind.TEGUR,
        ReminderKind.DIKEMBALIKAN,
        ReminderKind.AKUN,
        ReminderKind.LOG,
        ReminderKind.RUSAK,
        ReminderKind.KIRIMAN,
    }
