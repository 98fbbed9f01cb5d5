"""Taking away a second factor: an admin asks, somebody independent consents, the person and the Biro are told."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.errors import ConflictError, NotAllowedError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.user import FactorReset, User
from portal.queries import account_security
from portal.services.users import entering, factor_resets
from tests.factories.authenticator import set_up
from tests.factories.known_account import HASH
from tests.factories.naskah import Office


@pytest.fixture
def one(office: Office) -> Actor:
    """The admin who asks."""
    return office.add_user("satu@contoh.go.id", Peran.ADMIN, "KEMEN")


@pytest.fixture
def biro(office: Office) -> Actor:
    """Somebody of the Biro."""
    return office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")


@pytest.fixture
def loser(office: Office) -> Actor:
    """Who lost the phone."""
    actor = office.add_user("ppid@contoh.go.id", Peran.PPID, "SETJEN")
    set_up(office.stores, actor.user_id or 0, now=clock.utc_now())
    return actor


def ask(office: Office, who: Actor, by: Actor) -> bool:
    with office.stores.database.transaction() as session:
        return factor_resets.ask(session, who.user_id or 0, office.act(by))


def decide(office: Office, who: Actor, by: Actor, *, is_granted: bool = True) -> None:
    with office.stores.database.transaction() as session:
        number = session.scalars(select(FactorReset.id).order_by(FactorReset.id.desc())).first() or 0
        factor_resets.decide(session, who.user_id or 0, number, office.act(by), is_granted=is_granted)


def has_factor(office: Office, who: Actor) -> bool:
    with office.stores.database.reading() as session:
        return account_security.has_factor(session, who.user_id or 0)


def test_it_waits_for_somebody_else_and_then_password_alone_leads_to_setting_up(
    office: Office, one: Actor, biro: Actor, loser: Actor
) -> None:
    assert not ask(office, loser, one)
    assert has_factor(office, loser)
    with pytest.raises(ConflictError):
        ask(office, loser, one)

    decide(office, loser, biro)

    assert not has_factor(office, loser)
    with office.stores.database.reading() as session:
        due_on = session.get_one(User, loser.user_id).factor_due_on
        assert due_on is not None
        assert due_on < clock.today()
        assert account_security.waiting_resets(session) == ()
        asked = "akun.minta_lepas_faktor", "akun.lepas_faktor"
        done = session.execute(
            select(AuditEntry.action, AuditEntry.actor_id).where(AuditEntry.action.in_(asked)).order_by(AuditEntry.seq)
        )
        assert [tuple(row) for row in done] == [(asked[0], one.user_id), (asked[1], biro.user_id)]
        readers = set(session.scalars(select(Pemberitahuan.recipient)))
    assert readers == {loser.email, biro.email}


def test_neither_the_asker_nor_the_owner_nor_a_unit_decides(office: Office, one: Actor, loser: Actor) -> None:
    ask(office, loser, one)
    unit = office.add_user("unit@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    for by in (one, loser, unit):
        with pytest.raises(NotAllowedError):
            decide(office, loser, by)
    assert has_factor(office, loser)


def test_nobody_asks_for_their_own_nor_without_one(office: Office, one: Actor, biro: Actor) -> None:
    with pytest.raises(NotAllowedError):
        ask(office, one, one)
    with pytest.raises(ConflictError):
        ask(office, biro, one)


def test_whoever_made_the_password_of_the_second_admin_is_not_enough_with_them(
    office: Office, one: Actor, loser: Actor
) -> None:
    other = office.add_user("dua@contoh.go.id", Peran.ADMIN, "KEMEN")
    with office.stores.database.transaction() as session:
        entering.reset_password(session, other.user_id or 0, HASH, one, now=clock.utc_now())
    ask(office, loser, one)

    with pytest.raises(NotAllowedError):
        decide(office, loser, other)


def test_a_refusal_leaves_it_and_is_final(office: Office, one: Actor, biro: Actor, loser: Actor) -> None:
    ask(office, loser, one)
    decide(office, loser, biro, is_granted=False)

    assert has_factor(office, loser)
    with pytest.raises(ConflictError):
        decide(office, loser, biro)
    with pytest.raises(NotFoundError):
        decide(office, one, biro)


def test_the_operator_of_the_server_stands_above_it(office: Office, loser: Actor) -> None:
    assert ask(office, loser, OPERATOR)
    assert not has_factor(office, loser)
