"""A machine is lost while people work; `tests.drills.lose_machine` is the long form."""

from pathlib import Path

from tests.factories.losing import faults, lose_machine


def test_a_lost_machine_comes_back_whole_and_opens_without_what_was_withdrawn_since(tmp_path: Path) -> None:
    drill = lose_machine(tmp_path / "uji", 8)

    assert faults(drill) == []
    assert drill.kept == 8
    assert drill.restored.loss.is_any is False
