"""Connections to the database of an index: a few that are kept, and one answer for whatever goes wrong with them."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
import psycopg
from psycopg.adapt import Buffer, Loader
from psycopg.conninfo import make_conninfo
from psycopg.pq import Format
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import TimeoutError as NoPlaceError

from portal.errors import PortalError, SearchBusyError, SearchUnavailableError
from portal.search.answers.facts import Numbers
from portal.search.interface import BUSY, UNAVAILABLE

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

Connection = psycopg.Connection[tuple[Any, ...]]

AWAY = "Pencarian sedang tidak tersedia: basis data indeks tidak dapat dihubungi. Coba lagi beberapa saat lagi."
_POOL = {"pool_size": 8, "max_overflow": 8, "pool_timeout": 5}
"""More than a web process has threads; who finds no place for five seconds is told that the search is away."""
LONGEST_READ_MS = 10_000
"""No search takes longer; what does is stopped by the server."""
PATIENCE_MS = 5_000
"""How long a writer waits for another one."""
_PAUSE = 2.0
"""Seconds for which a server that could not be reached is not asked again: a page must not wait for it every time."""
_TIMEOUTS = {
    "connect_timeout": 3,
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
_NUMBERS_OID = psycopg.adapters.types["int4"].array_oid


class _NumbersLoader(Loader):
    """An array of numbers as numpy reads it: five numbers of head, then length and value of each."""

    format = Format.BINARY

    def load(self, data: Buffer) -> Numbers:
        """The values of an array without holes."""
        found: Numbers = np.frombuffer(data, dtype=">i4")[6::2].astype(np.int32)
        return found


class Connections:
    """Connections of one role. Safe for many threads; the first is made at the first question."""

    def __init__(self, url: str, *, is_reading: bool) -> None:
        self._is_reading = is_reading
        self._address = make_conninfo(plain_url(url), **_TIMEOUTS)
        # Readers ask again where a kept connection has died; a writer must know before it begins, or a server that was
        # started anew looks like an index that is broken.
        self._engine = create_engine(
            "postgresql+psycopg://", creator=self._connect, pool_pre_ping=not is_reading, **_POOL
        )
        self._away_until = 0.0
        self._lock = threading.Lock()

    def _connect(self) -> Connection:
        if time.monotonic() < self._away_until:
            raise SearchUnavailableError(AWAY)
        try:
            connection = psycopg.connect(self._address, autocommit=True)
        except psycopg.OperationalError:
            with self._lock:
                self._away_until = time.monotonic() + _PAUSE
            raise
        connection.adapters.register_loader(_NUMBERS_OID, _NumbersLoader)
        # Vectors lie beside the rows: reading a table through costs far more than the server believes.
        connection.execute("SET enable_seqscan = off")
        connection.execute("SET jit = off")
        limit = ("statement_timeout", LONGEST_READ_MS) if self._is_reading else ("lock_timeout", PATIENCE_MS)
        connection.execute("SELECT set_config(%s, %s::text, FALSE)", limit)
        connection.autocommit = False
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ if self._is_reading else None
        connection.read_only = self._is_reading or None
        return connection

    @contextmanager
    def opened(self) -> Iterator[Connection]:
        """A connection; what it did is committed at the end, or rolled back if anything is raised."""
        kept = self._engine.raw_connection()
        try:
            connection: Connection = kept.driver_connection  # type: ignore[assignment]
            try:
                yield connection
                connection.commit()
            except BaseException:
                if connection.closed:
                    kept.invalidate()
                else:
                    connection.rollback()
                raise
        finally:
            kept.close()

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection on which every statement stands for itself, as VACUUM needs it."""
        with self.opened() as connection:
            connection.commit()
            connection.autocommit = True
            try:
                yield connection
            finally:
                if not connection.closed:
                    connection.autocommit = False

    def ask(self, question: Callable[[Connection], _T]) -> _T:
        """The answer of one reading transaction, asked once more where the first was cut off.

        A kept connection may have died, and the tables that were just read may have been replaced since.
        """
        try:
            return self._once(question)
        except (psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.UndefinedTable) as error:
            if isinstance(error, psycopg.errors.QueryCanceled):
                raise
            return self._once(question)

    def _once(self, question: Callable[[Connection], _T]) -> _T:
        with self.opened() as connection:
            return question(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def plain_url(url: str) -> str:
    """The address as the server's own library reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def has_good_url(url: str) -> bool:
    """Whether an address can be read at all."""
    try:
        return make_url(url).get_backend_name() == "postgresql"
    except (ArgumentError, ValueError):
        return False


def role_of(url: str) -> str:
    """The role that an address enters as; empty where it names none."""
    parsed: URL = make_url(url)
    return parsed.username or ""


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever keeps an index from answering becomes SearchUnavailableError; another writer, SearchBusyError."""
    try:
        yield
    except (PortalError, MemoryError):
        raise
    except psycopg.errors.LockNotAvailable as error:
        raise SearchBusyError(BUSY) from error
    except (psycopg.OperationalError, psycopg.InterfaceError, NoPlaceError) as error:
        _log.warning("the database of the search index does not answer")
        raise SearchUnavailableError(AWAY) from error
    except psycopg.errors.UndefinedTable as error:
        raise SearchUnavailableError(UNAVAILABLE) from error
    except Exception as error:  # What damaged tables make of their reader can be anything.
        _log.exception("search index cannot be used")
        raise SearchUnavailableError(UNAVAILABLE) from error
