"""Planning a redaction: whose boxes stand, what two people at one plan lose (nothing), and what holds meanwhile."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.penghitaman.kotak import MOST_ON_PAGE, Kotak
from portal.domain.penghitaman.penghitaman import AlasanHitam, KotakFields, PenghitamanState
from portal.domain.permissions import Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import (
    BadInputError,
    ConflictError,
    NotAllowedError,
    NotFoundError,
    PortalError,
    StaleVersionError,
    TransitionNotAllowedError,
)
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.penghitaman import KotakHitam, Penghitaman
from portal.services.acts import Act
from portal.services.penghitaman import drafting
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.berkas import actions
from tests.factories.desk import Desk, at_once, errors_of, person
from tests.factories.penghitaman import BOX, OTHER_BOX, accept, ask, plan_of, save

OWNER = person(Peran.PENGELOLA, "KANIM-A")
STRANGER = person(Peran.PENGELOLA, "LAPAS-B")
CHIEF = person(Peran.PIMPINAN, "KANIM-A")


@pytest.fixture
def kode(desk: Desk) -> str:
    made = desk.draft()
    desk.attach(made, ["Pasal 1", "Pasal 2"])
    return made


@pytest.fixture
def berkas_id(desk: Desk, kode: str) -> int:
    with desk.stores.database.reading() as session:
        return session.scalars(select(Berkas.id).order_by(Berkas.id)).first() or 0


def test_boxes_are_kept_page_by_page_with_their_reasons(desk: Desk, kode: str, berkas_id: int) -> None:
    why = KotakFields(Kotak(0, 0, 500, 500), AlasanHitam.LAIN, "nomor rekening")

    save(desk, kode, (berkas_id, 1), BOX, why, actor=OWNER)
    plan = save(desk, kode, (berkas_id, 2), OTHER_BOX, actor=OWNER)

    assert plan.on(berkas_id, 1) == (BOX, why)
    assert plan.on(berkas_id, 2) == (OTHER_BOX,)
    assert (plan.total, plan.keadaan) == (3, PenghitamanState.DRAF)
    assert actions(desk, kode).count("penghitaman.simpan") == 2


def test_a_double_save_loses_nothing(desk: Desk, kode: str, berkas_id: int) -> None:
    seen = save(desk, kode, (berkas_id, 1), BOX, actor=OWNER).version
    save(desk, kode, (berkas_id, 1), OTHER_BOX, actor=OWNER)

    with pytest.raises(StaleVersionError, match="belum tersimpan"):
        save(desk, kode, (berkas_id, 1), BOX, actor=OWNER, version=seen)

    assert plan_of(desk, kode).on(berkas_id, 1) == (OTHER_BOX,)


def test_of_two_who_begin_at_the_same_moment_one_is_told(desk: Desk, kode: str, berkas_id: int) -> None:
    results = at_once([lambda: save(desk, kode, (berkas_id, 1), BOX, actor=OWNER, version=0)] * 2)

    assert [type(error) for error in errors_of(results)] == [StaleVersionError]
    with desk.stores.database.reading() as session:
        assert session.scalar(select(func.count(Penghitaman.id))) == 1
        assert session.scalar(select(func.count(KotakHitam.id))) == 1


@pytest.mark.parametrize(
    ("actor", "error"), [(STRANGER, NotFoundError), (CHIEF, NotAllowedError)], ids=["another unit", "pimpinan"]
)
def test_only_who_may_edit_may_plan(
    desk: Desk, kode: str, berkas_id: int, actor: Actor, error: type[PortalError]
) -> None:
    with pytest.raises(error):
        save(desk, kode, (berkas_id, 1), BOX, actor=actor, version=0)


def test_a_page_that_is_not_there_takes_no_box(desk: Desk, kode: str, berkas_id: int) -> None:
    copy = desk.attach(kode, ["Salinan"], jenis=JenisBerkas.SALINAN_PUBLIK)
    other = desk.attach(desk.draft(), ["Lain"])

    for page in ((berkas_id, 3), (berkas_id, 0), (copy.berkas_id, 1), (other.berkas_id, 1), (99_999, 1)):
        with pytest.raises(NotFoundError):
            save(desk, kode, page, BOX, version=0)


def test_more_boxes_than_a_page_holds_are_refused(desk: Desk, kode: str, berkas_id: int) -> None:
    with pytest.raises(BadInputError, match="Paling banyak"):
        save(desk, kode, (berkas_id, 1), *[BOX] * (MOST_ON_PAGE + 1))


def test_what_is_drawn_holds_the_publication_until_it_is_dropped(desk: Desk, kode: str, berkas_id: int) -> None:
    save(desk, kode, (berkas_id, 1), BOX)
    desk.office.submit(kode)

    assert desk.advance(kode) == {AlasanPenahanan.PENGHITAMAN}

    with desk.stores.database.transaction() as session:
        drafting.discard(session, kode, plan_of(desk, kode).version, desk.act(OWNER))
    assert desk.advance(kode) == frozenset()


def test_a_plan_without_boxes_holds_nothing(desk: Desk, kode: str, berkas_id: int) -> None:
    save(desk, kode, (berkas_id, 1), BOX)
    save(desk, kode, (berkas_id, 1))
    desk.office.submit(kode)

    assert desk.advance(kode) == frozenset()


def test_copies_are_asked_for_by_who_has_looked_at_every_page(desk: Desk, kode: str, berkas_id: int) -> None:
    def wish(version: int, *, is_checked: bool = True) -> None:
        with desk.stores.database.transaction() as session:
            drafting.ask_copies(session, kode, version, desk.act(OWNER), is_checked=is_checked)

    with pytest.raises(ConflictError, match="Belum ada kotak"):
        wish(0)
    seen = save(desk, kode, (berkas_id, 1), BOX, actor=OWNER).version
    with pytest.raises(BadInputError, match="Periksa setiap halaman"):
        wish(seen, is_checked=False)
    with pytest.raises(StaleVersionError):
        wish(seen - 1)
    wish(seen)

    assert plan_of(desk, kode).is_busy
    for act in (lambda: wish(plan_of(desk, kode).version), lambda: save(desk, kode, (berkas_id, 1), actor=OWNER)):
        with pytest.raises(ConflictError, match="sedang dibuat"):
            act()


def test_boxes_on_a_replaced_file_stop_the_making_until_somebody_drops_them(
    desk: Desk, kode: str, berkas_id: int
) -> None:
    save(desk, kode, (berkas_id, 1), BOX)
    newer = desk.attach(kode, ["Pasal 1 baru"], replaces=berkas_id)
    save(desk, kode, (newer.berkas_id, 1), OTHER_BOX)

    with pytest.raises(ConflictError, match="1 kotak ada pada berkas yang sudah diganti"):
        ask(desk, kode)
    with desk.stores.database.transaction() as session:
        drafting.drop_left_behind(session, kode, plan_of(desk, kode).version, desk.act(OWNER))

    assert plan_of(desk, kode).boxes == {(newer.berkas_id, 1): (OTHER_BOX,)}
    ask(desk, kode)
    assert plan_of(desk, kode).is_busy


def test_a_new_plan_goes_on_from_the_boxes_of_the_copies_that_were_made(desk: Desk, kode: str, berkas_id: int) -> None:
    save(desk, kode, (berkas_id, 1), BOX)
    save(desk, kode, (berkas_id, 2), OTHER_BOX)
    accept(desk, ask(desk, kode))
    assert plan_of(desk, kode).version == 0

    plan = save(desk, kode, (berkas_id, 1), BOX, OTHER_BOX)

    assert plan.boxes == {(berkas_id, 1): (BOX, OTHER_BOX), (berkas_id, 2): (OTHER_BOX,)}
    with desk.stores.database.reading() as session:
        states = session.scalars(select(Penghitaman.keadaan).order_by(Penghitaman.id)).all()
    assert states == [PenghitamanState.SELESAI, PenghitamanState.DRAF]


@pytest.mark.parametrize("verb", [drafting.discard, drafting.drop_left_behind])
def test_there_is_nothing_to_drop_where_no_plan_is_open(
    desk: Desk, kode: str, verb: Callable[[object, str, int, Act], None]
) -> None:
    with pytest.raises(ConflictError, match="Tidak ada rencana"), desk.stores.database.transaction() as session:
        verb(session, kode, 0, desk.act(OWNER))


def test_a_withdrawn_naskah_takes_no_boxes(desk: Desk, kode: str, berkas_id: int) -> None:
    desk.office.submit(kode)
    desk.advance(kode)
    with desk.stores.database.transaction() as session:
        verbs.withdraw(session, kode, desk.act(), alasan=WithdrawalClass.DATA_PRIBADI)

    with pytest.raises(TransitionNotAllowedError):
        save(desk, kode, (berkas_id, 1), BOX)


def test_the_words_of_a_reason_stay_out_of_the_audit_trail(desk: Desk, kode: str, berkas_id: int) -> None:
    save(desk, kode, (berkas_id, 1), KotakFields(Kotak(0, 0, 500, 500), AlasanHitam.LAIN, "TERATAI"))

    with desk.stores.database.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.object_key == kode)).all()
    assert not any("TERATAI" in str(vars(entry)) for entry in entries)
