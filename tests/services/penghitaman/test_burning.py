"""Copies enter the archive: all or none, bound to their originals by digest, read and held like any file."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState
from portal.domain.penghitaman.penghitaman import PenghitamanState
from portal.domain.permissions import Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import ConflictError, NotAllowedError
from portal.models.berkas import Berkas
from portal.models.job import Job, JobKind, JobState
from portal.models.object_copy import ObjectCopy
from portal.models.penghitaman import SalinanHitam
from portal.queries.object_copies import unrecorded
from portal.services.acts import system_act
from portal.services.penghitaman import burning, suggesting
from portal.services.publication import verbs
from portal.services.publication.penahanan import answer_penahanan
from portal.services.publication.verbs import WithdrawalClass
from portal.services.users import accounts, entering
from portal.services.users.accounts import NewUser
from tests.factories.berkas import actions
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.penghitaman import BOX, NIK, OTHER_BOX, accept, ask, copies_of, plan_of, save
from tests.factories.public_view import NIP
from tests.factories.shared import PASSWORD

N, L, T = JenisBerkas.NASKAH, JenisBerkas.LAMPIRAN, JenisBerkas.TERJEMAHAN


@pytest.fixture
def kode(desk: Desk) -> str:
    return desk.draft(sample_fields())


def kinds_due(desk: Desk) -> list[tuple[JobKind, int]]:
    with desk.stores.database.reading() as session:
        due = select(Job.kind, Job.subject_id).where(Job.state == JobState.MENUNGGU)
        return [(row.kind, row.subject_id) for row in session.execute(due)]


def test_each_original_gets_a_copy_that_names_all_of_them(desk: Desk, kode: str) -> None:
    sent = [desk.attach(kode, [jenis.value], jenis=jenis) for jenis in (N, L, T)]
    save(desk, kode, (sent[0].berkas_id, 1), BOX, OTHER_BOX)
    plan = ask(desk, kode)
    assert (JobKind.HITAMKAN, plan) in kinds_due(desk)

    copies = accept(desk, plan)

    originals = tuple(sorted(one.sha256 for one in sent))
    assert [copy.mewakili for copy in copies] == [originals] * 3
    assert {copy.keadaan for copy in copies} == {ReadingState.MENUNGGU}
    assert all((JobKind.BACA_BERKAS, copy.id) in kinds_due(desk) for copy in copies)
    with desk.stores.database.reading() as session:
        made = session.scalars(select(SalinanHitam).order_by(SalinanHitam.id)).all()
        assert {(one.asli_sha256, one.salinan_sha256) for one in made} == {
            (before.sha256, after.sha256) for before, after in zip((sent[0], sent[2], sent[1]), copies, strict=True)
        }
        known = session.scalars(select(ObjectCopy.sha256)).all()
        assert {copy.sha256 for copy in copies} <= set(known)
        # Whoever compares files with the trail finds them there.
        assert unrecorded(session) == []
        kept = session.scalars(select(Berkas).where(Berkas.jenis != JenisBerkas.SALINAN_PUBLIK)).all()
    # The originals are as they were: current, of their kind, of their bytes.
    assert {(one.sha256, one.replaced_by_id) for one in kept} == {(one.sha256, None) for one in sent}
    plan_now = plan_of(desk, kode)
    assert (plan_now.keadaan, plan_now.version, len(plan_now.copies)) == (PenghitamanState.SELESAI, 0, 3)
    assert plan_now.total == 2
    assert "penghitaman.selesai" in actions(desk, kode)


def test_what_was_found_in_the_original_no_longer_holds_and_the_copy_is_read_first(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, [NIP])
    desk.office.submit(kode)
    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}
    save(desk, kode, (sent.berkas_id, 1), BOX)
    (copy,) = accept(desk, ask(desk, kode))

    assert desk.advance(kode) == {AlasanPenahanan.BELUM_TERBACA}
    desk.read(copy.id, ["Pasal 1"], asal="our_ocr")
    assert desk.advance(kode) == frozenset()
    with desk.stores.database.reading() as session:
        files = session.execute(select(Berkas.sha256)).scalars().all()
    assert len(files) == 2


def test_a_number_that_the_recogniser_still_reads_holds_the_copy_too(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, [NIP])
    desk.office.submit(kode)
    save(desk, kode, (sent.berkas_id, 1), BOX)
    (copy,) = accept(desk, ask(desk, kode))

    desk.read(copy.id, [f"NIK {NIK}"], asal="our_ocr")

    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}


def test_new_copies_take_the_place_of_all_that_were_there(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, ["Pasal 1"])
    by_hand = desk.attach(kode, ["Salinan"], jenis=JenisBerkas.SALINAN_PUBLIK)
    save(desk, kode, (sent.berkas_id, 1), BOX)
    (first,) = accept(desk, ask(desk, kode))
    save(desk, kode, (sent.berkas_id, 1), OTHER_BOX)
    (second,) = accept(desk, ask(desk, kode))

    assert [copy.id for copy in copies_of(desk, kode)] == [second.id]
    with desk.stores.database.reading() as session:
        rows = session.execute(select(Berkas.id, Berkas.replaced_by_id)).all()
    replaced = {row.id: row.replaced_by_id for row in rows}
    assert (replaced[by_hand.berkas_id], replaced[first.id]) == (first.id, second.id)
    assert replaced[sent.berkas_id] is None


def test_where_the_originals_changed_meanwhile_nothing_comes_in(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, ["Pasal 1"])
    save(desk, kode, (sent.berkas_id, 1), BOX)
    plan = ask(desk, kode)
    with desk.stores.database.reading() as session:
        task = burning.find_task(session, plan)
    assert task is not None
    desk.attach(kode, ["Lampiran"], jenis=L)

    with pytest.raises(ConflictError, match="berubah selagi"), desk.stores.database.transaction() as session:
        burning.accept_copies(session, task, [], system_act(clock.utc_now()))

    assert copies_of(desk, kode) == ()


def test_a_plan_that_went_on_takes_no_copies_of_its_earlier_state(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, ["Pasal 1"])
    save(desk, kode, (sent.berkas_id, 1), BOX)
    plan = ask(desk, kode)
    with desk.stores.database.reading() as session:
        task = burning.find_task(session, plan)
    assert task is not None

    with pytest.raises(ConflictError, match="sudah berubah"), desk.stores.database.transaction() as session:
        burning.accept_copies(session, replace(task, mark=f"{plan}.99"), [], system_act(clock.utc_now()))


def test_a_naskah_that_was_withdrawn_meanwhile_takes_no_copies(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, ["Pasal 1"])
    desk.office.submit(kode)
    desk.advance(kode)
    save(desk, kode, (sent.berkas_id, 1), BOX)
    plan = ask(desk, kode)
    with desk.stores.database.transaction() as session:
        verbs.withdraw(session, kode, desk.act(), alasan=WithdrawalClass.DATA_PRIBADI)

    with pytest.raises(ConflictError, match="sudah ditarik"):
        accept(desk, plan)


def test_a_failure_is_told_and_the_plan_may_be_tried_again(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, ["Pasal 1"])
    save(desk, kode, (sent.berkas_id, 1), BOX)
    plan = ask(desk, kode)

    with desk.stores.database.transaction() as session:
        burning.store_failure(session, plan, "Halaman 1 tidak dapat digambar.", system_act(clock.utc_now()))

    failed = plan_of(desk, kode)
    assert (failed.keadaan, failed.keterangan) == (PenghitamanState.GAGAL, "Halaman 1 tidak dapat digambar.")
    desk.office.submit(kode)
    assert desk.advance(kode) == {AlasanPenahanan.PENGHITAMAN}
    assert ask(desk, kode) == plan
    assert plan_of(desk, kode).is_busy


# The second person.


@pytest.fixture
def look(desk: Desk) -> Callable[[str], frozenset[AlasanPenahanan]]:
    """The publishing step where a second person is asked for."""

    def advance(kode: str) -> frozenset[AlasanPenahanan]:
        naskah_id = desk.naskah(kode).id
        with desk.stores.database.transaction() as session:
            return verbs.advance(session, naskah_id, now=clock.utc_now(), waits_for_biro=False, needs_second_look=True)

    return advance


def answer(desk: Desk, kode: str, actor: Actor) -> None:
    with desk.stores.database.transaction() as session:
        answer_penahanan(session, kode, AlasanPenahanan.ORANG_KEDUA, "Sudah dilihat.", desk.act(actor))


def test_where_it_is_set_somebody_else_has_to_look_at_the_copy(
    desk: Desk, kode: str, look: Callable[[str], frozenset[AlasanPenahanan]]
) -> None:
    planner, asker, helper = (
        desk.office.add_user(f"{name}@contoh.go.id", Peran.PENGELOLA, "KANIM-A") for name in ("ani", "budi", "citra")
    )
    sent = desk.attach(kode, [NIP])
    save(desk, kode, (sent.berkas_id, 1), BOX, actor=planner)
    (copy,) = accept(desk, ask(desk, kode, asker))
    desk.read(copy.id, ["Pasal 1"], asal="our_ocr")
    desk.office.submit(kode)

    assert look(kode) == {AlasanPenahanan.ORANG_KEDUA}
    for maker in (planner, asker):
        with pytest.raises(NotAllowedError, match="buatan Anda"):
            answer(desk, kode, maker)
    answer(desk, kode, helper)
    assert look(kode) == frozenset()


def test_a_second_account_of_the_same_hands_is_no_second_person(
    desk: Desk, kode: str, look: Callable[[str], frozenset[AlasanPenahanan]]
) -> None:
    # Who keeps accounts and works in a unit too makes the account that is to look, or gives it a password.
    both = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    old = desk.office.add_user("budi@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with desk.stores.database.transaction() as session:
        new = NewUser("baru@contoh.go.id", "Baru", Peran.PENGELOLA, "KANIM-A", PASSWORD)
        accounts.add_user(session, new, actor=both, now=clock.utc_now(), today=clock.today())
    with desk.stores.database.transaction() as session:
        entering.reset_password(session, old.user_id or 0, "x", both, now=clock.utc_now())
    sent = desk.attach(kode, [NIP])
    save(desk, kode, (sent.berkas_id, 1), BOX, actor=both)
    (copy,) = accept(desk, ask(desk, kode, both))
    desk.read(copy.id, ["Pasal 1"], asal="our_ocr")
    desk.office.submit(kode)
    assert look(kode) == {AlasanPenahanan.ORANG_KEDUA}

    for helper in (desk.office.actor("baru@contoh.go.id"), old):
        with pytest.raises(NotAllowedError, match="tidak berdiri sendiri"):
            answer(desk, kode, helper)


def test_another_copy_is_looked_at_anew(
    desk: Desk, kode: str, look: Callable[[str], frozenset[AlasanPenahanan]]
) -> None:
    ani, budi = (desk.office.add_user(f"{name}@contoh.go.id", Peran.PENGELOLA, "KANIM-A") for name in ("ani", "budi"))
    sent = desk.attach(kode, ["Pasal 1"])
    for box in (BOX, OTHER_BOX):
        save(desk, kode, (sent.berkas_id, 1), box, actor=ani)
        (copy,) = accept(desk, ask(desk, kode, ani))
        desk.read(copy.id, ["Pasal 1"], asal="our_ocr")
        desk.office.submit(kode)
        assert look(kode) == {AlasanPenahanan.ORANG_KEDUA}
        answer(desk, kode, budi)
        assert look(kode) == frozenset()


def test_without_the_setting_and_without_a_copy_nobody_is_waited_for(
    desk: Desk, kode: str, look: Callable[[str], frozenset[AlasanPenahanan]]
) -> None:
    desk.attach(kode, ["Pasal 1"])
    desk.office.submit(kode)

    assert look(kode) == frozenset()


# Suggestions of a file.


def test_suggestions_are_taken_over_once(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, [f"NIK {NIK} dan surel a@contoh.go.id", "Pasal 2"])
    with desk.stores.database.reading() as session:
        found = suggesting.suggest(session, sent.berkas_id, 1)

    # Nobody laid out these pages, so that no word has a place: it is told, and nothing is drawn by guess.
    assert [one.cuplikan for one in found[1]] == [NIK, "a@contoh.go.id"]
    assert suggesting.accepted(found[1], (BOX,)) == (BOX,)
    assert suggesting.uncovered(found[1], (BOX,)) == found[1]
    placed = [replace(found[1][0], kotak=(OTHER_BOX.kotak,))]
    assert suggesting.accepted(placed, (BOX,)) == (BOX, OTHER_BOX)
    assert suggesting.accepted(placed, (BOX, OTHER_BOX)) == (BOX, OTHER_BOX)
    assert suggesting.uncovered(placed, (OTHER_BOX,)) == ()


def test_a_file_without_text_suggests_nothing(desk: Desk, kode: str) -> None:
    sent = desk.attach(kode, [""], asal="none")
    with desk.stores.database.transaction() as session:
        session.execute(update(Berkas).values(keterangan_baca=""))
        assert suggesting.suggest(session, sent.berkas_id, 1) == {}
