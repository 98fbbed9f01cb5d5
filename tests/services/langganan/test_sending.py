"""Letters to readers of searches: asked back at once, news once a day, nothing of what is not public any more."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal import clock
from portal.domain.langganan import MOST_LISTED, MOST_REQUESTS, MOST_SEARCHES
from portal.domain.naskah.enumerations import Visibilitas
from portal.errors import ConflictError, MailRefusedError, NotFoundError, SearchUnavailableError
from portal.mail.interface import Letter
from portal.mail.opening import open_mail
from portal.models.audit_entry import AuditEntry
from portal.models.langganan import Langganan, LanggananToken, Pelanggan
from portal.models.terbitan import TerbitanPihak, TerbitanRedirect
from portal.queries.public.documents import all_public
from portal.search.interface import SearchPage, SearchQuery
from portal.services.langganan import following
from portal.services.langganan.sending import LanggananDelivery
from portal.services.publication import changes, verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.wiring import Stores
from tests.factories.desk import Desk, at_once
from tests.factories.langganan import READER, Readers, body, link, morning, token
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.smtp_sink import smtp_sink
from tests.fixtures.statements import counted


@pytest.fixture
def readers(stores: Stores) -> Iterator[Readers]:
    """Readers, before a server that takes letters."""
    with smtp_sink("smtp") as sink:
        yield Readers(stores, sink)


def publish(office: Office, judul: str, page: str = "Pelatihan petugas") -> str:
    """A published and searchable naskah with one page."""
    desk = Desk(office)
    kode = desk.publish(sample_fields(judul=judul), [f"{page}. {judul}."])
    desk.work()
    return kode


def withdraw(office: Office, kode: str) -> None:
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)
    Desk(office).work()


def test_a_search_lives_once_its_reader_confirms_and_tells_each_new_naskah_once(
    readers: Readers, office: Office
) -> None:
    old = publish(office, "Pelatihan Lama")
    readers.ask("q=pelatihan", at=clock.utc_now())
    assert readers.deliver(morning()) == LanggananDelivery(sent=1)
    (asked,) = readers.fresh()
    assert "pelatihan" not in body(asked).lower()
    assert asked["List-Unsubscribe"] is None
    publish(office, "Pelatihan Dini")
    assert readers.deliver(morning(2)) == LanggananDelivery()
    with readers.stores.database.transaction() as session:
        following.confirm(session, token(asked), clock.utc_now())

    other = publish(office, "Bukan itu", "Pertukaran data")
    new = publish(office, "Pelatihan Baru")
    assert readers.deliver(morning()) == LanggananDelivery(sent=1)
    (news,) = readers.fresh()

    assert "Ada 1 naskah baru" in body(news)
    for kind in ("plain", "html"):
        words = body(news, kind)
        assert "Pelatihan Baru" in words
        assert f"/n/{new}" in words
        assert "Pemerintah Kabupaten Contoh" in words
        assert "12 Maret 2026" in words
        assert "“pelatihan”" in words
        assert not [kode for kode in (old, other) if kode in words]
        assert "Pelatihan Dini" not in words
    assert news["List-Unsubscribe"] == f"<http://127.0.0.1:8000{link(news)}>"
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link(news) in body(news, "html")
    assert readers.deliver(morning()) == readers.deliver(morning(2)) == LanggananDelivery()


def test_no_more_than_one_letter_a_day_however_many_searches_and_naskah(readers: Readers, office: Office) -> None:
    for search in ("q=pelatihan", "q=petugas", "bentuk=perjanjian_kerja_sama"):
        readers.follow(search)
    first = publish(office, "Pelatihan Satu")
    assert readers.deliver(morning()).sent == 1
    publish(office, "Pelatihan Dua")

    assert readers.deliver(morning(1, 23)).sent == 0
    (letter,) = readers.fresh()
    assert body(letter).count(f"/n/{first}") == 1
    assert "“pelatihan”; “petugas”; bentuk perjanjian kerja sama" in body(letter)


def test_whoever_is_killed_with_a_letter_in_hand_leaves_no_day_with_two(readers: Readers, office: Office) -> None:
    class Killed(BaseException):
        pass

    class Dying:
        """Hands the letter over, and is dead before anything is noted."""

        def send(self, letter: Letter) -> None:
            open_mail(f"smtp://127.0.0.1:{readers.sink.port}", "portal@contoh.example").send(letter)
            raise Killed

    readers.follow("q=pelatihan")
    kode = publish(office, "Pelatihan")
    with pytest.raises(Killed):
        readers.deliver(morning(), mail=Dying())
    for hour in range(9, 24):
        readers.deliver(morning(hour=hour))

    assert [kode in body(letter) for letter in readers.fresh()] == [True]
    readers.deliver(morning(2))
    assert len(readers.fresh()) == 1


def test_before_the_morning_nothing_goes_but_what_asks_back(readers: Readers, office: Office) -> None:
    readers.follow("q=pelatihan")
    publish(office, "Pelatihan")
    readers.ask("q=paspor")

    assert readers.deliver(morning(1, 5)).sent == 1
    assert [one["Subject"].partition(":")[0] for one in readers.fresh()] == ["Konfirmasi"]


def test_what_is_withdrawn_before_the_letter_goes_stands_in_none(readers: Readers, office: Office) -> None:
    readers.follow("q=pelatihan", "tetap@contoh.example")
    readers.follow("q=rahasiakan", "kosong@contoh.example")
    gone = publish(office, "Pelatihan Rahasiakan")
    kept = publish(office, "Pelatihan Terbuka")
    index = readers.stores.public_index
    # Withdrawn between the search and the sending: the index is one that still has it.
    found = {}

    class Slow:
        """The index, and a withdrawal that comes right after its last answer."""

        generation, matching = staticmethod(index.generation), staticmethod(index.matching)

        def held(self) -> object:
            found["held"] = index.held()
            return found["held"]

        def search(self, query: SearchQuery) -> SearchPage:
            page = index.search(query)
            found[query.parsed.text] = [hit.kode for hit in page.hits]
            if len(found) == 3:
                withdraw(office, gone)
            return page

    slow = Readers(replace_index(readers.stores, Slow()), readers.sink, seen=readers.seen)
    assert slow.deliver(morning()).sent == 1

    assert gone in found["pelatihan"]
    assert gone in found["rahasiakan"]
    (letter,) = slow.fresh()
    assert letter["To"] == "tetap@contoh.example"
    assert kept in body(letter)
    assert gone not in body(letter)
    assert "Rahasiakan" not in body(letter)
    assert "Ada 1 naskah baru" in body(letter)


def replace_index(stores: Stores, index: object) -> Stores:
    """The same stores with another public index."""
    return replace(stores, public_index=index)  # type: ignore[arg-type]


def test_nothing_of_what_is_not_public_is_told(readers: Readers, office: Office) -> None:
    readers.follow()
    closed = {"dasar_visibilitas": "Pasal 17", "tinjau_on": clock.today() + timedelta(days=900)}
    desk = Desk(office)
    desk.draft(sample_fields(judul="Kalimutubiru Draf"))
    for edits in (
        {"visibilitas": Visibilitas.DIKECUALIKAN, **closed},
        {"embargo_until": clock.today() + timedelta(days=90)},
    ):
        kode = desk.draft(sample_fields(judul="Kalimutubiru Tertutup", **edits))
        desk.attach(kode, ["Kalimutubiru"])
        office.submit(kode)
        desk.advance(kode)
    shown = publish(office, "Terbuka", "Terbuka")
    assert readers.deliver(morning()).sent == 1
    (letter,) = readers.fresh()
    assert shown in body(letter)
    assert "kalimutubiru" not in letter.as_string().lower()


def test_a_publication_again_is_no_news(readers: Readers, office: Office) -> None:
    kode = publish(office, "Pelatihan")
    readers.follow("q=pelatihan", at=clock.utc_now())
    with office.stores.database.transaction() as session:
        verbs.return_naskah(session, kode, "Perbaiki.", office.act())
    office.submit(kode)
    Desk(office).work()

    assert readers.deliver(morning()).sent == 0


def test_what_is_not_searchable_yet_is_told_once_it_is(readers: Readers, office: Office) -> None:
    readers.follow("q=pelatihan")
    kode = publish(office, "Pelatihan")
    index = readers.stores.public_index
    with readers.stores.database.reading() as session:
        documents = list(all_public(session))
    index.remove([kode])
    index.commit()

    assert readers.deliver(morning()).sent == 0
    index.add(documents)
    index.commit()
    assert readers.deliver(morning(2)).sent == 1
    assert kode in body(readers.fresh()[0])


def test_news_wait_for_a_broken_index(readers: Readers, office: Office, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        """An index that cannot be read."""

        def held(self) -> object:
            raise SearchUnavailableError("rusak")

    readers.follow("q=pelatihan")
    publish(office, "Pelatihan")

    assert Readers(replace_index(readers.stores, Broken()), readers.sink).deliver(morning()).sent == 0
    assert readers.deliver(morning()).sent == 1


def test_a_letter_lists_twenty_and_says_how_many_more(readers: Readers, office: Office) -> None:
    readers.follow("q=pelatihan", at=clock.utc_now() - timedelta(days=2))
    kode = publish(office, "Pelatihan Contoh")
    index = readers.stores.public_index
    page = index.search

    def more(query: SearchQuery) -> SearchPage:
        found = page(query)
        return replace(found, total=found.total + MOST_LISTED)

    class Many:
        """The index, as if twenty more had been found."""

        held, search = staticmethod(index.held), staticmethod(more)
        generation, matching = staticmethod(index.generation), staticmethod(index.matching)

    many = Readers(replace_index(readers.stores, Many()), readers.sink, seen=readers.seen)
    assert many.deliver(morning()).sent == 1
    words = body(many.fresh()[0])
    assert kode in words
    assert "Masih 20 naskah baru lagi" in words
    assert "/cari?q=pelatihan" in words


@pytest.mark.parametrize("address", ["a@ditolak.example"])
def test_an_address_refused_for_good_three_days_running_is_forgotten(
    readers: Readers, office: Office, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    readers.follow("q=pelatihan", READER)
    with readers.stores.database.transaction() as session:
        session.execute(update(Pelanggan).values(address=address))
    publish(office, "Pelatihan")

    with caplog.at_level(logging.DEBUG):
        outcomes = [readers.deliver(morning(day)) for day in (1, 1, 2, 3, 4)]

    assert [one.refused for one in outcomes] == [1, 0, 1, 1, 0]
    assert readers.addresses() == []
    assert address not in caplog.text


def test_a_letter_that_is_refused_whoever_reads_it_ends_nothing(readers: Readers, office: Office) -> None:
    class Wary:
        """A server that takes none of our letters, as one that holds us for a sender of spam."""

        def send(self, letter: Letter) -> None:
            raise MailRefusedError("Server surel menolak surat ini (554).")

    readers.follow("q=pelatihan")
    publish(office, "Pelatihan")

    outcomes = [readers.deliver(morning(day), Wary()).refused for day in range(1, 6)]

    assert outcomes == [1] * 5
    assert readers.deliver(morning(6)).sent == 1


def test_an_address_that_takes_no_question_is_forgotten_at_once(readers: Readers) -> None:
    readers.ask("q=pelatihan", "a@ditolak.example")

    assert readers.deliver().refused == 1
    assert readers.addresses() == readers.searches() == []


def test_a_server_that_is_busy_is_asked_again_later_and_then_sends(readers: Readers, office: Office) -> None:
    readers.follow("q=pelatihan")
    with readers.stores.database.transaction() as session:
        session.execute(update(Pelanggan).values(address="a@nanti.example"))
    publish(office, "Pelatihan")
    now = morning()

    assert readers.deliver(now).postponed == 1
    assert readers.deliver(now + timedelta(minutes=4)) == LanggananDelivery()
    assert readers.deliver(now + timedelta(minutes=5)).postponed == 1
    with readers.stores.database.transaction() as session:
        session.execute(update(Pelanggan).values(address=READER))
        # That of the question and that of its answer: a letter that did not go left no link behind.
        assert len(session.scalars(select(LanggananToken)).all()) == 2
    assert readers.deliver(now + timedelta(hours=1)).sent == 1
    assert readers.deliver(now + timedelta(hours=2)).sent == 0


def test_senders_side_by_side_write_to_each_reader_once(readers: Readers, office: Office) -> None:
    for number in range(4):
        readers.follow("q=pelatihan", f"pembaca{number}@contoh.example")
    publish(office, "Pelatihan")
    now = morning()
    beside = [Readers(readers.stores, readers.sink, owner=f"uji:{name}") for name in "abc"]

    results = at_once([lambda one=one: one.deliver(now) for one in beside])  # type: ignore[misc]

    assert sum(result.sent for result in results) == 4  # type: ignore[union-attr]
    assert len({one["To"] for one in readers.fresh()}) == 4


def test_a_partner_that_was_merged_is_followed_under_its_present_key(readers: Readers, office: Office) -> None:
    publish(office, "Pertama", "Satu")
    with readers.stores.database.reading() as session:
        slug = session.scalars(select(TerbitanPihak.mitra_slug).where(TerbitanPihak.mitra_slug.is_not(None))).first()
    readers.follow("mitra=mitra-lama", at=clock.utc_now())
    with readers.stores.database.transaction() as session:
        session.add(TerbitanRedirect(kunci="mitra-lama", target=slug))
        changes.note_labels(session)
    kode = publish(office, "Kedua", "Dua")

    assert readers.deliver(morning()).sent == 1
    words = body(readers.fresh()[0])
    assert kode in words
    assert "mitra Pemerintah Kabupaten Contoh" in words


def test_a_search_that_means_nothing_any_more_ends_with_a_letter_that_says_why(readers: Readers) -> None:
    readers.follow("q=pelatihan")
    with readers.stores.database.transaction() as session:
        session.execute(update(Langganan).values(search="bentuk=piagam_kuno"))

    assert readers.deliver(morning()).sent == 1
    words = body(readers.fresh()[0])
    assert "Nilai bentuk tidak dikenal" in words
    assert "Langganannya diakhiri" in words
    assert readers.addresses() == readers.searches() == []


def test_nobody_can_have_a_mailbox_flooded(readers: Readers) -> None:
    now = clock.utc_now()
    for number in range(10):
        readers.ask(f"q=kata{number}", f"korban+{number}@contoh.example", now)
        readers.ask("q=sama", "korban@contoh.example", now)
        readers.ask("q=titik", f"{'korban'[: number % 5 + 1]}.{'korban'[number % 5 + 1 :]}@contoh.example", now)
        readers.deliver(now)

    assert len(readers.fresh()) == MOST_REQUESTS
    later = now + timedelta(hours=25)
    readers.ask("q=lagi", "korban@contoh.example", later)
    readers.deliver(later)
    assert len(readers.fresh()) == 1


def test_ten_searches_are_enough_for_an_address(readers: Readers) -> None:
    began = clock.utc_now() - timedelta(days=40)
    for number in range(MOST_SEARCHES - 1):
        readers.follow(f"q=kata{number}", at=began + timedelta(days=number))
    last = began + timedelta(days=20)
    readers.ask("q=satu", at=last)
    readers.ask("q=dua", at=last)
    readers.deliver(last)
    one, two = readers.fresh()

    with readers.stores.database.transaction() as session:
        following.confirm(session, token(one), last)
    with pytest.raises(ConflictError, match="10 pencarian"), readers.stores.database.transaction() as session:
        following.confirm(session, token(two), last)
    readers.ask("q=tiga", at=last + timedelta(days=2))
    assert readers.deliver(last + timedelta(days=2)) == LanggananDelivery()


def test_what_nobody_confirms_is_gone_after_two_days_with_its_address(readers: Readers) -> None:
    now = clock.utc_now()
    readers.follow("q=tetap", "tetap@contoh.example")
    readers.ask("q=pelatihan", at=now)
    readers.deliver(now)
    (letter,) = readers.fresh()
    late = now + timedelta(hours=48)

    with readers.stores.database.transaction() as session:
        following.prune(session, late - timedelta(minutes=1))
    assert len(readers.addresses()) == 2
    with pytest.raises(NotFoundError), readers.stores.database.transaction() as session:
        following.confirm(session, token(letter), late)
    with readers.stores.database.transaction() as session:
        following.prune(session, late)
    assert readers.addresses() == ["tetap@contoh.example"]
    assert readers.searches() == ["q=tetap"]


def test_links_end_one_search_or_all_and_the_last_takes_the_address_with_it(readers: Readers, office: Office) -> None:
    for search in ("q=pelatihan", "q=petugas", "q=lain"):
        readers.follow(search)
    publish(office, "Pelatihan")
    readers.deliver(morning())
    (letter,) = readers.fresh()
    own = token(letter)
    with readers.stores.database.transaction() as session:
        ids = session.scalars(select(Langganan.id).order_by(Langganan.id)).all()
        # Kept is the digest alone.
        assert own not in session.scalars(select(LanggananToken.digest)).all()
        assert following.end(session, own, ids[0]) == 2
        assert following.end(session, own, 999) == 2
    assert readers.searches() == ["q=petugas", "q=lain"]
    with readers.stores.database.transaction() as session:
        assert following.end(session, own) == 0
        assert session.scalars(select(LanggananToken)).all() == []
        # No audit entry tells of readers.
        assert not [one for one in session.scalars(select(AuditEntry.action)) if "langganan" in one]
    assert readers.addresses() == readers.searches() == []
    with pytest.raises(NotFoundError), readers.stores.database.transaction() as session:
        following.end(session, own)


def test_a_day_without_news_asks_the_database_the_same_however_many_follow(readers: Readers, office: Office) -> None:
    publish(office, "Pelatihan")
    asked = {}
    for count in (2, 12):
        for number in range(len(readers.addresses()), count):
            readers.follow(f"q=kata{number}&mitra=mitra-{number}", f"pembaca{number}@contoh.example")
        with counted(readers.stores.database) as statements:
            assert readers.deliver(morning(count)).sent == 0
        asked[count] = len(statements)

    # Who is asked back, whose turn it is, what is new, the state of the index, which partners were merged, what words
    # mean; and once, what the index says too much of.
    assert asked == {2: 7, 12: 6}


def test_a_letter_costs_a_fixed_number_of_questions(readers: Readers, office: Office) -> None:
    for number in range(3):
        readers.follow("q=pelatihan", f"pembaca{number}@contoh.example")
    for number in range(3):
        publish(office, f"Pelatihan {number}")
    with counted(readers.stores.database) as statements:
        assert readers.deliver(morning()).sent == 3

    # Six for the day, two of them about the index; of each reader: the lease, what is still followed, and the naskah
    # with parties and files.
    assert len(statements) == 6 + 3 * 5
