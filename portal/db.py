"""Database access: engine, sessions, and the only commit of the portal.

SQLite takes `BEGIN IMMEDIATE` for writing, since a deferred transaction that turns from reading to writing fails at
once under load; reading stays deferred. PostgreSQL reads at REPEATABLE READ, so that one page shows one moment.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from portal.cut_off import Watch
from portal.errors import ConfigError

_BEYOND_ITS_OWN = 1.0
"""Seconds that a server has for ending a statement by itself, before its connection is broken off."""
BUSY_TIMEOUT_MS = 15_000
"""How long anybody waits for what somebody else has locked, whatever the kind of database."""
_LONGEST_PAUSE_MS = 300_000
"""How long whoever writes may say nothing to the server amid a transaction, be it to reckon; then it is
undone. As long as a job may take: a paper of thousands of pages is reckoned over on a busy machine."""
_POSTGRES = {
    "connect_timeout": 5,
    "tcp_user_timeout": BUSY_TIMEOUT_MS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""Seconds and milliseconds: a server that is away, from the start or in mid-talk, must show as such, not as a page that
never comes."""


def make_engine(url: str, *, is_pooled: bool = False, statement_seconds: int = 0) -> Engine:
    """An engine for `url` (`sqlite:///…` or `postgresql…`), with SQLite set up for records that must last.

    `is_pooled` says that a pooler stands between, which hands each transaction to whichever connection is free: nothing
    may be prepared or set for longer than that. `statement_seconds` bounds every statement (0: no bound), also where
    the whole server hangs and cannot end it by itself.
    """
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "postgresql":
        more: dict[str, object] = {"prepare_threshold": None} if is_pooled else {}
        if statement_seconds:
            more["options"] = f"-c statement_timeout={statement_seconds * 1000:d}"
        engine = create_engine(
            parsed,
            pool_size=8,
            max_overflow=8,
            # Asked before anybody could look after the call; who bounds statements has another place to ask.
            pool_pre_ping=not statement_seconds,
            hide_parameters=True,
            connect_args=_POSTGRES | more,
        )
        if statement_seconds:
            _cut_hanging(engine, statement_seconds + _BEYOND_ITS_OWN)
        if is_pooled:
            event.listen(engine, "begin", _begin_pooled)
        else:
            event.listen(engine, "connect", _prepare_postgresql)
            event.listen(engine, "begin", _begin_postgresql)
        return engine
    if parsed.get_backend_name() != "sqlite":
        raise ConfigError("PORTAL_DATABASE_URL harus sqlite:///… atau postgresql://…")
    if parsed.database:
        path = Path(parsed.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite would let everybody read what it makes; what it lays beside the file has the mode of the file.
        if parsed.database != ":memory:" and not path.exists():
            path.touch(mode=0o600)
    # Errors are logged; what was stored or asked for is not.
    engine = create_engine(
        parsed, pool_size=8, max_overflow=8, hide_parameters=True, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _cut_hanging(engine: Engine, seconds: float) -> None:
    """Break connections off over which a statement, or the end of a transaction, takes longer than this."""
    watch = Watch(seconds)

    def begin(connection: Connection, *_: object) -> None:
        if (raw := _living(connection)) is not None:
            watch.begin(raw.fileno())

    def end(connection: Connection, *_: object) -> None:
        if (raw := _living(connection)) is not None:
            watch.end(raw.fileno())

    def checkin(raw: psycopg.Connection | None, _record: object) -> None:
        if raw is not None and not raw.closed:
            watch.end(raw.fileno())

    event.listen(engine, "before_cursor_execute", begin)
    event.listen(engine, "after_cursor_execute", end)
    event.listen(engine, "rollback", begin)
    event.listen(engine, "checkin", checkin)


def _living(connection: Connection) -> psycopg.Connection | None:
    """What lies below a connection; None where it broke off already."""
    if connection.closed or connection.invalidated:
        return None
    raw = connection.connection.driver_connection
    return raw if isinstance(raw, psycopg.Connection) and not raw.closed else None


def _prepare_postgresql(connection: psycopg.Connection, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {BUSY_TIMEOUT_MS:d}".encode())
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    """A machine that freezes amid writing must not hold what it locked until somebody finds it."""
    raw = _living(connection)
    if raw is not None and connection.get_execution_options().get("is_writing", False):
        # Past SQLAlchemy: it is no statement of whoever writes.
        raw.execute(f"SET LOCAL idle_in_transaction_session_timeout = {_LONGEST_PAUSE_MS:d}".encode())


def _begin_pooled(connection: Connection) -> None:
    if connection.get_execution_options().get("is_writing", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS:d}")
        _begin_postgresql(connection)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling is switched off: it would begin deferred whatever we say.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN DEFERRED")


class Database:
    """Hands out sessions. The edge (request, command, turn of the worker) owns their extent."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        options: dict[str, Any] = {}
        if engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        self._writing = engine.execution_options(is_writing=True)
        self._reading = engine.execution_options(is_writing=False, **options)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing session: committed at the end, rolled back if anything is raised."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; whatever it changed is thrown away."""
        with Session(self._reading, autoflush=False) as session:
            yield session

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """A connection that only reads, for a question of columns: half the cost of a session, with every request."""
        with self._reading.connect() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
