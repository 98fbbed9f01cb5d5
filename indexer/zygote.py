"""The process that has the libraries of a trade loaded and forks one disposable child for each task.

Loading the libraries takes half a second and more, forking a process that has them a few milliseconds: that is why it
exists. It parses nothing itself and has one thread of its own. Started as `python -P -m indexer.zygote FD TRADE` with a
bare environment, in an empty folder that it removes, and with one open socket FD to its owner; it ends when the owner
does. The trade is `pdf` or `lines`: what the children read.

Each message from the owner is one task with open files: the PDF or picture to read, the report and the images to write,
and for signatures the trust list to read. The answer says how the child ended.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer import kernel
from indexer.confinement import Limits, limit, raise_walls, shut_in

MESSAGE_BYTES = 65_536
FILES_OF_A_TASK = 4
GENTLE = 9

Task = Callable[[dict[str, Any], list[int], dict[str, bool]], int]


def main() -> None:
    """Serve tasks until the owner goes away."""
    # In a session of its own it would be served like the web; it goes as far back as whoever started it. A second
    # reading goes behind the first one, which somebody waits for.
    kernel.step_back(GENTLE if sys.argv[2] == "lines" else 0)
    owner = socket.socket(fileno=int(sys.argv[1]))
    walls, run, kept_open = _learn_lines() if sys.argv[2] == "lines" else _learn_pdf()
    gc.collect()
    gc.freeze()
    # A child lives too short to gain from it, and collecting would touch, hence copy, all that was loaded.
    gc.disable()
    os.environ.clear()
    # What libraries print about a hostile file is the file's own words; from here on it goes where stdout goes: away.
    os.dup2(1, 2)
    owner.send(json.dumps({"ready": walls}).encode())
    spare = Child(owner, walls, run)
    while True:
        message, files, _, _ = socket.recv_fds(owner, MESSAGE_BYTES, FILES_OF_A_TASK)
        if not message:
            kept_open()
            return
        child, spare = _hand_over(spare, message, files, lambda: Child(owner, walls, run))
        timed_out = child.wait(owner, json.loads(message)["limits"]["wall_seconds"])
        owner.send(json.dumps({**child.end(), "timed_out": timed_out}).encode())


def _learn_pdf() -> tuple[dict[str, bool], Task, Callable[[], None]]:
    """Some of what PDFs need can only be loaded before the walls stand."""
    from indexer.reading import rehearsal, task

    document = rehearsal.rehearse()
    return _enclose(), task.run, document.close


def _learn_lines() -> tuple[dict[str, bool], Task, Callable[[], None]]:
    """The neural libraries start a thread as they load, and a process with two threads cannot leave the network."""
    walls = _enclose()
    from indexer.ocr import neural

    neural.rehearse()
    return walls, neural.run, lambda: None


def _enclose() -> dict[str, bool]:
    here = Path(__file__).resolve().parent
    os.rmdir(os.getcwd())  # noqa: PTH106, PTH109 - an empty folder that is gone can never be filled.
    # Not the folder above, which in a checkout may hold the database and the originals.
    libraries = [Path(place) for place in sys.path if place.endswith("-packages")]
    return raise_walls([here, here.parent / "portal" / "domain", *libraries])


class Child:
    """A child that waits, behind all walls, for the one task of its life.

    It is forked while its predecessor still works, so that its birth costs no time on a machine with a free processor.
    """

    def __init__(self, owner: socket.socket, walls: dict[str, bool], run: Task) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        zygote = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            owner.close()
            self._socket.close()
            _live_and_die(theirs, walls, zygote, run)
        theirs.close()

    def give(self, message: bytes, files: list[int]) -> None:
        """Hand over the task; raises OSError if the child died waiting."""
        socket.send_fds(self._socket, [message], files)

    def wait(self, owner: socket.socket, seconds: float) -> bool:
        """Wait until the child ends; True if its time ran out first. Ends everything if the owner went away."""
        ending = os.pidfd_open(self.pid)
        try:
            watch = select.poll()
            watch.register(ending, select.POLLIN)
            watch.register(owner.fileno(), select.POLLIN)
            ready = [descriptor for descriptor, _ in watch.poll(seconds * 1000)]
        finally:
            os.close(ending)
        if owner.fileno() in ready:
            # The owner never speaks before it has its answer: this is its end.
            self.end()
            sys.exit()
        return not ready

    def end(self) -> dict[str, float]:
        """Kill whatever is left of the child's group, and tell how the child ended."""
        self._socket.close()
        for kill in (os.killpg, os.kill):
            # Not reaped yet, so its number belongs to it and to nobody else. It leads a group unless it died young.
            with contextlib.suppress(OSError):
                kill(self.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.pid, 0)
        return {
            "status": os.waitstatus_to_exitcode(status),
            "peak_kib": usage.ru_maxrss,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
        }


def _hand_over(spare: Child, message: bytes, files: list[int], fork: Callable[[], Child]) -> tuple[Child, Child]:
    """Give the task to the waiting child, or to a fresh one if that died waiting; return it and its successor."""
    try:
        spare.give(message, files)
    except OSError:
        spare.end()
        spare = fork()
        spare.give(message, files)
    for file in files:
        os.close(file)
    return spare, fork()


def _live_and_die(zygote_socket: socket.socket, walls: dict[str, bool], zygote: int, run: Task) -> None:
    """The whole life of a child; never returns."""
    code = 1
    try:
        os.setpgid(0, 0)
        kernel.die_with_parent(signal.SIGKILL)
        if os.getppid() == zygote:
            walls = {**walls, **shut_in()}
            message, files, _, _ = socket.recv_fds(zygote_socket, MESSAGE_BYTES, FILES_OF_A_TASK)
            zygote_socket.close()
            if message:
                request = json.loads(message)
                limit(Limits(**request["limits"]))
                code = run(request, files, walls)
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
