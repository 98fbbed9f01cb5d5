"""What the office sees of readers who follow searches: their number."""

from portal import clock
from portal.domain.langganan import read_mail_address
from portal.search.params import read_saved
from portal.services.langganan import following
from tests.factories.langganan import READER, Readers
from tests.factories.naskah import Office
from tests.fixtures.smtp_sink import smtp_sink
from tests.web.staff.conftest import Browser


def test_the_administrator_sees_how_many_searches_are_followed_and_no_address(admin: Browser, office: Office) -> None:
    with smtp_sink("smtp") as sink:
        Readers(office.stores, sink).follow("q=pelatihan")
    with office.stores.database.transaction() as session:
        following.ask(session, read_mail_address("lain@contoh.example"), read_saved("q=paspor"), clock.utc_now())

    page = admin.get("/admin/pekerjaan").text

    assert "Pencarian yang diikuti lewat surel: 1<" in page
    assert not [word for word in (READER, "lain@contoh.example", "pelatihan") if word in page]
