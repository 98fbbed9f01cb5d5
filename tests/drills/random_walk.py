"""Ten thousand random steps of people and worker: only what the table lists happens, every promise holds after each.

`python -m tests.drills.random_walk --steps 10000` is the long form; the suite takes 500 steps.
"""

import argparse
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from portal.config import Config
from portal.wiring import open_stores
from tests.factories.desk import Desk
from tests.factories.naskah import Office, set_up_units
from tests.factories.random_walk import STEPS_OF_PEOPLE, Walk
from tests.fixtures.databases import fresh_database

STEPS_OF_A_WALK = 500


def main() -> int:
    """Walk again and again from an empty portal, with another seed each time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    wanted = parser.parse_args()
    done, refused, seen = 0, 0, set()
    for number in range(-(-wanted.steps // STEPS_OF_A_WALK)):
        seed = wanted.seed + number
        with tempfile.TemporaryDirectory() as folder:
            base = Config.from_env({"PORTAL_DATA_DIR": str(Path(folder) / "var")})
            base.data_dir.mkdir()
            with fresh_database(Path(folder)) as url:
                stores = open_stores(replace(base, database_url=url))
                set_up_units(stores.database)
                walk = Walk(Desk(Office(stores)), random.Random(seed))  # noqa: S311 - a repeatable walk, not a secret
                steps = min(STEPS_OF_A_WALK, wanted.steps - done)
                try:
                    walk.steps(steps)
                except AssertionError:
                    sys.stdout.write(f"a promise was broken: --steps {STEPS_OF_A_WALK} --seed {seed}\n")
                    raise
                stores.database.close()
        done += steps
        refused += walk.refused
        seen |= walk.seen
    steps = sum(1 for name, _ in seen if name in STEPS_OF_PEOPLE)
    sys.stdout.write(f"{done} steps, {refused} refused, {steps} different acts in their states; every promise held\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
