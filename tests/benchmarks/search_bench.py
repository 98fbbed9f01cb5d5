"""Measures search against SQLite FTS5 and, where it is installed, tantivy on the same corpus; prints plain tables.

    python -m tests.benchmarks.search_bench [--documents 10000] [--words 3000] [--folder KEEP] [--postgresql]

A page means the whole answer: 20 hits, the exact total, the counts of seven facets, and snippets of the hits
made from page texts in SQLite. FTS5 does the same work with its own snippet() and grouped counts. It knows no
roots, so its totals differ for inflected words. tantivy (`pip install tantivy` beside the portal; it is no dependency)
counts the same facets by its own aggregation and knows no roots either; its snippets are made as ours are. Each
engine runs in a process of its own; "first" is the first time that process sees the query, "again" the best of three
repetitions. With `--postgresql` the portal's other engine is a peer too, with RUM and with GIN, on a server that is
started for it with the settings of the tests (nothing is forced to the disk).
"""

import argparse
import importlib
import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from portal.search.interface import Filters, SearchDocument, SearchIndex, SearchQuery
from portal.search.postgresql.index import PostgresIndex
from portal.search.postgresql.tables import Method
from portal.search.query import parse
from portal.search.snippets import snippets
from portal.search.whoosh.index import WhooshIndex
from portal.search.words import words
from tests.benchmarks.search_corpus import SEED, Corpus, number_of
from tests.fixtures.postgres import postgres
from tests.fixtures.search_tables import connected

TODAY = date(2026, 6, 1)
PER_KIND = 25
HITS = 20
FILTERED = Filters(lingkup=frozenset({"luar_negeri"}), bentuk=frozenset({"nota_kesepahaman"}), year_from=2018)
SCHEMA = """
CREATE TABLE pages (kode TEXT, page INTEGER, text TEXT, PRIMARY KEY (kode, page)) WITHOUT ROWID;
CREATE TABLE naskah (id INTEGER PRIMARY KEY, kode TEXT, lingkup TEXT, bentuk TEXT, tahun TEXT, unit TEXT, expires TEXT,
                     negara TEXT, mitra TEXT, body TEXT);
CREATE VIRTUAL TABLE fts USING fts5(body, content='naskah', content_rowid='id', tokenize='unicode61', prefix='3 4');
"""

# The corpus has no values of the other two facets, so the peers need not count them.
PLAIN_FACETS = ("lingkup", "bentuk", "tahun", "unit", "negara", "mitra")


@dataclass(frozen=True)
class Question:
    """One search text of a kind, as the portal and as FTS5 understand it."""

    kind: str
    text: str
    match: str
    is_filtered: bool = False


def out(line: str = "") -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def build(folder: Path, corpus: Corpus) -> None:
    """Fill the page table, FTS5 and the index; print how fast each was."""
    source = sqlite3.connect(folder / "pages.sqlite")
    source.executescript(SCHEMA)
    began = time.perf_counter()
    for number, document in enumerate(corpus):
        rows = [(document.kode, at, text) for at, text in enumerate(document.pages, start=1)]
        source.executemany("INSERT INTO pages VALUES (?, ?, ?)", rows)
        source.execute("INSERT INTO naskah VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(number, document))
    source.commit()
    out(f"corpus written           {corpus.documents / (time.perf_counter() - began):8.0f} documents/s")
    began = time.perf_counter()
    source.execute("INSERT INTO fts (fts) VALUES ('rebuild')")
    source.commit()
    out(f"FTS5 build               {corpus.documents / (time.perf_counter() - began):8.0f} documents/s")
    size = source.execute("SELECT sum(length(block)) FROM fts_data").fetchone()[0]
    source.close()
    spent = _rebuild(folder / "index", corpus)
    out(f"index build              {corpus.documents / spent:8.0f} documents/s")
    out(f"size on disk             {_size(folder / 'index') / 1e6:8.0f} MB   FTS5 {size / 1e6:.0f} MB")
    if has_tantivy():
        spent = _build_tantivy(folder / "tantivy", corpus)
        out(f"tantivy build            {corpus.documents / spent:8.0f} documents/s")
        out(f"tantivy on disk          {_size(folder / 'tantivy') / 1e6:8.0f} MB")


def build_tables(folder: Path, corpus: Corpus) -> list[str]:
    """Fill the portal's engine on PostgreSQL in both its forms; gives what to ask them by."""
    server = postgres()
    url = server.url(server.new_database())
    (folder / "postgresql.txt").write_text(url, "utf-8")
    size = (
        "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace"
    )
    with connected(url) as connection:
        connection.execute(b"CREATE EXTENSION rum")
        methods: tuple[Method, ...] = ("rum", "gin")
        for method in methods:
            index = PostgresIndex(url, f"search_{method}", method=method)
            spent = _timed(index, corpus)
            index.optimize()
            index.close()
            (taken,) = connection.execute(size, (f"search_{method}",)).fetchone() or (0,)
            rate = corpus.documents / spent
            out(f"{method.upper()} build, on disk       {rate:8.0f} documents/s, {float(taken) / 1e6:.0f} MB")
    return list(methods)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def has_tantivy() -> bool:
    """Whether the second peer is installed."""
    return importlib.util.find_spec("tantivy") is not None


def _tantivy_schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("kode", stored=True, tokenizer_name="raw")
    builder.add_text_field("body")
    for name in PLAIN_FACETS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("expires", indexed=True, fast=True)
    return builder.build()


def _build_tantivy(path: Path, corpus: Corpus) -> float:
    """Seconds of building with one thread: drawing the corpus is taken off."""
    tantivy: Any = importlib.import_module("tantivy")
    path.mkdir()
    index = tantivy.Index(_tantivy_schema(tantivy), path=str(path))
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    spent = 0.0
    for document in corpus:
        signed = document.signed_on or TODAY
        body = " ".join([document.judul, document.mitra[0][1], *document.nomor, *document.pages])
        facts = {"lingkup": document.lingkup, "bentuk": document.bentuk, "tahun": str(signed.year)}
        more = {"unit": document.unit, "negara": list(document.negara), "mitra": document.mitra[0][0]}
        dates = {"year": signed.year, "expires": (document.expires_on or TODAY).toordinal()}
        began = time.perf_counter()
        writer.add_document(tantivy.Document(kode=document.kode, body=body, **facts, **more, **dates))
        spent += time.perf_counter() - began
    began = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    return spent + time.perf_counter() - began


def _row(number: int, document: SearchDocument) -> tuple[object, ...]:
    signed = document.signed_on or TODAY
    body = " ".join([document.judul, document.mitra[0][1], *document.nomor, *document.pages])
    facets = (document.lingkup, document.bentuk, str(signed.year), document.unit, str(document.expires_on))
    return (number, document.kode, *facets, "".join(document.negara), document.mitra[0][0], body)


def _rebuild(path: Path, corpus: Corpus) -> float:
    return _timed(WhooshIndex(path), corpus)


def _timed(index: SearchIndex, corpus: Corpus) -> float:
    """Seconds of indexing alone: drawing the corpus is taken off."""
    drawing = 0.0

    def timed() -> Iterator[SearchDocument]:
        nonlocal drawing
        source = iter(corpus)
        while True:
            began = time.perf_counter()
            document = next(source, None)
            drawing += time.perf_counter() - began
            if document is None:
                return
            yield document

    began = time.perf_counter()
    index.rebuild(timed())
    return time.perf_counter() - began - drawing


def questions(corpus: Corpus) -> list[Question]:
    """Queries of ten kinds, drawn from the words of a sample of the corpus."""
    sample = [document for document, _ in zip(corpus, range(400), strict=False)]
    texts = [[words(page) for page in document.pages] for document in sample]
    frequency = Counter(word for pages in texts for word in {word for page in pages for word in page})
    known = [word for word in corpus.vocabulary if len(word) >= 6 and frequency[word]]
    common = [word for word in known if frequency[word] > 60][:200]
    rare = [word for word in known if frequency[word] <= 2]
    random = np.random.default_rng(SEED + 1)

    def some(pool: Sequence[str]) -> list[str]:
        return [pool[at] for at in random.integers(0, len(pool), PER_KIND).tolist()]

    made: list[Question] = []
    for a, b, r, prefix in zip(some(common), some(common), some(rare), some(common), strict=True):
        page = texts[int(random.integers(0, len(texts)))][int(random.integers(0, 10))]
        at = int(random.integers(0, len(page) - 3))
        number = int(random.integers(0, corpus.documents))
        phrase = " ".join(page[at : at + 2])
        digits = " ".join(words(number_of(number)))
        typo = b[:3] + b[4] + b[3] + b[5:] + "x"
        made += [
            Question("common word", a, a),
            Question("rare word", r, r),
            Question("two words", f"{a} {b}", f"{a} {b}"),
            Question("phrase", f'"{phrase}"', f'"{phrase}"'),
            Question("phrase, common words", f'"{a} {b}"', f'"{a} {b}"'),
            Question("prefix, 3 letters", prefix[:3] + "*", prefix[:3] + "*"),
            Question("prefix, 5 letters", prefix[:5] + "*", prefix[:5] + "*"),
            Question("word + filters", a, a, is_filtered=True),
            Question("number", number_of(number), f'"{digits}"'),
            Question("exclusion", f"{a} -{b}", f"{a} NOT {b}"),
            Question("typo", typo, typo),
        ]
    return made


def ask_index(folder: Path) -> Callable[[Question], int]:
    """A full page from the portal's engine."""
    return _ask_engine(folder, WhooshIndex(folder / "index"))


def ask_tables(method: str) -> Callable[[Path], Callable[[Question], int]]:
    """The same from the portal's engine on PostgreSQL."""

    def opened(folder: Path) -> Callable[[Question], int]:
        url = (folder / "postgresql.txt").read_text("utf-8")
        return _ask_engine(folder, PostgresIndex(url, f"search_{method}"))

    return opened


def _ask_engine(folder: Path, index: SearchIndex) -> Callable[[Question], int]:
    source = sqlite3.connect(folder / "pages.sqlite")

    def ask(question: Question) -> int:
        filters = FILTERED if question.is_filtered else Filters()
        parsed = parse(question.text)
        page = index.search(SearchQuery(parsed, filters=filters, per_page=HITS, today=TODAY))
        for hit in page.hits:
            rows = source.execute("SELECT page, text FROM pages WHERE kode = ? ORDER BY page", (hit.kode,)).fetchall()
            snippets(rows, parsed, 2)
        return page.total

    return ask


def ask_fts(folder: Path) -> Callable[[Question], int]:
    """A full page from FTS5: matches once into a temporary table, then counts and snippets."""
    source = sqlite3.connect(folder / "pages.sqlite")
    source.execute("PRAGMA temp_store = MEMORY")
    source.execute("CREATE TEMP TABLE found (id INTEGER PRIMARY KEY, score REAL)")
    status = f"CASE WHEN tahun > '{TODAY.year}' THEN 0 WHEN expires < '{TODAY}' THEN 1 ELSE 2 END"
    columns = {**{name: name for name in PLAIN_FACETS}, "status": status}
    passes = {
        "lingkup": "lingkup = 'luar_negeri'",
        "bentuk": "bentuk = 'nota_kesepahaman'",
        "tahun": "tahun >= '2018'",
    }

    def where(but: str, question: Question) -> str:
        kept = [passed for name, passed in passes.items() if name != but] if question.is_filtered else []
        return " AND ".join(["TRUE", *kept])

    def ask(question: Question) -> int:
        source.execute("DELETE FROM found")
        source.execute("INSERT INTO found SELECT rowid, rank FROM fts WHERE fts MATCH ?", (question.match,))
        joined = "FROM found JOIN naskah USING (id) WHERE " + where("", question)
        total: int = source.execute("SELECT count(*) " + joined).fetchone()[0]
        for facet, column in columns.items():
            here = "FROM found JOIN naskah USING (id) WHERE " + where(facet, question)
            source.execute(f"SELECT {column}, count(*) {here} GROUP BY 1 ORDER BY 2 DESC").fetchall()
        best = source.execute(f"SELECT id {joined} ORDER BY score LIMIT ?", (HITS,)).fetchall()
        for (number,) in best:
            source.execute(
                "SELECT snippet(fts, 0, '<', '>', '…', 30) FROM fts WHERE fts MATCH ? AND rowid = ?",
                (question.match, number),
            ).fetchone()
        return total

    source.execute("ATTACH ':memory:' AS unused")
    return ask


def ask_tantivy(folder: Path) -> Callable[[Question], int]:
    """A full page from tantivy: its own ranking and aggregation, and the snippets of the portal."""
    tantivy: Any = importlib.import_module("tantivy")
    index = tantivy.Index.open(str(folder / "tantivy"))
    searcher = index.searcher()
    schema = index.schema
    source = sqlite3.connect(folder / "pages.sqlite")
    today = float(TODAY.toordinal())
    counts: dict[str, Any] = {name: {"terms": {"field": name, "size": 1000}} for name in PLAIN_FACETS}
    counts["status"] = {"range": {"field": "expires", "ranges": [{"to": today}, {"from": today}]}}
    must = tantivy.Occur.Must
    passes = {
        "lingkup": tantivy.Query.term_query(schema, "lingkup", "luar_negeri"),
        "bentuk": tantivy.Query.term_query(schema, "bentuk", "nota_kesepahaman"),
        "tahun": tantivy.Query.range_query(schema, "year", tantivy.FieldType.Integer, 2018, 9999),
    }

    def wanted(question: Question) -> Any:
        text = question.match
        if text.endswith("*"):
            return tantivy.Query.regex_query(schema, "body", text[:-1] + ".*")
        return index.parse_query(text.replace(" NOT ", " -"), ["body"], conjunction_by_default=True)

    def ask(question: Question) -> int:
        plain = wanted(question)

        def query(but: str = "") -> Any:
            if not question.is_filtered:
                return plain
            kept = [(must, passed) for name, passed in passes.items() if name != but]
            return tantivy.Query.boolean_query([(must, plain), *kept])

        found = searcher.search(query(), limit=HITS, count=True)
        if question.is_filtered:
            searcher.aggregate(query(), {name: one for name, one in counts.items() if name not in passes})
            for name in passes:
                searcher.aggregate(query(name), {name: counts[name]})
        else:
            searcher.aggregate(plain, counts)
        parsed = parse(question.text)
        for _, address in found.hits:
            kode = searcher.doc(address)["kode"][0]
            rows = source.execute("SELECT page, text FROM pages WHERE kode = ? ORDER BY page", (kode,)).fetchall()
            snippets(rows, parsed, 2)
        return int(found.count)

    return ask


ENGINES = {
    "index": ask_index,
    "fts5": ask_fts,
    "tantivy": ask_tantivy,
    "rum": ask_tables("rum"),
    "gin": ask_tables("gin"),
}


def measure(folder: Path, engine: str, asked: Sequence[Question]) -> dict[str, object]:
    """Milliseconds of every question, first and again, and the memory of this process afterwards."""
    began = time.perf_counter()
    ask = ENGINES[engine](folder)
    ask(Question("warm-up", "zzzzqq", "zzzzqq"))
    opened = time.perf_counter() - began
    times: dict[str, list[tuple[float, float, int]]] = {}
    for question in asked:
        runs = []
        total = 0
        for _ in range(4):
            began = time.perf_counter()
            total = ask(question)
            runs.append(1000 * (time.perf_counter() - began))
        times.setdefault(question.kind, []).append((runs[0], min(runs[1:]), total))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    resident = int(status.split("VmRSS:")[1].split()[0]) / 1024
    return {"opened": 1000 * opened, "times": times, "resident": resident}


def report(peer: str, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """The table beside one peer."""
    out()
    out(f"open                     {ours['opened']:8.0f} ms   {peer} {theirs['opened']:.0f} ms")
    out(f"memory of the process    {ours['resident']:8.0f} MB   {peer} {theirs['resident']:.0f} MB")
    first, again = f"{peer} first", f"{peer} again"
    out(
        f"Milliseconds, p50/p95    |      index first      index again | {first:>16} {again:>16} | p50 and p95 x {peer}"
    )
    every: tuple[list[list[float]], list[list[float]]] = ([], [])
    for kind, mine in [*ours["times"].items(), ("all kinds", every[0])]:
        other = theirs["times"].get(kind, every[1])
        if kind != "all kinds":
            every[0].extend(mine)
            every[1].extend(other)
        cells = [_percentiles(rows, at) for rows in (mine, other) for at in (0, 1)]
        ratio, high = (
            np.percentile([row[1] for row in mine], [50, 95]) / np.percentile([row[1] for row in other], [50, 95])
        ).tolist()
        hits = int(np.median([row[2] for row in mine]))
        told = " | ".join(f"{cells[at]:>16} {cells[at + 1]:>16}" for at in (0, 2))
        out(f"{kind:24} | {told} | {ratio:6.2f} {high:6.2f}   (~{hits} hits)")


def _percentiles(rows: Sequence[Sequence[float]], at: int) -> str:
    middle, high = np.percentile([row[at] for row in rows], [50, 95])
    return f"{middle:.1f} / {high:.1f}"


def main() -> None:
    """Build where needed, measure each engine in a child process, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=3_000)
    parser.add_argument("--folder", type=Path, help="keep the corpus here and use it again")
    parser.add_argument("--postgresql", action="store_true", help="measure that engine too")
    parser.add_argument("--measure", choices=sorted(ENGINES), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        asked = [Question(**row) for row in json.loads((chosen.folder / "questions.json").read_text("utf-8"))]
        out(json.dumps(measure(chosen.folder, chosen.measure, asked)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        corpus = Corpus(chosen.documents, chosen.words)
        out(
            f"{chosen.documents} naskah x {chosen.words} words, {os.cpu_count()} cores, SQLite {sqlite3.sqlite_version}"
        )
        if not (folder / "questions.json").exists():
            build(folder, corpus)
            asked = [asdict(question) for question in questions(corpus)]
            (folder / "questions.json").write_text(json.dumps(asked), "utf-8")
        peers = {"FTS5": "fts5"} | ({"tantivy": "tantivy"} if (folder / "tantivy").exists() else {})
        if chosen.postgresql:
            peers |= {method.upper(): method for method in build_tables(folder, corpus)}
        for name, engine in peers.items():
            # Beside each peer anew: another load of the machine must not look like another engine.
            ours = json.loads(_child(folder, "index"))
            report(name, ours, json.loads(_child(folder, engine)))


def _child(folder: Path, engine: str) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.search_bench", "--folder", str(folder), "--measure", engine]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
