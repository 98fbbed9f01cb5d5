"""Says every few seconds that this process lives, for those on other machines who cannot look for themselves."""

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from portal import clock, process
from portal.db import Database
from portal.services import workers

log = logging.getLogger("indexer")


class Heartbeat:
    """Beats in a thread of its own for the time of a `with` block; a database that is away is tried again."""

    def __init__(self, database: Database, second_reader: Callable[[], str] = str) -> None:
        self._database = database
        self._second_reader = second_reader
        self._name = str(process.this_process())
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._beat()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        try:
            with self._database.transaction() as session:
                workers.note_ended(session, self._name)
        except Exception:
            log.exception("heartbeat could not be ended")

    def _beat_on(self) -> None:
        while not self._ended.wait(workers.BEAT.total_seconds()):
            self._beat()

    def _beat(self) -> None:
        try:
            with self._database.transaction() as session:
                workers.note_alive(session, self._name, now=clock.utc_now(), second_reader=self._second_reader())
        except Exception:
            log.exception("heartbeat failed")
