"""What a change of the tree puts below whom, case by case."""

import pytest

from portal.domain.unit_tree import ParentOf, above, newly_below

BEFORE: ParentOf = {"K": None, "IMI": "K", "PAS": "K", "A": "IMI", "A1": "A", "B": "PAS"}
WIDE = {"K", "IMI", "PAS", "A"}

CHANGES: dict[str, tuple[ParentOf, dict[str, set[str]]]] = {
    "nothing": ({}, {}),
    "to another parent": ({"B": "IMI"}, {"B": {"IMI"}}),
    "below one that had nothing below": ({"A": "B"}, {"A": {"B", "PAS"}}),
    "up": ({"A1": "IMI"}, {}),
    "to the top": ({"A": None}, {}),
    "new below one that has others": ({"C": "PAS"}, {}),
    "new below one that had nothing below": ({"C": "B"}, {"C": {"B"}}),
    "new below something new": ({"C": "IMI", "C1": "C"}, {"C1": {"C"}}),
    "new in between": ({"N": "K", "A": "N"}, {"A": {"N"}}),
    "two at once": ({"B": "A1", "A1": "PAS"}, {"A1": {"PAS"}, "B": {"A1"}}),
    "parent and child apart": ({"A1": "B", "A": "PAS"}, {"A": {"PAS"}, "A1": {"B", "PAS"}}),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_only_what_is_put_below_others_is_named(change: ParentOf, expected: dict[str, set[str]]) -> None:
    assert newly_below(BEFORE, {**BEFORE, **change}, WIDE) == expected


def test_a_unit_that_goes_along_is_opened_by_the_one_above_it() -> None:
    after = {**BEFORE, "A": "B"}

    assert above("A1", after) - above("A1", BEFORE) == newly_below(BEFORE, after, WIDE)["A"]


def test_a_circle_ends() -> None:
    assert above("X", {"X": "Y", "Y": "X"}) == {"X", "Y"}
