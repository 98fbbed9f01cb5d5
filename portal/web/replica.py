"""Public pages from a replica of the database, as far as it shows what is public by now.

Whatever makes something public, or takes it away, raises one number in its own transaction. A request asks the
database itself for that number, which costs a row by its key; the replica is read only where its own row shows the
same number of the same instant, in the very transaction that makes the page. So a withdrawal waits for nobody: until
the replica has caught up, pages come from the database.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.queries.public import changes
from portal.queries.public.values import PublicState

log = logging.getLogger("portal.web")

LEFT_ALONE_SECONDS = 10.0
"""How long a replica that failed is not asked: each page would wait for it."""


class Replica:
    """The replica as the pages of one process see it; safe for many threads. `sessions` opens one on it."""

    def __init__(
        self, sessions: Callable[[], AbstractContextManager[Session]], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._sessions = sessions
        self._now = now
        self._away_until = 0.0

    def leave_alone(self) -> None:
        """It failed: read from the database for a while."""
        if self._now() >= self._away_until:
            log.warning("the replica does not answer; public pages are read from the database itself")
        self._away_until = self._now() + LEFT_ALONE_SECONDS

    @contextmanager
    def reading(self, wanted: PublicState) -> Iterator[Session | None]:
        """A session in which just the state `wanted` of what is public is seen; None where there is none now.

        One that is ahead is not taken: after a change of places the old database may have gone on by itself.
        """
        if self._now() < self._away_until:
            yield None
            return
        with self._sessions() as session:
            try:
                has_caught_up = changes.current(session) == wanted
            except SQLAlchemyError:
                self.leave_alone()
                has_caught_up = False
            yield session if has_caught_up else None
