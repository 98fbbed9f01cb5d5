"""How far the recognition of a file is: counts of its pages, for staff."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recognition:
    """Pages of one file that go to a recogniser. `total` counts all of them, `done` those that wait no longer.

    `without_engine` counts waiting pages that no installed engine can read; `failed` are done, but unread.
    """

    done: int = 0
    total: int = 0
    without_engine: int = 0
    failed: int = 0

    @property
    def is_running(self) -> bool:
        """Whether pages wait for an engine that is there."""
        return self.total - self.done > self.without_engine

    @property
    def is_engine_missing(self) -> bool:
        """Whether all that is left waits for an engine to be installed."""
        return self.without_engine > 0 and not self.is_running

    @property
    def current(self) -> int:
        """Number of the page that is being recognised, counted from 1 among those that go to the recogniser."""
        return min(self.done + 1, self.total)


NOTHING = Recognition()
"""The recognition of a file without pages for a recogniser."""
