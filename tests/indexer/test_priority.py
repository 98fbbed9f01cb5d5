"""Work in the background steps back for whoever waits for a page, also where Linux shares out between sessions."""

import os
import subprocess
import sys
from pathlib import Path

AUTOGROUP = Path("/proc/self/autogroup")
STEP = """
import os
from pathlib import Path
from indexer import kernel
group = Path("/proc/self/autogroup")
before = group.read_text() if group.exists() else ""
told = kernel.step_back({level})
after = group.read_text() if group.exists() else ""
print(os.nice(0), told, after.split()[-1] if after else "-", before == after)
"""


def stepped(level: int, *, has_own_session: bool) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", STEP.format(level=level)],
        capture_output=True,
        check=True,
        text=True,
        start_new_session=has_own_session,
    )
    return done.stdout.split()


def test_a_process_with_a_session_of_its_own_takes_the_session_with_it() -> None:
    level, told, group, _ = stepped(7, has_own_session=True)
    low = str(min(os.nice(0) + 7, 19))

    assert level == low
    assert (told, group) == (("True", low) if AUTOGROUP.exists() else ("False", "-"))


def test_a_session_that_others_share_keeps_its_part_of_the_processor() -> None:
    level, told, _, is_same = stepped(7, has_own_session=False)

    assert (level, told, is_same) == (str(min(os.nice(0) + 7, 19)), "False", "True")
