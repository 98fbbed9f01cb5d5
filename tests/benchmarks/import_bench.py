"""Bulk import against a bare loop of pypdfium2 and hashing over the same files, in one run.

`python -m tests.benchmarks.import_bench [--files 300] [--pages 4]` prints a table: files/s and ratio of taking in
(`portal import`), of reading, page images and indexing (`indexer once`), and of the whole; and the fixed cost a file.
"""

import argparse
import contextlib
import hashlib
import io
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from indexer.worker import drain_lines
from migrations import runner
from portal.cli import importing
from portal.config import Config
from portal.wiring import opened_stores
from tests.factories.naskah import set_up_units
from tests.factories.pdf import agreement_pdf


def main() -> None:
    """Make the files, run both, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--pages", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pdf"
        folder.mkdir()
        for number in range(options.files):
            (folder / f"{number:05}.pdf").write_bytes(agreement_pdf(number, options.pages))
        os.environ["PORTAL_DATA_DIR"] = str(Path(name) / "var")
        _show(options.files, _bare(folder), _ours(folder))


def _ours(folder: Path) -> dict[str, float]:
    with opened_stores(Config.from_env()) as stores:
        runner.upgrade(stores.database.engine)
        set_up_units(stores.database)
        taken = _timed(lambda: _import(folder))
        read = _timed(lambda: drain_lines(stores))
    again = _timed(lambda: _import(folder))
    return {
        "portal import": taken,
        "indexer once": read,
        "import + indexer": taken + read,
        "import again (all there)": again,
    }


def _import(folder: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        importing.run(folder, manifest=None, unit="KANIM-A", publish=False, as_json=True, dry_run=False)


def _bare(folder: Path) -> float:
    def loop() -> None:
        for path in sorted(folder.iterdir()):
            data = path.read_bytes()
            hashlib.sha256(data).hexdigest()
            document = pypdfium2.PdfDocument(data)
            for page in document:
                page.get_textpage().get_text_range()
            document.close()

    loop()
    return min(_timed(loop) for _ in range(3))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _show(files: int, bare: float, ours: dict[str, float]) -> None:
    print(f"{'bulk import of born-digital PDFs':<28}{'files/s':>10}{'ms/file':>10}{'ratio':>8}")
    print(f"{'bare pypdfium2 + SHA-256':<28}{files / bare:>10.0f}{1000 * bare / files:>10.2f}{1.0:>8.2f}")
    for name, seconds in ours.items():
        print(f"{name:<28}{files / seconds:>10.0f}{1000 * seconds / files:>10.2f}{bare / seconds:>8.3f}")
    fixed = 1000 * (ours["import + indexer"] - bare) / files
    print(f"fixed cost a file over the bare loop: {fixed:.1f} ms (audit, job, fsync, child, page images, index)")


if __name__ == "__main__":
    main()
