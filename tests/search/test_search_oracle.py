"""Random small corpora and queries: every engine agrees with reading every naskah word by word."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.interface import SearchDocument, SearchIndex, SearchQuery
from portal.search.postgresql import snapshot
from portal.search.query import Term, parse
from portal.search.words import roots_of, words
from tests.contracts.search_naskah import naskah
from tests.fixtures.search_tables import engine_index

TODAY = date(2026, 6, 1)
WORDS = ("paspor", "kerja", "sama", "kerjasama", "menukar", "pertukaran", "imigrasi", "imigran", "pas", "892")
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
term = st.sampled_from(WORDS) | st.sampled_from(["imi*", "imigr*", "pas*"])
phrase = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda drawn: f'"{" ".join(drawn)}"')
piece = st.tuples(st.sampled_from(["", "", "", "-"]), term | phrase).map("".join)
queries = st.lists(piece | st.just("OR"), min_size=1, max_size=5).map(" ".join)
corpora = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6)


def sections(document: SearchDocument) -> list[list[str]]:
    """Runs of words no phrase crosses."""
    names = [name for _, name in document.mitra]
    return [list(words(text)) for text in (document.judul, *names, document.unit_nama, *document.pages)]


def holds(document: SearchDocument, wanted: Term) -> bool:
    """Whether a term stands in a naskah, the slow and plain way."""
    runs = sections(document)
    if wanted.kind == "word":
        roots = {root for run in runs for word in run for root in roots_of(word)}
        return roots.issuperset(roots_of(wanted.words[0]))
    if wanted.kind == "prefix":
        return any(word.startswith(wanted.words[0]) for run in runs for word in run)
    length = len(wanted.words)
    return any(tuple(run[at : at + length]) == wanted.words for run in runs for at in range(len(run)))


def expected(corpus: list[SearchDocument], text: str) -> set[str]:
    """Codes of all naskah that match."""
    parsed = parse(text)
    return {
        document.kode
        for document in corpus
        if all(any(holds(document, wanted) for wanted in group) for group in parsed.groups)
        and not any(holds(document, unwanted) for unwanted in parsed.excluded)
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, st.lists(queries, min_size=1, max_size=6), st.integers(1, 3))
def test_engine_agrees_with_plain_reading(drawn: list[tuple[str, str, str]], asked: list[str], step: int) -> None:
    compare("whoosh", drawn, asked, step)


@pytest.mark.parametrize("engine", ["gin", "rum"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, st.lists(queries, min_size=3, max_size=12), st.integers(1, 3))
def test_engine_on_tables_agrees_with_plain_reading(
    engine: str, drawn: list[tuple[str, str, str]], asked: list[str], step: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        if engine == "rum":
            patched.setattr(snapshot, "FEW", 0)
        compare(engine, drawn, asked, step)


def compare(engine: str, drawn: list[tuple[str, str, str]], asked: list[str], step: int) -> None:
    """Fill an index in steps, exchange a naskah, take one out, and ask."""
    corpus = [naskah(f"2024-{at}", title, one, two) for at, (title, one, two) in enumerate(drawn)]
    with tempfile.TemporaryDirectory() as folder, engine_index(engine, Path(folder)) as index:
        for at in range(0, len(corpus), step):
            index.add(corpus[at : at + step])
            index.commit()
        # A replaced naskah and a removed one leave nothing behind.
        corpus[0] = replace(corpus[0], pages=("imigran 892",))
        index.add([corpus[0], naskah("2024-99", "paspor kerja sama")])
        index.remove(["2024-99"])
        index.commit()
        for text in asked:
            if text.replace("OR", "").strip():
                check(index, corpus, text)


def check(index: SearchIndex, corpus: list[SearchDocument], text: str) -> None:
    """Hits and total are those of plain reading; only where there are none may others be offered or come near."""
    page = index.search(SearchQuery(parse(text), today=TODAY))
    wanted = expected(corpus, text)
    if page.offers or page.is_partial:
        assert wanted == set()
    for offer in page.offers:
        assert expected(corpus, offer.text)
    if page.is_partial:
        groups = parse(text).groups
        near = {one.kode for one in corpus if any(holds(one, wanted_term) for group in groups for wanted_term in group)}
        assert page.hits
        assert {hit.kode for hit in page.hits} <= near
        return
    assert {hit.kode for hit in page.hits} == wanted
    assert page.total == len(wanted)
