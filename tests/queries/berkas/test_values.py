"""How far a recognition is, at the edges: nothing to do, the last page, an engine that is not there."""

import pytest

from portal.queries.berkas.values import NOTHING, Recognition


@pytest.mark.parametrize(
    ("recognition", "is_running", "is_engine_missing", "current"),
    [
        (NOTHING, False, False, 0),
        (Recognition(done=0, total=3), True, False, 1),
        (Recognition(done=2, total=3), True, False, 3),
        (Recognition(done=3, total=3, failed=1), False, False, 3),
        (Recognition(done=1, total=3, without_engine=2), False, True, 2),
        (Recognition(done=1, total=3, without_engine=1), True, False, 2),
    ],
)
def test_it_runs_while_a_page_waits_for_an_engine_that_is_there(
    recognition: Recognition, is_running: bool, is_engine_missing: bool, current: int
) -> None:
    assert recognition.is_running is is_running
    assert recognition.is_engine_missing is is_engine_missing
    assert recognition.current == current
