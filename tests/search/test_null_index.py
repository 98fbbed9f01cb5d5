"""The engine that holds nothing is a real twin: it reads documents and answers empty."""

from datetime import date

from portal.search.interface import FACETS, SearchIndex, SearchQuery
from portal.search.query import parse
from tests.contracts.search_naskah import CORPUS
from tests.fixtures.null_search import NullSearchIndex

TODAY = date(2026, 6, 1)


def test_everything_is_taken_and_nothing_found() -> None:
    index: SearchIndex = NullSearchIndex()
    index.add(CORPUS)
    index.remove(["2024-10001"])
    index.commit()
    index.optimize()
    page = index.search(SearchQuery(parse("paspor"), today=TODAY))
    assert (page.hits, page.total, page.offers) == ((), 0, ())
    assert set(page.facets) == set(FACETS)
    assert index.suggest("pas") == ()
    assert index.verify().is_healthy
    assert index.generation() == "null"
    assert not index.is_outdated()


def test_rebuild_reads_the_documents() -> None:
    seen: list[int] = []
    assert NullSearchIndex().rebuild(CORPUS, seen.append) == 0
    assert seen == [len(CORPUS)]
