"""Names of units and partners for the public lists: written by several publications at once, the newest stands."""

import threading

from sqlalchemy import select

from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanNama
from portal.services.publication import projection
from tests.factories.desk import Desk


def test_two_naskah_of_one_unit_published_at_the_same_moment_both_go_through(desk: Desk) -> None:
    one, other = desk.draft(), desk.draft()
    problems: list[Exception] = []

    def publish() -> None:
        try:
            with desk.stores.database.transaction() as session:
                projection.write_unit_name(session, session.scalars(select(Naskah).where(Naskah.kode == other)).one())
        except Exception as error:
            problems.append(error)

    with desk.stores.database.transaction() as session:
        projection.write_unit_name(session, session.scalars(select(Naskah).where(Naskah.kode == one)).one())
        second = threading.Thread(target=publish)
        second.start()
        # It waits for us, or has not begun; it ends only after this block.
        second.join(0.5)
    second.join(20)

    assert problems == []
    assert not second.is_alive()


def test_a_name_that_was_there_is_written_over(desk: Desk) -> None:
    kode = desk.draft()
    with desk.stores.database.transaction() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        projection.write_unit_name(session, naskah)
        unit = naskah.unit.kode
        session.get_one(TerbitanNama, ("unit", unit)).nama = "Nama lama"
    with desk.stores.database.transaction() as session:
        projection.write_unit_name(session, session.scalars(select(Naskah).where(Naskah.kode == kode)).one())

    with desk.stores.database.reading() as session:
        assert session.get_one(TerbitanNama, ("unit", unit)).nama != "Nama lama"
