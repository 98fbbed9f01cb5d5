"""What tells of the time after a backup, and what does not."""

import pytest

from portal.domain.backup.ground import LogReach, OpeningGround, ground_of

END = LogReach(5, 100)
NONE = LogReach(None, None)


@pytest.mark.parametrize(
    ("outside", "letters", "expected"),
    [
        (NONE, (), None),
        (LogReach(5, None), (), OpeningGround.HEAD),
        (LogReach(6, 40), (), OpeningGround.HEAD),
        (LogReach(4, None), (), None),
        (LogReach(4, 99), (99,), None),
        (LogReach(None, 100), (), OpeningGround.ANCHOR),
        (LogReach(4, 99), (3, 100), OpeningGround.ANCHOR),
        (NONE, (101,), OpeningGround.ANCHOR),
        (LogReach(0, 0), (), None),
    ],
)
def test_only_what_reaches_the_end_of_a_backup_tells_of_the_time_after_it(
    outside: LogReach, letters: tuple[int, ...], expected: OpeningGround | None
) -> None:
    assert ground_of(END, outside, letters) is expected


def test_an_empty_portal_has_an_end_too() -> None:
    assert ground_of(LogReach(None, None), NONE, ()) is None
    assert ground_of(LogReach(0, 0), LogReach(0, None), ()) is OpeningGround.HEAD
