"""The engines answer the judged queries equally well; with GIN as with RUM, for both tell the same."""

from pathlib import Path

from portal.wiring import Stores
from tests.judged.collection import publish
from tests.judged.measure import Judge, filled_index, summary
from tests.judged.queries import judged_queries

WIDEST = 0.03


def test_engines_answer_the_judged_queries_equally_well(stores: Stores, tmp_path: Path) -> None:
    found = {}
    with stores.database.transaction() as session:
        publish(session)
        session.flush()
        for engine in ("whoosh", "rum"):
            with filled_index(session, tmp_path / engine, engine) as index:
                found[engine] = summary(Judge(session, index).scores(judged_queries()))

    one, other = found["whoosh"], found["rum"]
    assert abs(one.ndcg - other.ndcg) <= WIDEST
    assert (one.answerable, one.empty, one.broken) == (other.answerable, other.empty, other.broken)
