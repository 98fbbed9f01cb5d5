"""Runs of letters longer than any word (scripts without blanks, signature lines, codes) and naskah without any word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.search.interface import SearchDocument, SearchIndex, SearchQuery
from portal.search.query import parse
from portal.search.words import LONGEST_WORD
from tests.contracts.search_naskah import TODAY, naskah
from tests.fixtures.search_tables import ENGINES, engine_index

RUN = "x" * 300
JAPANESE = "出入国在留管理庁とインドネシア共和国入国管理矯正省との間の協力に関する覚書について両者は"
KOREAN = "가나다라" * 30


@pytest.fixture(params=ENGINES)
def index(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SearchIndex]:
    """An empty index."""
    with engine_index(request.param, tmp_path / "index") as made:
        yield made


def found(index: SearchIndex, text: str) -> list[str]:
    return [hit.kode for hit in index.search(SearchQuery(parse(text), today=TODAY)).hits]


@pytest.mark.parametrize("run", [RUN, JAPANESE, KOREAN, "A1" * 40])
def test_a_long_run_of_letters_gives_no_other_word_its_place(index: SearchIndex, run: str) -> None:
    documents = [
        naskah("2026-10001", f"Awal {run} tengah {run}lain", f"{run} penutup"),
        naskah("2026-10002", "Sesudah", "paspor diplomatik"),
    ]
    for build in (lambda: index.rebuild(documents), lambda: (index.add(documents), index.commit())):
        build()
        assert found(index, "tengah") == found(index, "penutup") == ["2026-10001"]
        assert found(index, "diplomatik") == ["2026-10002"]
        assert found(index, run[:150]) == ["2026-10001"]
        assert found(index, f"{run[: LONGEST_WORD - 5]}*") == ["2026-10001"]


@pytest.mark.parametrize("blank", ["", "!!!", "\u200b", "…"])
def test_a_naskah_without_a_single_word_stops_no_other(index: SearchIndex, blank: str) -> None:
    empty: SearchDocument = naskah("2026-10003", blank, blank, mitra=(), unit_nama=blank, keywords=(blank,))
    index.add([empty])
    index.commit()
    index.add([empty, naskah("2026-10004", "Paspor")])
    index.commit()

    assert found(index, "paspor") == ["2026-10004"]
    assert sorted(found(index, "")) == ["2026-10003", "2026-10004"]
