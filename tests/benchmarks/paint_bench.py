"""When the public pages stand before a reader with a poor line: Chromium, 1.6 Mbit/s, 150 ms there and back, CPU 4x.

`python -m tests.benchmarks.paint_bench [--naskah 60] [--rounds 5]` prints a table: the middle of the times of the
largest and the first part, the worst layout shift, and kilobytes as sent. Every round begins with nothing kept. The
peer is a page of bare text from the same server: what the line and the machine cost before the portal does anything.
"""

import argparse
import os
import shutil
import tempfile

from playwright.sync_api import sync_playwright

from portal.app import create_app
from portal.cli.demo import demo
from portal.config import Config
from portal.queries.public import terbitan
from portal.wiring import Stores, open_stores
from tests.browser.conftest import CHROMIUM, FLAGS, serving
from tests.fixtures.painting import FAST_3G, Painted, middle, paint

LARGEST_WITHIN = 1_500
"""Milliseconds until the largest part stands."""
SHIFT_WITHIN = 0.02
PEER = "/robots.txt"


def main() -> None:
    """Load samples, serve them, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naskah", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PORTAL_DATA_DIR"] = folder
        demo.run(host="127.0.0.1", port=0, count=options.naskah, load_only=True)
        stores = open_stores(Config.from_env())
        with serving(create_app(stores.config, stores)) as url:
            measure(url, _paths(stores), options.rounds)
        stores.database.close()


def measure(url: str, paths: dict[str, str], rounds: int) -> None:
    """Load every page so many times and print a line for each."""
    program = next(path for path in map(shutil.which, CHROMIUM) if path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        print(
            f"{'page':<12}{'LCP ms':>8}{'FCP ms':>8}{'x bare':>8}{'CLS':>8}{'html':>7}{'css':>7}{'js':>7}{'font':>7}",
            end="",
        )
        print(f"{'image':>8}  judged")
        bare = 0.0
        for name, path in {"bare text": PEER, **paths}.items():
            seen = [paint(browser, url + path, line=FAST_3G, rest=1_500) for _ in range(rounds)]
            largest = middle(one.largest for one in seen)
            bare = bare or largest
            _show(name, seen, largest, bare)
        browser.close()


def _paths(stores: Stores) -> dict[str, str]:
    with stores.database.reading() as session:
        kode = terbitan.sitemap(session)[0][0]
    return {
        "beranda": "/",
        "hasil": "/cari?q=pertukaran+data",
        "rincian": f"/n/{kode}",
        "teks": f"/n/{kode}?tampil=teks",
        "statistik": "/statistik",
    }


def _show(name: str, seen: list[Painted], largest: float, bare: float) -> None:
    first, shifted = middle(one.first for one in seen), max(one.shifted for one in seen)
    weights = [seen[0].sent.get(kind, 0) / 1_000 for kind in ("html", "css", "js", "font", "image")]
    judged = "within" if largest <= LARGEST_WITHIN and shifted <= SHIFT_WITHIN else "ABOVE"
    row = "".join(f"{weight:>{width}.1f}" for weight, width in zip(weights, (7, 7, 7, 7, 8), strict=True))
    print(f"{name:<12}{largest:>8.0f}{first:>8.0f}{largest / max(bare, 1):>8.2f}{shifted:>8.3f}{row}  {judged}")


if __name__ == "__main__":
    main()
