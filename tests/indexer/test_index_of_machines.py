"""Indexers of two machines write one index on PostgreSQL: one at a time, and nothing old over what is new."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from indexer import pipeline
from portal.config import Config
from portal.errors import SearchBusyError, SearchUnavailableError
from portal.models.job import JobKind
from portal.search.postgresql import connections
from portal.search.postgresql.connections import plain_url
from portal.services import jobs
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.wiring import Stores, opened_stores
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.postgres import postgres


@pytest.fixture
def config(config: Config) -> Iterator[Config]:
    server = postgres()
    name = server.new_database()
    yield replace(config, search_url=server.url(name))
    server.drop(name)


@pytest.fixture
def other(stores: Stores, tmp_path: Path) -> Iterator[Stores]:
    """The same portal as another machine has it."""
    with opened_stores(replace(stores.config, data_dir=tmp_path / "lain")) as found:
        yield found


def claimed(office: Office) -> list[jobs.Claim]:
    with office.stores.database.transaction() as session:
        return jobs.claim(session, owner="uji", now=office.act().now, kinds=(JobKind.INDEKS,), limit=9)


def test_what_one_machine_reads_late_is_not_written_over_what_another_wrote(
    office: Office, other: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_MS", 200)
    pipeline.rebuild_indexes(office.stores)
    kode = office.publish(sample_fields(judul="CONTOH Kolibri"))
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)
    held = claimed(office)

    with pipeline.one_writer(other), pytest.raises(SearchBusyError):
        pipeline.index_naskah(office.stores, held)
    pipeline.index_naskah(office.stores, held)

    assert kode not in office.stores.public_index.held()
    assert kode not in other.public_index.held()


def test_a_machine_that_failed_keeps_no_other_one_out(
    office: Office, other: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_MS", 200)
    pipeline.rebuild_indexes(office.stores)
    with contextlib.suppress(OSError), pipeline.one_writer(other):
        raise OSError("the database is away")

    kode = office.publish(sample_fields(judul="CONTOH Kolibri"))

    assert kode in other.public_index.held()


def test_what_another_machine_indexed_while_a_rebuild_broke_off_is_indexed_once_more(
    office: Office, other: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.rebuild_indexes(office.stores)
    made = office.stores.public_index.rebuild

    def rebuild(*told: object) -> int:
        documents = list(told[0])  # type: ignore[call-overload]
        Office(other).publish(sample_fields(judul="CONTOH Kolibri"))
        return made(documents)

    def fail(*_: object) -> int:
        raise SearchUnavailableError("CONTOH")

    with monkeypatch.context() as patch:
        patch.setattr(office.stores.public_index, "rebuild", rebuild)
        patch.setattr(office.stores.internal_index, "rebuild", fail)
        with pytest.raises(SearchUnavailableError):
            pipeline.rebuild_indexes(office.stores)
    assert len(office.stores.public_index.held()) == 0
    office.drain()

    assert len(office.stores.public_index.held()) == 1


def test_a_connection_that_was_cut_off_makes_nobody_build_an_index_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.rebuild_indexes(office.stores)
    office.publish(sample_fields(judul="CONTOH Kolibri"))
    address = make_url(office.stores.config.search_url)
    with psycopg.connect(plain_url(address.set(database="postgres").render_as_string(hide_password=False))) as server:
        # What is left after the server was started anew.
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (address.database,))
    monkeypatch.setattr(pipeline, "rebuild_indexes", lambda *_: pytest.fail("made anew"))

    kode = office.publish(sample_fields(judul="CONTOH Kedasih"))

    assert kode in office.stores.public_index.held()
