"""The door: one answer for every wrong pair, a bound on guessing, sessions that end."""

from datetime import timedelta

import pytest

from portal import clock
from portal.domain.permissions import Peran
from portal.errors import BadInputError, TooManyAttemptsError
from portal.services.users import accounts, entering, guessing, passwords
from portal.services.users.entering import Attempt
from portal.services.users.guessing import MAX_FAILURES_ACCOUNT, Guesser
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD

EMAIL = "ani@contoh.go.id"


def enter(office: Office, password: str = PASSWORD, email: str = EMAIL, address: str = "10.0.0.1") -> str | None:
    return entering.enter(office.stores.database, Attempt(email, password, address), now=clock.utc_now())


def is_alive(office: Office, token: str) -> bool:
    with office.stores.database.reading() as session:
        return accounts.session_user(session, token, now=clock.utc_now()) is not None


@pytest.fixture(autouse=True)
def ani(office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")


def test_the_right_pair_opens_a_session_however_the_address_is_capitalised(office: Office) -> None:
    token = enter(office, email="  ANI@Contoh.go.id ")

    assert token is not None
    assert is_alive(office, token)


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "salah sekali ini"), ("tidak@ada.go.id", PASSWORD), ("", "")])
def test_a_wrong_pair_opens_nothing(office: Office, email: str, password: str) -> None:
    assert enter(office, password, email) is None


def test_guessing_stops_after_ten_failures_and_opens_again_by_itself(office: Office) -> None:
    now = clock.utc_now()
    with office.stores.database.transaction() as session:
        for _ in range(MAX_FAILURES_ACCOUNT):
            guessing.reserve(session, Guesser(EMAIL, "10.0.0.9"), now=now)

    with pytest.raises(TooManyAttemptsError):
        enter(office)
    later = now + guessing.FAILURE_WINDOW + timedelta(seconds=1)
    assert entering.enter(office.stores.database, Attempt(EMAIL, PASSWORD), now=later) is not None


def test_a_changed_password_ends_every_session_and_opens_alone(office: Office) -> None:
    token = enter(office)
    assert token is not None
    new = "gajah putih menari pelan"

    with pytest.raises(BadInputError):
        entering.change_password(
            office.stores.database, office.actor(EMAIL), current="bukan ini", new=new, now=clock.utc_now()
        )
    entering.change_password(
        office.stores.database, office.actor(EMAIL), current=PASSWORD, new=new, now=clock.utc_now()
    )

    assert not is_alive(office, token)
    assert enter(office) is None
    assert enter(office, new) is not None


def test_a_weak_new_password_is_refused(office: Office) -> None:
    with pytest.raises(BadInputError, match="15"):
        entering.change_password(
            office.stores.database, office.actor(EMAIL), current=PASSWORD, new="pendek", now=clock.utc_now()
        )


def test_a_reset_password_opens_and_the_old_one_does_not(office: Office) -> None:
    admin = office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")
    user_id = office.actor(EMAIL).user_id
    assert user_id is not None

    new_hash = passwords.hash_password("harimau kecil minum teh")
    with office.stores.database.transaction() as session:
        entering.reset_password(session, user_id, new_hash, admin, now=clock.utc_now())

    assert enter(office) is None
    assert enter(office, "harimau kecil minum teh") is not None
