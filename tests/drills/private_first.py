"""Two portals, in one of which another unit's private records came first, answer a crawl of everything alike.

So they answer the questions of somebody who wants to learn by counts, order or errors what is not public.

`python -m tests.drills.private_first --naskah 400 --addresses 5000` is the long form; a journey of the suite runs 200.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.factories.crawl import Answers, answer_to, crawl, differences
from tests.factories.oracle_queries import oracle_queries
from tests.factories.private_first import partner_names, portal_with


def main() -> int:
    """Build both, ask both, and name the addresses that are answered differently."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naskah", type=int, default=400)
    parser.add_argument("--addresses", type=int, default=5000)
    parser.add_argument("--questions", type=int, default=2000)
    wanted = parser.parse_args()
    words = (*partner_names(wanted.naskah), "KP", "KR", "RAHASIA", "contoh", "universitas", "kerja sama")
    answers: list[Answers] = []
    told: list[list[object]] = []
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("tanpa", "dengan"):
            with portal_with(Path(folder) / name, wanted.naskah, has_private=name == "dengan") as portal:
                answers.append(crawl(portal.client, portal.codes, words, most=wanted.addresses))
                for address in oracle_queries(words, wanted.questions):
                    answers[-1][address] = answer_to(portal.client, portal.codes, address)
                told.append(portal.told_to_staff(words))
            sys.stdout.write(f"{name}: {len(answers[-1])} answers after {time.monotonic() - started:.0f} s\n")
    found = differences(*answers)
    sys.stdout.write(f"{len(found)} differences in public, suggestions {'alike' if told[0] == told[1] else 'DIFFER'}\n")
    sys.stdout.writelines(f"  {address}\n" for address in found[:20])
    return 1 if found or told[0] != told[1] else 0


if __name__ == "__main__":
    sys.exit(main())
