"""Milliseconds of processor time of what is offered while somebody types, over a large public collection.

    python -m tests.benchmarks.completions_bench [--documents 10000] [--words 1000]

Each text is asked as it grows, from its second letter on, as typing does: "first" the first time, "again" the second.
The table of names is read once before; how long that takes stands beside it. The largest figures are the collector of
unused memory, which runs once in a thousand questions or so.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from portal.db import Database, make_engine
from portal.models import all_models
from portal.queries.public.completions import NameTable, complete_text
from portal.queries.public.documents import all_public
from portal.search.whoosh.index import WhooshIndex
from tests.benchmarks.published_corpus import write_corpus
from tests.benchmarks.search_corpus import SEED, Corpus
from tests.fixtures.statements import counted


def main() -> None:
    """Publish the corpus into a database of its own, index it, type, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=1_000)
    options = parser.parse_args()
    corpus = Corpus(options.documents, options.words)
    with tempfile.TemporaryDirectory() as folder, _published(Path(folder), corpus) as (database, index):
        with database.reading() as session:
            began = time.process_time()
            names = NameTable(session)
            read = 1000 * (time.process_time() - began)
        print(f"{options.documents} naskah x {options.words} words; the table of names is read in {read:.0f} ms")
        print(f"{'text':<18}{'first p50/p95/max':>22}{'again p50/p95/max':>22}{'offered':>9}{'most questions':>16}")
        for kind, texts in _typed(corpus, names).items():
            rounds = [[_asked(database, index, names, text) for text in texts] for _ in range(2)]
            cells = "".join(f"{_percentiles([one[0] for one in asked]):>22}" for asked in rounds)
            offered = sum(one[1] for one in rounds[0]) / len(texts)
            print(f"{kind:<18}{cells}{offered:>9.1f}{max(one[2] for one in rounds[0]):>16}")


def _asked(database: Database, index: WhooshIndex, names: NameTable, text: str) -> tuple[float, int, int]:
    """Milliseconds, how much was offered, and how many questions that took."""
    with counted(database) as seen, database.reading() as session:
        began = time.process_time()
        found = complete_text(session, index, names, text)
        return 1000 * (time.process_time() - began), len(found), len(seen)


def _percentiles(values: Sequence[float]) -> str:
    middle, high = np.percentile(values, [50, 95])
    return f"{middle:.1f} / {high:.1f} / {max(values):.1f}"


def _typed(corpus: Corpus, names: NameTable) -> dict[str, list[str]]:
    random = np.random.default_rng(SEED + 2)

    def growing(text: str) -> list[str]:
        return [text[:length] for length in range(2, min(len(text), 14) + 1)]

    words = [corpus.vocabulary[int(at)] for at in random.exponential(2_000, 60).clip(0, 50_000)]
    pairs = [f"{corpus.vocabulary[int(a)]} {b}" for a, b in zip(random.exponential(200, 60), words, strict=True)]
    sample = [document for document, _ in zip(corpus, range(60), strict=False)]
    return {
        "a word": [text for word in words for text in growing(word)],
        "two words": [text for pair in pairs for text in growing(pair)],
        "a title": [text for document in sample for text in growing(document.judul)],
        "a partner": [text for document in sample for text in growing(document.mitra[0][1])],
        "a number": [text for document in sample for text in growing(document.nomor[0])],
        "two letters": [a + b for a in "bdkmps" for b in "aeiou"],
    }


@contextmanager
def _published(folder: Path, corpus: Corpus) -> Iterator[tuple[Database, WhooshIndex]]:
    engine = make_engine(f"sqlite:///{folder}/ketik.sqlite")
    all_models.Base.metadata.create_all(engine)
    database = Database(engine)
    with database.transaction() as session:
        write_corpus(session, corpus)
    index = WhooshIndex(folder / "index")
    with database.reading() as session:
        index.rebuild(all_public(session))
    yield database, index
    database.close()


if __name__ == "__main__":
    main()
