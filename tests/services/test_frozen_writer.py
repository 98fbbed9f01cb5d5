"""A machine that freezes amid writing holds what it locked for a while, and not until somebody finds it."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal import db
from tests.fixtures.postgres import postgres

PAUSE_MS = 300


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(db, "_LONGEST_PAUSE_MS", PAUSE_MS)
    server = postgres()
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


@pytest.mark.parametrize("is_pooled", [False, True], ids=["straight", "pooled"])
def test_what_a_silent_writer_locked_is_free_again_and_nothing_of_it_stays(url: str, is_pooled: bool) -> None:
    database = db.Database(db.make_engine(url, is_pooled=is_pooled))
    with database.transaction() as session:
        session.execute(text("CREATE TABLE catatan (nomor int)"))
        session.execute(text("INSERT INTO catatan VALUES (0)"))

    with pytest.raises(DBAPIError, match="idle-in-transaction"):
        _write_and_fall_silent(database)

    with database.reading() as session:
        assert session.scalar(text("SELECT nomor FROM catatan")) == 10
        # Who only reads may take its time, as somebody does who fetches a long list over a slow line.
        time.sleep(2 * PAUSE_MS / 1000)
        assert session.scalar(text("SELECT nomor FROM catatan")) == 10
    database.close()


def _write_and_fall_silent(database: db.Database) -> None:
    with database.transaction() as silent:
        silent.execute(text("UPDATE catatan SET nomor = 1"))
        with database.transaction() as other:
            # It waits for the row until the server has undone what the silent one began.
            other.execute(text("UPDATE catatan SET nomor = nomor + 10"))
        silent.execute(text("SELECT 1"))
