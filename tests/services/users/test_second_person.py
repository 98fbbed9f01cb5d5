"""Who speaks beside somebody: nobody whose account hangs together with theirs, and none that is new or newly keyed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.formats import long_date
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.second_person import STANDING
from portal.errors import NotAllowedError
from portal.models.user import User
from portal.services.acts import Act
from portal.services.users import accounts, entering, factor_resets, passwords, second_person
from portal.services.users.accounts import NewUser
from tests.factories.authenticator import set_up
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD

PARTIAL = "Bukan orang kedua."


@pytest.fixture
def admin(office: Office) -> Actor:
    return office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")


@pytest.fixture
def other(office: Office) -> Actor:
    """Somebody beside whom a second person is asked for."""
    return office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")


def added(office: Office, by: Actor, email: str = "baru@contoh.go.id") -> Actor:
    with office.stores.database.transaction() as session:
        new = NewUser(email, "Baru", Peran.PENGELOLA, "KANIM-A", PASSWORD)
        accounts.add_user(session, new, actor=by, now=clock.utc_now(), today=clock.today())
    return office.actor(email)


def reset_password(session: Session, user: User, act: Act) -> None:
    entering.reset_password(session, user.id, passwords.UNKNOWN_USER_HASH, act.actor, now=act.now)


def reset_factor(session: Session, user: User, act: Act) -> None:
    factor_resets.ask(session, user.id, act)
    # As decided by a second admin, whose act it is.
    factor_resets._reset(session, user, act)


def reopen(session: Session, user: User, act: Act) -> None:
    accounts.disable_user(session, user.email, actor=act.actor, now=act.now)
    accounts.enable_user(session, user.email, actor=act.actor, now=act.now)


def refusal(office: Office, who: Actor, *others: Actor, after: timedelta = timedelta()) -> str:
    """What somebody is told who would be the second person; nothing where they may be."""
    act = Act(who, clock.utc_now() + after)
    with office.stores.database.reading() as session:
        people = [session.get_one(User, one.user_id) for one in others]
        try:
            second_person.require(session, act, people, PARTIAL)
        except NotAllowedError as error:
            return error.message
    return ""


def speaks(office: Office, who: Actor, *others: Actor, after: timedelta = timedelta()) -> bool:
    return not refusal(office, who, *others, after=after)


def test_an_account_that_an_admin_made_speaks_after_a_week_and_never_beside_its_maker(
    office: Office, admin: Actor, other: Actor
) -> None:
    new = added(office, admin)

    assert long_date(clock.today() + STANDING) in refusal(office, new, other)
    assert not speaks(office, new, other, after=STANDING - timedelta(days=1))
    assert speaks(office, new, other, after=STANDING)
    assert refusal(office, new, admin, after=STANDING) == PARTIAL
    assert refusal(office, admin, new, after=STANDING) == PARTIAL


def test_what_the_operator_made_speaks_at_once(office: Office, admin: Actor, other: Actor) -> None:
    assert speaks(office, admin, other)
    assert speaks(office, added(office, OPERATOR), other)
    assert speaks(office, OPERATOR, other)
    assert not speaks(office, other, other)


@pytest.mark.parametrize("key_act", [reset_password, reset_factor, reopen])
def test_an_account_that_was_given_another_key_is_as_a_new_one(
    office: Office, admin: Actor, other: Actor, key_act: Callable[[Session, User, Act], None]
) -> None:
    old = office.add_user("lama@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    set_up(office.stores, old.user_id or 0, now=clock.utc_now())
    assert speaks(office, old, other)
    with office.stores.database.transaction() as session:
        key_act(session, session.get_one(User, old.user_id), office.act(admin))

    assert not speaks(office, old, other)
    assert speaks(office, old, other, after=STANDING)


def test_an_address_and_a_password_of_ones_own_take_nothing_away(office: Office, admin: Actor, other: Actor) -> None:
    old = office.add_user("lama@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    now = clock.utc_now()
    entering.change_password(office.stores.database, old, current=PASSWORD, new="laut biru kuda berenang", now=now)
    set_up(office.stores, old.user_id or 0, now=now)

    assert speaks(office, old, other)
