"""kill -9 at every step from the first byte to the letter; `make kill-ingestion` does it by the hundred."""

from pathlib import Path

from portal.failpoint import Step
from tests.drills import kill_ingestion


def test_a_kill_at_every_step_loses_doubles_and_halves_nothing(tmp_path: Path) -> None:
    found = kill_ingestion.run(tmp_path, times=1, at_random=0)

    assert found.wrong == []
    elsewhere = {*kill_ingestion.OF_RECEIVING, *kill_ingestion.OF_FOLLOWING}
    steps = [step for step in Step if step not in elsewhere]
    assert {step: found.kills[step] for step in steps} == dict.fromkeys(steps, 1)
    assert found.receipts == found.public > 0
