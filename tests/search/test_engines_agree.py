"""Every engine finds and counts the same: generated questions over the same naskah, answer beside answer."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date

import pytest

from portal.search.interface import SearchDocument, SearchIndex, SearchPage, SearchQuery
from tests.benchmarks.search_corpus import Corpus
from tests.contracts.search_naskah import CORPUS
from tests.fixtures.search_questions import Questions
from tests.fixtures.search_tables import ENGINES, engine_index

TODAY = date(2026, 6, 1)
SHORT, LONG = 60, 400
Engines = dict[str, SearchIndex]


@pytest.fixture(scope="module")
def documents() -> list[SearchDocument]:
    """Naskah with words spread as in real text, and the small ones of the contract."""
    drawn = list(Corpus(220, 300))
    more = [
        replace(one, subjek=("data", "ham")[: at % 3], nama_bentuk="piagam" if at % 5 == 0 else "")
        for at, one in enumerate(drawn)
    ]
    return [*more, *(one for one in CORPUS if one.nomor)]


@pytest.fixture(scope="module")
def engines(documents: list[SearchDocument], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Each engine with these naskah in it: half made at once, the rest and some changes since."""
    folder = tmp_path_factory.mktemp("mesin")
    with ExitStack() as stack:
        made = {name: stack.enter_context(engine_index(name, folder / name)) for name in ENGINES}
        for index in made.values():
            half = len(documents) // 2
            index.rebuild(documents[:half])
            index.add(replace(document, judul="Judul Lama", pages=("isi lama",)) for document in documents[half:])
            index.commit()
            for at in range(half, len(documents), 40):
                index.add(documents[at : at + 40])
                index.commit()
            index.add([replace(documents[0], kode="2001-1")])
            index.commit()
            index.remove(["2001-1"])
            index.commit()
        yield made


def told(page: SearchPage, query: SearchQuery) -> object:
    """What must be equal; in which order equally good ones stand is each engine's own."""
    counted = (page.total, page.unfiltered, page.facets, page.is_partial, page.included, page.offers)
    return counted, [hit.kode for hit in page.hits] if query.sort != "relevansi" else len(page.hits)


def compare(engines: Engines, documents: list[SearchDocument], count: int, seed: int) -> None:
    questions = Questions(documents, TODAY, seed)
    found = partial = offered = 0
    for number in range(count):
        query = questions.draw(number)
        pages = {name: index.search(query) for name, index in engines.items()}
        answers = {name: told(page, query) for name, page in pages.items()}
        assert answers["gin"] == answers["whoosh"], query
        assert answers["rum"] == answers["whoosh"], query
        codes = {name: index.matching(query) for name, index in engines.items()}
        assert codes["gin"] == codes["rum"] == codes["whoosh"], query
        beginning = questions.beginning()
        completed = [index.complete(beginning, 6) for index in engines.values()]
        suggested = [index.suggest(beginning, units=query.units) for index in engines.values()]
        assert completed[0] == completed[1] == completed[2], beginning
        assert suggested[0] == suggested[1] == suggested[2], beginning
        page = pages["whoosh"]
        found += page.total > 0 and not page.is_partial
        partial += page.is_partial
        offered += bool(page.offers)
    # Questions that find nothing, or all alike, would compare nothing.
    assert found > count // 3
    assert partial > count // 40
    assert offered >= count // 60


def test_engines_find_and_count_the_same(engines: Engines, documents: list[SearchDocument]) -> None:
    compare(engines, documents, SHORT, seed=1)


@pytest.mark.slow
def test_engines_find_and_count_the_same_four_hundred_times(engines: Engines, documents: list[SearchDocument]) -> None:
    compare(engines, documents, LONG, seed=2)


def test_engines_hold_the_same_versions(engines: Engines, documents: list[SearchDocument]) -> None:
    held = {document.kode: document.version() for document in documents}
    for index in engines.values():
        assert index.held() == held
        assert index.versions([documents[3].kode, "tidak-ada"]) == {documents[3].kode: documents[3].version()}
        assert index.verify().is_healthy
