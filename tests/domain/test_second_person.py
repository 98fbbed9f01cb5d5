"""An account that somebody else may hold speaks as the second person only after it has stood for seven days."""

from datetime import date

import pytest

from portal.domain.second_person import speaks_from, waits_until

MADE = date(2026, 6, 1)
FIRST = date(2026, 6, 8)


@pytest.mark.parametrize(
    ("key_days", "today", "waits"),
    [
        ((), MADE, None),
        ((MADE,), MADE, FIRST),
        ((MADE,), date(2026, 6, 7), FIRST),
        ((MADE,), FIRST, None),
        ((MADE,), date(2026, 5, 31), FIRST),
        # The latest act counts, in whatever order they are told.
        ((date(2025, 1, 1), MADE), date(2026, 6, 7), FIRST),
        ((MADE, date(2025, 1, 1)), date(2026, 6, 7), FIRST),
        ((MADE, date(2025, 1, 1)), FIRST, None),
    ],
)
def test_the_days_of_standing(key_days: tuple[date, ...], today: date, waits: date | None) -> None:
    assert waits_until(key_days, today) == waits


def test_the_day_itself() -> None:
    assert speaks_from([MADE]) == FIRST
    assert speaks_from([]) is None
