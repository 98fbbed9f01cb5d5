"""What was published for the first time within a span; what is withdrawn or was never public is missing."""

from datetime import timedelta

from portal import clock
from portal.queries.public.fresh import first_published
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office


def test_the_span_begins_after_its_first_instant_and_ends_with_its_last(office: Office) -> None:
    before = clock.utc_now()
    kode, gone = office.publish(), office.publish()
    office.upload()
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, gone, office.act(), alasan=WithdrawalClass.KELIRU)
    office.drain()

    with office.stores.database.reading() as session:
        found = first_published(session, before, clock.utc_now())
        at = found[kode]
        beside = first_published(session, at, at + timedelta(days=1))
        exact = first_published(session, at - timedelta(microseconds=1), at)

    assert list(found) == [kode]
    assert beside == {}
    assert exact == {kode: at}
