"""Time from "handed in" to "found by the public", with web and indexer as separate processes.

`python -m tests.benchmarks.found_bench [--naskah 20] [--beside 200]` prints a table: seconds from the commit of handing
in until the public search finds the naskah, over an index that already holds `beside` others.
"""

import argparse
import contextlib
import io
import os
import secrets
import statistics
import tempfile
import time

from portal import clock
from portal.cli.demo import demo
from portal.cli.serving import SupervisedIndexer
from portal.config import Config
from portal.queries.public.search import search_published
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.wiring import Stores, open_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.factories.pdf import text_pdf

LONGEST_SECONDS = 60.0


def main() -> None:
    """Load samples, start an indexer, hand in one naskah after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naskah", type=int, default=20)
    parser.add_argument("--beside", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PORTAL_DATA_DIR"] = folder
        with contextlib.redirect_stderr(io.StringIO()):
            demo.run(host="127.0.0.1", port=0, count=options.beside, load_only=True)
        stores = open_stores(Config.from_env())
        set_up_units(stores.database)
        indexer = SupervisedIndexer({})
        indexer.start()
        try:
            seconds = [_hand_in(stores) for _ in range(options.naskah)]
        finally:
            indexer.stop()
            stores.database.close()
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(f"{'handed in → found':<28}{'p50 s':>8}{'p95 s':>8}{'max s':>8}")
    print(f"{f'beside {options.beside} naskah':<28}{statistics.median(seconds):>8.2f}{p95:>8.2f}{max(seconds):>8.2f}")


def _hand_in(stores: Stores) -> float:
    office = Office(stores)
    word = "contoh" + "".join(secrets.choice("bcdfghjk") + secrets.choice("aiueo") for _ in range(6))
    pdf = text_pdf([f"Pasal 1\nKata yang dicari: {word}."])
    kode = office.upload(sample_fields(judul="Naskah yang Dicari"), pdf=pdf).kode
    started = time.perf_counter()
    office.submit(kode)
    while time.perf_counter() - started < LONGEST_SECONDS:
        with stores.database.reading() as session:
            query = SearchQuery(parse(f'"{word}"'), today=clock.today())
            if search_published(session, stores.public_index, query).hits:
                return time.perf_counter() - started
        time.sleep(0.05)
    raise SystemExit(f"not found within {LONGEST_SECONDS:.0f} s")


if __name__ == "__main__":
    main()
