"""Measures what the disposable child costs, against a bare loop over the same files.

`python -m tests.benchmarks.reading_bench [--files 300] [--pages 4]` prints a table. The bare loop opens each file with
PDFium in this very process, takes the text of all pages and hashes the bytes: fast, and unsafe on hostile files.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from indexer.child import Outcome, PdfReader
from tests.factories.pdf import agreement_pdf, image_only_pdf


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bare(path: Path, _: PdfReader, __: Path) -> int:
    _digest(path)
    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def _inspected(path: Path, reader: PdfReader, _: Path) -> int:
    return int(reader.inspect(path).outcome is Outcome.done)


def _read(path: Path, reader: PdfReader, _: Path) -> int:
    _digest(path)
    return sum(len(page.text) for page in reader.read_all(path, word_pages=()).pages)


def _read_with_images(path: Path, reader: PdfReader, out_dir: Path) -> int:
    _digest(path)
    return len(reader.read_all(path, out_dir=out_dir, word_pages=()).images)


def _read_with_words(path: Path, reader: PdfReader, _: Path) -> int:
    _digest(path)
    return sum(len(page.words) for page in reader.read_all(path).pages)


def _measure(work: Callable[[Path, PdfReader, Path], int], files: list[Path], reader: PdfReader) -> float:
    with tempfile.TemporaryDirectory() as out_dir:
        started = time.perf_counter()
        results = [work(path, reader, Path(out_dir)) for path in files]
        seconds = time.perf_counter() - started
    if not all(results):
        raise SystemExit("a file gave nothing")
    return seconds


def main() -> None:
    """Build the files, measure each way of reading them, print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=300)
    arguments.add_argument("--pages", type=int, default=4)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, PdfReader() as reader:
        files = [Path(folder, f"{number}.pdf") for number in range(chosen.files)]
        for number, path in enumerate(files):
            path.write_bytes(agreement_pdf(number + 1, chosen.pages))
        scans = files[: max(1, chosen.files // 10)]
        reader.inspect(files[0])
        bare = _measure(_bare, files, reader)
        rows = [("bare loop: pypdfium2 text + sha256", bare, len(files))]
        ways = (("child: inspection", _inspected), ("child: inspection + text + sha256", _read))
        rows += [(name, _measure(work, files, reader), len(files)) for name, work in ways]
        few = files[: max(1, chosen.files // 5)]
        slow = (("child: the same + page images", _read_with_images), ("child: the same + words", _read_with_words))
        rows += [(name, _measure(work, few, reader), len(few)) for name, work in slow]
        for number, path in enumerate(scans):
            path.write_bytes(image_only_pdf(pages=chosen.pages, pixels=(1654, 2339), text=f"CONTOH {number}"))
        rows += [("child: 200 dpi scans, images", _measure(_read_with_images, scans, reader), len(scans))]
    _print(rows, bare / len(files), chosen.pages)


def _print(rows: list[tuple[str, float, int]], bare: float, pages: int) -> None:
    out = sys.stdout.write
    out(f"{pages} pages a file, {os.cpu_count()} processors\n")
    out(f"{'':38}{'files/s':>9}{'ms/file':>9}{'ratio':>8}{'added ms':>10}\n")
    for name, seconds, count in rows:
        each = seconds / count
        out(f"{name:38}{1 / each:9.1f}{each * 1000:9.2f}{bare / each:8.2f}{(each - bare) * 1000:10.2f}\n")


if __name__ == "__main__":
    main()
