"""The list of changes as a mirror reads it: in order, after a number, so many at once."""

from portal.queries.public import changes
from tests.factories.desk import Desk
from tests.fixtures.statements import counted


def test_changes_come_in_order_after_a_number_and_so_many_at_once(desk: Desk) -> None:
    codes = [desk.publish() for _ in range(3)]

    with desk.stores.database.reading() as session:
        first = changes.changed_after(session, 0, limit=2)
        rest = changes.changed_after(session, first[-1].nomor, limit=2)
        version = changes.current(session)

    assert [one.kode for one in (*first, *rest)] == codes
    assert [one.nomor for one in (*first, *rest)] == sorted({one.nomor for one in (*first, *rest)})
    assert version.nomor == rest[-1].nomor
    assert version.at == rest[-1].at


def test_the_version_is_one_question_to_the_database(desk: Desk) -> None:
    with counted(desk.stores.database) as asked, desk.stores.database.reading() as session:
        changes.current(session)

    assert len(asked) == 1
