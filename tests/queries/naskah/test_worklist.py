"""Lists for staff: what belongs to whom, how it is narrowed, and what an index in trouble still gives."""

from portal import clock
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HoldReason
from portal.queries.naskah import worklist
from portal.queries.naskah.worklist import ListFilter
from tests.factories.naskah import Office, foreign_fields, sample_fields


def test_the_list_is_narrowed_by_text_state_and_unit(office: Office) -> None:
    first = office.upload(sample_fields(judul="Pelatihan Petugas")).kode
    second = office.upload(sample_fields(judul="Bantuan Hukum", unit="LAPAS-B")).kode
    office.submit(second)
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    cases = [
        (ListFilter(), {first, second}),
        (ListFilter(text="pelatihan"), {first}),
        (ListFilter(text="100 ks 2026"), {first, second}),
        (ListFilter(text="kabupaten contoh"), {first, second}),
        (ListFilter(text=first), {first}),
        (ListFilter(text="pelat%n"), set()),
        (ListFilter(status=Status.DIAJUKAN), {second}),
        (ListFilter(unit="LAPAS-B"), {second}),
        (ListFilter(text="hukum", status=Status.DRAF), set()),
    ]

    with office.stores.database.reading() as session:
        for wanted, expected in cases:
            found = worklist.list_naskah(session, biro, wanted, 1)
            assert {item.kode for item in found.items} == expected, wanted
            assert found.total == len(expected)
        assert worklist.list_naskah(session, biro, ListFilter(), 9).total == 2


def test_a_unit_above_reads_the_units_below_and_no_others(office: Office) -> None:
    office.upload(sample_fields(judul="Milik Kanim"))
    office.upload(sample_fields(judul="Milik Lapas", unit="LAPAS-B"))
    above = office.add_user("imi@contoh.go.id", Peran.PENGELOLA, "IMI")
    nobody = office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")

    with office.stores.database.reading() as session:
        assert [i.judul for i in worklist.list_naskah(session, above, ListFilter(), 1).items] == ["Milik Kanim"]
        assert worklist.list_naskah(session, nobody, ListFilter(), 1).items == ()
        assert [unit.kode for unit in worklist.units_to_act_for(session, above)] == ["IMI", "KANIM-A"]
        assert [unit.kode for unit in worklist.units_to_read(session, above)] == ["KANIM-A"]


def test_each_group_of_the_first_screen_holds_what_is_whose(office: Office) -> None:
    unit = office.add_user("imi@contoh.go.id", Peran.PENGELOLA, "IMI")
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    draft = office.upload(foreign_fields(judul="Draf")).kode
    waiting = office.upload(foreign_fields(judul="Menunggu Biro")).kode
    office.submit(waiting)
    done = office.publish(sample_fields(unit="IMI", judul="Selesai"))

    with office.stores.database.reading() as session:
        mine = worklist.home_groups(session, unit, clock.today())
        theirs = worklist.home_groups(session, biro, clock.today())
        assert worklist.load_menu(session, biro).todo == 1

    assert [[i.kode for i in g.items] for g in (mine.todo, mine.waiting, mine.done)] == [[draft], [waiting], [done]]
    assert [[i.kode for i in g.items] for g in (theirs.todo, theirs.waiting, theirs.done)] == [[waiting], [], [done]]
    assert mine.todo.items[0].step is NextStep.LENGKAPI
    assert theirs.todo.items[0].answers is HoldReason.MENUNGGU_BIRO
