"""Who is told of a likely twin, and of what: all within the own branch, elsewhere what the public knows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.naskah.enumerations import Presisi, Visibilitas
from portal.domain.naskah.kemiripan import AlasanKemiripan
from portal.domain.tanggal import Tanggal
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.models.kemiripan import Kemiripan
from portal.queries import kemiripan
from portal.queries.kemiripan import KemiripanFound
from tests.factories.agreements import agreement, noisy
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.readers import ADMIN, BIRO
from tests.factories.readers import BESIDE as OTHER
from tests.factories.readers import OWN as OWNER
from tests.factories.twins import dismiss, nameless, seen, similar, take_in
from tests.queries.conftest import Ask

N, P, T = AlasanKemiripan.NOMOR, AlasanKemiripan.PIHAK_TANGGAL, AlasanKemiripan.TEKS


def pair(desk: Desk, first: str, second: str, skor: float) -> None:
    """Two naskah whose texts are so much alike, as a reading would store it."""
    ids = sorted((desk.naskah(first).id, desk.naskah(second).id))
    with desk.stores.database.transaction() as session:
        session.add(Kemiripan(naskah_id=ids[0], other_id=ids[1], skor=skor, seen_at=desk.act().now))


def test_a_naskah_alone_has_no_twins_and_an_unknown_one_is_not_found(desk: Desk, ask: Ask) -> None:
    naskah_id = desk.naskah(desk.draft()).id

    assert ask(kemiripan.find_kemiripan, naskah_id, OWNER) == KemiripanFound()
    for actor, unknown in ((OWNER, naskah_id + 1), (OTHER, naskah_id), (ADMIN, naskah_id)):
        with pytest.raises(NotFoundError):
            ask(kemiripan.find_kemiripan, unknown, actor)
    assert ask(kemiripan.with_kemiripan, [], OWNER) == frozenset()


def test_the_strongest_reason_stands_first_and_then_the_nearest_text(desk: Desk) -> None:
    own = desk.draft(sample_fields())
    far, near = desk.draft(nameless()), desk.draft(nameless())
    by_number = desk.draft(sample_fields())
    pair(desk, own, far, 0.90)
    pair(desk, own, near, 0.99)

    assert seen(desk, own) == [(by_number, (N, P)), (near, (T,)), (far, (T,))]
    assert [item.skor for item in similar(desk, own)] == [None, 0.99, 0.90]


def test_the_same_partner_on_the_same_day_is_enough_and_another_day_is_not(desk: Desk) -> None:
    ministry, partner = (replace(one, nomor="") for one in sample_fields().pihak)
    later = Tanggal(date(2026, 3, 13), Presisi.HARI)
    own, twin = (desk.draft(sample_fields(pihak=(ministry, partner))) for _ in range(2))
    desk.draft(sample_fields(pihak=(replace(ministry, signed=later), replace(partner, signed=later))))

    assert seen(desk, own) == [(twin, (P,))]


def test_at_most_so_many_twins_are_shown_with_one_question(desk: Desk, cost: Callable[..., int]) -> None:
    own = desk.draft(nameless())
    naskah_id = desk.naskah(own).id
    few = cost(kemiripan.find_kemiripan, naskah_id, OWNER)
    for number in range(kemiripan.MOST + 1):
        pair(desk, own, desk.draft(nameless()), 0.9 + number / 1000)

    found = similar(desk, own)

    assert len(found) == kemiripan.MOST
    assert [item.skor for item in found] == sorted((item.skor for item in found if item.skor), reverse=True)
    assert cost(kemiripan.find_kemiripan, naskah_id, OWNER) == few == 1


def test_what_was_put_aside_is_shown_apart_with_who_did_it(desk: Desk, ask: Ask) -> None:
    own, other = desk.draft(nameless()), desk.draft(nameless(judul="Yang lain"))
    pair(desk, own, other, 0.95)
    dismiss(desk, own, other)

    found = ask(kemiripan.find_kemiripan, desk.naskah(own).id, OWNER)

    assert found.terbuka == ()
    (aside,) = found.dikesampingkan
    assert (aside.kode, aside.judul, aside.is_readable, aside.oleh) == (other, "Yang lain", True, "")
    assert ask(kemiripan.with_kemiripan, [own, other], OWNER) == frozenset()


def test_of_a_hidden_twin_nothing_is_told_but_that_there_is_one(desk: Desk, ask: Ask) -> None:
    own, foreign = desk.draft(nameless()), desk.draft(nameless("LAPAS-B"))
    pair(desk, own, foreign, 0.95)
    naskah_id = desk.naskah(own).id

    assert ask(kemiripan.find_kemiripan, naskah_id, OWNER) == KemiripanFound(has_hidden=True)
    assert ask(kemiripan.find_kemiripan, naskah_id, BIRO).has_hidden is False
    with desk.stores.database.transaction() as session:
        session.execute(update(Kemiripan).values(skor=0.5))
    assert ask(kemiripan.find_kemiripan, naskah_id, OWNER) == KemiripanFound()


def test_a_list_marks_those_whose_text_occurs_again_as_far_as_the_reader_may_know(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    one, two, alone = (desk.draft(nameless()) for _ in range(3))
    foreign = desk.draft(nameless("LAPAS-B"))
    pair(desk, one, two, 0.95)
    pair(desk, alone, foreign, 0.5)
    codes = [one, two, alone, foreign]

    assert ask(kemiripan.with_kemiripan, codes, OWNER) == ask(kemiripan.with_kemiripan, codes, BIRO) == {one, two}
    assert ask(kemiripan.with_kemiripan, [two], OWNER) == {two}
    assert ask(kemiripan.with_kemiripan, codes, OTHER) == frozenset()
    assert cost(kemiripan.with_kemiripan, codes, OWNER) == 1 + 2
    assert cost(kemiripan.with_kemiripan, [alone], OWNER) == 1


def test_another_unit_learns_nothing_of_what_is_not_public_and_the_biro_sees_the_pair(desk: Desk) -> None:
    foreign, _ = take_in(desk, agreement(0), sample_fields(unit="LAPAS-B"))
    own, _ = take_in(desk, noisy(agreement(0), 0.03), sample_fields())

    assert seen(desk, own, OWNER) == []
    assert seen(desk, foreign, OTHER) == []
    assert seen(desk, own, BIRO) == [(foreign, (N, P, T))]
    with pytest.raises(NotFoundError):
        similar(desk, foreign, OWNER)
    with pytest.raises(NotFoundError):
        dismiss(desk, own, foreign, OWNER)


def publish_foreign(desk: Desk, **changes: Any) -> str:
    kode, _ = take_in(desk, agreement(0), sample_fields(unit="LAPAS-B", **changes))
    desk.office.submit(kode)
    assert desk.advance(kode) == frozenset()
    return kode


def test_a_published_naskah_of_another_unit_is_linked_as_the_public_sees_it(desk: Desk) -> None:
    foreign = publish_foreign(desk)
    own, _ = take_in(desk, noisy(agreement(0), 0.03), sample_fields())

    (item,) = similar(desk, own)

    assert (item.kode, item.alasan, item.is_readable) == (foreign, (N, P, T), False)


@pytest.mark.parametrize(
    "change",
    [{"visibilitas": Visibilitas.METADATA, "dasar_visibilitas": "x", "tinjau_on": None}, {"visibilitas": None}],
    ids=["metadata", "diganti"],
)
def test_the_text_of_a_file_that_is_not_public_itself_is_never_told(desk: Desk, change: dict[str, Any]) -> None:
    if change["visibilitas"] is None:
        foreign = publish_foreign(desk)
        with desk.stores.database.reading() as session:
            old = session.scalars(select(Berkas.id).where(Berkas.naskah_id == desk.naskah(foreign).id)).one()
        take_in(desk, noisy(agreement(0), 0.01), replaces=(foreign, old))
    else:
        foreign = publish_foreign(desk, **(change | {"tinjau_on": desk.act().now.date()}))
    own, _ = take_in(desk, noisy(agreement(0), 0.03), sample_fields())
    bare, _ = take_in(desk, noisy(agreement(0), 0.04), nameless())

    assert seen(desk, own) == [(own_twin, reasons) for own_twin, reasons in [(foreign, (N, P)), (bare, (T,))]]
    assert [kode for kode, _ in seen(desk, bare)] == [own]


def test_equal_numbers_and_equal_parties_on_one_day_are_seen_without_any_file(desk: Desk) -> None:
    first = desk.draft(sample_fields())
    second = desk.draft(sample_fields())

    assert seen(desk, first) == [(second, (N, P))]
    assert similar(desk, first)[0].skor is None
