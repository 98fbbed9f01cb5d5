"""What is found on the typed papers does not fall below what was reached, in either half."""

from collections import Counter

import pytest

from portal.domain.suggestions.suggest import suggest
from tests.benchmarks.suggestions_bench import known_names
from tests.corpus.judge import Outcome, judge
from tests.corpus.typed import typed_papers


@pytest.mark.parametrize(("half", "floor"), [("a", 0.985), ("b", 0.94), ("c", 0.98), ("d", 0.975)])
def test_fields_of_typed_papers_are_right_and_hardly_any_is_sure_and_wrong(half: str, floor: float) -> None:
    known = known_names()
    papers = [paper for paper in typed_papers() if paper.naskah.id.startswith(half)]

    outcomes = Counter(one.outcome for paper in papers for one in judge(paper.naskah, suggest(paper.pages, known)))

    assert outcomes[Outcome.RIGHT] >= floor * outcomes.total()
    assert outcomes[Outcome.SURE_WRONG] <= 0.006 * outcomes.total()
