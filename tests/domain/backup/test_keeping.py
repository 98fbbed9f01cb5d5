"""Which backups are kept, and that the newest always is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.backup.keeping import superfluous
from portal.domain.backup.manifest import stamp_of

NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


def _stamps(*minutes: float) -> list[str]:
    return [stamp_of(NOW - timedelta(minutes=ago), "0000") for ago in minutes]


def test_of_two_hours_every_backup_is_kept() -> None:
    of_one_second = [stamp_of(NOW, "0001"), stamp_of(NOW, "0002")]

    assert superfluous([*_stamps(*range(0, 121, 15)), *of_one_second], NOW) == ()


def test_of_a_day_one_backup_an_hour_is_kept_and_it_is_the_newest_of_the_hour() -> None:
    # 02:59 to 02:00, three to four hours ago.
    newest, *others = _stamps(181, 190, 200, 239)

    assert set(superfluous([*_stamps(0), newest, *others], NOW)) == set(others)


def test_of_a_month_one_backup_a_day_of_jakarta_is_kept() -> None:
    day = 24 * 60
    # Ten o'clock and four o'clock of one day in Jakarta, which are two days in UTC; then one of the day before.
    found = superfluous([*_stamps(0), *_stamps(2 * day + 180, 2 * day + 540, 3 * day + 180)], NOW)

    assert found == tuple(_stamps(2 * day + 540))


def test_nothing_older_than_a_month_is_kept_while_there_is_a_newer_one() -> None:
    old = _stamps(31 * 24 * 60, 40 * 24 * 60)

    assert superfluous([*_stamps(0), *old], NOW) == tuple(reversed(old))


def test_the_only_one_is_kept_however_old_it_is() -> None:
    assert superfluous(_stamps(400 * 24 * 60), NOW) == ()


def test_what_is_no_name_of_a_backup_is_left_alone() -> None:
    assert superfluous(["catatan", *_stamps(0)], NOW) == ()


@given(st.lists(st.integers(-60, 100 * 24 * 60), min_size=1, max_size=60))
def test_the_newest_is_never_superfluous_and_to_prune_again_changes_nothing(ages: list[int]) -> None:
    stamps = set(_stamps(*ages))

    going = set(superfluous(stamps, NOW))

    assert max(stamps) not in going
    assert superfluous(stamps - going, NOW) == ()
