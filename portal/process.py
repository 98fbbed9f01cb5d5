"""Which process this is, and whether another one still lives: what it holds need not wait for a clock to run out.

A number alone names nobody, since numbers are given again: a process is named by its host, by the kernel and the space
in which its number counts, by the number, and by the moment it began. Only within the same space can anybody be sure.
"""

import hashlib
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

INCOMING = "masuk-"
"""How a file begins that is coming in; behind it the mark of the process that takes it in."""
_GONE_STATES = "ZXx"
"""A process that was killed and not yet fetched by its parent does nothing any more."""


@dataclass(frozen=True)
class ProcessName:
    """The name of one process for all time; as text it has four parts with a colon between them."""

    host: str
    space: str
    pid: int
    began: str

    def __str__(self) -> str:
        return f"{self.host}:{self.space}:{self.pid}:{self.began}"

    @property
    def mark(self) -> str:
        """The name for use within a file name; `is_left` reads it back."""
        return f"{self.space}.{self.pid}.{self.began}"


def this_process() -> ProcessName:
    """The name of the process that asks."""
    pid = os.getpid()
    return ProcessName(socket.gethostname().replace(":", "-"), _space(), pid, _began(pid) or "0")


def incoming_name() -> str:
    """A file name for something that is coming in, by which it can be told whether its process still lives."""
    return f"{INCOMING}{this_process().mark}-{secrets.token_hex(16)}"


def name_in(text: str) -> str | None:
    """The process named at the head of a text that may go on behind it; None where there is none."""
    parts = text.split(":")
    if len(parts) < 4 or not parts[2].isdigit() or not parts[3].isdigit():
        return None
    return ":".join(parts[:4])


def is_gone(name: str) -> bool | None:
    """Whether a process has ended; None where that cannot be told from here, as of one on another machine."""
    _, space, pid, began = name.split(":")
    return None if space == "unknown" or space != _space() else _is_other(int(pid), began)


def is_left(mark: str) -> bool | None:
    """The same for a mark in a file name."""
    space, _, rest = mark.partition(".")
    pid, _, began = rest.partition(".")
    if space == "unknown" or space != _space() or not pid.isdigit():
        return None
    return _is_other(int(pid), began)


def _is_other(pid: int, began: str) -> bool:
    return _began(pid) != began


def _began(pid: int) -> str | None:
    """The moment a process began, in ticks since the machine did; None where there is no such process any more."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    # The name of the program stands in brackets and may hold anything, brackets included.
    fields = told.rpartition(")")[2].split()
    return None if fields[0] in _GONE_STATES else fields[19]


def _space() -> str:
    """Names the kernel since its start and the space of process numbers, in which two containers differ."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        numbers = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return "unknown"
    return hashlib.sha256(f"{boot} {numbers}".encode()).hexdigest()[:12]
