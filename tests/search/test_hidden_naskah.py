"""What may not be seen moves nothing: the same answers with and without naskah that are hidden, or were taken out."""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from portal.search.interface import Filters, SearchDocument, SearchIndex, SearchPage, SearchQuery
from portal.search.query import parse
from portal.search.words import words
from tests.contracts.search_naskah import CORPUS, TODAY, naskah
from tests.fixtures.search_tables import ENGINES, engine_index

MINE = frozenset({"ditjen-imigrasi", "ditjen-pas", "bpsdm"})
CANARY = "kolibrimerahjambu"
# Near the words of the corpus, and far more frequent, so that every list of the best would be full of them.
NEAR = ("pelatahan", "pelatihen", "pelatikan", "paspot", "paspar", "petugar", "petugat", "manusih", "penempatun")
QUERIES = (
    "pelatihan",
    "pelatihan petugas",
    "pelatihin",
    "pelatihin petugap",
    "paspor OR petugas",
    "paspon manusik",
    "penempatam petugap",
    "pelat*",
    "pas*",
    CANARY,
    "kolibrimerahjambo",
    "kolibri*",
    f"{CANARY} petugap",
    f"petugap {CANARY}",
    f"petugas -{CANARY}",
    f'"{CANARY} {CANARY}"',
    "kolibri merahjambu",
    "kerja sama",
    "lintasbatas",
    "UM.01.01 - 892",
    "99.88.77",
    "",
)


def hidden() -> list[SearchDocument]:
    long = " ".join(f"{word} {CANARY} pelatihan petugas paspor" for word in NEAR)
    return [
        naskah(
            f"2026-2000{number}",
            f"{CANARY} pelatihan petugas",
            *[long] * 40,
            unit="rahasia",
            unit_nama=CANARY,
            mitra=((CANARY, CANARY),),
            nomor=("99.88.77",),
            negara=("KP",),
        )
        for number in range(9)
    ]


@pytest.fixture(params=ENGINES)
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], SearchIndex]]:
    """Makes an index with the corpus in it."""
    with ExitStack() as stack:

        def made(name: str) -> SearchIndex:
            index = stack.enter_context(engine_index(request.param, tmp_path / name))
            index.add(CORPUS)
            index.commit()
            return index

        yield made


def answers(index: SearchIndex) -> list[SearchPage | tuple[str, ...]]:
    found: list[SearchPage | tuple[str, ...]] = []
    for text in QUERIES:
        for filters in (Filters(), Filters(unit=frozenset({"rahasia", "ditjen-pas"}))):
            for sort in ("relevansi", "terbaru", "judul"):
                page = index.search(SearchQuery(parse(text), units=MINE, today=TODAY, filters=filters, sort=sort))
                found.append(replace(page, took_ms=0))
        found.append(index.suggest(text, units=MINE))
    return found


def completed(index: SearchIndex) -> list[str]:
    """What the beginnings of every word of the corpus are completed with."""
    texts = {word[:3] for document in CORPUS for page in document.pages for word in words(page)}
    return [one.word for text in sorted(texts) for one in index.complete(text, 8)]


def test_naskah_of_other_units_change_no_answer(make: Callable[[str], SearchIndex]) -> None:
    without, beside = make("tanpa"), make("dengan")
    beside.add(hidden())
    beside.commit()

    assert answers(beside) == answers(without)
    mixed = make("campur")
    documents = [*CORPUS, *hidden()]
    random.Random(7).shuffle(documents)  # noqa: S311 - an order, not a secret
    mixed.rebuild(documents)
    assert answers(mixed) == answers(without)


def test_naskah_that_were_taken_out_change_no_answer(make: Callable[[str], SearchIndex]) -> None:
    without, after = make("tanpa"), make("sesudah")
    after.add(hidden())
    after.commit()
    after.remove(document.kode for document in hidden())
    after.commit()

    assert answers(after) == answers(without)
    assert completed(after) == completed(without)
