"""What may happen to an index on PostgreSQL: it is missing, damaged, written by two, cut off, rebuilt under readers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest

from portal.errors import SearchBusyError, SearchUnavailableError
from portal.search.interface import SearchDocument, SearchQuery
from portal.search.postgresql import connections, tables
from portal.search.postgresql.index import PostgresIndex
from portal.search.postgresql.tables import KINDS
from portal.search.query import parse
from tests.contracts.search_naskah import CORPUS, TODAY, naskah
from tests.contracts.search_readers import Readers
from tests.fixtures.postgres import postgres
from tests.fixtures.search_tables import connected, emptied_index, fresh_index, search_database, sibling

Opening = Callable[[], PostgresIndex]


@pytest.fixture
def index() -> Iterator[PostgresIndex]:
    """An index of the contract's corpus."""
    with emptied_index() as made:
        made.rebuild(CORPUS)
        yield made


@pytest.fixture
def open_sibling(index: PostgresIndex) -> Iterator[Callable[[], PostgresIndex]]:
    """Opens the same index as another process does."""
    with ExitStack() as stack:

        def opened() -> PostgresIndex:
            other = sibling(index)
            stack.callback(other.close)
            return other

        yield opened


def total(index: PostgresIndex, text: str = "") -> int:
    return index.search(SearchQuery(parse(text), today=TODAY)).total


def run(statement: str, **names: str) -> list[tuple[object, ...]]:
    """What a statement gives beside the index; names of schemas and tables are filled in."""
    with connected(search_database()) as connection:
        cursor = connection.execute(statement.format(**names).encode())
        return cursor.fetchall() if cursor.description else []


def state_of(index: PostgresIndex) -> dict[str, str]:
    return {"state": f"{index.schema}.state"}


def tables_of(index: PostgresIndex) -> list[object]:
    found = run("SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' ORDER BY 1", schema=index.schema)
    return [name for (name,) in found]


def test_an_index_that_was_never_made_is_unavailable_and_a_rebuild_heals_it() -> None:
    with fresh_index() as index:
        for call in (total, PostgresIndex.held, PostgresIndex.optimize):
            with pytest.raises(SearchUnavailableError):
                call(index)
        with pytest.raises(SearchUnavailableError):
            index.add(CORPUS)
        report = index.verify()
        assert (index.generation(), index.is_outdated(), index.written_at()) == ("", False, None)
        assert (report.is_healthy, report.documents) == (False, 0)
        assert index.rebuild(CORPUS) == len(CORPUS)
        assert index.written_at() == pytest.approx(time.time(), abs=60)
        assert total(index, "paspor") == 1


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE {parts}",
        "DELETE FROM {parts} WHERE naskah = 3",
        "DELETE FROM {naskah} WHERE id = 3",
        "UPDATE {words} SET naskah = naskah + 1 WHERE word = 'paspor'",
        "DELETE FROM {words} WHERE word = 'petugas'",
        "UPDATE {naskah} SET facts = '[1,2'",
        "UPDATE {naskah} SET kode = '2024-99999' WHERE id = 1",
        "UPDATE {parts} SET words = NULL WHERE naskah = 2",
    ],
)
def test_damage_is_reported_and_a_rebuild_heals_it(index: PostgresIndex, damage: str) -> None:
    assert index.verify().is_healthy
    name = run("SELECT name FROM {state}", **state_of(index))[0][0]
    run(damage, **{kind: f"{index.schema}.{kind}_{name}" for kind in KINDS})

    assert not index.verify().is_healthy

    index.rebuild(CORPUS)
    assert index.verify().is_healthy
    assert total(index) == len(CORPUS)


def test_the_report_says_which_kind_of_index_it_is() -> None:
    for method in ("gin", "rum"):
        with emptied_index(method) as index:
            assert f"indeks {method.upper()};" in index.verify().detail


def test_without_the_extension_and_the_right_to_add_it_there_is_gin() -> None:
    server = postgres()
    with connected(server.url("postgres")) as connection:
        connection.execute(b"CREATE ROLE penulis_gin LOGIN")
        connection.execute(b"CREATE DATABASE tanpa_rum OWNER penulis_gin TEMPLATE template0")
    index = PostgresIndex(server.url("tanpa_rum").replace("portal@", "penulis_gin@"), "search_public")
    try:
        index.rebuild(CORPUS)
        assert "indeks GIN;" in index.verify().detail
        assert total(index, '"kerja sama"') == 1
    finally:
        index.close()
        with connected(server.url("postgres")) as connection:
            connection.execute(b"DROP DATABASE tanpa_rum")
            connection.execute(b"DROP ROLE penulis_gin")


def test_an_index_of_another_format_answers_and_says_so(index: PostgresIndex) -> None:
    assert not index.is_outdated()
    run("UPDATE {state} SET format = '1'", **state_of(index))
    assert index.is_outdated()
    assert total(index, "paspor") == 1
    index.rebuild(CORPUS)
    assert not index.is_outdated()


def test_only_one_writes_at_a_time(
    index: PostgresIndex, open_sibling: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_MS", 200)
    other = open_sibling()
    index.add([naskah("2026-1", "Pertama")])
    with pytest.raises(SearchBusyError):
        other.add([naskah("2026-2", "Kedua")])
    assert total(other) == len(CORPUS)
    index.commit()
    other.add([naskah("2026-2", "Kedua")])
    other.commit()
    assert total(index) == len(CORPUS) + 2


def test_only_one_rebuilds_at_a_time(index: PostgresIndex, open_sibling: Opening) -> None:
    other = open_sibling()

    def documents() -> Iterator[SearchDocument]:
        with pytest.raises(SearchBusyError):
            other.rebuild([])
        yield CORPUS[0]

    assert index.rebuild(documents()) == 1
    assert other.rebuild([]) == 0


def test_a_rebuild_that_breaks_off_changes_nothing_and_leaves_nothing(index: PostgresIndex) -> None:
    before, held = index.generation(), tables_of(index)

    def documents() -> Iterator[SearchDocument]:
        yield CORPUS[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index.rebuild(documents())
    assert (index.generation(), tables_of(index)) == (before, held)
    assert total(index) == len(CORPUS)


def test_a_commit_that_breaks_off_changes_nothing(index: PostgresIndex) -> None:
    def documents() -> Iterator[SearchDocument]:
        yield naskah("2026-1", "Pertama")
        raise ZeroDivisionError

    index.add([naskah("2026-2", "Kedua")])
    with pytest.raises(ZeroDivisionError):
        index.add(documents())
    index.commit()
    assert total(index) == len(CORPUS)
    index.add([naskah("2026-3", "Ketiga")])
    index.commit()
    assert total(index) == len(CORPUS) + 1


def test_changes_under_way_during_a_rebuild_elsewhere_go_to_the_old_tables(
    index: PostgresIndex, open_sibling: Opening
) -> None:
    other = open_sibling()

    def documents() -> Iterator[SearchDocument]:
        other.add([naskah("2026-1", "Pertama")])
        other.commit()
        assert total(other) == len(CORPUS) + 1
        yield from CORPUS

    index.rebuild(documents())
    assert total(other) == len(CORPUS)
    other.add([naskah("2026-1", "Pertama")])
    other.commit()
    assert total(index) == len(CORPUS) + 1


def test_two_generations_are_kept_and_no_more(index: PostgresIndex) -> None:
    seen = {index.generation()}
    for _ in range(3):
        index.rebuild(CORPUS)
        seen.add(index.generation())
    assert len(seen) == 4
    assert len(tables_of(index)) == 1 + 2 * len(KINDS)


def test_a_change_that_changes_nothing_keeps_what_is_remembered(index: PostgresIndex) -> None:
    before = index.generation()
    index.remove(["tidak-ada"])
    index.commit()
    assert index.generation() == before


def test_commits_are_seen_whole_by_every_reader(index: PostgresIndex, open_sibling: Opening) -> None:
    reader = open_sibling()
    with Readers(reader, threads=3, check=lambda whole, some: (whole - len(CORPUS)) % 3 == 0 and some == 1) as readers:
        for number in range(25):
            index.add([naskah(f"2026-{number}-{at}", "Tambahan", "isi") for at in range(3)])
            # Exchanged over and over: at no moment is it missing or there twice.
            index.add([CORPUS[0]])
            index.commit()
    assert readers.failures == []
    assert readers.answers > 10
    assert total(reader) == len(CORPUS) + 75
    assert index.verify().is_healthy


def test_rebuilds_and_merges_swap_under_readers(index: PostgresIndex, open_sibling: Opening) -> None:
    reader = open_sibling()
    larger = (*CORPUS, naskah("2026-1", "Tambahan"))
    sizes = {len(CORPUS), len(larger)}
    with Readers(reader, threads=3, check=lambda whole, some: whole in sizes and some == 1) as readers:
        for number in range(10):
            index.rebuild(larger if number % 2 else CORPUS)
            index.add([larger[-1]])
            index.commit()
            index.optimize()
    assert readers.failures == []
    assert readers.answers > 10


def test_many_replacements_are_read_anew_at_times(index: PostgresIndex, open_sibling: Opening) -> None:
    reader = open_sibling()
    for number in range(100):
        index.add([naskah("2026-1", f"CONTOH Ubahan {number}", f"isi nomor{number}"), CORPUS[number % 6]])
        index.commit()
        assert total(reader, f"nomor{number}") == 1
        assert total(reader) == len(CORPUS) + 1
    state = reader._state
    assert state is not None
    assert state.columns.count <= len(CORPUS) + 1 + 70


def test_a_connection_that_the_server_ended_is_made_again(index: PostgresIndex) -> None:
    assert total(index, "paspor") == 1
    run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert total(index, "petugas") == 2


def test_a_server_that_is_away_is_not_waited_for_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def connect(*_: object, **__: object) -> psycopg.Connection:
        asked.append(time.monotonic())
        raise psycopg.OperationalError("away")

    monkeypatch.setattr(connections.psycopg, "connect", connect)
    index = PostgresIndex("postgresql://x@127.0.0.1:9/x", "search_public")
    for _ in range(5):
        with pytest.raises(SearchUnavailableError, match="tidak dapat dihubungi"):
            index.search(SearchQuery(today=TODAY))
    assert index.generation() == ""
    assert len(asked) == 1


def test_a_name_of_tables_that_no_rebuild_gave_is_not_written_into_a_statement(index: PostgresIndex) -> None:
    run("UPDATE {state} SET name = 'x\"; DROP SCHEMA public; --'", **state_of(index))
    with pytest.raises(SearchUnavailableError):
        total(index)
    with pytest.raises(SearchUnavailableError):
        tables.Tables("search_public", "g1")


_KILLED = """
import sys
from portal.search.postgresql.index import PostgresIndex
from tests.contracts.search_naskah import CORPUS, naskah
index = PostgresIndex(sys.argv[1], sys.argv[2])
index.add([naskah("2026-1", "Terputus")])
index._change.session._writer.finish()
print("siap", flush=True)
sys.stdin.read()
"""


def test_a_writer_that_was_killed_leaves_nothing_half_done(index: PostgresIndex) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", _KILLED, search_database(), index.schema],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"siap\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    assert total(index) == len(CORPUS)
    index.add([naskah("2026-2", "Sesudah")])
    index.commit()
    assert total(index) == len(CORPUS) + 1
    assert index.verify().is_healthy
