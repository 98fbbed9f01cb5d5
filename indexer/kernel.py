"""The Linux calls that shut a process in and that Python does not offer: namespaces, Landlock, seccomp, prctl.

Each function returns whether the kernel granted the wish; a container may forbid any of them, and the others still
hold. None raises: what is missing is reported, not fatal.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = 0x20000, 0x8000000, 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
CAPABILITY_VERSION_3 = 0x20080522

LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
LANDLOCK_RIGHTS_BY_ABI = (13, 14, 15, 15, 16)
"""How many file rights each version of Landlock knows; later versions know as many as the last."""
LANDLOCK_READ_FILE, LANDLOCK_READ_DIR = 1 << 2, 1 << 3

_AUTOGROUP = Path("/proc/self/autogroup")
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_FORBIDDEN_CALLS = {
    # Sockets, new processes and threads, signals and eyes on other processes, mounts and namespaces, kernel add-ons.
    "x86_64": (
        *(41, 42, 49, 50, 53, 56, 57, 58, 59, 322, 435, 62, 129, 200, 424, 438, 101, 310, 311),
        *(165, 166, 272, 308, 321, 323, 298, 248, 249, 250, 425),
    ),
    "aarch64": (
        *(198, 203, 200, 201, 199, 220, 221, 281, 435, 129, 138, 130, 424, 438, 117, 270, 271),
        *(40, 39, 97, 268, 280, 282, 241, 217, 218, 219, 425),
    ),
}


def die_with_parent(signal_number: int) -> None:
    """Ask the kernel to send this signal when the parent process ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def step_back(nice: int) -> bool:
    """Let others have the processor first, by this much of `nice`; whether the whole session steps back with it."""
    level = os.nice(nice)
    if os.getsid(0) != os.getpid():
        # Others share this session: what they do is not ours to slow down.
        return False
    try:
        # Linux shares the processor out between sessions first: within one of its own, `nice` alone does nothing.
        _AUTOGROUP.write_text(str(level), encoding="ascii")
    except OSError:
        return False
    return True


def forbid_new_privileges() -> bool:
    """Make set-uid programs harmless for this process and all it starts; the next two walls ask for it."""
    return bool(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def leave_network() -> bool:
    """Move into a fresh network namespace that has no connection to anything."""
    # A user namespace first: it needs no privilege, and takes away sight of the worker's memory and environment.
    return any(
        _libc.unshare(flags) == 0
        for flags in (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC, CLONE_NEWNET | CLONE_NEWIPC)
    )


def drop_capabilities() -> bool:
    """Give up every privilege of root, also the ones a user namespace hands out."""
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    return bool(_libc.capset(header, bytes(24)) == 0)


def landlock_readable(paths: Iterable[Path]) -> bool:
    """From now on only these files and folders may be opened, for reading alone, and nothing may be written.

    Files already open stay usable. Newer kernels also refuse TCP, signals and abstract sockets through this.
    """
    abi = _libc.syscall(LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if abi < 1:
        return False
    rights = (1 << LANDLOCK_RIGHTS_BY_ABI[min(abi, len(LANDLOCK_RIGHTS_BY_ABI)) - 1]) - 1
    wish = struct.pack("QQQ", rights, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _libc.syscall(LANDLOCK_CREATE_RULESET, wish[:size], ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in paths:
            _landlock_allow(ruleset, path)
        return bool(_libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _landlock_allow(ruleset: int, path: Path) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = LANDLOCK_READ_FILE | (LANDLOCK_READ_DIR if path.is_dir() else 0)
        _libc.syscall(LANDLOCK_ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, beneath), 0)
    finally:
        os.close(beneath)


def seccomp_forbid() -> bool:
    """Refuse sockets, new processes and threads, and signals to others, for good, in this process."""
    machine = os.uname().machine
    if machine not in _AUDIT_ARCH:
        return False
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    calls = _FORBIDDEN_CALLS[machine]
    program = [
        (load, 0, 0, 4),
        (equal, 1, 0, _AUDIT_ARCH[machine]),
        (answer, 0, 0, 0x80000000),
        (load, 0, 0, 0),
        (at_least, len(calls) + 1, 0, 0x40000000),
        *((equal, len(calls) - place, 0, call) for place, call in enumerate(calls)),
        (answer, 0, 0, 0x7FFF0000),
        (answer, 0, 0, 0x00050000 | errno.EPERM),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    return bool(_libc.prctl(PR_SET_SECCOMP, 2, header, 0, 0) == 0)
