"""The worker's mornings: reminders from six o'clock in Jakarta, once a day, made up for after days down."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from indexer.housekeeping import Housekeeping
from portal.models.pemberitahuan import LetterState
from portal.wiring import Stores
from tests.factories.reminders import DUE, Reminders

DAY = DUE - timedelta(days=7)


@pytest.fixture
def reminders(stores: Stores) -> Reminders:
    """The office with people at every level, after the regulation took effect."""
    made = Reminders(replace(stores, config=replace(stores.config, effective_on=date(2025, 5, 22))))
    made.staff()
    made.naskah()
    return made


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That time in Jakarta."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def test_reminders_go_out_from_six_in_the_morning_of_jakarta_and_once(reminders: Reminders) -> None:
    worker = Housekeeping(reminders.stores)
    counted = {}
    for hour in (0, 5, 6, 7, 12, 23):
        worker.sweep_if_due(at(DAY, hour))
        counted[hour] = len(reminders.letters())

    assert counted == {0: 0, 5: 0, 6: 1, 7: 1, 12: 1, 23: 1}
    assert [row.state for row in reminders.rows()] == [LetterState.TERKIRIM]


def test_a_worker_that_starts_days_later_or_beside_another_makes_up_for_it_once(reminders: Reminders) -> None:
    Housekeeping(reminders.stores).sweep_if_due(at(DAY, 8))
    for _ in range(3):
        Housekeeping(reminders.stores).sweep_if_due(at(DUE + timedelta(days=2), 15))

    assert len(reminders.letters()) == 2
    skipped = [row for row in reminders.rows() if row.state is LetterState.DILEWATI]
    assert len(skipped) == 3


def test_what_somebody_sends_by_hand_is_posted_within_a_minute(reminders: Reminders) -> None:
    worker = Housekeeping(reminders.stores)
    worker.sweep_if_due(at(DAY, 3))
    reminders.write(DAY)

    worker.sweep_if_due(at(DAY, 3) + timedelta(seconds=59))
    assert reminders.letters() == []
    worker.sweep_if_due(at(DAY, 9))
    assert len(reminders.letters()) == 1


def test_a_day_that_fails_does_not_stop_the_other_brooms(reminders: Reminders, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("kalender hilang")

    monkeypatch.setattr("indexer.housekeeping.reminding.circumstances", broken)

    assert Housekeeping(reminders.stores).sweep_if_due(at(DAY, 8)) is True
    assert reminders.letters() == []
