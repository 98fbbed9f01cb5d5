"""Whoever searches the public index on PostgreSQL is refused everything else by the server itself."""

import secrets
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from portal.config import Config
from portal.db import make_engine
from portal.errors import ConfigError, SearchUnavailableError
from portal.models import all_models
from portal.search.interface import SearchIndex, SearchQuery
from portal.search.opening import SCHEMAS, open_index
from portal.search.postgresql.roles import reached_beyond
from portal.search.query import parse
from portal.wiring import refuse_open_search
from tests.contracts.search_naskah import CORPUS, TODAY, naskah
from tests.fixtures.postgres import postgres
from tests.fixtures.search_tables import connected

HIDDEN = naskah("2026-90001", "CONTOH Rahasia Kolibri", "kolibri merah jambu")


@dataclass(frozen=True)
class Place:
    """A database with the portal's own tables and both indexes, made by a role that is no superuser."""

    owner_url: str
    writer_url: str
    reader_url: str
    reader: str
    public: SearchIndex
    internal: SearchIndex


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    server = postgres()
    name = server.new_database()
    owner_url = server.url(name)
    tail = secrets.token_hex(4)
    writer, reader = f"penulis_{tail}", f"pembaca_{tail}"
    engine = make_engine(owner_url)
    all_models.Base.metadata.create_all(engine)
    engine.dispose()
    with connected(owner_url) as connection:
        for role in (writer, reader):
            connection.execute(f"CREATE ROLE {role} LOGIN".encode())
        connection.execute(f"GRANT CREATE ON DATABASE {name} TO {writer}".encode())
    writer_url, reader_url = (owner_url.replace("portal@", f"{role}@") for role in (writer, reader))
    public, internal = open_index(writer_url, "public", reader_url=reader_url), open_index(writer_url, "internal")
    public.rebuild(CORPUS)
    internal.rebuild([*CORPUS, HIDDEN])
    yield Place(owner_url, writer_url, reader_url, reader, public, internal)
    public.close()
    internal.close()
    server.drop(name)
    with connected(server.url("postgres")) as connection:
        for role in (writer, reader):
            connection.execute(f"DROP ROLE {role}".encode())


def total(index: SearchIndex, text: str) -> int:
    return index.search(SearchQuery(parse(text), today=TODAY)).total


def tables(connection: psycopg.Connection) -> dict[str, list[str]]:
    rows = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    found: dict[str, list[str]] = {}
    for schema, table in rows:
        found.setdefault(schema, []).append(table)
    return found


def test_the_role_that_reads_finds_everything_public_and_nothing_else(place: Place) -> None:
    assert total(place.public, "") == len(CORPUS)
    assert total(place.public, "paspor OR petugas") == 3
    assert total(place.public, "kolibri") == 0
    assert place.public.suggest("kol") == ()
    assert total(place.internal, "kolibri") == 1
    place.public.add([replace(CORPUS[0], judul="CONTOH Lain")])
    place.public.commit()
    assert total(place.public, '"contoh lain"') == 1


def test_the_server_refuses_that_role_every_other_table(place: Place) -> None:
    with connected(place.owner_url) as connection:
        known = tables(connection)
    internal, own = known[SCHEMAS["internal"]], known["public"]
    assert len(internal) == 4
    assert len(own) == len(all_models.Base.metadata.tables)
    with connected(place.reader_url) as connection:
        for schema, names in ((SCHEMAS["internal"], internal), ("public", own)):
            for name in names:
                for act in ("SELECT FROM {}", "INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}"):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        connection.execute(act.format(f'{schema}."{name}"').encode())
    with closing(open_index(place.reader_url, "internal")) as internal_index:
        with pytest.raises(SearchUnavailableError):
            total(internal_index, "kolibri")
        assert internal_index.generation() == ""


def test_that_role_changes_nothing_of_the_public_index_either(place: Place) -> None:
    with connected(place.owner_url) as connection:
        names = tables(connection)[SCHEMAS["public"]]
    counting = 'SELECT count(*) FROM search_public."{}"'
    with connected(place.reader_url) as connection:
        for name in names:
            assert connection.execute(counting.format(name).encode()).fetchone() is not None
            for act in ("INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(act.format(f'search_public."{name}"').encode())
        for statement in ("CREATE TABLE search_public.x (a integer)", "CREATE TABLE public.x (a integer)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
    with closing(open_index(place.reader_url, "public")) as read_only, pytest.raises(SearchUnavailableError):
        read_only.rebuild([])


def test_statistics_of_the_server_tell_that_role_nothing_of_the_other_index(place: Place) -> None:
    with connected(place.owner_url) as connection:
        connection.execute(b"ANALYZE")
    with connected(place.reader_url) as connection:
        rows = connection.execute("SELECT schemaname FROM pg_stats WHERE schemaname !~ '^pg_|^information'").fetchall()
    assert {schema for (schema,) in rows} == {SCHEMAS["public"]}


def test_production_does_not_start_with_a_role_that_reaches_further(place: Place) -> None:
    schema = SCHEMAS["public"]
    assert reached_beyond(place.reader_url, schema) == ()
    assert reached_beyond(place.owner_url, schema) == ("*",)
    assert "search_internal.state" in reached_beyond(place.writer_url, schema)
    assert reached_beyond("postgresql://x@/x?host=/tidak/ada", schema) == ()
    config = replace(
        Config.from_env({"PORTAL_SECRET_KEY": "k" * 40}),
        env="production",
        search_url=place.writer_url,
        search_public_url=place.reader_url,
    )
    refuse_open_search(config)
    with connected(place.owner_url) as connection:
        connection.execute(f"GRANT SELECT (email) ON public.user_account TO {place.reader}".encode())
    try:
        with pytest.raises(ConfigError, match=r"SEARCH_PUBLIC_URL\. Peran itu dapat menjangkau public\.user_account\."):
            refuse_open_search(config)
        refuse_open_search(replace(config, env="development"))
    finally:
        with connected(place.owner_url) as connection:
            connection.execute(f"REVOKE ALL (email) ON public.user_account FROM {place.reader}".encode())
    # What a role may put on counts as its own, also where it does not inherit it.
    writer = place.writer_url.split("//")[1].split("@")[0]
    with connected(place.owner_url) as connection:
        connection.execute(f"ALTER ROLE {place.reader} NOINHERIT".encode())
        connection.execute(f"GRANT {writer} TO {place.reader}".encode())
    try:
        assert "search_internal.state" in reached_beyond(place.reader_url, schema)
    finally:
        with connected(place.owner_url) as connection:
            connection.execute(f"REVOKE {writer} FROM {place.reader}".encode())
            connection.execute(f"ALTER ROLE {place.reader} INHERIT".encode())
    refuse_open_search(replace(config, search_url=f"whoosh:{Path('x')}"))
