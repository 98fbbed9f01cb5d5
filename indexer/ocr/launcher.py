"""Shuts itself in and then becomes the text recogniser: `python -m indexer.ocr.launcher LIMITS PROGRAM ARGUMENT...`.

A process of its own, because the limits cannot be set safely between fork and exec of a program with threads. LIMITS
are five whole numbers, `memory,cpu,output,files,parent`: bytes, seconds, bytes, a count, the number of the process that
started it. What the kernel does not grant is left out; the limits always hold.
"""

import os
import resource
import signal
import sys

from indexer import kernel

GENTLE = 9


def main() -> None:
    """Raise the walls, set the limits, and run the program in this very process."""
    memory, processor, output, files, parent = (int(part) for part in sys.argv[1].split(","))
    kernel.die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    # Recognising one page takes longer than all other work on a file: whoever waits for the rest goes first.
    kernel.step_back(GENTLE)
    kernel.leave_network()
    kernel.drop_capabilities()
    kernel.forbid_new_privileges()
    # Python ignores these two, and the program would inherit that: a full output would look like a fault of its own.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # One second between the soft and the hard limit keeps the signal SIGXCPU, which tells the cause.
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    os.execve(sys.argv[2], sys.argv[2:], environment)  # noqa: S606 - the program was found by the engine.


if __name__ == "__main__":
    main()
