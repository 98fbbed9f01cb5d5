"""The public search answers the judged queries no worse than it did: a floor for all of them and for every kind.

`python -m tests.benchmarks.judged_bench --floors` prints the figures of today; a better search raises them here.
"""

from pathlib import Path

import pytest

from portal.wiring import Stores
from tests.judged.measure import Judge, Score, judged_index, summary
from tests.judged.queries import judged_queries

NDCG_ALL = 0.55
EMPTY_ALL = 69
"""Queries that have an answer and find nothing."""
NDCG = {
    "abbreviation": 0.26,
    "chapter": 0.56,
    "code": 0.00,
    "country": 0.43,
    "date": 0.36,
    "demonym": 0.75,
    "english": 0.59,
    "exclusion": 0.97,
    "form": 0.95,
    "number": 0.81,
    "old name": 0.34,
    "paragraph": 0.00,
    "partner": 0.87,
    "phrase": 1.00,
    "plain": 0.69,
    "question": 0.02,
    "rare word": 0.93,
    "subject": 0.63,
    "title": 0.65,
    "typo": 0.77,
    "unit": 0.40,
}


@pytest.fixture
def scores(stores: Stores, tmp_path: Path) -> list[Score]:
    """Every query asked once."""
    with stores.database.transaction() as session, judged_index(session, tmp_path) as index:
        return Judge(session, index).scores(judged_queries())


def test_judged_queries_are_answered_no_worse_than_before(scores: list[Score]) -> None:
    told = summary(scores)
    by_kind = {kind: summary([one for one in scores if one.query.kind == kind]).ndcg for kind in NDCG}
    fallen = {kind: round(found, 3) for kind, found in by_kind.items() if found < NDCG[kind]}

    assert fallen == {}
    assert told.ndcg >= NDCG_ALL
    assert told.empty <= EMPTY_ALL
    assert [one.query.text for one in scores if one.is_broken] == []
