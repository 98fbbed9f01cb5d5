"""The one way out of a child: lines of JSON and picture bytes, written as soon as they are known.

Each line stands for itself, so whatever was found before a child dies is kept.
"""

import json
import os
from typing import Any

OUT_OF_MEMORY, OUTPUT_FULL, STEP_FAILED = 3, 4, 5
"""Exit codes of a child that noticed its own limit, or could not do its step; 1 is a failure of the program."""


class Report:
    """Writes findings to two files that the owner opened; raises OSError when the output limit is reached."""

    def __init__(self, lines: int, pictures: int) -> None:
        self._lines = lines
        self._pictures = pictures

    def write(self, **finding: Any) -> None:
        """Add one finding as a line."""
        _write_all(self._lines, json.dumps(finding, ensure_ascii=False).encode() + b"\n")

    def write_picture(self, picture: bytes) -> None:
        """Add the bytes of a picture; the line that describes it follows."""
        _write_all(self._pictures, picture)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
