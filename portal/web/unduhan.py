"""Counts fetched files in memory and writes them down now and then, so that no download waits for the database.

Nothing is kept of who fetched: code, day, number. What was counted since the last writing is lost when a process is
killed; the figures are statistics, not records.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date

from flask import Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from portal.services import unduhan
from portal.web.context import today
from portal.wiring import Stores

log = logging.getLogger("portal.web")

WRITE_EVERY = 30.0
"""Seconds between two writings at least."""


class UnduhanCounter:
    """What was fetched since the last writing; safe for many threads."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, date]] = Counter()
        self._timer: threading.Timer | None = None

    def add(self, kode: str, on: date) -> None:
        """One more; it is written down within WRITE_EVERY seconds."""
        with self._lock:
            self._counts[kode, on] += 1
            if self._timer is None:
                self._timer = threading.Timer(WRITE_EVERY, self.write)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write down what was counted; where that fails it is counted on and tried again with the next."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if not counts:
            return
        try:
            self._write(counts)
        except SQLAlchemyError as error:
            log.warning("downloads not written down yet (%s)", type(error).__name__)
            with self._lock:
                self._counts += counts

    def _write(self, counts: Mapping[tuple[str, date], int]) -> None:
        with self._stores.database.transaction() as session:
            unduhan.add(session, counts)


def make_counter(stores: Stores) -> UnduhanCounter:
    """The counter of an application; what it holds at the end of the process is written down."""
    counter = UnduhanCounter(stores)
    atexit.register(counter.write)
    return counter


def count(kode: str, response: Response) -> Response:
    """Count a file that is sent from its first byte on, and give the answer back."""
    begins = response.status_code == 200 or response.headers.get("Content-Range", "").startswith("bytes 0-")
    if request.method == "GET" and begins and response.status_code in (200, 206):
        counter: UnduhanCounter = current_app.extensions["unduhan"]
        counter.add(kode, today())
    return response
