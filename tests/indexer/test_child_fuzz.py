"""The short form of the drill with damaged files."""

from indexer.child import Outcome
from tests.drills import fuzz_pdf


def test_hundred_damaged_files_each_get_an_answer() -> None:
    drill = fuzz_pdf.run(files=100)

    assert sum(drill.outcomes.values()) == 100
    assert drill.late == []
    assert drill.is_alive_at_the_end
    assert drill.outcomes[Outcome.crashed] == 0
    assert len(drill.outcomes) > 1
