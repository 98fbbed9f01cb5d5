"""Behind a pooler that shares connections by transaction everything works, and nothing that is set outlasts one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from migrations import runner
from portal.config import Config
from portal.db import Database, make_engine
from portal.services import audit
from portal.wiring import Stores, open_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.fixtures.pgbouncer import pgbouncer
from tests.fixtures.postgres import postgres

CONNECTIONS = 2
AT_ONCE = 8


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    server = postgres()
    name = server.new_database()
    engine = make_engine(server.url(name))
    runner.upgrade(engine)
    set_up_units(Database(engine))
    engine.dispose()
    with pgbouncer(server, connections=CONNECTIONS) as port:
        settings = {
            "PORTAL_DATA_DIR": str(tmp_path / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8,
            "PORTAL_DATABASE_URL": f"postgresql://portal@127.0.0.1:{port}/{name}",
            "PORTAL_DATABASE_POOLER": "transaction",
        }  # fmt: skip
        opened = open_stores(Config.from_env(settings))
        yield opened
        opened.database.close()
    server.drop(name)


def test_many_write_at_once_over_few_connections_and_the_trail_is_one_chain(stores: Stores) -> None:
    office = Office(stores)

    def publish(number: int) -> str:
        return office.publish(sample_fields(judul=f"Naskah CONTOH {number}"))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = list(pool.map(lambda number: office.upload(sample_fields(judul=f"CONTOH {number}")).kode, range(24)))
    published = [publish(number) for number in range(3)]

    assert len({*codes, *published}) == 27
    with stores.database.reading() as session:
        assert audit.first_broken(session) is None


def test_whoever_waits_for_a_lock_is_told_after_the_time_set_for_the_transaction(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.db.BUSY_TIMEOUT_MS", 200)
    with stores.database.transaction() as held:
        held.execute(text("LOCK TABLE naskah IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(OperationalError, match="lock timeout"), stores.database.transaction() as other:
            other.execute(text("SELECT count(*) FROM naskah"))

    with stores.database.reading() as session:
        assert session.scalar(text("SHOW lock_timeout")) == "0", "nothing is left on a shared connection"
