"""Starts the real programs of the portal in a tenth of a second: one process imports everything, and forks at a word.

A drill that kills hundreds of processes would else spend its time on imports. What is forked lives like a program that
was started: settings from its environment, a session and files of its own, no parent that looks after it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.factories.processes import is_alive
from tests.fixtures.repository import ROOT

PATIENCE = 60.0


class Nursery:
    """The process that forks; a context manager that ends it and all it has started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers: set[int] = set()

    def __enter__(self) -> "Nursery":
        command = [sys.executable, "-m", "tests.factories.nursery"]
        environ = {**_without_settings(), "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            command, cwd=self._folder, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "siap\n"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        for number in self._numbers:
            kill(number)

    def start(self, program: str, arguments: list[str], environ: Mapping[str, str]) -> int:
        """Start `portal` or `indexer`; the number of the process. Its words go to a file named like the program."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"program": program, "arguments": arguments, "environ": {**_without_settings(), **environ}}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        number = int(self._process.stdout.readline())
        self._numbers.add(number)
        return number


def kill(number: int) -> None:
    """kill -9, and wait until it is gone."""
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return
    wait_for(lambda: not is_alive(number))


def wait_for(holds: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether something came true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _without_settings() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if not name.startswith(("PORTAL_", "PYTEST_"))}


def main() -> None:
    """Import everything, say so, and fork one process for each line that comes in."""
    from indexer import __main__ as indexer
    from portal.cli import main as portal
    from portal.cli import remind, serving, storage

    programs: dict[str, Callable[[list[str]], int]] = {"portal": portal.main, "indexer": indexer.main}
    assert all((remind, serving, storage))
    # Nobody fetches what has ended: the kernel does.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("siap\n")
    sys.stdout.flush()
    for line in sys.stdin:
        order = json.loads(line)
        number = os.fork()
        if number == 0:
            _live(programs[order["program"]], order)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def _live(program: Callable[[list[str]], int], order: dict[str, Any]) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        os.environ.clear()
        os.environ.update(order["environ"])
        nothing = os.open(os.devnull, os.O_RDWR)
        words = os.open(f"{order['program']}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for number, taken in enumerate((nothing, nothing, words)):
            os.dup2(taken, number)
        code = program(order["arguments"])
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
