"""Measures what the check of signatures costs in the disposable child: seconds, seconds a signature, largest memory.

`python -m tests.benchmarks.signature_bench [--rounds 10]` prints a table, and what the library adds to the zygote.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from indexer.child import PdfReader
from indexer.forkserver import ForkServer
from tests.factories.pdf import agreement_pdf
from tests.factories.signed_pdf import NOW, document_stamp, plain, roots, sign


class _Watched(ForkServer):
    """A zygote whose children are asked for their largest memory."""

    peak_kib = 0

    def run(self, request, files):  # type: ignore[no-untyped-def]
        end = super().run(request, files)
        self.peak_kib = max(self.peak_kib, end.peak_kib)
        return end


def _often(count: int) -> bytes:
    data = plain()
    for number in range(count):
        data = sign(data, field=f"TTE{number}")
    return data


CASES: dict[str, Callable[[], bytes]] = {
    "unsigned, 40 pages": lambda: agreement_pdf(pages=40),
    "1 signature": lambda: sign(plain()),
    "1 with time stamp and document stamp": lambda: document_stamp(sign(plain(), stamped_at=NOW), NOW),
    "5 signatures": lambda: _often(5),
    "25 signatures": lambda: _often(25),
}


def main() -> None:
    """Print one line for each kind of file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, PdfReader() as reader:
        path = Path(folder) / "berkas.pdf"
        path.write_bytes(plain())
        started = time.perf_counter()
        reader.signatures(path, roots("A"))
        sys.stdout.write(f"start of the zygote with the first file: {time.perf_counter() - started:.2f} s\n")
        status = Path(f"/proc/{reader.server.pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        sys.stdout.write(f"zygote resident: {int(resident.split()[1]) / 1024:.0f} MiB\n")
        for name, build in CASES.items():
            path.write_bytes(build())
            sys.stdout.write(_line(name, path, rounds))


def _line(name: str, path: Path, rounds: int) -> str:
    with PdfReader() as reader:
        reader.server = watched = _Watched()
        reader.signatures(path, roots("A"))
        seconds = []
        count = 0
        for _ in range(rounds):
            started = time.perf_counter()
            count = len(reader.signatures(path, roots("A")).signatures)
            seconds.append(time.perf_counter() - started)
        each = f"{median(seconds) / count:.4f} s each" if count else "none"
        return f"{name:38}{median(seconds):8.4f} s  {each:16}{watched.peak_kib / 1024:6.0f} MiB\n"


if __name__ == "__main__":
    main()
