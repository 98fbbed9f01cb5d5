"""Looks at the processes of this machine, for tests that must leave none behind."""

import os
from pathlib import Path


def living_children(parent: int) -> list[int]:
    """Numbers of the children that run now, by one look at it alone; `children_of` sees the dead ones too."""
    try:
        told = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    except OSError:
        return []
    return [int(number) for number in told.split()]


def children_of(parent: int) -> dict[int, str]:
    """The living and dead children of a process: number and state letter (Z is a zombie)."""
    children = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The program name may hold spaces and brackets; the fields behind its closing bracket do not.
            state, ppid = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
        except (OSError, ValueError):
            continue
        if int(ppid) == parent:
            children[int(entry.name)] = state
    return children


def is_alive(process: int) -> bool:
    """Whether a process of this number exists."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def is_working(process: int) -> bool:
    """Whether a process of this number does anything: one that has ended and waits to be fetched does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def slowness() -> float:
    """How many times as long a piece of work may take as on an idle machine, by what else wants the processors now."""
    return 1.0 + 2 * os.getloadavg()[0] / (os.cpu_count() or 1)


def resident_mebibytes() -> int:
    """Memory this process holds now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20
