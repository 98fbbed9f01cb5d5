"""What an account reads grows by consent alone: an admin is refused every other way, and the Biro is told of each."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.errors import BadInputError, RowsRefusedError
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.unit import Unit
from portal.models.user import PendingPenugasan, Penugasan
from portal.services.unit import UnitRow, import_units
from portal.services.users import penugasan
from portal.services.users.openings import LISTED
from portal.services.users.penugasan import NewPenugasan
from tests.factories.naskah import Office

EMAIL = "ani@contoh.go.id"
BIRO = "biro@contoh.go.id"
LEAF = "KANIM-A"
MOVED = UnitRow("LAPAS-B", "Lembaga Pemasyarakatan Kelas IIA Contoh", JenisUnit.UPT_LAPAS, LEAF)
NEW = UnitRow("LAPAS-C", "Lembaga Pemasyarakatan Contoh", JenisUnit.UPT_LAPAS, LEAF)
LETTER = "Susunan unit membuka naskah bagi orang lain"


@pytest.fixture
def admin(office: Office) -> Actor:
    """An admin, who keeps the tree and gives roles; and somebody of the Biro to be told."""
    office.add_user(BIRO, Peran.BIRO, "BIRO")
    return office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")


def bring_in(office: Office, by: Actor, *rows: UnitRow) -> int:
    with office.stores.database.transaction() as session:
        return import_units(session, rows, actor=by, now=clock.utc_now())


def give(office: Office, by: Actor, who: Actor, peran: Peran, unit: str, start: date, end: date | None = None) -> bool:
    with office.stores.database.transaction() as session:
        return penugasan.assign(session, who.user_id or 0, NewPenugasan(peran, unit, start, end), office.act(by))


def end(office: Office, by: Actor, who: Actor, last_day: date) -> None:
    """End the newest role of somebody."""
    with office.stores.database.transaction() as session:
        held = session.scalars(select(Penugasan).where(Penugasan.user_id == who.user_id)).all()[-1].id
        penugasan.end_penugasan(session, who.user_id or 0, held, last_day, office.act(by))


def consent(office: Office, who: Actor) -> None:
    with office.stores.database.transaction() as session:
        number = session.scalars(select(PendingPenugasan.id).where(PendingPenugasan.decided_at.is_(None))).one()
        penugasan.consent_to(session, who.user_id or 0, number, office.act(office.actor(BIRO)), is_granted=True)


def letters(office: Office, subject: str = LETTER) -> list[Pemberitahuan]:
    with office.stores.database.reading() as session:
        return list(session.scalars(select(Pemberitahuan).where(Pemberitahuan.subject == subject)))


def refusal(office: Office, by: Actor, *rows: UnitRow) -> str:
    with pytest.raises(RowsRefusedError) as refused:
        bring_in(office, by, *rows)
    return " ".join(refused.value.problems)


def _holds(office: Office, admin: Actor) -> None:
    assert give(office, admin, office.add_user(EMAIL, Peran.PENGELOLA, "PAS"), Peran.PENGELOLA, LEAF, clock.today())


def _heads(office: Office, admin: Actor) -> None:
    office.add_user(EMAIL, Peran.PIMPINAN, LEAF)


def _will_hold(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, "PAS")
    assert give(office, admin, ani, Peran.PENGELOLA, LEAF, clock.today() + timedelta(days=30))


def _holds_today_for_the_last_time(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, "PAS")
    assert give(office, admin, ani, Peran.PENGELOLA, LEAF, clock.today(), clock.today())


def _is_closed(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, LEAF)
    with office.stores.database.transaction() as session:
        penugasan.disable(session, ani.user_id or 0, office.act(admin))


def _waits(office: Office, admin: Actor) -> None:
    two = office.add_user("dua@contoh.go.id", Peran.ADMIN, "KEMEN")
    assert not give(office, two, two, Peran.PENGELOLA, LEAF, clock.today())


WAYS = [_holds, _heads, _will_hold, _holds_today_for_the_last_time, _is_closed, _waits]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
@pytest.mark.parametrize("row", [MOVED, NEW], ids=["moved", "new"])
def test_an_admin_puts_no_unit_below_somebody_who_was_given_none(
    office: Office, admin: Actor, way: Callable[[Office, Actor], None], row: UnitRow
) -> None:
    way(office, admin)

    said = refusal(office, admin, row)

    assert f"Unit {row.kode}: " in said
    assert f"di {LEAF}" in said
    assert "persetujuan orang kedua" in said
    assert "portal units import" in said
    with office.stores.database.reading() as session:
        leaf = session.scalars(select(Unit.id).where(Unit.kode == LEAF)).one()
        assert session.scalars(select(Unit).where(Unit.parent_id == leaf)).all() == []
    assert letters(office) == []


def test_a_unit_moves_below_nobody_who_was_given_others_and_is_made_there(office: Office, admin: Actor) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "IMI")

    assert "di IMI" in refusal(office, admin, UnitRow(MOVED.kode, MOVED.nama, MOVED.jenis, "IMI"))
    assert bring_in(office, admin, UnitRow(NEW.kode, NEW.nama, NEW.jenis, "IMI")) == 1
    assert office.actor(EMAIL).can_read(NEW.kode)
    assert letters(office) == []


def test_a_unit_goes_below_no_role_over_another_one_that_goes_along(office: Office, admin: Actor) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "LAPAS-B")
    between = UnitRow("KANWIL", "Kantor Wilayah Contoh", JenisUnit.KANWIL_IMIGRASI, "KEMEN")
    assert bring_in(office, admin, between, UnitRow(NEW.kode, NEW.nama, NEW.jenis, "KANWIL")) == 2

    moved = UnitRow(between.kode, between.nama, between.jenis, "LAPAS-B")
    assert "Unit KANWIL: " in refusal(office, admin, moved)
    assert not office.actor(EMAIL).can_read(NEW.kode)


def test_the_way_out_leads_over_consent(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, LEAF)
    refusal(office, admin, MOVED)
    end(office, admin, ani, clock.today() - timedelta(days=1))

    assert bring_in(office, admin, MOVED) == 1
    assert give(office, admin, ani, Peran.PENGELOLA, LEAF, clock.today()) is False

    assert not office.actor(EMAIL).can_read(MOVED.kode)
    consent(office, ani)
    assert office.actor(EMAIL).can_read(MOVED.kode)


@pytest.mark.parametrize("row", [MOVED, NEW], ids=["moved", "new"])
def test_the_operator_may_and_the_biro_is_told_who_reads_what(office: Office, admin: Actor, row: UnitRow) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, LEAF)

    assert bring_in(office, OPERATOR, row) == 1

    assert office.actor(EMAIL).can_read(row.kode)
    (letter,) = letters(office)
    assert letter.recipient == BIRO
    for told in (row.kode, EMAIL, f"pengelola di {LEAF}", "menyusul"):
        assert told in letter.isi
    assert bring_in(office, OPERATOR, row) == 0
    assert len(letters(office)) == 1


def test_a_letter_names_some_and_counts_the_rest(office: Office, admin: Actor) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, LEAF)

    bring_in(office, OPERATOR, *(UnitRow(f"U{number}", "U", NEW.jenis, LEAF) for number in range(LISTED + 3)))

    (letter,) = letters(office)
    assert "3 unit lain" in letter.isi
    assert f"U{LISTED}" not in letter.isi


def test_roles_that_read_everywhere_or_nothing_gain_nothing(office: Office, admin: Actor) -> None:
    for number, peran in enumerate((Peran.BIRO, Peran.PPID, Peran.ADMIN)):
        office.add_user(f"akun{number}@contoh.go.id", peran, LEAF)

    assert bring_in(office, admin, MOVED) == 1
    assert letters(office) == []


def test_no_unit_becomes_the_ministry(office: Office, admin: Actor) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, LEAF)

    leaf = UnitRow(LEAF, "Kantor Imigrasi Kelas I Contoh", JenisUnit.KEMENTERIAN, "IMI")
    assert "kementerian" in refusal(office, admin, leaf)


def test_a_successor_and_a_closing_or_its_end_open_nothing(office: Office, admin: Actor) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, LEAF)
    before = office.actor(EMAIL)
    for closed_on in (clock.today(), None):
        with office.stores.database.transaction() as session:
            units = {unit.kode: unit for unit in session.scalars(select(Unit))}
            units["LAPAS-B"].successor_id, units["LAPAS-B"].closed_on = units[LEAF].id, closed_on
            units[LEAF].closed_on = closed_on

        assert office.actor(EMAIL).reach == before.reach
        assert not office.actor(EMAIL).can_read("LAPAS-B")


def test_a_role_that_is_over_is_not_made_to_hold_again(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, LEAF)
    yesterday = clock.today() - timedelta(days=1)
    with office.stores.database.transaction() as session:
        session.scalars(select(Penugasan).where(Penugasan.user_id == ani.user_id)).one().starts_on = yesterday
    end(office, admin, ani, yesterday)
    assert bring_in(office, admin, MOVED) == 1

    for last_day in (clock.today(), date(2099, 12, 31)):
        with pytest.raises(BadInputError, match="tidak dapat diperpanjang"):
            end(office, admin, ani, last_day)
    assert not office.actor(EMAIL).can_read(MOVED.kode)


def test_a_role_is_not_held_longer_than_was_consented_to(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, LEAF)
    until = clock.today() + timedelta(days=9)
    assert give(office, admin, ani, Peran.PENGELOLA, "IMI", clock.today(), until) is False
    consent(office, ani)

    with pytest.raises(BadInputError, match="tidak dapat diperpanjang"):
        end(office, admin, ani, until + timedelta(days=1))
    end(office, admin, ani, until - timedelta(days=1))

    assert give(office, admin, ani, Peran.PENGELOLA, "IMI", until) is False, "a longer time is consented to as well"
    assert give(office, admin, ani, Peran.PIMPINAN, "IMI", clock.today()) is False, "so is another role"


def test_an_account_that_an_admin_opens_again_waits_for_what_opens_records(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, "IMI")
    assert give(office, OPERATOR, ani, Peran.PENGELOLA, "LAPAS-B", clock.today())
    with office.stores.database.transaction() as session:
        penugasan.disable(session, ani.user_id or 0, office.act(admin))
        penugasan.enable(session, ani.user_id or 0, office.act(admin))

    assert not office.actor(EMAIL).can_read("IMI")
    assert office.actor(EMAIL).can_read("LAPAS-B"), "a plain role waits for nobody"
    assert [row.recipient for row in letters(office, "Akun yang membuka naskah dibuka lagi")] == [BIRO]
    consent(office, ani)
    assert office.actor(EMAIL).can_read(LEAF)


def test_what_the_operator_opens_again_is_as_it_was(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, "IMI")
    with office.stores.database.transaction() as session:
        penugasan.disable(session, ani.user_id or 0, office.act(admin))
        penugasan.enable(session, ani.user_id or 0, office.act(OPERATOR))

    assert office.actor(EMAIL).can_read(LEAF)


def test_of_a_role_and_a_move_at_the_same_moment_the_second_sees_the_first(office: Office, admin: Actor) -> None:
    ani = office.add_user(EMAIL, Peran.PENGELOLA, "PAS")
    is_given, found = threading.Event(), list[str]()

    def move() -> None:
        is_given.wait(10)
        try:
            bring_in(office, admin, MOVED)
        except RowsRefusedError as error:
            found.extend(error.problems)

    mover = threading.Thread(target=move)
    mover.start()
    with office.stores.database.transaction() as session:
        new = NewPenugasan(Peran.PENGELOLA, LEAF, clock.today())
        assert penugasan.assign(session, ani.user_id or 0, new, office.act(admin))
        is_given.set()
        # Long enough for the other one to have read the roles, if nothing made it wait.
        mover.join(1)
    mover.join(20)

    assert not mover.is_alive()
    assert [problem.partition(":")[0] for problem in found] == ["Unit LAPAS-B"]
