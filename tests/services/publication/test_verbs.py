"""Publishing: handing in, return, withdrawal, republication, and many at the same moment."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import JenisAcara
from portal.domain.naskah.status import Status
from portal.errors import BadInputError, ConflictError, FieldsRefusedError, StaleVersionError, TransitionNotAllowedError
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanAcara
from portal.queries.public.values import PublicNaskah, Tombstone
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services import jobs
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk, at_once, errors_of
from tests.factories.naskah import sample_fields
from tests.factories.public_view import BIRO, OWNER, do, edit, found, page, submitted, withdraw


def test_pasal_39_1_handing_in_gives_a_receipt_that_stays(desk: Desk) -> None:
    kode = desk.draft()
    receipt = desk.office.submit(kode)
    do(desk, verbs.return_naskah, kode, "Perbaiki judul.", desk.act())

    assert desk.office.submit(kode) == receipt == f"TT-{clock.today().year}-00001"
    assert desk.naskah(kode).alasan_status == ""


def test_an_incomplete_naskah_is_not_handed_in(desk: Desk) -> None:
    kode = desk.draft(sample_fields(bentuk=None, lingkup=None))

    with pytest.raises(FieldsRefusedError) as refused:
        desk.office.submit(kode)
    assert {problem.field for problem in refused.value.problems} == {"bentuk", "lingkup"}
    assert desk.naskah(kode).status is Status.DRAF


def test_whoever_hands_in_an_old_version_is_told(desk: Desk) -> None:
    kode = desk.draft()

    with pytest.raises(StaleVersionError):
        do(desk, verbs.submit, kode, desk.version(kode) - 1, desk.act(), is_checked=True)


def test_publishing_twice_publishes_once(desk: Desk) -> None:
    kode = desk.publish()

    assert desk.advance(kode) == frozenset()
    row = desk.published(kode)
    assert row is not None
    assert row.nomor_terbit == 1


def test_a_draft_a_returned_and_a_withdrawn_naskah_are_not_published_by_a_late_job(desk: Desk) -> None:
    draft, returned, gone = desk.draft(), submitted(desk), submitted(desk)
    do(desk, verbs.return_naskah, returned, "Perbaiki.", desk.act())
    withdraw(desk, gone)

    desk.work()

    assert [desk.published(kode) for kode in (draft, returned, gone)] == [None, None, None]


def test_a_withdrawal_is_effective_at_once_and_says_its_class_alone(desk: Desk) -> None:
    kode = desk.publish(sample_fields(judul="Akan Ditarik"), pages=("katakunci",))
    desk.work()

    withdraw(desk, kode, OWNER)

    gone = page(desk, kode)
    assert gone == Tombstone(kode, clock.today(), "data_pribadi")
    assert found(desk, "akan ditarik") == []
    with desk.stores.database.reading() as session:
        waiting = select(Job).where(Job.state == JobState.MENUNGGU, Job.kind == JobKind.INDEKS)
        urgent = session.scalars(waiting).one()
        assert urgent.priority == jobs.PRIORITY_NOW
    desk.work()
    query = SearchQuery(parse("katakunci"), today=clock.today())
    assert desk.stores.public_index.search(query).total == 0


def test_a_reason_given_afterwards_changes_the_tombstone_and_not_its_day(desk: Desk) -> None:
    kode = desk.publish()
    with pytest.raises(TransitionNotAllowedError):
        do(desk, verbs.explain_withdrawal, kode, desk.act(OWNER), alasan=WithdrawalClass.PUTUSAN)
    withdraw(desk, kode)
    gone = page(desk, kode)
    assert isinstance(gone, Tombstone)

    do(
        desk,
        verbs.explain_withdrawal,
        kode,
        desk.act(OWNER),
        alasan=WithdrawalClass.PUTUSAN,
        penjelasan=" Putusan ",
    )

    assert page(desk, kode) == Tombstone(kode, gone.withdrawn_on, "putusan")
    assert desk.naskah(kode).alasan_status == "Putusan"


def test_a_reason_for_what_was_never_public_makes_no_tombstone(desk: Desk) -> None:
    kode = desk.draft()
    desk.office.submit(kode)
    withdraw(desk, kode)

    do(desk, verbs.explain_withdrawal, kode, desk.act(OWNER), alasan=WithdrawalClass.KELIRU)

    assert page(desk, kode) is None


def test_a_reinstated_naskah_keeps_its_tombstone_until_it_is_published_again(desk: Desk) -> None:
    kode = desk.publish()
    withdraw(desk, kode)
    with pytest.raises(TransitionNotAllowedError):
        do(desk, verbs.reinstate, kode, desk.act(OWNER))

    do(desk, verbs.reinstate, kode, desk.act(BIRO))

    assert desk.naskah(kode).status is Status.DIKEMBALIKAN
    assert isinstance(page(desk, kode), Tombstone)
    desk.office.submit(kode)
    desk.advance(kode)
    shown = page(desk, kode)
    assert isinstance(shown, PublicNaskah)
    assert shown.nomor_terbit == 2


def test_a_returned_naskah_keeps_its_page_and_is_told_why(desk: Desk) -> None:
    kode = desk.publish()
    with pytest.raises(BadInputError):
        do(desk, verbs.return_naskah, kode, "  ", desk.act(BIRO))

    do(desk, verbs.return_naskah, kode, " Lengkapi nomor. ", desk.act(BIRO))

    naskah = desk.naskah(kode)
    assert (naskah.status, naskah.alasan_status) == (Status.DIKEMBALIKAN, "Lengkapi nomor.")
    assert isinstance(page(desk, kode), PublicNaskah)


def test_edits_after_publication_stay_private_and_every_republication_is_listed(desk: Desk) -> None:
    kode = desk.publish(sample_fields(judul="Pertama"))
    edit(desk, kode, judul="Kedua")
    row = desk.published(kode)
    assert row is not None
    assert row.judul == "Pertama"

    for _ in range(2):
        desk.office.submit(kode)
        desk.advance(kode)

    row = desk.published(kode)
    assert row is not None
    assert (row.judul, row.nomor_terbit) == ("Kedua", 3)
    kinds = (JenisAcara.DITERBITKAN, JenisAcara.DITERBITKAN_ULANG)
    with desk.stores.database.reading() as session:
        listed = select(TerbitanAcara.jenis).where(TerbitanAcara.kode == kode, TerbitanAcara.jenis.in_(kinds))
        assert list(session.scalars(listed.order_by(TerbitanAcara.id))) == [kinds[0], kinds[1], kinds[1]]


def test_twenty_handed_in_at_once_get_twenty_numbers_without_a_gap(desk: Desk) -> None:
    codes = [desk.draft() for _ in range(20)]

    results = at_once([lambda kode=kode: desk.office.submit(kode) for kode in codes])  # type: ignore[misc]

    assert list(errors_of(results)) == []
    year = clock.today().year
    assert sorted(map(str, results)) == [f"TT-{year}-{number:05d}" for number in range(1, 21)]


def test_a_double_click_hands_in_once(desk: Desk) -> None:
    kode = desk.draft()
    version = desk.version(kode)

    results = at_once([lambda: do(desk, verbs.submit, kode, version, desk.act(), is_checked=True)] * 5)

    assert len(list(errors_of(results))) == 4
    assert all(isinstance(error, ConflictError) for error in errors_of(results))
    with desk.stores.database.reading() as session:
        assert session.scalars(select(Naskah.nomor_tanda_terima)).all() == [f"TT-{clock.today().year}-00001"]


def test_publishing_and_withdrawing_at_the_same_moment_leave_nothing_half_public(desk: Desk) -> None:
    for _ in range(4):
        kode = submitted(desk, pages=())
        results = at_once([lambda kode=kode: desk.advance(kode), lambda kode=kode: withdraw(desk, kode)])  # type: ignore[misc]

        assert all(isinstance(error, ConflictError) for error in errors_of(results))
        is_public = desk.published(kode) is not None
        assert is_public is (desk.naskah(kode).status is Status.TERBIT)
