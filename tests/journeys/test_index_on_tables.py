"""The whole portal with its indexes on PostgreSQL: found when published, said when away, healed without any hand."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from indexer.pipeline import is_index_writable, rebuild_indexes, renew_indexes
from portal.app import create_app
from portal.config import Config
from portal.errors import SearchUnavailableError
from portal.search.opening import SCHEMAS
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.postgres import postgres
from tests.fixtures.search_tables import connected

NOTICE = "Pencarian sedang tidak tersedia"


@pytest.fixture
def config(config: Config) -> Iterator[Config]:
    """Settings of a portal whose indexes lie in a database of their own."""
    server = postgres()
    name = server.new_database()
    yield replace(config, search_url=server.url(name))
    server.drop(name)


def harm(office: Office, statement: str) -> None:
    """Damage both indexes beside the portal."""
    with connected(office.stores.config.search_url) as connection:
        for schema in SCHEMAS.values():
            connection.execute(statement.format(schema=schema).encode())


@pytest.mark.parametrize(
    "statement", ["DROP SCHEMA {schema} CASCADE", "DROP TABLE {schema}.state", "TRUNCATE {schema}.state"]
)
def test_pages_say_that_the_index_is_gone_and_the_next_publication_brings_it_back(
    office: Office, statement: str
) -> None:
    app = create_app(office.stores.config, office.stores)
    client = app.test_client()
    rebuild_indexes(office.stores)
    kode = office.publish(sample_fields(judul="Paspor Elektronik"))
    assert kode in client.get("/cari?q=paspor").text
    later = office.upload(sample_fields(judul="Paspor Diplomatik")).kode
    office.drain()
    harm(office, statement)

    page = client.get("/cari?q=paspor&urut=terbaru").text
    assert (NOTICE in page, kode in page, later in page) == (True, True, False)
    assert not is_index_writable(office.stores)

    office.submit(later)
    office.drain()
    page = client.get("/cari?q=paspor").text
    assert (NOTICE in page, kode in page, later in page) == (False, True, True)
    assert office.stores.public_index.verify().is_healthy
    app.extensions["pdf_reader"].close()


def test_an_index_of_an_older_release_is_searched_on_until_it_is_made_anew(office: Office) -> None:
    rebuild_indexes(office.stores)
    kode = office.publish(sample_fields(judul="Paspor Elektronik"))
    app = create_app(office.stores.config, office.stores)
    client = app.test_client()
    harm(office, "UPDATE {schema}.state SET format = '1'")

    assert kode in client.get("/cari?q=paspor").text
    assert renew_indexes(office.stores)
    assert not renew_indexes(office.stores)
    assert kode in client.get("/cari?q=elektronik").text
    app.extensions["pdf_reader"].close()


def test_a_naskah_of_staff_alone_stands_in_their_index_and_not_in_the_public_one(office: Office) -> None:
    rebuild_indexes(office.stores)
    kode = office.publish(sample_fields(judul="Paspor Elektronik"))
    hidden = office.upload(sample_fields(judul="CONTOH Kolibri")).kode
    office.drain()

    assert set(office.stores.public_index.held()) == {kode}
    assert set(office.stores.internal_index.held()) == {kode, hidden}
    with connected(office.stores.config.search_url) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", (SCHEMAS["public"],)
        ).fetchall()
        whole = "SELECT t::text FROM {}.{} t"
        for (name,) in names:
            rows = connection.execute(whole.format(SCHEMAS["public"], name).encode())
            assert not any("kolibri" in row[0].lower() for row in rows)


def test_a_database_that_ends_in_mid_talk_is_said_to_be_away_and_found_again(office: Office) -> None:
    rebuild_indexes(office.stores)
    office.publish(sample_fields(judul="Paspor Elektronik"))
    index = office.stores.public_index
    with connected(postgres().url("postgres")) as connection:
        name = office.stores.config.search_url.partition("?")[0].rpartition("/")[2]
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        with pytest.raises(SearchUnavailableError):
            index.held()
        assert index.generation() == ""
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
    index._reading._away_until = 0.0  # type: ignore[attr-defined]  # Seconds that nobody need wait here.
    assert len(index.held()) == 1
