"""Public pages from a streaming replica: read there only where it shows what is public by now, and never waited for."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, text

from migrations import runner
from portal import wiring
from portal.app import create_app
from portal.config import Config
from portal.db import Database, make_engine
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web import replica as replica_module
from portal.wiring import Stores, open_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.factories.processes import living_children
from tests.fixtures.postgres import Pair, streaming_pair

SOON = 10.0
LONGEST = 2
"""Seconds that a statement may take on the replica here."""


@dataclass
class Site:
    """A portal whose public pages may come from the replica, which counts what it is asked."""

    pair: Pair
    office: Office
    client: FlaskClient
    asked: list[str] = field(default_factory=list)

    def get(self, address: str) -> tuple[int, str, bool]:
        """Status and text of a page that nobody keeps, and whether the replica made it."""
        before = len(self.asked)
        answer = self.client.get(address)
        told = [statement for statement in self.asked[before:] if "terbitan_state" not in statement]
        return answer.status_code, answer.text, bool(told)

    def on_replica(self, statement: str) -> None:
        engine = make_engine(self.pair.replica.url(self.database))
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    @property
    def database(self) -> str:
        return self.office.stores.config.database_url.split("@/")[1].split("?")[0]

    def caught_up(self) -> bool:
        """Whether the replica makes pages again, within a while."""
        end = time.monotonic() + SOON
        while time.monotonic() < end:
            if self.get("/cari")[2]:
                return True
            time.sleep(0.05)
        return False


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with streaming_pair() as found:
        yield found


@pytest.fixture
def site(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(replica_module, "LEFT_ALONE_SECONDS", 0.3)
    monkeypatch.setattr(wiring, "LONGEST_ON_REPLICA_SECONDS", LONGEST)
    name = pair.primary.new_database()
    engine = make_engine(pair.primary.url(name))
    runner.upgrade(engine)
    set_up_units(Database(engine))
    engine.dispose()
    settings = {
        "PORTAL_DATA_DIR": str(tmp_path / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8,
        "PORTAL_DATABASE_URL": pair.primary.url(name), "PORTAL_REPLICA_URL": pair.replica.url(name),
        "PORTAL_KEPT_MB": "0",
    }  # fmt: skip
    stores = open_stores(Config.from_env(settings))
    app = create_app(stores.config, stores)
    made = Site(pair, Office(stores), app.test_client())
    event.listen(_replica_of(stores).engine, "before_cursor_execute", lambda *told: made.asked.append(told[2]))
    made.office.publish(sample_fields())
    assert made.caught_up()
    yield made
    app.extensions["pdf_reader"].close()
    _replica_of(stores).close()
    stores.database.close()
    pair.primary.drop(name)


def _replica_of(stores: Stores) -> Database:
    assert stores.replica is not None
    return stores.replica


PAGES = ("/", "/cari?q=pertukaran", "/mitra", "/tahun", "/statistik", "/umpan.atom", "/data/", "/api/v1/naskah")


def test_what_is_public_comes_from_the_replica(site: Site) -> None:
    assert {address: site.get(address)[::2] for address in PAGES} == dict.fromkeys(PAGES, (200, True))


def test_whoever_carries_a_session_is_answered_by_the_database(site: Site) -> None:
    site.client.set_cookie("sesi", "siapa-saja")

    assert site.get("/cari?q=pertukaran")[::2] == (200, False)


def test_neither_a_publication_nor_a_withdrawal_waits_for_the_replica(site: Site) -> None:
    first = site.office.publish(sample_fields(judul="Naskah CONTOH yang ditarik"))
    assert site.caught_up()
    site.on_replica("SELECT pg_wal_replay_pause()")
    try:
        with site.office.stores.database.transaction() as session:
            verbs.withdraw(session, first, site.office.act(), alasan=WithdrawalClass.KELIRU)
        later = site.office.publish(sample_fields(judul="Naskah CONTOH yang menyusul"))

        assert site.get(f"/n/{first}")[::2] == (410, False)
        assert site.get(f"/n/{later}")[::2] == (200, False)
        assert "yang ditarik" not in site.get("/cari?q=contoh")[1]
    finally:
        site.on_replica("SELECT pg_wal_replay_resume()")

    assert site.caught_up()
    assert site.get(f"/n/{first}")[0] == 410
    assert site.get(f"/n/{later}")[::2] == (200, True)


def test_a_replica_that_is_gone_keeps_no_page_and_is_used_again_once_it_is_back(site: Site) -> None:
    site.pair.stop_replica()
    try:
        answers = [site.get(address)[::2] for address in PAGES]
    finally:
        site.pair.start_replica()

    assert answers == [(200, False)] * len(PAGES)
    assert site.caught_up()


def test_a_replica_that_is_frozen_in_the_midst_of_it_holds_no_page_up_for_long(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica_module, "LEFT_ALONE_SECONDS", SOON)
    first = int((site.pair.replica.folder / "data/postmaster.pid").read_text().split()[0])
    numbers = [first, *living_children(first)]
    for number in numbers:
        os.kill(number, signal.SIGSTOP)
    try:
        began = time.monotonic()
        answer = site.get("/cari?q=pertukaran")
        took = time.monotonic() - began
        began = time.monotonic()
        again = site.get("/cari?q=pertukaran&urut=terbaru")
        took_again = time.monotonic() - began
    finally:
        for number in numbers:
            os.kill(number, signal.SIGCONT)

    assert (answer[0], again[0]) == (200, 200)
    assert LONGEST <= took < LONGEST + SOON
    assert took_again < LONGEST, "it is left alone now"


def test_a_page_that_breaks_off_on_the_replica_is_made_once_more_from_the_database(site: Site) -> None:
    engine = _replica_of(site.office.stores).engine

    def end(connection: Connection, *told: object) -> None:
        if "terbitan_state" not in str(told[1]):
            event.remove(engine, "before_cursor_execute", end)
            number = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            site.on_replica(f"SELECT pg_terminate_backend({number}, 5000)")

    event.listen(engine, "before_cursor_execute", end)

    status, said, _ = site.get("/cari?q=pertukaran")

    assert status == 200
    assert "Pertukaran" in said
    assert site.caught_up(), "after a while it is asked again"


def test_a_replica_needs_postgresql_on_both_sides(config: Config) -> None:
    wrong = {"PORTAL_DATA_DIR": str(config.data_dir), "PORTAL_REPLICA_URL": "postgresql://replika/portal"}
    with pytest.raises(Exception, match="PORTAL_REPLICA_URL"):
        Config.from_env({**wrong, "PORTAL_DATABASE_URL": f"sqlite:///{config.data_dir / 'a.sqlite'}"})
    assert replace(config, replica_url="").replica_url == ""
