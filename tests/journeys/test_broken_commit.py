"""A commit that fails or whose answer is lost: whether the file was taken is settled by its key, never by guessing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from portal import db, failpoint
from portal.failpoint import Step
from tests.factories.naskah import Office, sample_fields
from tests.factories.processes import slowness
from tests.factories.sending import SenderOfFiles, assert_clear
from tests.fixtures.broken_commit import WAYS, broken_commit


@pytest.mark.parametrize("way", WAYS)
def test_a_database_gone_at_commit_loses_nothing_and_doubles_nothing(office: Office, way: str) -> None:
    public = office.publish(sample_fields())
    is_committed = WAYS[way][1]
    with SenderOfFiles(office) as sender:
        with broken_commit(office.stores.database.engine, way):
            answer = sender.send()
        page = sender.public().get(f"/n/{public}")

        assert answer.status_code in (503, 507)
        assert_clear(answer)
        assert page.status_code == 200
        # Taken or not, its bytes lie there: the intent names them.
        assert (sender.accepted(), sender.lies_whole()) == (int(is_committed), True)

        first, second = sender.send(), sender.send()
        assert (first.status_code, second.json) == (201, first.json)
        assert (sender.accepted(), sender.lies_whole()) == (1, True)


@pytest.mark.parametrize("step", [Step.INTENT, Step.ACCEPT_COMMIT, Step.RECEIPT])
def test_an_error_around_the_commit_is_said_and_the_same_key_settles_it(office: Office, step: Step) -> None:
    with SenderOfFiles(office) as sender:
        failpoint.arm(f"{step}:error")
        answer = sender.send()
        failpoint.arm("")

        assert answer.status_code == 503
        assert_clear(answer)
        assert sender.accepted() == (step is Step.RECEIPT)
        assert (sender.send().status_code, sender.send().status_code, sender.accepted()) == (201, 201, 1)


def test_a_database_that_stays_locked_is_said_soon_and_takes_the_file_afterwards(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = office.publish(sample_fields())
    engine = office.stores.database.engine
    with SenderOfFiles(office) as sender:
        monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 200)
        engine.dispose()
        with held(engine):
            began = time.monotonic()
            answer = sender.send()
            assert time.monotonic() - began < 5 * slowness()
            page, search = sender.public().get(f"/n/{public}"), sender.public().get("/cari?q=pertukaran")

        assert (answer.status_code, page.status_code, search.status_code) == (503, 200, 200)
        assert int(answer.headers["Retry-After"]) > 0
        assert_clear(answer)
        assert sender.accepted() == 0
        assert (sender.send().status_code, sender.send().status_code, sender.accepted()) == (201, 201, 1)


@contextmanager
def held(engine: Engine) -> Iterator[None]:
    """Somebody writes and does not stop: in the one kind of database to all of it, in the other to a table."""
    with engine.connect() as holder:
        if engine.dialect.name == "sqlite":
            # The engine begins by itself, and for reading; this one is to write.
            holder.exec_driver_sql("COMMIT")
            holder.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            holder.exec_driver_sql("LOCK TABLE unggahan IN ACCESS EXCLUSIVE MODE")
        try:
            yield
        finally:
            holder.rollback()
