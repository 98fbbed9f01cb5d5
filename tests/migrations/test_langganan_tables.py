"""The tables of followed searches: whoever deletes an address deletes all that hangs on it; down leaves the rest."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from migrations import runner
from portal.db import make_engine
from tests.fixtures.databases import empty_database
from tests.migrations.dataset import INSTANT, insert, snapshot

TABLES = {"pelanggan", "langganan", "langganan_token"}
READER = {"address": "a@contoh.example", "mailbox": "a@contoh.example", "not_before": INSTANT, "attempts": 0}


def _insert(connection: sa.Connection, name: str, **row: object) -> None:
    connection.execute(sa.Table(name, sa.MetaData(), autoload_with=connection).insert(), row)


def test_an_address_goes_with_all_that_hangs_on_it_and_the_step_back_keeps_the_rest(tmp_path: Path) -> None:
    with empty_database(tmp_path) as url:
        engine = make_engine(url)
        runner.upgrade(engine, "0030")
        with engine.execution_options(is_writing=True).begin() as connection:
            insert(connection)
        with engine.connect() as connection:
            before = snapshot(connection)
        runner.upgrade(engine, "0031")
        of_one = {"langganan_id": 1, "pelanggan_id": 1, "created_at": INSTANT}
        with engine.execution_options(is_writing=True).begin() as connection:
            _insert(connection, "pelanggan", id=1, refusals=0, **READER)
            search = {"search": "q=x", "state": "aktif", "asked_at": INSTANT, "told_until": INSTANT}
            _insert(connection, "langganan", id=1, pelanggan_id=1, **search)
            _insert(connection, "langganan_token", digest="a" * 64, purpose="confirm", **of_one)
        with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
            _insert(connection, "langganan_token", digest="b" * 64, purpose="manage", **of_one)
        with engine.execution_options(is_writing=True).begin() as connection:
            connection.execute(sa.text("DELETE FROM pelanggan"))
        with engine.connect() as connection:
            found = snapshot(connection)
        assert {name: found[name] for name in TABLES} == {name: [] for name in TABLES}

        runner.downgrade(engine, "0030")
        with engine.connect() as connection:
            assert snapshot(connection) == before
        engine.dispose()
