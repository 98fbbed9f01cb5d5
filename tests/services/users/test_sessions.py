"""Sessions: they end by rest, by age, by leaving, and whenever the person changes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from portal.domain.permissions import OPERATOR, Peran
from portal.errors import BadInputError
from portal.models.user import User
from portal.services.acts import Act
from portal.services.users import accounts, entering, penugasan
from portal.services.users.accounts import ABSOLUTE, IDLE
from portal.services.users.penugasan import NewPenugasan
from portal.wiring import Stores
from tests.factories.known_account import EMAIL, HASH, NOW, TODAY
from tests.factories.shared import PASSWORD


class Session:
    """A session begun at NOW, and what it is worth later."""

    def __init__(self, stores: Stores, user_id: int) -> None:
        self.stores = stores
        with stores.database.transaction() as session:
            self.token = accounts.start_session(session, user_id, device="Peramban", now=NOW)

    def is_alive(self, at: datetime) -> bool:
        """Whether the token still opens something."""
        with self.stores.database.reading() as session:
            return accounts.session_user(session, self.token, now=at) is not None

    def touch(self, at: datetime) -> None:
        """Use it."""
        with self.stores.database.transaction() as session:
            accounts.touch_session(session, self.token, now=at)


def test_a_session_ends_after_half_an_hour_of_rest(stores: Stores, user_id: int) -> None:
    login = Session(stores, user_id)

    assert login.is_alive(NOW + IDLE - timedelta(seconds=1))
    assert not login.is_alive(NOW + IDLE)
    login.touch(NOW + timedelta(minutes=20))
    assert login.is_alive(NOW + timedelta(minutes=49))
    assert timedelta(minutes=30) == IDLE


def test_a_session_ends_after_twelve_hours_however_busy(stores: Stores, user_id: int) -> None:
    login = Session(stores, user_id)
    login.touch(NOW + ABSOLUTE - timedelta(minutes=1))

    assert login.is_alive(NOW + ABSOLUTE - timedelta(seconds=1))
    assert not login.is_alive(NOW + ABSOLUTE)
    assert timedelta(hours=12) == ABSOLUTE


def test_a_clock_that_steps_back_ends_a_session_rather_than_prolonging_it(stores: Stores, user_id: int) -> None:
    login = Session(stores, user_id)

    assert login.is_alive(NOW - timedelta(seconds=30))
    assert not login.is_alive(NOW - timedelta(hours=1))


@pytest.mark.parametrize("token", ["", "bukan-token", "\0", "\udce9"])
def test_a_made_up_token_opens_nothing(stores: Stores, user_id: int, token: str) -> None:
    with stores.database.reading() as session:
        assert accounts.session_user(session, token, now=NOW) is None


def leave(stores: Stores, login: Session, user_id: int) -> None:
    with stores.database.transaction() as session:
        accounts.end_session(session, login.token, now=NOW)


def disable(stores: Stores, login: Session, user_id: int) -> None:
    with stores.database.transaction() as session:
        accounts.disable_user(session, EMAIL, actor=OPERATOR, now=NOW)


def reset(stores: Stores, login: Session, user_id: int) -> None:
    with stores.database.transaction() as session:
        entering.reset_password(session, user_id, HASH, OPERATOR, now=NOW)


def give_role(stores: Stores, login: Session, user_id: int) -> None:
    with stores.database.transaction() as session:
        penugasan.assign(session, user_id, NewPenugasan(Peran.PPID, "BIRO", TODAY), Act(OPERATOR, NOW))


def take_role(stores: Stores, login: Session, user_id: int) -> None:
    with stores.database.transaction() as session:
        held = session.get_one(User, user_id).penugasan_list[0].id
        penugasan.end_penugasan(session, user_id, held, TODAY, Act(OPERATOR, NOW))


@pytest.mark.parametrize("deed", [leave, disable, reset, give_role, take_role])
def test_a_session_ends_at_once(stores: Stores, user_id: int, deed: Callable[[Stores, Session, int], None]) -> None:
    login = Session(stores, user_id)
    other = Session(stores, user_id)

    deed(stores, login, user_id)

    assert not login.is_alive(NOW)
    # Leaving is about this session alone; everything else is about the person.
    assert other.is_alive(NOW) is (deed is leave)


def test_a_changed_password_ends_every_session_and_opens_the_door_alone(stores: Stores, user_id: int) -> None:
    login = Session(stores, user_id)
    with stores.database.reading() as session:
        actor = accounts.load_actor(session, session.get_one(User, user_id), TODAY)
    new = "lima ekor gajah menari riang"

    with pytest.raises(BadInputError) as refused:
        entering.change_password(stores.database, actor, current="bukan yang sekarang", new=new, now=NOW)
    assert refused.value.field == "current"
    assert login.is_alive(NOW)
    entering.change_password(stores.database, actor, current=PASSWORD, new=new, now=NOW)

    assert not login.is_alive(NOW)
    with stores.database.reading() as session:
        assert accounts.verify_password(session, email=EMAIL, password=PASSWORD) is None
        assert accounts.verify_password(session, email=EMAIL, password=new) is not None
