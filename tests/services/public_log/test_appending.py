"""Entries follow each other without gaps, whoever writes at the same time, and nobody edits them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from portal.domain.public_log.entry import LogAct, LogEntry
from portal.models.public_log import PublicLogHead
from portal.services.public_log.appending import append
from portal.wiring import Stores
from tests.factories.desk import at_once, errors_of
from tests.factories.public_log import entries

AT = datetime(2026, 11, 30, tzinfo=UTC)
WRITERS, ACTS = 20, 3


def entry(number: int) -> LogEntry:
    return LogEntry(f"2026-{10000 + number}", LogAct.TERBIT, AT)


def test_twenty_writers_at_once_leave_no_gap_and_lose_nothing(stores: Stores) -> None:
    def write(number: int) -> list[int]:
        places = []
        for step in range(ACTS):
            with stores.database.transaction() as session:
                places.append(append(session, [entry(ACTS * number + step)]))
        return places

    results = at_once([lambda n=n: write(n) for n in range(WRITERS)])  # type: ignore[misc]

    assert list(errors_of(results)) == []
    assert sorted(place for places in results for place in places) == list(range(WRITERS * ACTS))  # type: ignore[union-attr]
    assert {one.kode for one in entries(stores)} == {entry(number).kode for number in range(WRITERS * ACTS)}


def test_the_very_first_writers_of_an_empty_log_go_one_behind_the_other(stores: Stores) -> None:
    with stores.database.transaction() as session:
        session.delete(session.get_one(PublicLogHead, 1))

    def write(number: int) -> int:
        with stores.database.transaction() as session:
            return append(session, [entry(number), entry(number + 50)])

    results = at_once([lambda n=n: write(n) for n in range(4)])  # type: ignore[misc]

    assert sorted(results) == [0, 2, 4, 6]
    assert len(entries(stores)) == 8


def test_what_is_rolled_back_takes_no_place(stores: Stores) -> None:
    with stores.database.transaction() as session:
        append(session, [entry(1)])
        session.rollback()
    with stores.database.transaction() as session:
        assert append(session, [entry(2)]) == 0

    assert [one.kode for one in entries(stores)] == [entry(2).kode]


@pytest.mark.parametrize("table", ["public_log_entry", "public_log_checkpoint"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"], ids=["update", "delete"])
def test_the_database_refuses_to_edit_the_log(stores: Stores, table: str, verb: str) -> None:
    column = "body" if table == "public_log_entry" else "note"
    with stores.database.transaction() as session:
        append(session, [entry(1)])
        session.execute(
            text(
                "INSERT INTO public_log_checkpoint (origin, size, root, note, verifier_keys, sha256, signed_at)"
                " VALUES ('a', 1, '', '', '', '', '2026-11-30 00:00:00+00')"
            )
        )

    with pytest.raises(DatabaseError, match="append-only"), stores.database.transaction() as session:
        session.execute(text(verb.format(table, column, column)))
