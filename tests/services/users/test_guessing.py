"""Guessing: ten for an account, a hundred for an address, over all processes at once; the known browser apart."""

import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from portal.errors import BadInputError, SignInBusyError, TooManyAttemptsError
from portal.models.user import LoginFailure, User
from portal.services.users import accounts, entering, guessing, passwords
from portal.services.users.entering import Attempt, KnownDevice
from portal.services.users.guessing import MAX_FAILURES_ACCOUNT, MAX_FAILURES_ADDRESS, Guesser
from portal.wiring import Stores
from tests.factories.desk import at_once
from tests.factories.known_account import EMAIL, NOW
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.fixtures.repository import ROOT

WRONG = "bukan sandi yang benar"
HERE = "192.0.2.1"
ELSEWHERE = "198.51.100.7"


def fail(stores: Stores, times: int, *, email: str = EMAIL, address: str = HERE, device: str = "") -> None:
    for _ in range(times):
        with stores.database.transaction() as session:
            guessing.reserve(session, Guesser(email, address, device), now=NOW)


def is_refused(stores: Stores, email: str = EMAIL, address: str = HERE, device: str = "", at: datetime = NOW) -> bool:
    try:
        with stores.database.transaction() as session:
            guessing.forgive(session, guessing.reserve(session, Guesser(email, address, device), now=at))
    except TooManyAttemptsError:
        return True
    return False


def known(stores: Stores, user_id: int) -> KnownDevice:
    with stores.database.reading() as session:
        return KnownDevice("peramban-ani", {user_id: accounts.device_mark(session.get_one(User, user_id))})


def test_the_eleventh_attempt_within_a_quarter_of_an_hour_is_refused(stores: Stores) -> None:
    fail(stores, MAX_FAILURES_ACCOUNT - 1)
    assert not is_refused(stores)

    fail(stores, 1)

    assert MAX_FAILURES_ACCOUNT == 10
    assert is_refused(stores)
    assert is_refused(stores, address=ELSEWHERE), "another machine does not help"
    assert not is_refused(stores, email="lain@contoh.go.id")


@pytest.mark.parametrize(("minutes", "refused"), [(14.9, True), (15, False), (16, False)])
def test_an_account_opens_again_by_itself(stores: Stores, minutes: float, refused: bool) -> None:
    fail(stores, MAX_FAILURES_ACCOUNT)

    assert is_refused(stores, at=NOW + timedelta(minutes=minutes)) is refused


def test_an_address_has_a_hundred_attempts_over_all_accounts(stores: Stores) -> None:
    for number in range(MAX_FAILURES_ADDRESS):
        fail(stores, 1, email=f"a{number}@contoh.go.id")

    assert MAX_FAILURES_ADDRESS == 100
    assert is_refused(stores, email="baru@contoh.go.id")
    assert not is_refused(stores, email="baru@contoh.go.id", address=ELSEWHERE)


def test_nobody_keeps_the_owner_out_of_a_browser_that_is_known(stores: Stores, user_id: int) -> None:
    fail(stores, MAX_FAILURES_ACCOUNT)
    for number in range(MAX_FAILURES_ADDRESS - MAX_FAILURES_ACCOUNT):
        fail(stores, 1, email=f"a{number}@contoh.go.id")

    with pytest.raises(TooManyAttemptsError):
        entering.enter(stores.database, Attempt(EMAIL, PASSWORD, HERE), now=NOW)
    token = entering.enter(stores.database, Attempt(EMAIL, PASSWORD, HERE, known=known(stores, user_id)), now=NOW)

    assert token is not None


def test_a_known_browser_guesses_ten_times_as_well_and_for_itself_alone(stores: Stores, user_id: int) -> None:
    device = known(stores, user_id)
    stolen = Attempt(EMAIL, WRONG, HERE, known=device)
    for _ in range(MAX_FAILURES_ACCOUNT):
        assert entering.enter(stores.database, stolen, now=NOW) is None

    with pytest.raises(TooManyAttemptsError):
        entering.enter(stores.database, stolen, now=NOW)
    assert entering.enter(stores.database, Attempt(EMAIL, PASSWORD, ELSEWHERE), now=NOW) is not None
    other = KnownDevice("peramban lain", device.marks)
    assert entering.enter(stores.database, Attempt(EMAIL, PASSWORD, HERE, known=other), now=NOW) is not None


def test_a_browser_known_to_another_account_or_by_an_old_password_is_strange(stores: Stores, user_id: int) -> None:
    old = known(stores, user_id)
    fail(stores, MAX_FAILURES_ACCOUNT)
    with stores.database.transaction() as session:
        session.get_one(User, user_id).password_hash = passwords.hash_password("sandi lain yang panjang")

    for device in (old, KnownDevice("peramban", {user_id + 1: old.marks[user_id]}), KnownDevice("peramban", {})):
        with pytest.raises(TooManyAttemptsError):
            entering.enter(stores.database, Attempt(EMAIL, PASSWORD, HERE, known=device), now=NOW)


def test_a_right_password_takes_its_attempt_off_the_count_and_nothing_else(stores: Stores, user_id: int) -> None:
    fail(stores, MAX_FAILURES_ACCOUNT - 1)

    for _ in range(3):
        assert entering.enter(stores.database, Attempt(EMAIL, PASSWORD, ELSEWHERE), now=NOW) is not None

    with stores.database.reading() as session:
        assert session.query(LoginFailure).count() == MAX_FAILURES_ACCOUNT - 1


_PROCESS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from portal import clock
from portal.db import Database, make_engine
from portal.errors import SignInBusyError, TooManyAttemptsError
from portal.services.users import entering, passwords
passwords.is_right = lambda known, password: False
database = Database(make_engine(sys.argv[1]))
def guess(number):
    try:
        entering.enter(database, entering.Attempt(sys.argv[2], "tebakan", "192.0.2.1"), now=clock.utc_now())
    except TooManyAttemptsError:
        return 0
    return 1
sys.stdin.readline()
with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(guess, range(20))))
"""


def test_guesses_at_once_over_two_processes_are_no_more_than_ten(stores: Stores, user_id: int) -> None:
    command = [sys.executable, "-c", _PROCESS, stores.config.database_url, EMAIL]
    pipe = subprocess.PIPE
    running = [subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe) for _ in range(2)]

    for process in running:
        assert process.stdin is not None
        process.stdin.write("mulai\n")
        process.stdin.flush()
    looked_at = [int(process.communicate(timeout=60)[0]) for process in running]

    assert sum(looked_at) == MAX_FAILURES_ACCOUNT


def test_the_page_of_passwords_is_no_way_round_and_does_not_close_the_door(office: Office, user_id: int) -> None:
    actor = office.actor(EMAIL)
    database = office.stores.database

    def change(current: str) -> None:
        entering.change_password(database, actor, current=current, new="gajah putih menari pelan", now=NOW)

    for _ in range(MAX_FAILURES_ACCOUNT):
        with pytest.raises(BadInputError):
            change(WRONG)

    with pytest.raises(TooManyAttemptsError):
        change(PASSWORD)
    assert entering.enter(database, Attempt(EMAIL, PASSWORD, HERE), now=NOW) is not None


def test_a_rush_at_the_door_waits_in_a_short_queue_and_whoever_finds_it_full_has_not_failed(
    stores: Stores, user_id: int
) -> None:
    def enter() -> object:
        return entering.enter(stores.database, Attempt(EMAIL, PASSWORD, HERE), now=NOW)

    crowd = passwords.AT_ONCE + passwords.WAITING + 4
    with passwords._SLOTS, passwords._SLOTS:
        # Nobody is served: the first take their places in the queue, all others are sent away.
        waiting = [passwords._PLACES.acquire(blocking=False) for _ in range(crowd)]
        refused = at_once([enter] * 4)
    for _ in range(sum(waiting)):
        passwords._PLACES.release()

    assert sum(waiting) == passwords.AT_ONCE + passwords.WAITING < 8
    assert {type(one) for one in refused} == {SignInBusyError}
    assert isinstance(enter(), str)
    with stores.database.reading() as session:
        assert session.query(LoginFailure).count() == 0
