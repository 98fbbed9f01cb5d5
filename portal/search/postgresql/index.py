"""A search engine on tables of PostgreSQL behind `portal.search.interface.SearchIndex`."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from typing import TypeVar

import psycopg

from portal.errors import PortalError, SearchBusyError, SearchUnavailableError
from portal.search.answers.answering import all_matching, answer, check_paging, suggested, unfinished_word
from portal.search.answers.completing import complete
from portal.search.interface import (
    BUSY,
    FORMAT,
    UNAVAILABLE,
    Completion,
    IndexReport,
    Progress,
    SearchDocument,
    SearchPage,
    SearchQuery,
)
from portal.search.postgresql import tables as making
from portal.search.postgresql.checking import check_tables
from portal.search.postgresql.connections import Connection, Connections, guarded, role_of
from portal.search.postgresql.session import TableWriter
from portal.search.postgresql.snapshot import TableSnapshot
from portal.search.postgresql.state import IndexState, load_state
from portal.search.postgresql.tables import InUse, Method, Tables, read_contents
from portal.search.writing import OpenChange

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class PostgresIndex:
    """An index in a schema of its own. Any number of threads and processes search; one process writes at a time."""

    def __init__(self, url: str, schema: str, *, reader_url: str = "", method: Method | None = None) -> None:
        """`url` enters as the role that owns the schema; whoever only searches enters by `reader_url`, if given.

        `method` is the kind of index over words; without it, RUM where the server has it.
        """
        self.schema = schema
        self._method = method
        self._reader = role_of(reader_url) if reader_url else ""
        self._reading = Connections(reader_url or url, is_reading=True)
        self._writing = Connections(url, is_reading=False)
        self._state: IndexState | None = None
        self._loading = threading.Lock()
        self._change = OpenChange(lambda: _OpenSession(self._writing, schema), guarded)

    # Reading

    def search(self, query: SearchQuery) -> SearchPage:
        """Answer a question; see `SearchIndex.search`."""
        began = time.perf_counter()
        check_paging(query)
        return self._ask(lambda snapshot: answer(snapshot, query, began))

    def matching(self, query: SearchQuery) -> frozenset[str]:
        """Everything that meets a question; see `SearchIndex.matching`."""
        return self._ask(lambda snapshot: all_matching(snapshot, query))

    def suggest(self, text: str, *, units: frozenset[str] | None = None) -> tuple[str, ...]:
        """Complete the last word; see `SearchIndex.suggest`."""
        before, beginning = unfinished_word(text)
        if not beginning:
            return ()
        return self._ask(lambda snapshot: suggested(snapshot, before, beginning, units))

    def complete(self, text: str, most: int) -> tuple[Completion, ...]:
        """Words that complete the last one, with naskah that hold them; see `SearchIndex.complete`."""
        return self._ask(lambda snapshot: complete(snapshot, text, most))

    def verify(self) -> IndexReport:
        """Read every table through and compare them; see `SearchIndex.verify`."""
        try:
            return self._tell(lambda connection: check_tables(connection, self._contents(connection), self.schema))
        except PortalError as error:
            return IndexReport(is_healthy=False, documents=0, detail=error.message)

    def held(self) -> Mapping[str, str]:
        """What is in it, in which version; see `SearchIndex.held`."""

        def read(connection: Connection) -> dict[str, str]:
            tables = Tables(self.schema, self._contents(connection).name)
            return dict(connection.execute(tables.fill("SELECT kode, version FROM {naskah}")).fetchall())

        return self._tell(read)

    def versions(self, kode: Collection[str]) -> Mapping[str, str]:
        """In which version these are found; see `SearchIndex.versions`."""
        wanted = sorted(kode)

        def read(connection: Connection) -> dict[str, str]:
            tables = Tables(self.schema, self._contents(connection).name)
            statement = tables.fill("SELECT kode, version FROM {naskah} WHERE kode = ANY(%s)")
            return dict(connection.execute(statement, (wanted,)).fetchall())

        return self._tell(read)

    def generation(self) -> str:
        """Name of the newest state; see `SearchIndex.generation`."""
        try:
            return self._tell(self._contents).generation
        except SearchUnavailableError:
            return ""

    def is_outdated(self) -> bool:
        """Whether another release made it; see `SearchIndex.is_outdated`."""
        try:
            return self._tell(self._contents).format != str(FORMAT)
        except SearchUnavailableError:
            return False

    def written_at(self) -> float | None:
        """When the last change was committed; see `SearchIndex.written_at`."""

        def read(connection: Connection) -> float | None:
            statement = Tables(self.schema).fill("SELECT extract(epoch FROM written_at) FROM {state} WHERE name <> ''")
            row = connection.execute(statement).fetchone()
            return float(row[0]) if row is not None else None

        try:
            return self._tell(read)
        except SearchUnavailableError:
            return None

    # Writing

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace; see `SearchIndex.add`."""
        self._change.add(documents)

    def remove(self, kode: Iterable[str]) -> None:
        """Take out; see `SearchIndex.remove`."""
        self._change.remove(kode)

    def commit(self) -> None:
        """Make the changes visible; see `SearchIndex.commit`."""
        if (session := self._change.take()) is not None:
            with guarded():
                session.commit()

    def optimize(self) -> None:
        """Give back what replaced naskah left behind; changes not yet committed become visible with it."""
        self.commit()
        with guarded(), self._writing.outside() as connection:
            tables = Tables(self.schema, read_contents(connection, self.schema).name)
            for kind in making.KINDS:
                connection.execute(psycopg.sql.SQL("VACUUM (ANALYZE) {}").format(tables.of(kind)))

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Fill other tables and swap, in one transaction; changes not yet committed are dropped."""
        self._change.drop()
        with guarded(), self._writing.opened() as connection:
            _begin(connection, self.schema)
        with ExitStack() as stack:
            with guarded():
                connection = stack.enter_context(self._writing.opened())
                if not making.hold_rebuild(connection, self.schema):
                    raise SearchBusyError(BUSY)
                before = _name_in_use(connection, self.schema)
            made, held = self._fill(connection, documents, progress)
            with guarded():
                stack.close()
        self._drop_older(frozenset({made.name, before}))
        return held

    def close(self) -> None:
        """Let go of all connections; changes not yet committed are dropped."""
        self._change.drop()
        self._reading.close()
        self._writing.close()

    def _fill(
        self, connection: Connection, documents: Iterable[SearchDocument], progress: Progress | None
    ) -> tuple[Tables, int]:
        with guarded():
            method = making.choose_method(connection) if self._method != "gin" else "gin"
            made = making.begin_generation(connection, self.schema)
            session = TableWriter(connection, made, 1, progress)
        for document in documents:
            with guarded():
                session.add(document)
        with guarded():
            session.finish()
            making.finish_generation(connection, made, session.next_id, method, self._reader)
            row = connection.execute(made.fill("SELECT count(*) FROM {naskah}")).fetchone()
        return made, int(row[0]) if row is not None else 0

    def _drop_older(self, kept: frozenset[str]) -> None:
        try:
            with self._writing.opened() as connection:
                making.drop_older(connection, self.schema, kept)
        except psycopg.Error:
            # They are in nobody's way; the next rebuild tries again.
            _log.warning("tables of older search indexes could not be dropped yet")

    def _contents(self, connection: Connection) -> InUse:
        return read_contents(connection, self.schema)

    def _tell(self, question: Callable[[Connection], _T]) -> _T:
        with guarded():
            return self._reading.ask(question)

    def _ask(self, question: Callable[[TableSnapshot], _T]) -> _T:
        return self._tell(lambda connection: question(TableSnapshot(connection, self._current(connection))))

    def _current(self, connection: Connection) -> IndexState:
        """The state as this transaction sees it; facts are read only where they changed."""
        contents = self._contents(connection)
        held = self._state
        if held is not None and held.contents == contents:
            return held
        # Many may ask at once after a change; one reads, the others wait for what it read.
        with self._loading:
            held = self._state
            if held is None or held.contents != contents:
                held = self._state = load_state(connection, contents, self.schema, held)
            return held


class _OpenSession:
    """A transaction that no other writer can be in, from its making until commit or cancel."""

    def __init__(self, connections: Connections, schema: str) -> None:
        self._stack = ExitStack()
        self._schema = schema
        try:
            self._connection = self._stack.enter_context(connections.opened())
            contents = read_contents(self._connection, schema, is_locked=True)
            self._writer = TableWriter(self._connection, Tables(schema, contents.name), contents.next_id)
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
        self.add, self.remove = self._writer.add, self._writer.remove

    def commit(self) -> None:
        """Write everything and let others see it."""
        with self._stack:
            self._writer.finish()
            if self._writer.is_changed:
                statement = Tables(self._schema).fill(
                    "UPDATE {state} SET commits = commits + 1, next_id = %s, written_at = now()"
                )
                self._connection.execute(statement, (self._writer.next_id,))

    def cancel(self) -> None:
        """Forget everything since the session began."""
        if not self._connection.closed:
            self._connection.rollback()
        self._stack.close()


def _begin(connection: Connection, schema: str) -> None:
    try:
        making.begin_schema(connection, schema)
    except (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateTable) as error:
        # Two that begin at the same moment: the other one has made it.
        raise SearchBusyError(BUSY) from error
    except psycopg.errors.InsufficientPrivilege as error:
        _log.error("the role of PORTAL_SEARCH_URL may not make the schema %s", schema)
        raise SearchUnavailableError(UNAVAILABLE) from error


def _name_in_use(connection: Connection, schema: str) -> str:
    row = connection.execute(Tables(schema).fill("SELECT name FROM {state}")).fetchone()
    return row[0] if row is not None else ""
