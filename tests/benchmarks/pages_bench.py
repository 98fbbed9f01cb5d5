"""Database queries and milliseconds of the public pages, alone and while the indexer works.

`python -m tests.benchmarks.pages_bench [--naskah 300] [--rounds 200]` prints a table. The peer of each page is the
same application answering `/healthz`: what a request costs before it does anything.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from portal.app import create_app
from portal.cli.demo import demo
from portal.config import Config
from portal.queries.public import terbitan
from portal.wiring import Stores, open_stores
from tests.benchmarks.measuring import measure


def main() -> None:
    """Load samples, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naskah", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PORTAL_DATA_DIR"] = folder
        demo.run(host="127.0.0.1", port=0, count=options.naskah, load_only=True)
        stores = open_stores(Config.from_env())
        app = create_app(stores.config, stores)
        paths = _paths(stores)
        idle = {name: measure(app.test_client(), stores, path, options.rounds) for name, path in paths.items()}
        with _busy_indexer(Path(folder)):
            busy = {name: measure(app.test_client(), stores, path, options.rounds) for name, path in paths.items()}
        _show(idle, busy)
        stores.database.close()


def _paths(stores: Stores) -> dict[str, str]:
    with stores.database.reading() as session:
        kode = terbitan.sitemap(session)[0][0]
    return {
        "healthz": "/healthz",
        "beranda": "/",
        "hasil": "/cari?q=pertukaran+data",
        "hasil + saringan": "/cari?q=imigrasi&lingkup=luar_negeri&status=berlaku",
        "hasil frasa": "/cari?q=%22kerja+sama%22",
        "rincian": f"/n/{kode}",
        "api": "/api/v1/naskah?q=pertukaran+data",
    }


class _busy_indexer:
    """Rebuilds the indexes again and again in a process of its own, as a busy night would."""

    def __init__(self, folder: Path) -> None:
        self.environ = {**os.environ, "PORTAL_DATA_DIR": str(folder)}

    def __enter__(self) -> None:
        command = f"while :; do {sys.executable} -m indexer rebuild 2>/dev/null; done"
        self.child = subprocess.Popen(["/bin/sh", "-c", command], env=self.environ, start_new_session=True)
        time.sleep(1.0)

    def __exit__(self, *_: object) -> None:
        os.killpg(self.child.pid, 9)
        self.child.wait()


def _show(idle: dict[str, tuple[int, float, float]], busy: dict[str, tuple[int, float, float]]) -> None:
    floor = idle["healthz"][1]
    print(f"{'page':<20}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'x healthz':>11}{'p50 busy':>10}{'busy/idle':>11}")
    for name, (queries, p50, p95) in idle.items():
        loaded = busy[name][1]
        print(f"{name:<20}{queries:>8}{p50:>9.2f}{p95:>9.2f}{p50 / floor:>11.1f}{loaded:>10.2f}{loaded / p50:>11.2f}")


if __name__ == "__main__":
    main()
