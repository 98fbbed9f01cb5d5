"""Papers beyond what one text vector holds: every word, every phrase, the same totals as for short ones."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.search.answers.tokens import RootMemory, Vocabulary, tokens_of
from portal.search.interface import SearchDocument, SearchIndex, SearchQuery
from portal.search.postgresql import snapshot
from portal.search.postgresql.vectors import MOST_OF_A_WORD, MOST_PLACES, OVERLAP, Encoder
from portal.search.query import MOST_PHRASE_WORDS, parse
from tests.contracts.search_naskah import CORPUS, TODAY, naskah
from tests.fixtures.search_tables import ENGINES, engine_index

PAGES, WORDS = 500, 300
SYLLABLES = ("ba", "ci", "du", "fe", "go", "ha", "ji", "ku", "le", "mo")


def invented(random_: random.Random) -> str:
    return "".join(random_.choice(SYLLABLES) for _ in range(4))


@pytest.fixture(scope="module")
def paper() -> SearchDocument:
    """Five hundred pages in which *dan* is every fifth word and one page is as long as fifty."""
    drawn = random.Random(3)  # noqa: S311 - a text, not a secret

    def page(words: int) -> str:
        return " ".join("dan" if at % 5 == 0 else invented(drawn) for at in range(words))

    pages = [page(WORDS) for _ in range(PAGES)]
    pages[250] = page(50 * WORDS)
    return naskah("2024-1", "CONTOH Naskah Panjang", *pages)


@pytest.fixture(scope="module", params=ENGINES)
def index(
    paper: SearchDocument, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[SearchIndex]:
    folder: Path = tmp_path_factory.mktemp("panjang") / "index"
    with pytest.MonkeyPatch.context() as patched, engine_index(request.param, folder) as made:
        # With RUM the index itself says where words stand, not a look into the few.
        if request.param == "rum":
            patched.setattr(snapshot, "FEW", 0)
        made.add([paper, *CORPUS])
        made.commit()
        yield made


def total(index: SearchIndex, text: str) -> int:
    return index.search(SearchQuery(parse(text), today=TODAY)).total


def test_words_of_every_page_and_phrases_at_every_place_are_found(index: SearchIndex, paper: SearchDocument) -> None:
    drawn = random.Random(4)  # noqa: S311
    long = paper.pages[250].split()
    for number in range(0, PAGES, 17):
        words = paper.pages[number].split()
        assert total(index, f"{words[1]} {paper.pages[-1 - number].split()[-1]}") == 1
    for _ in range(60):
        at = drawn.randrange(len(long) - MOST_PHRASE_WORDS)
        phrase = long[at : at + drawn.randint(2, MOST_PHRASE_WORDS)]
        assert total(index, f'"{" ".join(phrase)}"') == 1
        other = " ".join([*phrase[:-1], long[(at + 6001) % len(long)]])
        assert total(index, f'"{other}"') == any(f" {other} " in f" {page} " for page in paper.pages)


def test_every_cut_of_a_long_page_is_bridged(index: SearchIndex, paper: SearchDocument) -> None:
    long = paper.pages[250].split()
    for at in range(0, len(long) - 2, 97):
        assert total(index, f'"{long[at]} {long[at + 1]} {long[at + 2]}"') == 1


def test_a_long_paper_counts_once(index: SearchIndex) -> None:
    page = index.search(SearchQuery(parse("dan"), today=TODAY))
    assert page.total == 2
    assert sum(one.count for one in page.facets["unit"]) == 2
    assert index.verify().is_healthy


def test_no_part_is_beyond_the_limits_of_a_vector(paper: SearchDocument) -> None:
    vocabulary = Vocabulary()
    # Letters of another script take three bytes each, and hardly any such word comes twice.
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    drawn = random.Random(5)  # noqa: S311
    strange = naskah("2024-2", "漢", " ".join("".join(drawn.choices(letters, k=40)) for _ in range(30_000)))
    tokens = [tokens_of(document, vocabulary) for document in (paper, strange)]
    encoder = Encoder(vocabulary.names(), RootMemory())

    parts = [list(encoder.parts(one)) for one in tokens]

    assert all(len(found) > 1 for found in parts)
    assert max(len(part.words) for found in parts for part in found) < 1_000_000
    assert max(len(part.traits) for found in parts for part in found) < 1_000_000
    assert (MOST_PLACES, MOST_OF_A_WORD) < (16_384, 256)
    assert OVERLAP == MOST_PHRASE_WORDS - 1
    with engine_index("gin", Path("unused")) as index:
        index.add([strange])
        index.commit()
        word = strange.pages[0].split()[-1]
        assert total(index, word) == 1
        assert index.verify().is_healthy
