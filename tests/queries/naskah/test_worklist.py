"""Lists for staff: what belongs to whom, how it is narrowed and paged, and how often the database is asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update

from portal import clock
from portal.domain.naskah.next_step import NextStep
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.terbitan import Terbitan
from portal.queries.naskah import worklist
from portal.queries.naskah.values import HomeGroups, Menu, WorkPage
from portal.queries.naskah.worklist import ListFilter
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.kepatuhan import Rak
from tests.factories.naskah import UNITS, Office, foreign_fields, sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, CHIEF, OWN, PPID
from tests.factories.usulan import record
from tests.queries.conftest import Ask


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
    assert theirs.todo.items[0].answers is AlasanPenahanan.MENUNGGU_BIRO


def test_an_empty_archive_has_nothing_to_do(ask: Ask) -> None:
    nothing = WorkPage((), 0, per_page=worklist.PER_GROUP)

    assert ask(worklist.home_groups, BIRO, clock.today()) == HomeGroups(nothing, nothing, nothing)
    assert ask(worklist.list_naskah, BIRO, ListFilter(), 1) == WorkPage((), 0)
    assert ask(worklist.load_items, ["2026-10000"], BIRO) == ask(worklist.load_items, [], BIRO) == {}
    assert ask(worklist.units_to_read, BIRO) == ()
    assert ask(worklist.load_menu, BIRO) == Menu(0, "Biro Hukum dan Kerja Sama")


def test_each_reader_sees_the_naskah_of_their_branch_alone(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    units = ("KANIM-A", "IMI", "LAPAS-B")
    codes = {unit: rak.add(unit=unit) for unit in units}
    readers = (
        (OWN, units[:1]), (ABOVE, units[:2]), (CHIEF, units[:2]), (BESIDE, units[2:]), (BIRO, units), (PPID, units),
        (ADMIN, ()),
    )  # fmt: skip

    for actor, readable in readers:
        expected = {codes[unit] for unit in readable}
        groups = ask(worklist.home_groups, actor, clock.today())
        seen = {item.kode for group in (groups.todo, groups.waiting, groups.done) for item in group.items}
        assert seen == {item.kode for item in ask(worklist.list_naskah, actor, ListFilter(), 1).items} == expected
        assert set(ask(worklist.load_items, list(codes.values()), actor)) == expected
        assert {unit.kode for unit in ask(worklist.units_to_read, actor)} == set(readable)


def test_a_long_list_comes_by_pages_with_as_many_questions(stores: Stores, ask: Ask, cost: Callable[..., int]) -> None:
    rak = Rak(stores)
    rak.add()
    few = [cost(worklist.list_naskah, BIRO, ListFilter(), 1), cost(worklist.home_groups, BIRO, clock.today())]
    with stores.database.transaction() as session:
        made = [rak.put(session) for _ in range(worklist.PER_PAGE)]

    pages = [ask(worklist.list_naskah, BIRO, ListFilter(), page) for page in (1, 2, 3)]
    groups = ask(worklist.home_groups, OWN, clock.today()), ask(worklist.home_groups, BIRO, clock.today())

    assert [len(page.items) for page in pages] == [worklist.PER_PAGE, 1, 0]
    assert {page.total for page in pages} == {worklist.PER_PAGE + 1}
    assert [item.kode for item in pages[0].items] == made[::-1]
    assert [(len(group.todo.items), group.todo.total) for group in groups] == [
        (0, 0), (worklist.PER_GROUP, worklist.PER_PAGE + 1),
    ]  # fmt: skip
    assert [cost(worklist.list_naskah, BIRO, ListFilter(), 1), cost(worklist.home_groups, BIRO, clock.today())] == few
    assert few == [4, 6]
    assert cost(worklist.load_items, made, BIRO) == 4


def test_done_is_what_was_published_since_monday_in_jakarta(desk: Desk, ask: Ask) -> None:
    kode = desk.publish()
    monday = datetime(2026, 6, 14, 17, tzinfo=UTC)

    def done(at: datetime, today: date) -> list[str]:
        with desk.stores.database.transaction() as session:
            session.execute(update(Terbitan).values(published_at=at))
        return [item.kode for item in ask(worklist.home_groups, OWN, today).done.items]

    for today in (date(2026, 6, 15), date(2026, 6, 21)):
        assert done(monday, today) == [kode]
        assert done(monday - timedelta(seconds=1), today) == []


def test_the_menu_counts_what_is_mine_and_knows_of_my_proposals(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    desk.draft(sample_fields())
    desk.draft(sample_fields(unit="LAPAS-B"))
    record(desk.stores, unit="LAPAS-B")

    assert ask(worklist.load_menu, OWN) == Menu(1, "Kantor Imigrasi Kelas I Contoh")
    assert ask(worklist.load_menu, BESIDE) == Menu(1, "Lembaga Pemasyarakatan Kelas IIA Contoh", has_usulan=True)
    assert ask(worklist.load_menu, BIRO).has_usulan is False
    assert (ask(worklist.load_menu, CHIEF).todo, ask(worklist.load_menu, ADMIN).todo) == (0, 0)
    assert cost(worklist.load_menu, OWN) == 1


def test_units_to_act_for_begin_with_the_own_ones(ask: Ask) -> None:
    def units(actor: object) -> list[str]:
        return [unit.kode for unit in ask(worklist.units_to_act_for, actor)]

    assert units(OWN) == ["KANIM-A"]
    assert units(ABOVE) == ["IMI", "KANIM-A"]
    assert units(CHIEF) == units(ADMIN) == []
    assert (units(BIRO)[0], len(units(BIRO))) == ("BIRO", len(UNITS))
