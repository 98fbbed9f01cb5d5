"""Two hundred visitors at a hundred thousand naskah: six in ten search, three read a page, one takes a file of 1 MB.

`python -m tests.drills.crowd --minutes 10` (`make crowd`); `--folder` keeps the portal for another time. Every text
searched for is another one. Visitors wait for about `--pause` seconds between their questions. The load comes from the
same machine and costs it too. Held up to: page p95 300 ms, search p95 800 ms, fewer errors than one in a thousand, and
no process that holds more at the end than once it had settled.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf

from portal.config import Config
from portal.wiring import open_stores
from tests.benchmarks.search_corpus import SEED, Corpus
from tests.benchmarks.visitors_bench import HEAD, Measured, Pages, build, crowd, memory, served, totals
from tests.drills.soak import UNANSWERED, Watch
from tests.factories.naskah import Office, set_up_units
from tests.factories.pdf import agreement_pdf

FILE_BYTES = 1_000_000
LONGEST = {"search": 800.0, "page": 300.0}
"""Milliseconds within which 95 of 100 answers of a kind are there."""


def add_file(folder: Path) -> str:
    """Publish one naskah with a file of some 1 MB; its address."""
    stores = open_stores(Config.from_env({"PORTAL_DATA_DIR": str(folder)}))
    set_up_units(stores.database)
    kode = Office(stores).publish(pdf=_large())
    stores.database.close()
    return f"/n/{kode}/naskah.pdf"


def _large() -> bytes:
    """An agreement that carries what no reader looks at, and what cannot be made smaller."""
    held = BytesIO()
    with pikepdf.open(BytesIO(agreement_pdf())) as document:
        document.Root["/PieceInfo"] = document.make_stream(np.random.default_rng(SEED).bytes(FILE_BYTES))
        document.save(held)
    return held.getvalue()


def run(folder: Path, chosen: argparse.Namespace) -> tuple[dict[str, Measured], Watch]:
    """Build where needed, serve and read; what was answered, and what the processes held."""
    corpus, address = Corpus(chosen.naskah, chosen.words), folder / "berkas.txt"
    if not address.exists():
        build(folder, corpus)
        address.write_text(add_file(folder))
    pages, file = Pages(corpus, [document.kode for document in corpus]), address.read_text()
    kinds = {"search": (6, pages.search), "page": (3, pages.record), "file of 1 MB": (1, lambda: file)}
    seconds = chosen.minutes * 60
    with served(folder, chosen.processes) as (port, parent):
        watch = Watch(parent.pid)
        with watch.looking(seconds):
            answered = asyncio.run(crowd(port, kinds, seconds, visitors=chosen.visitors, pause=chosen.pause))
        sys.stdout.write(f"{memory(parent.pid)}\n")
    return answered, watch


def main() -> int:
    """Read for a while, and name what was slow, not answered, or grew."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--naskah", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--pause", type=float, default=5.0)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="keep the portal here and use it again")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        answered, watch = run(chosen.folder or Path(temporary), chosen)
    sys.stdout.write(f"{HEAD}\n")
    found = list(watch.faults())
    for name, measured in answered.items():
        sys.stdout.write(f"{name:<28}{measured.told(chosen.minutes * 60)}\n")
        slow = float(np.percentile(measured.times or [0.0], 95))
        if slow > LONGEST.get(name, float("inf")):
            found.append(f"{name}: 95 of 100 took {slow:.0f} ms, {LONGEST[name]:.0f} are allowed")
    asked, unanswered = totals(answered)
    if unanswered > asked * UNANSWERED:
        found.append(f"{unanswered} of {asked + unanswered} were not answered")
    sys.stdout.writelines(f"  {fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
