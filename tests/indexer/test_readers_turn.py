"""The worker and letters to readers of searches: questions at once, news in the morning, sweeping by the hour."""

from datetime import timedelta

from indexer.housekeeping import Housekeeping
from portal import clock
from portal.domain.langganan import read_mail_address
from portal.search.params import read_saved
from portal.services.langganan import following
from tests.factories.langganan import READER, letters_in, morning, token
from tests.factories.naskah import Office, sample_fields


def test_the_worker_asks_back_tells_the_news_and_forgets(office: Office) -> None:
    stores = office.stores
    worker = Housekeeping(stores)
    now = clock.utc_now()
    with stores.database.transaction() as session:
        following.ask(session, read_mail_address(READER), read_saved("q=pelatihan"), now)
        following.ask(session, read_mail_address("lain@contoh.example"), read_saved("q=pelatihan"), now)
    worker.sweep_if_due(now)
    asked = {one["To"]: one for one in letters_in(stores)}
    assert set(asked) == {READER, "lain@contoh.example"}
    with stores.database.transaction() as session:
        following.confirm(session, token(asked[READER]), now)
    office.publish(sample_fields(judul="Pelatihan"), pages=["Pelatihan petugas"])

    worker.sweep_if_due(morning(1, 5))
    assert len(letters_in(stores)) == 2
    worker.sweep_if_due(morning(1, 6))
    worker.sweep_if_due(morning(1, 7))
    assert [one["To"] for one in letters_in(stores) if "naskah baru" in one["Subject"]] == [READER]
    worker.sweep_if_due(now + timedelta(days=3))
    with stores.database.transaction() as session:
        following.end(session, token(letters_in(stores)[-1]))
