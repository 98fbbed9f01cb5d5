"""How long to leave the search index alone while it cannot be written: twice as long each time, up to a minute."""

from datetime import datetime, timedelta

FIRST = timedelta(seconds=2)
LONGEST = timedelta(minutes=1)


class Outage:
    """One line of work's memory of an index that is away."""

    def __init__(self) -> None:
        self.until: datetime | None = None
        self._wait = FIRST

    def begin(self, now: datetime) -> datetime:
        """The index is away, or still is; gives the moment of the next try."""
        self.until = now + self._wait
        self._wait = min(self._wait * 2, LONGEST)
        return self.until

    def lasts(self, now: datetime) -> bool:
        """Whether it is too early for another try."""
        return self.until is not None and now < self.until

    def end(self) -> None:
        """The index is back."""
        self.until, self._wait = None, FIRST
