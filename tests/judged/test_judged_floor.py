"""The public search answers the judged queries no worse than it did: a floor for all of them and for every kind.

`python -m tests.benchmarks.judged_bench --floors` prints the figures of today; a better search raises them here.
"""

from pathlib import Path

import pytest

from portal.wiring import Stores
from tests.judged.measure import Judge, Score, judged_index, summary
from tests.judged.queries import judged_queries

NDCG_ALL = 0.89
EMPTY_ALL = 4
"""Queries that have an answer and find nothing: all of them mistyped, and what was meant is offered."""
NDCG = {
    "abbreviation": 0.89,
    "chapter": 0.89,
    "code": 1.00,
    "country": 0.93,
    "date": 0.98,
    "demonym": 0.96,
    "english": 0.86,
    "exclusion": 0.97,
    "form": 0.97,
    "number": 1.00,
    "old name": 0.73,
    "paragraph": 1.00,
    "partner": 0.98,
    "phrase": 1.00,
    "plain": 0.82,
    "question": 0.76,
    "rare word": 0.93,
    "subject": 0.86,
    "title": 0.87,
    "typo": 0.53,
    "unit": 0.90,
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
