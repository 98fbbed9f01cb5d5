"""Copies of originals: how many by state, how safe the files of one receipt are, which are damaged."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.queries.object_copies import CopiesState, Safety, find_safety, load_damaged, load_state
from portal.wiring import Stores
from tests.queries.conftest import Ask

NOW = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
FIRST, SECOND = Place.FIRST, Place.SECOND
WHOLE, WAITING, MISSING, ALTERED = CopyState.WHOLE, CopyState.WAITING, CopyState.MISSING, CopyState.ALTERED


def fill(stores: Stores, *rows: tuple[str, Place, CopyState, datetime | None]) -> None:
    with stores.database.transaction() as session:
        for letter, place, state, checked in rows:
            session.add(
                ObjectCopy(sha256=letter * 64, place=place, size=1, state=state, checked_at=checked, changed_at=NOW)
            )


def test_nothing_stored_is_nothing_overdue(ask: Ask, cost: Callable[..., int]) -> None:
    assert ask(load_state) == CopiesState(originals=0)
    assert cost(load_state) == 1


def test_copies_are_counted_by_state_and_the_longest_unread_is_told(stores: Stores, ask: Ask) -> None:
    old = NOW - timedelta(days=9)
    fill(
        stores,
        ("a", FIRST, WHOLE, NOW),
        ("a", SECOND, WHOLE, old),
        ("b", FIRST, ALTERED, NOW),
        ("b", SECOND, WAITING, None),
        ("c", FIRST, MISSING, NOW),
        ("c", SECOND, MISSING, NOW),
    )
    found = ask(load_state)
    assert found == CopiesState(originals=3, waiting=1, missing=2, altered=1, oldest_check=old)
    assert found.is_damaged
    assert ask(load_damaged) == [
        ("b" * 64, FIRST, ALTERED), ("c" * 64, FIRST, MISSING), ("c" * 64, SECOND, MISSING),
    ]  # fmt: skip


def test_one_copy_that_was_never_read_leaves_the_oldest_check_unknown(stores: Stores, ask: Ask) -> None:
    fill(stores, ("a", FIRST, WHOLE, NOW), ("b", FIRST, WHOLE, None))
    assert ask(load_state) == CopiesState(originals=2)


@pytest.mark.parametrize(
    ("second", "safety"),
    [(WHOLE, Safety(2)), (WAITING, Safety(1, is_waiting=True)), (MISSING, Safety(1)), (None, Safety(1))],
    ids=["whole", "waiting", "missing", "none"],
)
def test_files_are_as_safe_as_the_least_safe_of_them(
    stores: Stores, ask: Ask, second: CopyState | None, safety: Safety
) -> None:
    rows = [("a", FIRST, WHOLE, NOW), ("a", SECOND, WHOLE, NOW), ("b", FIRST, WHOLE, NOW)]
    fill(stores, *rows, *([("b", SECOND, second, NOW)] if second else []))
    assert ask(find_safety, ["a" * 64, "b" * 64]) == safety
    assert ask(find_safety, ["a" * 64]) == Safety(2)
    assert ask(find_safety, ["f" * 64]) == ask(find_safety, []) == Safety()
