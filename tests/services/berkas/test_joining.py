"""Files of a draft become files of another naskah of the unit; what each file is can be changed."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.kemiripan import AlasanKemiripan
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import PenerimaanFields, Rangkap
from portal.domain.permissions import Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.tenggat.clocks import Law
from portal.errors import (
    BadInputError,
    ConflictError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
    TransitionNotAllowedError,
)
from portal.legal.load import load_kalender, load_rules
from portal.models.berkas import Berkas
from portal.models.unggahan import Unggahan
from portal.queries.kemiripan import find_kemiripan
from portal.queries.kepatuhan import facts
from portal.queries.naskah import dossier
from portal.queries.public import terbitan
from portal.services import kemiripan
from portal.services.berkas import joining
from portal.services.berkas.joining import BerkasRole
from portal.services.naskah_asli.penerimaan import receive
from portal.services.publication import verbs
from tests.factories.agreements import agreement, noisy
from tests.factories.berkas import BIRO, COPY, OWNER, L, N, actions, files, role
from tests.factories.desk import Desk, at_once, errors_of, person
from tests.factories.naskah import foreign_fields, sample_fields

READER = person(Peran.PIMPINAN, "KANIM-A")
STRANGER = person(Peran.PENGELOLA, "LAPAS-B")


def join(desk: Desk, kode: str, tujuan: str, peran: dict[int, BerkasRole], actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        joining.join(session, kode, tujuan, peran, desk.act(actor))


def move(desk: Desk, kode: str, berkas_id: int, tujuan: str, jenis: JenisBerkas = L, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        joining.move_file(session, kode, berkas_id, tujuan, BerkasRole(jenis), desk.act(actor))


def test_a_draft_that_is_a_part_of_a_naskah_gives_it_its_files_and_is_closed(desk: Desk) -> None:
    target = desk.draft()
    desk.attach(target, ("satu",), nama="a.pdf")
    draft = desk.draft(sample_fields(judul="bagian 2"))
    second = desk.attach(draft, ("dua",), nama="b.pdf").berkas_id
    annex = desk.attach(draft, ("lampiran",), nama="c.pdf").berkas_id

    join(desk, draft, target, {annex: BerkasRole(L), second: BerkasRole(N)})

    assert files(desk, target) == [("a.pdf", N), ("b.pdf", N), ("c.pdf", L)]
    assert files(desk, draft) == []
    closed = desk.naskah(draft)
    assert (closed.status, closed.alasan_status) == (Status.DITARIK, f"Berkasnya digabungkan ke naskah {target}.")
    assert actions(desk, draft)[-2:] == ["berkas.pindah", "naskah.gabung"]
    assert actions(desk, target)[-1] == "berkas.masuk"
    desk.office.submit(target)
    desk.advance(target)
    with desk.stores.database.reading() as session:
        pages = [(page.nomor, page.teks) for page in terbitan.find_pages(session, target)]
        assert pages == [(1, "satu"), (2, "dua"), (3, "lampiran")]
        assert set(session.scalars(select(Unggahan.naskah_id))) == {desk.naskah(target).id}


def test_a_better_scan_takes_the_place_of_the_file_it_replaces_with_all_that_went_before(desk: Desk) -> None:
    target = desk.draft()
    old = desk.attach(target, ("buram",), nama="buram.pdf").berkas_id
    desk.attach(target, ("dua",), nama="dua.pdf")
    draft = desk.draft()
    first = desk.attach(draft, ("miring",), nama="miring.pdf").berkas_id
    better = desk.attach(draft, ("jelas",), nama="jelas.pdf", replaces=first).berkas_id

    join(desk, draft, target, {better: BerkasRole(N, replaces=old)})

    assert files(desk, target) == [("jelas.pdf", N), ("dua.pdf", N)]
    with desk.stores.database.reading() as session:
        rows = session.execute(select(Berkas.nama, Berkas.naskah_id, Berkas.replaced_by_id).order_by(Berkas.id))
        mine = desk.naskah(target).id
        assert [tuple(row) for row in rows] == [
            ("buram.pdf", mine, better),
            ("dua.pdf", mine, None),
            ("miring.pdf", mine, better),
            ("jelas.pdf", mine, None),
        ]


def test_joined_scans_are_no_twins_any_more_and_others_are_looked_for_again(desk: Desk) -> None:
    target, other, draft = (desk.draft(sample_fields(pihak=())) for _ in range(3))
    sent = []
    for kode, errors in ((target, 0.0), (other, 0.04), (draft, 0.05)):
        text = noisy(agreement(0), errors)
        sent.append(desk.attach(kode, (text[:700], text[700:])).berkas_id)
        with desk.stores.database.transaction() as session:
            kemiripan.refresh(session, sent[-1], desk.act().now)

    join(desk, draft, target, {sent[-1]: BerkasRole(N, replaces=sent[0])})
    with desk.stores.database.reading() as session:
        assert find_kemiripan(session, desk.naskah(draft).id, OWNER).terbuka == ()
    with desk.stores.database.transaction() as session:
        kemiripan.refresh(session, sent[-1], desk.act().now)
    with desk.stores.database.reading() as session:
        found = find_kemiripan(session, desk.naskah(target).id, OWNER).terbuka
    assert [(serupa.kode, serupa.alasan) for serupa in found] == [(other, (AlasanKemiripan.TEKS,))]


def test_one_file_moves_and_the_draft_stays(desk: Desk) -> None:
    target, draft = desk.draft(), desk.draft()
    desk.attach(target, ("satu",), nama="a.pdf")
    desk.attach(draft, ("naskah lain",), nama="lain.pdf")
    annex = desk.attach(draft, ("lampiran",), nama="lampiran.pdf").berkas_id

    move(desk, draft, annex, target)

    assert files(desk, target) == [("a.pdf", N), ("lampiran.pdf", L)]
    assert files(desk, draft) == [("lain.pdf", N)]
    assert desk.naskah(draft).status is Status.DRAF


def test_a_public_page_does_not_change_before_the_naskah_is_handed_in_again(desk: Desk) -> None:
    target = desk.publish(pages=("satu",))
    draft = desk.draft()
    annex = desk.attach(draft, ("lampiran",)).berkas_id

    move(desk, draft, annex, target)
    desk.advance(target)
    with desk.stores.database.reading() as session:
        assert [page.teks for page in terbitan.find_pages(session, target)] == ["satu"]
        assert dossier.find_naskah(session, target, OWNER).has_unpublished_changes
    desk.office.submit(target)
    desk.advance(target)
    with desk.stores.database.reading() as session:
        assert [page.teks for page in terbitan.find_pages(session, target)] == ["satu", "lampiran"]


def test_a_redacted_copy_goes_along_and_then_asks_for_a_new_one(desk: Desk) -> None:
    target, draft = desk.draft(), desk.draft()
    desk.attach(target, ("satu",))
    part = desk.attach(draft, ("dua",)).berkas_id
    copy = desk.attach(draft, ("salinan",), jenis=COPY).berkas_id
    with pytest.raises(BadInputError):
        move(desk, draft, copy, target)

    join(desk, draft, target, {part: BerkasRole(N), copy: BerkasRole(COPY)})

    desk.office.submit(target)
    assert AlasanPenahanan.DATA_PRIBADI in desk.advance(target)


@pytest.mark.parametrize(("actor", "error"), [(READER, NotAllowedError), (STRANGER, NotFoundError)])
def test_only_who_may_edit_moves_files(desk: Desk, actor: Actor, error: type[Exception]) -> None:
    target, draft = desk.draft(), desk.draft()
    berkas_id = desk.attach(draft, ("dua",)).berkas_id

    with pytest.raises(error):
        move(desk, draft, berkas_id, target, actor=actor)
    with pytest.raises(error):
        join(desk, draft, target, {berkas_id: BerkasRole(N)}, actor=actor)
    with pytest.raises(error):
        role(desk, draft, berkas_id, L, N, actor=actor)


def test_a_foreign_an_unknown_and_the_same_naskah_are_no_target_and_tell_nothing(desk: Desk) -> None:
    draft = desk.draft()
    foreign = desk.draft(sample_fields(unit="LAPAS-B"))
    berkas_id = desk.attach(draft, ("dua",)).berkas_id
    told = set()
    for actor, kode in ((OWNER, foreign), (OWNER, "2026-10000"), (OWNER, draft), (BIRO, foreign)):
        with pytest.raises(BadInputError) as caught:
            move(desk, draft, berkas_id, kode, actor=actor)
        told.add(caught.value.message)

    assert len(told) == 1
    assert files(desk, foreign) == []


def test_only_a_draft_gives_files_away_and_only_an_open_naskah_takes_them(desk: Desk) -> None:
    handed_in, draft = desk.draft(), desk.draft()
    one, other = (desk.attach(kode, ("teks",)).berkas_id for kode in (handed_in, draft))
    desk.office.submit(handed_in)
    with pytest.raises(ConflictError):
        move(desk, handed_in, one, draft)
    with desk.stores.database.transaction() as session:
        verbs.withdraw(session, handed_in, desk.act(), alasan=verbs.WithdrawalClass.KELIRU)

    with pytest.raises(TransitionNotAllowedError):
        move(desk, draft, other, handed_in)


def test_what_is_joined_is_what_the_person_has_seen(desk: Desk) -> None:
    target, draft = desk.draft(), desk.draft()
    there = desk.attach(target, ("satu",)).berkas_id
    seen = desk.attach(draft, ("dua",)).berkas_id
    desk.attach(draft, ("menyusul",))

    for peran in ({seen: BerkasRole(N)}, {}, {seen: BerkasRole(N), 999: BerkasRole(N)}):
        with pytest.raises(StaleVersionError):
            join(desk, draft, target, peran)
    with pytest.raises(BadInputError):
        join(desk, desk.draft(), target, {})
    desk.attach(target, ("satu baru",), replaces=there)
    single = desk.draft()
    berkas_id = desk.attach(single, ("lain",)).berkas_id
    with pytest.raises(StaleVersionError):
        join(desk, single, target, {berkas_id: BerkasRole(N, replaces=there)})
    assert files(desk, single) == [("naskah.pdf", N)]


def test_two_people_who_join_at_once_join_once(desk: Desk) -> None:
    one, other, draft = desk.draft(), desk.draft(), desk.draft()
    berkas_id = desk.attach(draft, ("dua",)).berkas_id

    results = at_once([lambda kode=kode: join(desk, draft, kode, {berkas_id: BerkasRole(N)}) for kode in (one, other)])  # type: ignore[misc]

    (error,) = errors_of(results)
    assert isinstance(error, ConflictError)
    assert sorted(len(files(desk, kode)) for kode in (one, other)) == [0, 1]
    assert actions(desk, draft).count("naskah.gabung") == 1


def test_a_draft_whose_original_is_with_the_biro_is_not_closed_and_one_closed_is_counted_nowhere(desk: Desk) -> None:
    target, draft, other = (desk.draft(foreign_fields()) for _ in range(3))
    kept, gone = (desk.attach(kode, ("teks",)).berkas_id for kode in (draft, other))
    law = Law(load_rules(), load_kalender(), None)
    with desk.stores.database.transaction() as session:
        fields = PenerimaanFields(clock.today(), penyerah="Kurir contoh", rangkap=(Rangkap("id", 2),))
        receive(session, draft, fields, law, desk.act(BIRO))
    owner = person(Peran.PENGELOLA, "IMI")

    with pytest.raises(ConflictError):
        join(desk, draft, target, {kept: BerkasRole(N)}, actor=owner)
    assert counted(desk) == 3
    join(desk, other, target, {gone: BerkasRole(N)}, actor=owner)
    assert counted(desk) == 2


def counted(desk: Desk) -> int:
    with desk.stores.database.reading() as session:
        return len(facts.list_legacy(session, BIRO, None, None, limit=10, offset=0))


def test_the_biro_opens_a_closed_draft_again(desk: Desk) -> None:
    target, draft = desk.draft(), desk.draft()
    berkas_id = desk.attach(draft, ("dua",)).berkas_id
    join(desk, draft, target, {berkas_id: BerkasRole(N)})
    with desk.stores.database.transaction() as session:
        verbs.reinstate(session, draft, desk.act(BIRO))

    move(desk, target, berkas_id, draft, N)

    assert (files(desk, target), files(desk, draft)) == ([], [("naskah.pdf", N)])
