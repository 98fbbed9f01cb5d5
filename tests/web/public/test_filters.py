"""What templates have at hand."""

import pytest

from portal.web import filters


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([("a", True), (" ", False), ("b", True)], [("a b", True)]),
        ([("a", True), (" ", False), ("b", True), (" ", False), ("c", True)], [("a b c", True)]),
        ([("a", True), (", ", False), ("b", True)], [("a", True), (", ", False), ("b", True)]),
        ([(" ", False), ("b", True)], [(" ", False), ("b", True)]),
        ([("x", False), (" ", False), ("b", True)], [("x", False), (" ", False), ("b", True)]),
    ],
)
def test_neighbouring_marks_become_one(parts: list[tuple[str, bool]], joined: list[tuple[str, bool]]) -> None:
    assert filters.highlight(parts) == joined
