"""What every command shares: opening the stores, writing lines, exit codes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from migrations import runner
from portal.config import Config
from portal.errors import ConfigError
from portal.wiring import Stores, opened_stores, refuse_unsafe_stores

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


@contextmanager
def ready_stores(config: Config | None = None) -> Iterator[Stores]:
    """The stores of a portal that may be written: at the newest revision, and safe where it is a production.

    Raises ConfigError otherwise.
    """
    with stores_to_look_at(config) as stores:
        refuse_unsafe_stores(stores)
        yield stores


@contextmanager
def stores_to_look_at(config: Config | None = None) -> Iterator[Stores]:
    """The same for a command that only reads, or that mends what makes a production unsafe. Raises ConfigError."""
    with opened_stores(config or Config.from_env()) as stores:
        refuse_old_schema(stores)
        yield stores


def refuse_old_schema(stores: Stores) -> None:
    """New code on an old schema would half work: it must not start."""
    if runner.current(stores.database.engine) != runner.head():
        raise ConfigError("Basis data belum pada revisi terbaru. Jalankan: portal migrate")
