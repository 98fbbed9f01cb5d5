"""The plan of a redaction as staff see it: the open one first, else what the newest copies were made of."""

from portal.domain.penghitaman.penghitaman import PenghitamanState
from portal.queries.penghitaman import PenghitamanPlan
from portal.services.penghitaman import drafting
from tests.factories.desk import Desk
from tests.factories.naskah import Office
from tests.factories.penghitaman import BOX, OTHER_BOX, accept, ask, plan_of, save


def test_the_open_plan_comes_before_what_is_done_and_a_dropped_one_is_none(office: Office) -> None:
    desk = Desk(office)
    kode = desk.draft()
    sent = desk.attach(kode, ["Pasal 1"])
    other = desk.draft()
    elsewhere = desk.attach(other, ["Pasal 1 lain"])

    assert plan_of(desk, kode) == PenghitamanPlan()
    save(desk, kode, (sent.berkas_id, 1), BOX)
    save(desk, other, (elsewhere.berkas_id, 1), OTHER_BOX)
    (copy,) = accept(desk, ask(desk, kode))
    done = plan_of(desk, kode)
    assert (done.keadaan, done.version, done.is_open) == (PenghitamanState.SELESAI, 0, False)
    assert done.boxes == {(sent.berkas_id, 1): (BOX,)}
    assert [(one.asli_sha256, one.salinan_sha256, one.is_current) for one in done.copies] == [
        (sent.sha256, copy.sha256, True)
    ]

    fresh = save(desk, kode, (sent.berkas_id, 1), OTHER_BOX)
    assert (fresh.keadaan, fresh.is_open, fresh.on(sent.berkas_id, 1)) == (PenghitamanState.DRAF, True, (OTHER_BOX,))
    assert fresh.copies == done.copies

    with office.stores.database.transaction() as session:
        drafting.discard(session, kode, fresh.version, desk.act())
    assert plan_of(desk, kode).boxes == done.boxes
    assert plan_of(desk, other).boxes == {(elsewhere.berkas_id, 1): (OTHER_BOX,)}


def test_boxes_on_files_that_are_no_originals_any_more_are_counted(office: Office) -> None:
    desk = Desk(office)
    kode = desk.draft()
    sent = desk.attach(kode, ["Pasal 1"])
    plan = save(desk, kode, (sent.berkas_id, 1), BOX, OTHER_BOX)

    assert plan.left_behind([sent.berkas_id]) == 0
    assert plan.left_behind([]) == 2
