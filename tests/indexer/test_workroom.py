"""Folders of work under way: gone when the work ends, swept when its process was killed, left alone while in use."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from indexer.filecache import FileCache
from indexer.housekeeping import Housekeeping
from indexer.workroom import YOUNG_SECONDS, sweep, working_folder
from portal import clock
from portal.wiring import Stores

HOLD = """
import sys
from pathlib import Path
from indexer.workroom import working_folder
with working_folder(Path(sys.argv[1])) as folder:
    (folder / "berkas.pdf").write_bytes(b"%PDF-1.7 rahasia contoh")
    print(folder, flush=True)
    sys.stdin.read()
"""


def age(folder: Path) -> None:
    then = time.time() - YOUNG_SECONDS - 60
    os.utime(folder, (then, then))


def test_a_folder_ends_with_its_work_also_when_that_fails(tmp_path: Path) -> None:
    try:
        with working_folder(tmp_path) as folder:
            (folder / "berkas.pdf").write_bytes(b"contoh")
            raise RuntimeError
    except RuntimeError:
        pass

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_is_in_use_is_not(stores: Stores) -> None:
    spool = stores.spool_dir
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(spool)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    left = Path(holder.stdout.readline().strip())
    with FileCache(stores.objects, spool), working_folder(spool) as young:
        for folder in spool.glob("kerja-*"):
            if folder != young:
                age(folder)
        assert sweep(spool) == 0
        holder.send_signal(signal.SIGKILL)
        holder.communicate()

        assert Housekeeping(stores).sweep_if_due(clock.utc_now())

        assert not left.exists()
        assert len(list(spool.glob("kerja-*"))) == 2
    assert list(spool.glob("kerja-*")) == []
