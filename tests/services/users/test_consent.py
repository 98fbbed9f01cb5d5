"""A role that opens records is given by two admins, by none to themselves; the Biro is told, and it is recorded."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.errors import ConflictError, NotAllowedError
from portal.models.audit_entry import AuditEntry
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.user import PendingPenugasan
from portal.services.users import accounts, entering, penugasan
from portal.services.users.accounts import NewUser
from portal.services.users.penugasan import NewPenugasan
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD

BIRO = NewPenugasan(Peran.BIRO, "BIRO", clock.today())
OPENING = [
    BIRO,
    NewPenugasan(Peran.PPID, "BIRO", clock.today()),
    NewPenugasan(Peran.ADMIN, "KEMEN", clock.today()),
    NewPenugasan(Peran.PIMPINAN, "KEMEN", clock.today()),
    NewPenugasan(Peran.PENGELOLA, "KEMEN", clock.today()),
    NewPenugasan(Peran.PENGELOLA, "IMI", clock.today()),
    NewPenugasan(Peran.PIMPINAN, "IMI", clock.today()),
]


def give(office: Office, who: Actor, new: NewPenugasan, by: Actor) -> bool:
    with office.stores.database.transaction() as session:
        return penugasan.assign(session, who.user_id or 0, new, office.act(by))


def waiting(office: Office) -> list[int]:
    with office.stores.database.reading() as session:
        query = select(PendingPenugasan.id).where(PendingPenugasan.decided_at.is_(None))
        return list(session.scalars(query))


def decide(office: Office, who: Actor, by: Actor, *, is_granted: bool = True) -> None:
    (number,) = waiting(office)
    with office.stores.database.transaction() as session:
        penugasan.consent_to(session, who.user_id or 0, number, office.act(by), is_granted=is_granted)


def letters(office: Office) -> list[tuple[str, str]]:
    with office.stores.database.reading() as session:
        return [
            (row.recipient, row.subject) for row in session.scalars(select(Pemberitahuan).order_by(Pemberitahuan.id))
        ]


@pytest.fixture
def one(office: Office) -> Actor:
    """An admin."""
    return office.add_user("satu@contoh.go.id", Peran.ADMIN, "KEMEN")


@pytest.fixture
def two(office: Office) -> Actor:
    """Another admin."""
    return office.add_user("dua@contoh.go.id", Peran.ADMIN, "KEMEN")


@pytest.mark.parametrize("new", OPENING, ids=lambda new: f"{new.peran.value}@{new.unit}")
def test_an_only_admin_gives_themselves_no_role_that_opens_records(
    office: Office, one: Actor, new: NewPenugasan
) -> None:
    if new.peran is Peran.ADMIN:
        new = NewPenugasan(Peran.ADMIN, "IMI", clock.today())

    with pytest.raises(ConflictError, match="diri sendiri"):
        give(office, one, new, one)
    assert office.actor(one.email).peran == {Peran.ADMIN}


@pytest.fixture
def biro(office: Office) -> Actor:
    """Somebody of the Biro whose account the operator of the server made."""
    return office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")


def make(office: Office, email: str, peran: Peran, unit: str, by: Actor) -> Actor:
    values: dict[str, Any] = {"actor": by, "now": clock.utc_now(), "today": clock.today()}
    with office.stores.database.transaction() as session:
        accounts.add_user(session, NewUser(email, "Baru", peran, unit, PASSWORD), **values)
    return office.actor(email)


def make_password(office: Office, who: Actor, by: Actor) -> None:
    with office.stores.database.transaction() as session:
        entering.reset_password(session, who.user_id or 0, "x", by, now=clock.utc_now())


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.PIMPINAN])
def test_towards_oneself_every_role_opens_records(office: Office, one: Actor, biro: Actor, peran: Peran) -> None:
    new = NewPenugasan(peran, "KANIM-A", clock.today())
    with pytest.raises(ConflictError, match="diri sendiri"):
        give(office, one, new, one)
    office.add_user("dua@contoh.go.id", Peran.ADMIN, "KEMEN")

    assert give(office, one, new, one) is False

    assert not office.actor(one.email).can_read("KANIM-A")
    decide(office, one, biro)
    assert office.actor(one.email).can_read("KANIM-A")


@pytest.mark.parametrize("new", OPENING, ids=lambda new: f"{new.peran.value}@{new.unit}")
def test_a_password_made_by_an_admin_opens_no_records_before_somebody_consents(
    office: Office, one: Actor, two: Actor, new: NewPenugasan
) -> None:
    ani = office.add_user("ani@contoh.go.id", new.peran, new.unit)

    make_password(office, ani, one)

    assert office.actor(ani.email).peran == frozenset()
    make_password(office, ani, one)
    with pytest.raises(NotAllowedError):
        decide(office, ani, one)
    decide(office, ani, two)
    assert office.actor(ani.email).peran == {new.peran}


def test_a_new_password_leaves_plain_roles_and_ones_own_as_they_are(office: Office, one: Actor) -> None:
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    make_password(office, ani, one)
    make_password(office, one, one)

    assert office.actor(ani.email).peran == {Peran.PENGELOLA}
    assert office.actor(one.email).peran == {Peran.ADMIN}
    assert waiting(office) == []


@pytest.mark.parametrize("removes", [1, 2])
def test_nobody_consents_to_what_an_account_of_their_making_asks_for(
    office: Office, one: Actor, biro: Actor, removes: int
) -> None:
    puppet = one
    for number in range(removes):
        puppet = make(office, f"boneka{number}@contoh.go.id", Peran.ADMIN, "KEMEN", puppet)
        decide(office, puppet, OPERATOR)
        puppet = office.actor(puppet.email)
    fresh = make(office, "baru@contoh.go.id", Peran.BIRO, "BIRO", puppet)

    with pytest.raises(NotAllowedError, match="orang lain"):
        decide(office, fresh, one)

    decide(office, fresh, biro)
    assert office.actor(fresh.email).peran == {Peran.BIRO}


@pytest.mark.parametrize("new", OPENING, ids=lambda new: f"{new.peran.value}@{new.unit}")
def test_what_an_only_admin_gives_others_waits_for_the_biro(
    office: Office, one: Actor, biro: Actor, new: NewPenugasan
) -> None:
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    assert give(office, ani, new, one) is False
    assert office.actor(ani.email).peran == {Peran.PENGELOLA}
    decide(office, ani, biro)

    assert new.peran in office.actor(ani.email).peran


@pytest.mark.parametrize("way", ["made", "password"])
@pytest.mark.parametrize("peran", [Peran.ADMIN, Peran.BIRO])
def test_an_account_of_the_askers_making_consents_to_nothing_they_ask_for(
    office: Office, one: Actor, two: Actor, biro: Actor, peran: Peran, way: str
) -> None:
    if way == "made":
        helper = make(office, "kaki@contoh.go.id", peran, "BIRO", one)
    else:
        helper = office.add_user("kaki@contoh.go.id", peran, "BIRO")
        make_password(office, helper, one)
    decide(office, helper, biro)
    helper = office.actor("kaki@contoh.go.id")
    assert helper.peran == {peran}
    assert give(office, one, NewPenugasan(Peran.PPID, "BIRO", clock.today()), one) is False

    with pytest.raises(NotAllowedError, match="orang lain"):
        decide(office, one, helper)
    assert office.actor(one.email).peran == {Peran.ADMIN}

    decide(office, one, two)
    assert Peran.PPID in office.actor(one.email).peran


def test_who_made_the_account_that_gets_the_role_does_not_consent_to_it(
    office: Office, one: Actor, two: Actor, biro: Actor
) -> None:
    fresh = make(office, "baru@contoh.go.id", Peran.PENGELOLA, "KANIM-A", two)
    give(office, fresh, BIRO, one)

    with pytest.raises(NotAllowedError, match="orang lain"):
        decide(office, fresh, two)

    decide(office, fresh, biro)
    assert Peran.BIRO in office.actor(fresh.email).peran


def test_the_operator_of_the_server_may_always_consent(office: Office, one: Actor) -> None:
    fresh = make(office, "baru@contoh.go.id", Peran.ADMIN, "KEMEN", one)

    decide(office, fresh, OPERATOR)

    assert office.actor(fresh.email).peran == {Peran.ADMIN}


@pytest.mark.parametrize("new", OPENING, ids=lambda new: f"{new.peran.value}@{new.unit}")
def test_with_two_admins_it_waits_and_gives_no_right_until_the_other_consents(
    office: Office, one: Actor, two: Actor, new: NewPenugasan
) -> None:
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    assert give(office, ani, new, one) is False
    assert office.actor(ani.email).peran == {Peran.PENGELOLA}
    for who in (one, ani):
        with pytest.raises(NotAllowedError):
            decide(office, ani, who)

    decide(office, ani, two)

    assert new.peran in office.actor(ani.email).peran
    assert waiting(office) == []


def test_the_biro_is_told_and_every_step_is_written_down(office: Office, one: Actor, two: Actor) -> None:
    office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    before = len(letters(office))
    give(office, one, BIRO, one)
    decide(office, one, two)

    told = letters(office)[before:]
    assert [(who, subject) for who, subject in told if who == "biro@contoh.go.id"] == [
        ("biro@contoh.go.id", "Peran biro diminta, menunggu persetujuan admin lain atau Biro"),
        ("biro@contoh.go.id", "Peran biro diberikan"),
    ]
    with office.stores.database.reading() as session:
        done = session.scalars(select(AuditEntry).where(AuditEntry.object_key == one.email).order_by(AuditEntry.seq))
        acts = [(entry.action, entry.actor_email) for entry in done]
    assert acts[-2:] == [("akun.minta_tugas", one.email), ("akun.tugaskan", two.email)]


def test_a_refusal_ends_it(office: Office, one: Actor, two: Actor) -> None:
    give(office, one, BIRO, one)
    with pytest.raises(ConflictError, match="menunggu"):
        give(office, one, BIRO, one)

    decide(office, one, two, is_granted=False)

    assert waiting(office) == []
    assert office.actor(one.email).peran == {Peran.ADMIN}


def test_a_new_account_is_no_way_around(office: Office, one: Actor, two: Actor) -> None:
    values: dict[str, Any] = {"actor": one, "now": clock.utc_now(), "today": clock.today()}
    with office.stores.database.transaction() as session:
        accounts.add_user(session, NewUser("baru@contoh.go.id", "Baru", Peran.BIRO, "BIRO", PASSWORD), **values)

    fresh = office.actor("baru@contoh.go.id")
    assert fresh.peran == frozenset()
    decide(office, fresh, two)
    assert office.actor("baru@contoh.go.id").peran == {Peran.BIRO}


def test_a_plain_role_waits_for_nobody_and_tells_nobody(office: Office, one: Actor, two: Actor) -> None:
    office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    before = letters(office)
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    assert give(office, ani, NewPenugasan(Peran.PIMPINAN, "LAPAS-B", clock.today() + timedelta(days=1)), one)
    assert letters(office) == before


def test_the_biro_is_told_of_a_new_password_for_an_account_that_opens_records(office: Office, one: Actor) -> None:
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    with office.stores.database.transaction() as session:
        entering.reset_password(session, biro.user_id or 0, "x", one, now=clock.utc_now())

    assert ("biro@contoh.go.id", "Kata sandi akun yang membuka naskah disetel ulang") in letters(office)
