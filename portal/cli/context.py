"""What every command shares: opening the stores."""

from collections.abc import Iterator
from contextlib import contextmanager

from migrations import runner
from portal.config import Config
from portal.errors import ConfigError
from portal.wiring import Stores, opened_stores, refuse_unsafe_stores


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
