"""Measures how long a scan takes from the door to its suggestions: of page 1, by the second reader, and to the end.

`python -m tests.benchmarks.door_bench [--pages 12] [--rounds 3] [--dpi 200]` hands in one scan after another to a real
indexer process that has nothing else to do, and prints seconds since the receipt. The peer is the bare engine on as
many pages of the kind, one for each processor at once.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from migrations import runner
from portal.config import Config
from portal.models.berkas import Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.saran import Saran
from portal.wiring import Stores, opened_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.factories.scan import DrawnPage, drawn_page, scan_pdf, stamped

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 600.0
LOOK_SECONDS = 0.05


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dpi", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, opened_stores(Config.from_env({"PORTAL_DATA_DIR": folder})) as stores:
        runner.upgrade(stores.database.engine)
        set_up_units(stores.database)
        # The first one starts the readers and is not counted.
        scans = [_pages(options.pages, options.dpi, number) for number in range(options.rounds + 1)]
        rounds = _rounds(stores, scans)[1:]
        peer = _bare(scans[-1], Path(folder), options.dpi)
    print(f"{options.pages} pages, {options.dpi} dpi, {options.rounds} rounds, {os.cpu_count()} processors")
    for step in rounds[0]:
        seconds = [one[step] for one in rounds]
        print(f"{step:>24} {statistics.median(seconds):6.1f} s ({min(seconds):.1f} to {max(seconds):.1f})")
    print(f"{'bare engine, all pages':>24} {peer:6.1f} s")


def _pages(count: int, dpi: int, seed: int) -> list[DrawnPage]:
    return [stamped(drawn_page(dpi=dpi, skew=1 + n % 3, noise=10, seed=100 * seed + n)) for n in range(count)]


def _rounds(stores: Stores, scans: Sequence[list[DrawnPage]]) -> list[dict[str, float]]:
    environment = {
        **os.environ,
        "PORTAL_DATA_DIR": str(stores.config.data_dir),
        "PORTAL_DATABASE_URL": stores.config.database_url,
        "PYTHONPATH": str(ROOT),
    }
    worker = subprocess.Popen([sys.executable, "-m", "indexer", "run"], env=environment, cwd=stores.config.data_dir)
    try:
        return [_door_to_end(stores, scan) for scan in scans]
    finally:
        worker.terminate()
        worker.wait(60)


def _door_to_end(stores: Stores, scan: Sequence[DrawnPage]) -> dict[str, float]:
    accepted = Office(stores).upload(sample_fields(judul="CONTOH pindaian"), pdf=scan_pdf(scan))
    started = time.monotonic()
    pages = select(Halaman.id).where(Halaman.berkas_id == accepted.berkas_id)
    waiting = select(func.count()).where(Job.state.in_([JobState.MENUNGGU, JobState.BERJALAN]))
    kinds = (JobKind.BACA_BERKAS, JobKind.SARANKAN, JobKind.KENALI_HALAMAN, JobKind.BACA_KEDUA)

    def is_suggested(session: Session) -> bool:
        return bool(session.scalar(select(func.count()).where(Saran.berkas_id == accepted.berkas_id)))

    def is_read_twice(session: Session) -> bool:
        return session.scalar(pages.where(Halaman.nomor == 1, Halaman.second.is_not(None))) is not None

    def is_over(session: Session) -> bool:
        return session.scalar(waiting.where(Job.kind.in_(kinds))) == 0

    steps: tuple[tuple[str, Callable[[Session], bool]], ...] = (
        ("first suggestions", is_suggested),
        ("page 1 read by both", is_read_twice),
        ("everything read", is_over),
    )
    return {step: _wait(stores, is_so, started) for step, is_so in steps}


def _wait(stores: Stores, is_so: Callable[[Session], bool], started: float) -> float:
    while (passed := time.monotonic() - started) < MOST_SECONDS:
        with stores.database.reading() as session:
            if is_so(session):
                return passed
        time.sleep(LOOK_SECONDS)
    raise SystemExit(f"not read within {MOST_SECONDS:.0f} s")


def _bare(scan: Sequence[DrawnPage], folder: Path, dpi: int) -> float:
    for number, page in enumerate(scan):
        page.picture.save(folder / f"{number}.png")

    def read(number: int) -> bytes:
        command = ["tesseract", str(folder / f"{number}.png"), "stdout", "-l", "ind+eng", "--dpi", str(dpi), "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        return subprocess.run(command, env=environment, capture_output=True, check=True).stdout

    started = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(read, range(len(scan))))
    return time.monotonic() - started


if __name__ == "__main__":
    main()
