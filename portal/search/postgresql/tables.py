"""The tables of an index, made by itself: nothing in them that could not be made again from the records.

    SCHEMA.state            one row: the generation in use, the number of its commits, format, kind of index
    SCHEMA.naskah_NAME      narrow: number, code, version, and the facts that are filtered, counted and sorted by
    SCHEMA.parts_NAME       words of a naskah with their places, and what else it is found by; long papers have several
    SCHEMA.words_NAME       every surface word with the number of its naskah: completions, spelling

A rebuild fills tables of another name and moves the pointer in the same transaction, so that no half of it is ever
seen and nothing is left of one that broke off; the tables before it stay until the next rebuild, for readers that were
just about to ask them.
"""

import re
import secrets
from dataclasses import dataclass
from typing import Literal, LiteralString

import psycopg
from psycopg import sql
from psycopg.sql import SQL, Composed, Identifier

from portal.errors import SearchUnavailableError
from portal.search.interface import FORMAT, UNAVAILABLE
from portal.search.postgresql.connections import Connection

Method = Literal["rum", "gin"]
KINDS = ("naskah", "parts", "words")
_NAME = re.compile(r"g\d{6,}_[0-9a-f]{8}")
_BUILD_MEMORY = "256MB"
_SWAP_PATIENCE = "60s"


@dataclass(frozen=True)
class InUse:
    """The row of `state`: what is in use, and the first number that no naskah has had."""

    name: str
    commits: int
    next_id: int
    format: str
    method: Method

    @property
    def generation(self) -> str:
        """A name that no other state ever has."""
        return f"{self.name}/{self.commits}"


@dataclass(frozen=True)
class Tables:
    """Names of the tables of one generation, and of the row that points to it."""

    schema: str
    name: str = ""

    def __post_init__(self) -> None:
        """Raises SearchUnavailableError for a name that no rebuild gave: it would be written into statements."""
        if self.name and not _NAME.fullmatch(self.name):
            raise SearchUnavailableError(UNAVAILABLE)

    def of(self, kind: str) -> Identifier:
        """The full name of a table."""
        return Identifier(self.schema, f"{kind}_{self.name}")

    def fill(self, text: LiteralString) -> Composed:
        """A statement with `{naskah}`, `{parts}`, `{words}`, `{state}` and `{schema}` in it."""
        return SQL(text).format(
            schema=Identifier(self.schema),
            state=Identifier(self.schema, "state"),
            **{kind: self.of(kind) for kind in KINDS},
        )


def read_contents(connection: Connection, schema: str, *, is_locked: bool = False) -> InUse:
    """What is in use; raises SearchUnavailableError where nothing is. Locked, no other writer gets in until the end."""
    text: LiteralString = "SELECT name, commits, next_id, format, method FROM {state}"
    if is_locked:
        text += " FOR UPDATE"
    row = connection.execute(Tables(schema).fill(text)).fetchone()
    if row is None or not row[0]:
        raise SearchUnavailableError(UNAVAILABLE)
    return InUse(*row)


def begin_schema(connection: Connection, schema: str) -> None:
    """Schema and row of state, where they are not there yet."""
    tables = Tables(schema)
    connection.execute(tables.fill("CREATE SCHEMA IF NOT EXISTS {schema}"))
    connection.execute(
        tables.fill(
            "CREATE TABLE IF NOT EXISTS {state} (the_one boolean PRIMARY KEY DEFAULT TRUE CHECK (the_one),"
            " name text NOT NULL DEFAULT '', commits bigint NOT NULL DEFAULT 0, next_id integer NOT NULL DEFAULT 1,"
            " format text NOT NULL DEFAULT '', method text NOT NULL DEFAULT '', number integer NOT NULL DEFAULT 0,"
            " written_at timestamptz NOT NULL DEFAULT now())"
        )
    )
    connection.execute(tables.fill("INSERT INTO {state} DEFAULT VALUES ON CONFLICT DO NOTHING"))


def choose_method(connection: Connection) -> Method:
    """RUM where the server has it or lets this role add it; else GIN, which every server has."""
    try:
        with connection.transaction():
            connection.execute("CREATE EXTENSION IF NOT EXISTS rum")
    except psycopg.Error:
        return "gin"
    return "rum"


def hold_rebuild(connection: Connection, schema: str) -> bool:
    """Whether this transaction alone makes a generation of this schema."""
    row = connection.execute("SELECT pg_try_advisory_xact_lock(hashtext('search rebuild'), hashtext(%s))", (schema,))
    return bool((row.fetchone() or (False,))[0])


def begin_generation(connection: Connection, schema: str) -> Tables:
    """Empty tables under a new name; their indexes are made when they are full."""
    (number,) = connection.execute(Tables(schema).fill("SELECT number FROM {state}")).fetchone() or (0,)
    tables = Tables(schema, f"g{number + 1:06d}_{secrets.token_hex(4)}")
    connection.execute(
        tables.fill(
            "CREATE TABLE {naskah} (id integer PRIMARY KEY, kode text NOT NULL UNIQUE, version text NOT NULL,"
            " facts bytea NOT NULL)"
        )
    )
    connection.execute(tables.fill("CREATE TABLE {parts} (naskah integer NOT NULL, words tsvector, traits tsvector)"))
    # A vector is read again only to take its naskah out, and by a phrase where there is no RUM: it lies beside the row,
    # so that whoever asks for numbers passes short rows.
    connection.execute(tables.fill("ALTER TABLE {parts} SET (toast_tuple_target = 128)"))
    connection.execute(tables.fill("ALTER TABLE {parts} ALTER words SET STORAGE EXTERNAL"))
    connection.execute(
        tables.fill(
            'CREATE TABLE {words} (word text COLLATE "C" PRIMARY KEY, naskah integer NOT NULL) WITH (fillfactor = 70)'
        )
    )
    return tables


def finish_generation(connection: Connection, tables: Tables, next_id: int, method: Method, reader: str) -> None:
    """Indexes, rights and statistics of full tables, then the pointer."""
    connection.execute("SELECT set_config('maintenance_work_mem', %s, TRUE)", (_BUILD_MEMORY,))
    index = {"rum": "rum (words rum_tsvector_ops)", "gin": "gin (words) WITH (fastupdate = off)"}[method]
    connection.execute(tables.fill("CREATE INDEX ON {parts} USING ") + sql.SQL(index))
    connection.execute(tables.fill("CREATE INDEX ON {parts} USING gin (traits) WITH (fastupdate = off)"))
    connection.execute(tables.fill("CREATE INDEX ON {parts} (naskah)"))
    for kind in KINDS:
        connection.execute(SQL("ANALYZE {}").format(tables.of(kind)))
    if reader:
        grant_reading(connection, tables, reader)
    # Whoever is just writing to the old tables may end; the work of minutes must not be lost to a moment.
    connection.execute("SELECT set_config('lock_timeout', %s, TRUE)", (_SWAP_PATIENCE,))
    connection.execute(
        tables.fill(
            "UPDATE {state} SET name = %s, commits = 0, next_id = %s, format = %s, method = %s, number = number + 1,"
            " written_at = clock_timestamp()"
        ),
        (tables.name, next_id, str(FORMAT), method),
    )


def grant_reading(connection: Connection, tables: Tables, reader: str) -> None:
    """What a role that only searches may: look at these tables, and no more."""
    role = Identifier(reader)
    connection.execute(tables.fill("GRANT USAGE ON SCHEMA {schema} TO ") + role)
    named = [Identifier(tables.schema, "state"), *(tables.of(kind) for kind in KINDS)]
    connection.execute(SQL("GRANT SELECT ON {} TO {}").format(SQL(", ").join(named), role))


def drop_older(connection: Connection, schema: str, kept: frozenset[str]) -> None:
    """Take away the tables of every generation but these."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)).fetchall()
    names = {name for (table,) in rows for kind, _, name in [table.partition("_")] if kind in KINDS}
    for name in sorted(name for name in names - kept if _NAME.fullmatch(name)):
        tables = Tables(schema, name)
        connection.execute(tables.fill("DROP TABLE IF EXISTS {naskah}, {parts}, {words}"))
