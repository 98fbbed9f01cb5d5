"""What each way in and out of the public tells the log, and what the log can never be made to tell again."""

from datetime import timedelta

from sqlalchemy import select, update

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.domain.public_log.entry import MOST_FILES, seal
from portal.domain.publication.authenticity import Authenticity
from portal.models.berkas import Berkas
from portal.models.job import Job, JobKind
from portal.models.terbitan import Terbitan, TerbitanBerkas, TerbitanSidik
from portal.queries.public.authenticity import FoundFile, find_file
from portal.services.naskah import taking_back
from portal.services.publication import changes, public_log, verbs
from tests.factories.desk import Desk
from tests.factories.public_log import acts_of, entries, salt_of
from tests.factories.public_view import set_level, withdraw
from tests.fixtures.statements import counted


def digests(desk: Desk, kode: str) -> list[str]:
    with desk.stores.database.reading() as session:
        query = select(TerbitanBerkas.sha256).where(TerbitanBerkas.kode == kode).order_by(TerbitanBerkas.urutan)
        return list(session.scalars(query))


def ask(desk: Desk, sha256: str) -> tuple[FoundFile, ...]:
    with desk.stores.database.reading() as session:
        return find_file(session, sha256)


def republish(desk: Desk, kode: str, *pages: str) -> None:
    """Published once more, with another file where pages are given."""
    with desk.stores.database.transaction() as session:
        verbs.return_naskah(session, kode, "Perbaiki.", desk.act())
    if pages:
        with desk.stores.database.reading() as session:
            old = session.scalars(select(Berkas.id).where(Berkas.naskah_id == desk.naskah(kode).id)).one()
        desk.attach(kode, pages, replaces=old)
    desk.office.submit(kode)
    assert desk.advance(kode) == frozenset()


def test_a_publication_is_told_with_its_sealed_digests_in_the_same_transaction(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("Pasal 1",))
    desk.attach(kode, ("Lampiran",), jenis=JenisBerkas.LAMPIRAN)
    desk.office.submit(kode)
    assert entries(desk.stores) == []

    desk.advance(kode)

    (entry,) = entries(desk.stores)
    salt, files = salt_of(desk.stores, kode), digests(desk, kode)
    assert salt is not None
    assert len(files) == 2
    assert (entry.kode, entry.act.value) == (kode, "terbit")
    assert entry.sealed == tuple(seal(salt, sha256) for sha256 in files)
    assert "Pertukaran" not in entry.to_bytes().decode()
    with desk.stores.database.reading() as session:
        assert session.get_one(Terbitan, kode).log_position == 0
        assert session.scalars(select(Job.subject_id).where(Job.kind == JobKind.TANDAI_LOG)).all() == [0]


def test_a_publication_that_fails_tells_nothing(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("Pasal 1",))
    desk.office.submit(kode)

    with desk.stores.database.transaction() as session:
        verbs.advance(session, desk.naskah(kode).id, now=clock.utc_now(), waits_for_biro=False)
        session.rollback()

    assert entries(desk.stores) == []


def test_each_way_out_is_told_without_saying_what_went(desk: Desk) -> None:
    gone, closed, exempted, voided = (desk.publish() for _ in range(4))
    never = desk.draft()
    files = {kode: digests(desk, kode)[0] for kode in (gone, closed, exempted, voided)}
    before = len(entries(desk.stores))

    withdraw(desk, gone)
    set_level(desk, closed, Visibilitas.METADATA)
    set_level(desk, exempted, Visibilitas.DIKECUALIKAN)
    with desk.stores.database.transaction() as session:
        taking_back.void(session, voided, "Keliru.", desk.act())
    set_level(desk, never, Visibilitas.DIKECUALIKAN)

    told = entries(desk.stores)[before:]
    assert [(entry.kode, entry.act.value, entry.sealed) for entry in told] == [
        (gone, "tarik", ()),
        (closed, "tutup_berkas", ()),
        (exempted, "tarik", ()),
        (voided, "tarik", ()),
    ]
    assert [salt_of(desk.stores, kode) for kode in (gone, closed, exempted, voided)] == [None, b"", None, None]
    with desk.stores.database.reading() as session:
        left = {row.kode: row.ended_at for row in session.scalars(select(TerbitanSidik))}
    assert set(left) == {gone, voided}
    assert all(left.values())
    assert [found.what for kode in (gone, voided) for found in ask(desk, files[kode])] == [Authenticity.DITARIK] * 2
    assert ask(desk, files[closed]) == ask(desk, files[exempted]) == ()


def test_an_exemption_after_a_withdrawal_leaves_no_digest_and_tells_nothing_new(desk: Desk) -> None:
    kode = desk.publish()
    sha256 = digests(desk, kode)[0]
    withdraw(desk, kode)
    with desk.stores.database.transaction() as session:
        verbs.reinstate(session, kode, desk.act())
    assert [found.what for found in ask(desk, sha256)] == [Authenticity.DITARIK]
    before = entries(desk.stores)

    set_level(desk, kode, Visibilitas.DIKECUALIKAN)

    assert ask(desk, sha256) == ()
    assert entries(desk.stores) == before


def test_a_republication_has_a_salt_of_its_own_and_makes_the_old_file_an_earlier_one(desk: Desk) -> None:
    kode = desk.publish()
    (first,), salt = digests(desk, kode), salt_of(desk.stores, kode)

    republish(desk, kode)
    assert digests(desk, kode) == [first]
    assert [found.what for found in ask(desk, first)] == [Authenticity.ASLI]
    republish(desk, kode, "Pasal 1 yang diperbaiki")

    (second,) = digests(desk, kode)
    assert acts_of(desk.stores, kode) == ["terbit", "terbit_ulang", "terbit_ulang"]
    assert len({one for entry in entries(desk.stores) for one in entry.sealed}) == 3
    assert salt_of(desk.stores, kode) != salt
    (earlier,), (current,) = ask(desk, first), ask(desk, second)
    assert (earlier.what, current.what) == (Authenticity.TERDAHULU, Authenticity.ASLI)
    assert earlier.ended_at == current.published_at
    assert earlier.published_at < current.published_at  # type: ignore[operator]


def test_a_withdrawn_naskah_that_is_published_again_answers_for_its_file_again(desk: Desk) -> None:
    kode = desk.publish()
    (sha256,) = digests(desk, kode)
    withdraw(desk, kode)
    with desk.stores.database.transaction() as session:
        verbs.reinstate(session, kode, desk.act())
    desk.office.submit(kode)
    desk.advance(kode)

    (found,) = ask(desk, sha256)
    assert (found.what, found.ended_at) == (Authenticity.ASLI, None)
    assert acts_of(desk.stores, kode) == ["terbit", "tarik", "terbit_ulang"]


def test_files_beyond_one_entry_are_told_by_the_next_one(desk: Desk) -> None:
    kode = desk.publish()
    with desk.stores.database.transaction() as session:
        row = session.get_one(Terbitan, kode)
        session.add_all(
            TerbitanBerkas(kode=kode, urutan=number + 2, jenis=JenisBerkas.LAMPIRAN, bahasa="", sha256=f"{number:064x}",
                           size=1, pages=1)
            for number in range(MOST_FILES)
        )  # fmt: skip
        session.flush()
        changes.note(session, kode)
        public_log.tell_published(session, row, clock.utc_now())

    told = entries(desk.stores)[1:]
    assert [(entry.kode, len(entry.sealed)) for entry in told] == [(kode, MOST_FILES), (kode, 1)]


def test_what_was_public_before_the_log_is_told_once(desk: Desk) -> None:
    older, newer = desk.publish(), desk.publish()
    with desk.stores.database.transaction() as session:
        changes.note_labels(session)
        session.execute(update(Terbitan).values(log_position=None, log_salt=""))
        session.execute(
            update(Terbitan).where(Terbitan.kode == newer).values(published_at=clock.utc_now() - timedelta(days=9))
        )
    with desk.stores.database.reading() as session:
        assert public_log.untold(session) == [newer, older]

    for kode in (newer, older, newer):
        with desk.stores.database.transaction() as session:
            public_log.tell_earlier(session, kode, clock.utc_now())

    told = entries(desk.stores)[2:]
    assert [(entry.kode, entry.act.value) for entry in told] == [(newer, "sudah_terbit"), (older, "sudah_terbit")]
    salt = salt_of(desk.stores, older)
    assert salt
    assert told[1].sealed == (seal(salt, digests(desk, older)[0]),)
    with desk.stores.database.reading() as session:
        assert public_log.untold(session) == []


def test_telling_the_log_asks_a_publication_four_questions_more(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("Pasal 1",))
    desk.office.submit(kode)

    with counted(desk.stores.database) as seen, desk.stores.database.transaction() as session:
        row = verbs.advance(session, desk.naskah(kode).id, now=clock.utc_now(), waits_for_biro=False)
        assert row == frozenset()
        whole = len(seen)
        public_log.tell_published(session, session.get_one(Terbitan, kode), clock.utc_now())

    again = [one for one in seen[whole:] if " terbitan \n" not in one]
    asked = [one.split("FROM ")[1].split()[0] for one in again]
    # The list of changes is written when the transaction ends.
    asked = [table for table in asked if table not in {"terbitan_state", "terbitan_change", "terbitan_ditarik"}]
    assert asked == ["terbitan_berkas", "terbitan_sidik", "job", "public_log_head"]
