"""Proposals and explorations as they are read: the most urgent first, by pages, and to their own branch alone."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.domain.permissions import Peran
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan
from portal.errors import NotFoundError
from portal.queries import usulan as stored
from portal.queries.usulan import UsulanFilter, UsulanGroup, UsulanPage, UsulanSummary
from portal.services import usulan
from portal.wiring import Stores
from tests.factories.counter import HUKUM, at, do
from tests.factories.desk import Desk, person
from tests.factories.naskah import foreign_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN, PPID
from tests.factories.usulan import close, find, record
from tests.queries.conftest import Ask

TODAY = date(2026, 6, 15)


def listed(stores: Stores, kelompok: UsulanGroup = UsulanGroup.BERJALAN) -> list[str]:
    with stores.database.reading() as session:
        found = stored.list_usulan(session, BIRO, UsulanFilter(kelompok), HUKUM, TODAY, 1)
        whole = stored.all_usulan(session, BIRO, UsulanFilter(kelompok), HUKUM, TODAY)
        assert found.total == len(found.items)
        assert whole == found.items
        return [item.nomor for item in found.items]


def test_nothing_is_listed_and_nothing_runs_where_nothing_was_received(ask: Ask) -> None:
    for kelompok in UsulanGroup:
        assert ask(stored.list_usulan, BIRO, UsulanFilter(kelompok), HUKUM, TODAY, 1) == UsulanPage((), 0, 1)
    assert ask(stored.open_items, BIRO, HUKUM, TODAY) == ask(stored.open_facts, BIRO) == ()
    assert ask(stored.units_with_usulan, BIRO) == ()
    assert stored.summary((), HUKUM, TODAY) == UsulanSummary(0, 0, 0)


def test_the_list_is_narrowed_by_kind_and_unit(stores: Stores, ask: Ask) -> None:
    proposal = record(stores)
    abroad = record(stores, jenis=JenisUsulan.PENJAJAKAN, unit="PAS")

    def seen(actor: object = BIRO, **wanted: object) -> set[str]:
        found = ask(stored.list_usulan, actor, UsulanFilter(**wanted), HUKUM, TODAY, 1)
        assert found.total == len(found.items)
        return {item.nomor for item in found.items}

    assert seen() == seen(PPID) == {proposal, abroad}
    assert seen(jenis=JenisUsulan.PENJAJAKAN) == seen(unit="PAS") == {abroad}
    assert seen(jenis=JenisUsulan.USULAN, unit="PAS") == seen(ADMIN) == seen(ABOVE, unit="PAS") == set()


@pytest.mark.parametrize("kelompok", [UsulanGroup.BERJALAN, UsulanGroup.DIBATALKAN])
def test_a_long_list_comes_by_pages_with_as_many_questions(
    stores: Stores, ask: Ask, cost: Callable[..., int], kelompok: UsulanGroup
) -> None:
    wanted = UsulanFilter(kelompok)
    few = cost(stored.list_usulan, BIRO, wanted, HUKUM, TODAY, 1)
    for _ in range(stored.PER_PAGE + 1):
        nomor = record(stores)
        if kelompok is UsulanGroup.DIBATALKAN:
            with stores.database.transaction() as session:
                usulan.void(session, nomor, 1, "Keliru.", at("2026-06-15"))

    pages = [ask(stored.list_usulan, BIRO, wanted, HUKUM, TODAY, page) for page in (1, 2, 3)]

    assert [len(page.items) for page in pages] == [stored.PER_PAGE, 1, 0]
    assert {page.total for page in pages} == {stored.PER_PAGE + 1}
    assert len({item.nomor for page in pages for item in page.items}) == stored.PER_PAGE + 1
    assert cost(stored.list_usulan, BIRO, wanted, HUKUM, TODAY, 1) == few == 2


def test_what_runs_is_what_has_a_due_date_and_no_result(stores: Stores, ask: Ask) -> None:
    late, soon = record(stores, received_on=date(2026, 5, 4)), record(stores, received_on=date(2026, 6, 12))
    before_the_law = record(stores, received_on=date(2020, 1, 6))
    done, void = record(stores), record(stores)
    close(stores, done, "2026-06-15")
    with stores.database.transaction() as session:
        usulan.void(session, void, 1, "Keliru.", at("2026-06-15"))

    facts = ask(stored.open_facts, BIRO)

    assert [item.nomor for item in ask(stored.open_items, BIRO, HUKUM, TODAY)] == [late, soon]
    assert sorted(one.received_on for one in facts) == [date(2020, 1, 6), date(2026, 5, 4), date(2026, 6, 12)]
    assert before_the_law in listed(stores)
    assert stored.summary(facts, HUKUM, TODAY) == UsulanSummary(3, 1, 0)
    assert stored.summary(facts, HUKUM, date(2026, 6, 29)) == UsulanSummary(3, 1, 1)


def test_the_naskah_of_another_unit_is_named_without_its_title(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    kode, nomor = desk.draft(foreign_fields(unit="PAS")), record(desk.stores, jenis=JenisUsulan.PENJAJAKAN)
    do(desk, usulan.link, nomor, 1, kode, at("2026-06-29"))

    hidden = ask(stored.find_usulan, nomor, ABOVE, HUKUM, TODAY).naskah
    shown = ask(stored.find_usulan, nomor, BIRO, HUKUM, TODAY).naskah

    assert (hidden.kode, hidden.judul) == (kode, "")
    assert (shown.kode, shown.judul) == (kode, "Kerja Sama Keimigrasian dengan Korea")
    assert cost(stored.find_usulan, nomor, BIRO, HUKUM, TODAY) == 2


def test_a_voided_receipt_is_not_where_a_naskah_came_from_nor_a_return(desk: Desk, ask: Ask) -> None:
    kode, first = desk.draft(foreign_fields()), record(desk.stores)
    naskah_id = desk.naskah(kode).id
    do(desk, usulan.link, first, 1, kode, at("2026-06-15"))
    assert ask(stored.numbers_of, naskah_id, ABOVE) == (first,)
    assert ask(stored.numbers_of, naskah_id, OWN) == ask(stored.numbers_of, naskah_id, BESIDE) == ()
    close(desk.stores, first, "2026-06-15", HasilUsulan.DIKEMBALIKAN)
    again = record(desk.stores, received_on=date(2026, 6, 22), sebelumnya=first)
    do(desk, usulan.link, again, 1, kode, at("2026-06-22"))
    assert ask(stored.numbers_of, naskah_id, BIRO) == (first, again)

    do(desk, usulan.void, again, 2, "Keliru.", at("2026-06-22"))

    assert ask(stored.numbers_of, naskah_id, BIRO) == (first,)
    assert find(desk.stores, first).kembali == ""


def test_the_most_urgent_stands_first_whatever_was_received_first(stores: Stores) -> None:
    exploration = record(stores, jenis=JenisUsulan.PENJAJAKAN, received_on=date(2026, 6, 1))
    old = record(stores, received_on=date(2020, 1, 6))
    proposal = record(stores, received_on=date(2026, 6, 15))
    late = record(stores, received_on=date(2026, 5, 4))

    assert listed(stores) == [late, proposal, exploration, old]
    close(stores, late, "2026-06-15")
    close(stores, old, "2026-06-16")
    assert listed(stores) == [proposal, exploration]
    assert listed(stores, UsulanGroup.SELESAI) == [old, late]


def test_a_unit_sees_its_own_and_those_below_it_alone(stores: Stores) -> None:
    own, below, beside = record(stores), record(stores, unit="KANIM-A"), record(stores, unit="PAS")
    imi, kanim = person(Peran.PENGELOLA, "IMI", "KANIM-A"), person(Peran.PIMPINAN, "KANIM-A")

    with stores.database.reading() as session:
        seen = {
            actor.email: {
                item.nomor
                for item in stored.list_usulan(session, actor, UsulanFilter(), HUKUM, date(2026, 6, 15), 1).items
            }
            for actor in (imi, kanim)
        }
        with pytest.raises(NotFoundError):
            stored.find_usulan(session, beside, imi, HUKUM, date(2026, 6, 15))
        assert [unit.kode for unit in stored.units_with_usulan(session, imi)] == ["IMI", "KANIM-A"]
        assert len(stored.open_facts(session, kanim)) == 1

    assert seen == {imi.email: {own, below}, kanim.email: {below}}
