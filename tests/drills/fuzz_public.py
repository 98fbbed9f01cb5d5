"""Asks every open address of the application strangely, again and again; says what is answered badly.

`python -m tests.drills.fuzz_public --requests 20000 [--seed 1]` is the long form; the suite asks
some hundreds.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.factories.strange_requests import opened
from tests.fixtures.public_site import public_site


def main() -> int:
    """1 where any answer was bad."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, public_site(Path(folder)) as site:
        asker = opened(site, wanted.seed)
        began = time.monotonic()
        found = asker.faults((*asker.each(), *asker.by_lot(wanted.requests)))
    sys.stdout.write(f"{wanted.requests} requests in {time.monotonic() - began:.0f} s, {len(found)} answered badly\n")
    sys.stdout.writelines(f"  {fault}\n" for fault in found[:50])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
