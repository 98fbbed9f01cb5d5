"""Loses a machine with everything on it while people work, restores its backup on an empty one, compares, and opens it.

`python -m tests.drills.lose_machine --naskah 200` is the long form; a journey of the suite loses eight. The database is
the one `PORTAL_TEST_DATABASE` names.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.factories.losing import faults, lose_machine
from tests.fixtures.databases import KIND


def main() -> int:
    """Lose one, restore it, and name what is not as it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naskah", type=int, default=200)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drill = lose_machine(Path(folder) / "uji", max(3, wanted.naskah))
    restored = drill.restored
    sys.stdout.write(
        f"{KIND}: {drill.kept} naskah, {drill.whole} of {drill.originals} originals whole,"
        f" {sum(restored.manifest.counts.values())} rows in {len(restored.manifest.counts)} tables equal,"
        f" {restored.manifest.audit_seq} audit entries\n"
        f"RPO {restored.age.total_seconds():.1f} s, RTO {restored.took.total_seconds():.1f} s\n"
    )
    found = faults(drill)
    sys.stdout.writelines(f"  {fault}\n" for fault in (*found, *restored.problems, *drill.log_problems))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
