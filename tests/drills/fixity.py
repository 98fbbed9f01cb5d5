"""Finds planted damage among 10,000 originals, puts it back, goes on after a kill; delivers 1,000 files as stored.

`python -m tests.drills.fixity --objects 10000 --delivered 1000` is the long form; a journey does 120 and 3.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from portal.config import Config
from portal.wiring import opened_stores
from tests.factories.fixity import deliver, drill
from tests.factories.lost_portal import environment
from tests.fixtures.databases import KIND, fresh_database


def main() -> int:
    """Do both, and name what is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=10_000)
    parser.add_argument("--delivered", type=int, default=1000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "satu"
        folder.mkdir()
        with fresh_database(folder, has_units=True) as url:
            found = drill(folder, url, max(40, wanted.objects), kills=True)
        seconds = ", ".join(f"{name} {value:.1f} s" for name, value in found.seconds.items())
        sys.stdout.write(
            f"{KIND}: {found.objects} objects in two places, {found.before_kill} copies read before the kill,"
            f" {found.after_kill} after, {found.mended} put back after it; {seconds}\n"
        )
        other, began = Path(room) / "dua", time.monotonic()
        other.mkdir()
        with (
            fresh_database(other, has_units=True) as url,
            opened_stores(Config.from_env(environment(other / "var", url))) as stores,
        ):
            found.faults += deliver(stores, wanted.delivered)
        sys.stdout.write(f"{wanted.delivered} files delivered, in {time.monotonic() - began:.1f} s\n")
    sys.stdout.writelines(f"  {fault}\n" for fault in found.faults)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
