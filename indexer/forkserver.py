"""The owner's side of the zygote: starts it with nothing in its hands, gives it tasks, starts it anew if it dies."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.errors import ConfigError

START_SECONDS = 60.0
MOST_STARTS = 3
"""A zygote that is killed while it starts says nothing about the machine; one that cannot start ends by itself."""
GRACE_SECONDS = 5.0
"""How long after the end of a child's time the zygote may stay silent before it is replaced."""

_MESSAGE_BYTES = 65_536


class ZygoteLostError(Exception):
    """The zygote ended or fell silent during a task; the next task starts a new one."""


class _KilledAtStartError(ConfigError):
    """Somebody else ended the zygote before it was ready."""


@dataclass(frozen=True)
class ChildEnd:
    """How a child ended: exit code (negative: the signal), whether its time ran out, its largest memory in KiB.

    `cpu_seconds` is the time of the processor it used up: less than its limit, and that limit did not end it.
    """

    status: int
    timed_out: bool
    peak_kib: int
    cpu_seconds: float


class ForkServer:
    """One zygote of a trade (`pdf`, `lines`), started at need. Safe to share between threads: tasks take turns."""

    def __init__(self, trade: str = "pdf") -> None:
        self._trade = trade
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self.walls: dict[str, bool] = {}

    @property
    def pid(self) -> int | None:
        """The process number of the zygote, None while there is none."""
        return None if self._process is None else self._process.pid

    def make_ready(self) -> float:
        """Start the zygote where there is none; gives back how many seconds that took. Raises ConfigError."""
        with self._turn:
            if self._socket is not None:
                return 0.0
            began = time.monotonic()
            self._start_in_spite_of_kills()
            return time.monotonic() - began

    def run(self, request: dict[str, Any], files: list[int]) -> ChildEnd:
        """Have one child do the request with these open files; raises ZygoteLostError, ConfigError."""
        with self._turn:
            server = self._socket or self._start_in_spite_of_kills()
            try:
                server.settimeout(request["limits"]["wall_seconds"] + GRACE_SECONDS)
                socket.send_fds(server, [json.dumps(request).encode()], files)
                answer = server.recv(_MESSAGE_BYTES)
            except OSError as error:
                self._stop()
                raise ZygoteLostError from error
            if not answer:
                self._stop()
                raise ZygoteLostError
            return ChildEnd(**json.loads(answer))

    def close(self) -> None:
        """End the zygote and with it any child."""
        with self._turn:
            self._stop()

    def _start_in_spite_of_kills(self) -> socket.socket:
        for _ in range(MOST_STARTS - 1):
            with contextlib.suppress(_KilledAtStartError):
                return self._start()
        return self._start()

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        folder = tempfile.mkdtemp(prefix="baca-")
        complaints = os.memfd_create("complaints")
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter.
                [sys.executable, "-P", "-s", "-m", "indexer.zygote", str(theirs.fileno()), self._trade],
                cwd=folder,
                env=_bare_environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )
            theirs.close()
            self._socket = ours
            self.walls = self._await_ready(ours)
        except OSError as error:
            was_killed = self._was_killed()
            self._stop()
            failure = _KilledAtStartError if was_killed else ConfigError
            raise failure("Proses pembaca berkas tidak dapat dimulai." + _last_line(complaints)) from error
        finally:
            os.close(complaints)
            # The zygote removes its folder itself; it is still here only if the start failed.
            shutil.rmtree(folder, ignore_errors=True)
        return ours

    def _await_ready(self, server: socket.socket) -> dict[str, bool]:
        server.settimeout(START_SECONDS)
        hello = server.recv(_MESSAGE_BYTES)
        if not hello:
            raise ConnectionError("the zygote ended before it was ready")
        return dict(json.loads(hello)["ready"])

    def _was_killed(self) -> bool:
        if self._process is None:
            return False
        with contextlib.suppress(subprocess.TimeoutExpired):
            # Its socket closes a moment before the process has ended.
            return self._process.wait(1.0) < 0
        return False

    def _stop(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._process is not None:
            # Its child, if there is one, asked the kernel to die with it.
            self._process.kill()
            self._process.wait()
            self._process = None


def _bare_environment() -> dict[str, str]:
    """Where the program code lies and nothing else; the zygote clears even that before it opens a file."""
    code = [str(Path(__file__).resolve().parent.parent), *(place for place in sys.path if Path(place).is_absolute())]
    # A library of numbers that starts a thread for each processor could neither be shut in nor share fairly.
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {
        **one_thread,
        # The releases asked for tell nobody anything; a newer one that somebody installs by hand must not either.
        "ORT_DISABLE_TELEMETRY": "1",
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(code)),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _last_line(descriptor: int) -> str:
    size = os.fstat(descriptor).st_size
    lines = os.pread(descriptor, 2000, max(0, size - 2000)).decode(errors="replace").strip().splitlines()
    return f" ({lines[-1]})" if lines else ""
