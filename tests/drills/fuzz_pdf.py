"""Reads many damaged files and sees that each gets an answer in time and the reader lives on.

`python -m tests.drills.fuzz_pdf --files 5000 [--seed 1]` is the long form; the tests run a hundred.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.child import Outcome, PdfReader
from tests.factories import damaged_pdf, pdf

ANSWER_WITHIN = 15.0
SOURCES: Sequence[Callable[[], bytes]] = (
    lambda: pdf.agreement_pdf(pages=2),
    pdf.form_pdf,
    pdf.ocr_layer_pdf,
    pdf.ligature_pdf,
    pdf.owner_restricted_pdf,
    pdf.embedded_file_pdf,
    lambda: pdf.table_pdf([["No", "Nama"], ["1", "CONTOH"]]),
    lambda: pdf.image_only_pdf(pages=2, pixels=(200, 280)),
)


@dataclass
class Drill:
    """What came of it; `late` names the seeds of files that had to wait too long."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    slowest: float = 0.0
    late: list[int] = field(default_factory=list)
    is_alive_at_the_end: bool = False


def run(files: int, seed: int = 1) -> Drill:
    """Damage and read as many files, each with a seed of its own."""
    drill = Drill()
    sources = [build() for build in SOURCES]
    with tempfile.TemporaryDirectory() as folder, PdfReader() as reader:
        path, out_dir = Path(folder, "rusak.pdf"), Path(folder)
        for number in range(seed, seed + files):
            path.write_bytes(damaged_pdf.mutated(sources[number % len(sources)], seed=number))
            started = time.monotonic()
            result = reader.read_all(path, out_dir=out_dir, image_pages=1)
            seconds = time.monotonic() - started
            drill.outcomes[result.outcome] += 1
            drill.slowest = max(drill.slowest, seconds)
            if seconds > ANSWER_WITHIN:
                drill.late.append(number)
        path.write_bytes(sources[0])
        drill.is_alive_at_the_end = reader.read_all(path).outcome is Outcome.done
    return drill


def main() -> int:
    """Run the long form and say what came of it; 1 if a promise was broken."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=5000)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    drill = run(chosen.files, chosen.seed)
    counts = ", ".join(f"{outcome} {count}" for outcome, count in drill.outcomes.most_common())
    sys.stdout.write(f"{chosen.files} files: {counts}; slowest {drill.slowest:.2f} s; late {drill.late}\n")
    return 0 if drill.is_alive_at_the_end and not drill.late else 1


if __name__ == "__main__":
    sys.exit(main())
