"""Shuts the reading process in: no network, no credentials, no files, little memory, little time.

Several walls stand one behind the other because a container may forbid any of them. The zygote puts up the walls
that all its children share; each child adds its own limits, and the walls the zygote could not live behind.
"""

import resource
import signal
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer import kernel

_REFUSED_EVENTS = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.spawn", "os.kill", "pty.")
_SYSTEM_FOLDERS = ("/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one child may use. Times in seconds; `wall_seconds` is enforced from outside, the rest by the kernel."""

    memory_bytes: int = 1024 * _MEBIBYTE
    cpu_seconds: int = 20
    wall_seconds: float = 10.0
    output_bytes: int = 64 * _MEBIBYTE
    open_files: int = 64

    def to_json(self) -> dict[str, int | float]:
        """A plain dict of the same names."""
        return asdict(self)


def raise_walls(code_folders: list[Path]) -> dict[str, bool]:
    """Leave the network and, but for program code and fonts, the file system; say which walls stand.

    Called once by the zygote after it has imported everything; irrevocable and inherited by all children.
    """
    walls = {"namespace": kernel.leave_network()}
    walls["no_capabilities"] = kernel.drop_capabilities()
    walls["no_new_privileges"] = kernel.forbid_new_privileges()
    prefixes = {Path(sys.prefix), Path(sys.base_prefix)}
    readable = [*(Path(folder) for folder in _SYSTEM_FOLDERS), *prefixes, *code_folders]
    walls["landlock"] = kernel.landlock_readable(readable)
    return walls


def shut_in() -> dict[str, bool]:
    """Raise the walls of a child that the zygote could not live behind; say which stand."""
    sys.addaudithook(_refuse)
    return {"seccomp": kernel.seccomp_forbid(), "audit_hook": True}


def limit(limits: Limits) -> None:
    """Set the limits of a child when its task is known."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    # One second between the soft and the hard limit keeps the signal SIGXCPU, which tells the cause.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output_bytes, limits.output_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """The guard that always stands, whatever the kernel grants: Python code gets no socket and no new process."""
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError(f"{event} is not allowed while a file is read")
