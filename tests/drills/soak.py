"""Reads a portal for hours with fifty visitors, renews and kills its processes meanwhile, and looks for growth.

`python -m tests.drills.soak --minutes 120` (`make soak`). After one half all web processes are renewed as an operator
renews them, after three quarters one is killed. Memory, descriptors and threads of each process are looked at every
tenth of a minute; what a process holds in its last quarter is compared with its second, when all that is kept in memory
is there. A visitor who got no answer is a fault too.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.search_corpus import Corpus
from tests.benchmarks.visitors_bench import Measured, Pages, build, served, totals, with_pauses
from tests.factories.processes import living_children

GROWTH = {"MiB": 1.05, "descriptors": 1.0, "threads": 1.0}
"""How many times as much of each a process may hold at its end."""
SPARE = {"MiB": 4, "descriptors": 4, "threads": 1}
"""And so much more besides: connections come and go."""
UNANSWERED = 0.001
"""Of all that was asked: a process that is killed takes with it what its threads were answering."""
LONG_ENOUGH = 0.4
"""Of the time of the drill: a younger process is still filling what it keeps in memory."""


@dataclass
class Watch:
    """What every process of a portal held, at each look."""

    parent: int
    spare: dict[str, int] = field(default_factory=lambda: dict(SPARE))
    looks: dict[int, list[dict[str, int]]] = field(default_factory=lambda: defaultdict(list))

    def look(self) -> None:
        """Look at the parent and at all that answer for it."""
        for number in (self.parent, *living_children(self.parent)):
            if (found := held(number)) is not None:
                self.looks[number].append(found)

    @contextmanager
    def looking(self, seconds: float) -> Iterator[None]:
        """Looks again and again for the time of the block, which takes about so many seconds."""
        is_over = threading.Event()

        def look() -> None:
            while not is_over.wait(min(6.0, seconds / 100)):
                self.look()

        beside = threading.Thread(target=look, daemon=True)
        beside.start()
        try:
            yield
        finally:
            is_over.set()
            beside.join(30)

    def faults(self) -> Iterator[str]:
        """Every process that held more at its end than when it had settled."""
        most = max(map(len, self.looks.values()), default=0)
        for number, looks in self.looks.items():
            quarter = len(looks) // 4
            if not quarter or len(looks) < LONG_ENOUGH * most:
                continue
            for what, times in GROWTH.items():
                settled = median(look[what] for look in looks[quarter : 2 * quarter])
                at_end = median(look[what] for look in looks[-quarter:])
                if at_end > settled * times + self.spare[what]:
                    yield f"process {number} grew from {settled:.0f} to {at_end:.0f} {what}"

    def told(self) -> Iterator[str]:
        """A line a process."""
        for number, looks in self.looks.items():
            spans = (f"{what} {looks[0][what]} to {looks[-1][what]}" for what in GROWTH)
            yield f"process {number}, {len(looks)} looks: {', '.join(spans)}"


def held(number: int) -> dict[str, int] | None:
    """What one process holds now; None where it has ended."""
    folder = Path(f"/proc/{number}")
    try:
        sizes = (folder / "smaps_rollup").read_text("ascii")
        return {
            # What is shared with a process that ends becomes one's own, but was held before.
            "MiB": int(sizes.split("Anonymous:")[1].split()[0]) // 1024,
            "descriptors": len(list((folder / "fd").iterdir())),
            "threads": len(list((folder / "task").iterdir())),
        }
    except (OSError, IndexError):
        # It ended while it was looked at.
        return None


def run(folder: Path, minutes: float, naskah: int, processes: int) -> tuple[Watch, dict[str, Measured]]:
    """Build a portal, read it for so long, renew and kill its processes; what was held and what was answered."""
    corpus = Corpus(naskah, 300)
    build(folder, corpus)
    pages = Pages(corpus, [document.kode for document in corpus])
    seconds = minutes * 60
    with served(folder, processes) as (port, parent):
        watch, is_over = Watch(parent.pid), threading.Event()
        began = time.monotonic()

        def disturb() -> None:
            if not is_over.wait(seconds / 2):
                parent.send_signal(signal.SIGHUP)
            if not is_over.wait(max(0.0, began + 0.75 * seconds - time.monotonic())):
                os.kill(living_children(parent.pid)[0], signal.SIGKILL)

        beside = threading.Thread(target=disturb, daemon=True)
        beside.start()
        with watch.looking(seconds):
            answered = asyncio.run(with_pauses(port, pages, seconds))
        is_over.set()
        beside.join(30)
    return watch, answered


def main() -> int:
    """Read for a while, and name what grew or was not answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--naskah", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        watch, answered = run(Path(name), wanted.minutes, wanted.naskah, wanted.processes)
    asked, unanswered = totals(answered)
    sys.stdout.writelines(f"{line}\n" for line in watch.told())
    sys.stdout.write(f"{asked} answers in {wanted.minutes:g} minutes, {unanswered} not given\n")
    found = [*watch.faults(), *([f"{unanswered} were not answered"] if unanswered > asked * UNANSWERED else [])]
    sys.stdout.writelines(f"  {fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
