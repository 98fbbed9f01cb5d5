"""Reading the list of what the indexes take in."""

from datetime import timedelta

from portal import clock
from portal.models.index_change import IndexChange
from portal.queries import index_changes
from portal.queries.index_changes import IndexLine
from portal.wiring import Stores


def test_lines_come_in_their_order_beyond_a_number_and_no_more_than_were_asked_for(stores: Stores) -> None:
    now = clock.utc_now()
    at = {kode: now + timedelta(seconds=nomor) for nomor, kode in enumerate(("2026-10003", "2026-10001", "2026-10002"))}
    with stores.database.transaction() as session:
        session.add_all(IndexChange(kode=kode, nomor=nomor, at=at[kode]) for nomor, kode in enumerate(at, start=4))

    with stores.database.reading() as session:
        everything = index_changes.lines_after(session, 0)
        assert [line.kode for line in everything] == list(at)
        assert index_changes.lines_after(session, 4, most=1) == [IndexLine("2026-10001", 5, at["2026-10001"])]
        assert index_changes.lines_after(session, 6) == []
        assert index_changes.newest_line(session) == everything[-1]
        assert index_changes.line_of(session, "2026-10003") == everything[0]
        assert index_changes.line_of(session, "2026-10009") is None


def test_an_empty_list_has_a_history_and_no_line(stores: Stores) -> None:
    with stores.database.reading() as session:
        listed = index_changes.read_list(session)
        assert (listed.nomor, len(listed.epoch)) == (0, 16)
        assert index_changes.newest_line(session) is None
    with stores.database.glancing() as connection:
        assert index_changes.read_list(connection) == listed
