"""What a command says and how it ends: lines on standard output and error, exit codes. Needs nothing of the portal."""

import sys
from typing import TextIO

EXIT_OK, EXIT_UNEXPECTED, EXIT_USAGE, EXIT_PARTLY, EXIT_CHECK_FAILED = 0, 1, 2, 3, 4


def say(line: str) -> None:
    """One line on standard output."""
    _write(sys.stdout, line)


def note(line: str) -> None:
    """One line on standard error: progress and remarks, never data."""
    _write(sys.stderr, line)


def _write(stream: TextIO, line: str) -> None:
    # A file name may hold bytes that are no text; a report must not die of it.
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()
