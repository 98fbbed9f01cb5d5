"""One line that recognition lost costs what stood on it, not the paper: measured on one line in nine."""

from tests.corpus.judge import Outcome
from tests.corpus.lost_lines import losses
from tests.corpus.typed import typed_papers


def test_a_line_that_was_lost_takes_little_with_it() -> None:
    found = list(losses([paper for paper in typed_papers() if paper.naskah.id[0] not in "bd"], one_in=9))

    lost = [one for loss in found for one in loss.lost]
    assert len(found) > 200
    assert len(lost) <= 0.53 * len(found)
    assert sum(len(loss.lost) >= 4 for loss in found) <= 0.02 * len(found)
    assert sum(one.outcome is Outcome.SURE_WRONG for one in lost) <= 0.06 * len(found)
