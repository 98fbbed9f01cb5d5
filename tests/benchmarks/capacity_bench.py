"""What a naskah needs of disk, memory and time: the figures of docs/deploy/capacity.md, measured in one run.

`python -m tests.benchmarks.capacity_bench [--naskah 10000] [--words 2000] [--files 200] [--pages 6]`. Two halves: the
public half of so many naskah (projection, indexes, a web process over them, a backup), and a smaller number of files
taken the whole way by `portal import` and the indexer (work tables, page images, originals).
"""

import argparse
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from indexer.worker import drain_lines
from migrations import runner
from portal.cli import importing
from portal.cli.backup import making
from portal.config import Config
from portal.queries.public.documents import all_public
from portal.wiring import Stores, open_stores, opened_stores
from tests.benchmarks.published_corpus import write_corpus
from tests.benchmarks.search_corpus import Corpus
from tests.factories.naskah import set_up_units
from tests.factories.pdf import agreement_pdf

_OPEN = """
import os, time
from pathlib import Path
from portal.app import create_app
from portal.config import Config
from portal.wiring import open_stores
stores = open_stores(Config.from_env())
app = create_app(stores.config, stores)
app.extensions["pdf_reader"].close()
client = app.test_client()
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000
before = rss()
began = time.perf_counter()
client.get("/cari?q=kerja")
first = time.perf_counter() - began
for word in ("imigrasi", "pelatihan", "data", "pertukaran", "perjanjian", "narapidana", "paspor", "wilayah"):
    client.get(f"/cari?q={word}")
print(before, rss(), round(1000 * first))
"""


def main() -> None:
    """Measure both halves and print what one naskah, one file, one page costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naskah", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=2_000)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--pages", type=int, default=6)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        _public_half(Path(name), options.naskah, options.words)
    with tempfile.TemporaryDirectory() as name:
        _whole_way(Path(name), options.files, options.pages)


def _public_half(folder: Path, count: int, words: int) -> None:
    os.environ["PORTAL_DATA_DIR"] = str(folder / "var")
    stores = open_stores(Config.from_env())
    runner.upgrade(stores.database.engine)
    empty = _database(stores)
    with stores.database.transaction() as session:
        write_corpus(session, Corpus(count, words))
    rows = _database(stores) - empty
    _say(f"{count} naskah of {words} words")
    _say(f"  database, public half     {rows / count / 1000:8.1f} kB a naskah, {rows / 1e6:8.0f} MB")

    def build() -> None:
        with stores.database.reading() as session:
            stores.public_index.rebuild(all_public(session))

    took = _timed(build)
    stores.internal_index.rebuild(())
    index = _size(folder / "var/index")
    _say(f"  public index              {index / count / 1000:8.1f} kB a naskah, {index / 1e6:8.0f} MB")
    _say(f"  making it                 {count / took:8.0f} naskah a second, {took:8.1f} s")
    told = subprocess.run([sys.executable, "-c", _OPEN], capture_output=True, text=True, check=True).stdout.split()
    _say(f"  one web process           {told[0]:>8} MB at its start, {told[1]} MB after nine searches")
    _say(f"  its first search          {told[2]:>8} ms")
    _back_up(stores, folder / "backup")
    stores.database.close()


def _whole_way(folder: Path, count: int, pages: int) -> None:
    os.environ["PORTAL_DATA_DIR"] = str(folder / "var")
    made = folder / "pdf"
    made.mkdir()
    for number in range(count):
        (made / f"{number:05}.pdf").write_bytes(agreement_pdf(number, pages))
    with opened_stores(Config.from_env()) as stores:
        runner.upgrade(stores.database.engine)
        set_up_units(stores.database)
        empty = _database(stores)
        taken = _timed(lambda: _import(made))
        read = _timed(lambda: drain_lines(stores))
        rows, images = _database(stores) - empty, _size(folder / "var/derived")
        originals, index = _size(folder / "var/objects"), _size(folder / "var/index")
        _say(f"{count} files of {pages} pages, born digital, taken the whole way")
        _say(f"  originals                 {originals / count / 1000:8.1f} kB a file (whatever yours weigh)")
        _say(f"  database, work half       {rows / count / 1000:8.1f} kB a file")
        _say(f"  page images               {images / count / pages / 1000:8.1f} kB a page")
        _say(f"  index of the work pages   {index / count / 1000:8.1f} kB a file")
        _say(f"  taken in, read            {count / taken:8.1f} and {count / read:.1f} files a second")
        _back_up(stores, folder / "backup")


def _import(folder: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        importing.run(folder, manifest=None, unit="KANIM-A", publish=True, as_json=True, dry_run=False)


def _back_up(stores: Stores, place: Path) -> None:
    place.mkdir()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        first, second = (
            _timed(lambda: making.run(str(place), recipients=(), seals_objects=False, watch=None)) for _ in range(2)
        )
    copy = max(path.stat().st_size for path in (place / "database").iterdir())
    _say(f"  backup                    {first:8.1f} s at first, {second:.1f} s the next; {copy / 1e6:.1f} MB a copy")


def _database(stores: Stores) -> int:
    with stores.database.reading() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
