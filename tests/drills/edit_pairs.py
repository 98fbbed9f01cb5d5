"""A hundred pairs of people at one naskah at the same moment: no save is lost, and whoever comes second is told.

`python -m tests.drills.edit_pairs --pairs 100` is the long form; the suite takes eight.
"""

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from portal.config import Config
from portal.wiring import open_stores
from tests.factories.desk import Desk
from tests.factories.edit_pairs import KINDS
from tests.factories.naskah import Office, set_up_units
from tests.fixtures.databases import fresh_database


def main() -> int:
    """Pair after pair, of every kind in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100)
    pairs = parser.parse_args().pairs
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        base = Config.from_env({"PORTAL_DATA_DIR": str(Path(folder) / "var")})
        base.data_dir.mkdir()
        with fresh_database(Path(folder)) as url:
            stores = open_stores(replace(base, database_url=url))
            set_up_units(stores.database)
            desk = Desk(Office(stores))
            for number in range(pairs):
                kind = list(KINDS)[number % len(KINDS)]
                KINDS[kind](desk)
                done[kind] += 1
            stores.database.close()
    told = ", ".join(f"{number} {kind}" for kind, number in done.items())
    sys.stdout.write(f"{pairs} pairs ({told}): no save lost\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
