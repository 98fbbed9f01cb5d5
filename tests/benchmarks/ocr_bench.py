"""Measures the reading of scans, in speed against the bare engine and in accuracy by resolution, skew and language.

`python -m tests.benchmarks.ocr_bench [--pages 12] [--lang ind+eng]` prints two tables. The peer is `tesseract` alone on
the same pages, already drawn and level, with as many at once as there are processors and one thread each. Beside the
pages a second stands the processor time of a page, which other work on the machine disturbs less.
"""

import argparse
import difflib
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from indexer.child import PdfReader
from indexer.ocr.deskew import straighten
from indexer.ocr.engine import OcrEngine
from indexer.ocr.page import read_page
from tests.factories.scan import ENGLISH, INDONESIAN, drawn_page, scan_pdf, stamped


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--lang", default="ind+eng")
    options = parser.parse_args()
    engine = OcrEngine(options.lang)
    if not engine.is_available:
        raise SystemExit(engine.reason)
    print(f"{engine.version}, {options.lang}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder, PdfReader() as reader:
        for dpi in (150, 200, 300):
            _speed(engine, Path(folder), dpi, options.pages)
        print(f"largest process of the engine: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")
        _accuracy(reader, engine, Path(folder))


def _speed(engine: OcrEngine, folder: Path, dpi: int, count: int) -> None:
    pages = [stamped(drawn_page(dpi=dpi, skew=1 + place % 3, noise=10, seed=place)) for place in range(count)]
    path = folder / "kecepatan.pdf"
    path.write_bytes(scan_pdf(pages))
    with PdfReader() as reader:
        pictures = [_level_picture(reader, path, folder, number) for number in range(1, count + 1)]

    def ours(reader: PdfReader, number: int) -> bool:
        return read_page(reader, engine, path, number, folder).page.origin == "our_ocr"

    def bare(reader: PdfReader, number: int) -> bool:
        command = ["tesseract", str(pictures[number - 1]), "stdout", "-l", engine.lang, "--dpi", str(dpi), "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        return bool(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)

    # In turns, because other work on the machine comes and goes.
    rounds = [(_timed(bare, count), _timed(ours, count)) for _ in range(2)]
    for place, measure in enumerate(("pages/s", "pages a processor second")):
        bare_best, ours_best = (count / min(taken[place] for taken in side) for side in zip(*rounds, strict=True))
        share = ours_best / bare_best
        print(f"{dpi} dpi: {ours_best:.2f} {measure}, bare engine {bare_best:.2f}, share {share:.2f}", flush=True)


def _timed(work: Callable[[PdfReader, int], bool], count: int) -> tuple[float, float]:
    """Wall-clock and processor seconds for all pages, those of the reader's own processes included."""
    with PdfReader() as reader, ThreadPoolExecutor(os.cpu_count()) as pool:
        reader.confinement()
        before, started = _processor_seconds(reader), time.perf_counter()
        if not all(pool.map(lambda number: work(reader, number), range(1, count + 1))):
            raise SystemExit("a page gave nothing")
        return time.perf_counter() - started, _processor_seconds(reader) - before


def _processor_seconds(reader: PdfReader) -> float:
    """Of this process, of all that it started and that ended, and of the reader's processes, which live on."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Behind the name in brackets: state, parent, …; the 12th to 15th are its own and its children's clock ticks.
    ticks = Path(f"/proc/{reader.server.pid}/stat").read_text().rpartition(")")[2].split()[11:15]
    return sum(one.ru_utime + one.ru_stime for one in used) + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _level_picture(reader: PdfReader, path: Path, folder: Path, number: int) -> Path:
    (scan,) = reader.scan(path, folder, page=number).scans
    drawn = folder / scan.filename
    with Image.open(drawn) as picture:
        straight, _ = straighten(np.asarray(picture))
    Image.fromarray(straight).save(drawn.with_suffix(".bare.pgm"))
    drawn.unlink()
    return drawn.with_suffix(".bare.pgm")


def _accuracy(reader: PdfReader, engine: OcrEngine, folder: Path) -> None:
    print("word error | skew 0 | 2 | 4 degrees (noise and stamp throughout)")
    for name, text in (("Indonesian", INDONESIAN), ("English", ENGLISH)):
        for dpi in (150, 200, 300):
            errors = [_error(reader, engine, folder, text, dpi, skew) for skew in (0, 2, 4)]
            print(f"{name:10} {dpi} dpi | " + " | ".join(f"{error:.3f}" for error in errors))


def _error(reader: PdfReader, engine: OcrEngine, folder: Path, text: str, dpi: int, skew: int) -> float:
    path = folder / "ketelitian.pdf"
    path.write_bytes(scan_pdf([stamped(drawn_page(text, dpi=dpi, skew=skew, noise=20))]))
    found = read_page(reader, engine, path, 1, folder).page.text.split()
    blocks = difflib.SequenceMatcher(None, text.split(), found, autojunk=False).get_matching_blocks()
    return 1 - sum(block.size for block in blocks) / len(text.split())


if __name__ == "__main__":
    main()
