"""Rules of passwords in twenty cases: length by second factor, words nobody may use, one form, cost, a bound."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy.orm import Session

from portal.domain.permissions import OPERATOR, Peran
from portal.domain.second_factor import FactorPolicy, is_password_enough
from portal.errors import BadInputError, ConflictError, SignInBusyError
from portal.models.user import SecondFactor, User
from portal.queries.account_security import has_factor
from portal.services.acts import Act
from portal.services.users import entering, factors, passwords, penugasan
from portal.services.users.entering import Attempt
from portal.services.users.password_rules import rules_of
from portal.services.users.passwords import PasswordRules, check_strength, hash_password, is_right
from portal.services.users.penugasan import NewPenugasan
from portal.wiring import Stores
from tests.factories.authenticator import own_act, set_up
from tests.factories.known_account import EMAIL, HASH, NOW
from tests.factories.shared import PASSWORD

ALONE = PasswordRules("bupati@contoh.go.id", ("Nirmala Hadiwijaya", "KANIM-A", "Kantor Imigrasi Wonokromo"))
BESIDE = PasswordRules(ALONE.email, ALONE.words, has_factor=True)


@pytest.mark.parametrize(
    ("rules", "password"),
    [
        pytest.param(ALONE, "kuda laut bir.."[:14], id="fourteen_without_a_second_factor"),
        pytest.param(BESIDE, "kuda laut bi"[:11], id="eleven_with_a_second_factor"),
        pytest.param(ALONE, "kuda laut biru berlari " * 6, id="more_than_128"),
        pytest.param(ALONE, "k\u0301" * 1_000_000, id="two_million_letters_at_once"),
        pytest.param(ALONE, "password12345678", id="common_word_with_digits"),
        pytest.param(ALONE, "P4$$w0rd P4$$w0rd", id="common_word_with_signs_for_letters"),
        pytest.param(ALONE, "portal repositori 1", id="words_of_this_portal"),
        pytest.param(ALONE, "Kementerian Imigrasi 2026", id="words_of_the_ministry"),
        pytest.param(ALONE, "Nirmala-Hadiwijaya", id="own_name"),
        pytest.param(ALONE, "nirmala hadiwijaya 99", id="own_name_with_a_year"),
        pytest.param(BESIDE, "Wonokromo2026", id="name_of_the_own_unit"),
        pytest.param(ALONE, "bupati@contoh.go.id", id="own_address"),
        pytest.param(ALONE, "Ｎｉｒｍａｌａ Ｈａｄｉｗｉｊａｙａ", id="own_name_in_wide_letters"),
        pytest.param(ALONE, "qwertyuiopasdfgh", id="row_of_the_keyboard"),
    ],
)
def test_it_is_refused(rules: PasswordRules, password: str) -> None:
    with pytest.raises(BadInputError) as refused:
        check_strength(password, rules)
    assert refused.value.field == "password"


@pytest.mark.parametrize(
    ("rules", "password", "is_short"),
    [
        pytest.param(ALONE, "kuda laut biru."[:15], False, id="fifteen_without_a_second_factor"),
        pytest.param(BESIDE, "kuda laut bi", True, id="twelve_with_a_second_factor"),
        pytest.param(ALONE, "zebra hijau melompati pagar " * 4 + "jauh sekali ini.", False, id="exactly_128"),
        pytest.param(ALONE, "semuahurufkecilpanjang", False, id="small_letters_alone"),
    ],
)
def test_it_is_taken(rules: PasswordRules, password: str, is_short: bool) -> None:
    assert check_strength(password, rules) is is_short


def test_cost_is_64_mib_three_passes_four_lanes_and_an_older_hash_is_made_anew_on_entering(
    stores: Stores, user_id: int
) -> None:
    made = extract_parameters(HASH)
    assert (made.memory_cost, made.time_cost, made.parallelism) == (64 * 1024, 3, 4)
    with stores.database.transaction() as session:
        session.get_one(User, user_id).password_hash = PasswordHasher(1, 8 * 4, 4).hash(PASSWORD)

    assert entering.enter(stores.database, Attempt(EMAIL, PASSWORD), now=NOW) is not None

    with stores.database.reading() as session:
        kept = session.get_one(User, user_id).password_hash
    assert extract_parameters(kept).memory_cost == 64 * 1024
    assert is_right(kept, PASSWORD)


def test_fifty_at_once_never_hash_more_than_two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting:
        """Stands for 64 MiB while it is at work."""

        def __init__(self) -> None:
            self.now = self.most = 0
            self.lock = threading.Lock()

        def verify(self, *_: object) -> bool:
            with self.lock:
                self.now += 1
                self.most = max(self.most, self.now)
            time.sleep(0.01)
            with self.lock:
                self.now -= 1
            return True

    counting = Counting()
    monkeypatch.setattr(passwords, "_HASHER", counting)
    start = threading.Barrier(50)

    def enter() -> bool:
        start.wait()
        while True:
            try:
                return is_right(HASH, PASSWORD)
            except SignInBusyError:
                time.sleep(0.002)

    with ThreadPoolExecutor(50) as crowd:
        entered = [task.result() for task in [crowd.submit(enter) for _ in range(50)]]

    assert entered == [True] * 50
    assert counting.most == passwords.AT_ONCE


def test_the_rules_of_an_account_know_its_factor_its_name_and_its_units(stores: Stores, user_id: int) -> None:
    with stores.database.transaction() as session:
        before = rules_of(session, session.get_one(User, user_id), FactorPolicy.OPTIONAL)
        other = NewPenugasan(Peran.PENGELOLA, "IMI", date(2026, 6, 1))
        penugasan.assign(session, user_id, other, Act(OPERATOR, NOW))
    set_up(stores, user_id, now=NOW)
    with stores.database.reading() as session:
        user = session.get_one(User, user_id)
        after = rules_of(session, user, FactorPolicy.OPTIONAL)
        off = rules_of(session, user, FactorPolicy.OFF)

    assert (before.shortest, after.shortest, off.shortest) == (15, 12, 15)
    assert {"Contoh", "KANIM-A"} <= set(before.words)
    assert {"IMI", "KANIM-A"} <= set(after.words)


def is_enough(session: Session, user: User) -> bool:
    found = has_factor(session, user.id)
    return is_password_enough(FactorPolicy.OPTIONAL, is_short=user.has_short_password, has_factor=found)


def test_a_short_password_keeps_its_second_factor_or_has_to_be_changed(stores: Stores, user_id: int) -> None:
    set_up(stores, user_id, now=NOW)
    act = own_act(stores, user_id, NOW)
    entering.change_password(stores.database, act.actor, current=PASSWORD, new="kuda laut bi", now=NOW)
    with stores.database.transaction() as session:
        (factor,) = session.query(SecondFactor).all()
        with pytest.raises(ConflictError, match="15"):
            factors.end(session, factor.id, act, is_needed=False)
    with stores.database.transaction() as session:
        user = session.get_one(User, user_id)
        assert is_enough(session, user)
        factors.drop_all(session, user, act)
        assert not is_enough(session, user)
    assert is_right(hash_password("kuda laut bi"), "kuda laut bi")
