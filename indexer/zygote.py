"""The process that has the PDF libraries loaded and forks one disposable child for each task.

Loading the libraries takes half a second, forking a process that has them a few milliseconds: that is why it exists.
It parses nothing itself and has one thread. Started as `python -P -m indexer.zygote FD` with an empty environment, in
an empty folder that it removes, and with one open socket FD to its owner; it ends when the owner does.

Each message from the owner is one task with three open files: the PDF to read, the report and the images to write. The
answer says how the child ended.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

from indexer import kernel
from indexer.confinement import Limits, confine_child, raise_walls
from indexer.reading import task

MESSAGE_BYTES = 65_536
_FILES_OF_A_TASK = 3


def main() -> None:
    """Serve tasks until the owner goes away."""
    owner = socket.socket(fileno=int(sys.argv[1]))
    task.preload()
    here = Path(__file__).resolve().parent
    os.rmdir(os.getcwd())  # noqa: PTH106, PTH109 - an empty folder that is gone can never be filled.
    walls = raise_walls([here, here.parent / "portal" / "domain"])
    gc.collect()
    gc.freeze()
    os.environ.clear()
    # What libraries print about a hostile file is the file's own words; from here on it goes where stdout goes: away.
    os.dup2(1, 2)
    owner.send(json.dumps({"ready": walls}).encode())
    while True:
        message, files, _, _ = socket.recv_fds(owner, MESSAGE_BYTES, _FILES_OF_A_TASK)
        if not message:
            return
        owner.send(json.dumps(_serve(owner, json.loads(message), files, walls)).encode())


def _serve(owner: socket.socket, request: dict[str, Any], files: list[int], walls: dict[str, bool]) -> dict[str, Any]:
    """Fork a child for one task and wait for its end; say how it ended."""
    zygote = os.getpid()
    child = os.fork()
    if child == 0:
        _live_and_die(owner, request, files, walls, zygote)
    _lead_group(child)
    for file in files:
        os.close(file)
    timed_out = _wait(owner, child, request["limits"]["wall_seconds"])
    # The child is not reaped yet, so its number still belongs to its group and to nobody else.
    _kill_group(child)
    _, status, usage = os.wait4(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "timed_out": timed_out, "peak_kib": usage.ru_maxrss}


def _lead_group(child: int) -> None:
    try:
        os.setpgid(child, child)
    except OSError:
        # The child was faster: it does the same itself, and may even have ended.
        return


def _kill_group(child: int) -> None:
    try:
        os.killpg(child, signal.SIGKILL)
    except OSError:
        # Nobody is left in the group.
        return


def _wait(owner: socket.socket, child: int, seconds: float) -> bool:
    """Wait until the child ends; True if its time ran out first. Ends with the child if the owner went away."""
    ending = os.pidfd_open(child)
    try:
        watch = select.poll()
        watch.register(ending, select.POLLIN)
        watch.register(owner.fileno(), select.POLLIN)
        deadline = time.monotonic() + seconds
        ready = [descriptor for descriptor, _ in watch.poll(max(0.0, deadline - time.monotonic()) * 1000)]
        if owner.fileno() in ready:
            # The owner never speaks before it has its answer: this is its end.
            _kill_group(child)
            os._exit(0)
        return not ready
    finally:
        os.close(ending)


def _live_and_die(
    owner: socket.socket, request: dict[str, Any], files: list[int], walls: dict[str, bool], zygote: int
) -> None:
    """The whole life of a child; never returns."""
    code = 1
    try:
        os.setpgid(0, 0)
        kernel.die_with_parent(signal.SIGKILL)
        if os.getppid() != zygote:
            os._exit(1)
        owner.close()
        own_walls = confine_child(Limits(**request["limits"]))
        code = task.run(request, files, {**walls, **own_walls})
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
