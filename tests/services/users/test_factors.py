"""Second factors: a code is good once and for a step beside; five tries; recovery codes stand in once each."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Peran
from portal.domain.second_factor import FactorPolicy
from portal.errors import BadInputError, ConflictError, NotFoundError, TooManyAttemptsError
from portal.models.audit_entry import AuditEntry
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.user import RecoveryCode, SecondFactor, User
from portal.services.users import accounts, entering, factors
from portal.services.users.entering import Attempt, Start
from portal.services.users.guessing import FAILURE_WINDOW, MAX_FAILURES_CODE
from portal.services.users.seal import Seal
from portal.wiring import Stores
from tests.factories.authenticator import SEAL, own_act, set_up
from tests.factories.known_account import EMAIL, NOW
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD

LATER = NOW + timedelta(minutes=5)


def knock(stores: Stores, now: datetime = LATER, policy: FactorPolicy = FactorPolicy.OPTIONAL) -> str:
    """The token after the right password."""
    token = entering.enter(stores.database, Attempt(EMAIL, PASSWORD, "192.0.2.1"), now=now, policy=policy)
    assert token is not None
    return token


def enter(stores: Stores, token: str, code: str, now: datetime = LATER, seal: Seal = SEAL) -> str | None:
    """The token after a code."""
    policy = FactorPolicy.OPTIONAL
    return entering.enter_behind(stores.database, token, entering.by_code(code, seal), Start(), policy=policy, now=now)


def opens(stores: Stores, token: str | None, now: datetime = LATER) -> bool:
    """Whether this is the token of a whole session."""
    with stores.database.reading() as session:
        return token is not None and accounts.session_user(session, token, now=now) is not None


def test_behind_the_password_nothing_is_open_before_the_code(stores: Stores, user_id: int) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)

    waiting = knock(stores)
    assert not opens(stores, waiting)
    entered = enter(stores, waiting, phone.code(LATER))

    assert entered != waiting
    assert opens(stores, entered)
    assert not opens(stores, waiting)
    with pytest.raises(NotFoundError):
        enter(stores, waiting, phone.code(LATER, 1))


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_beside(stores: Stores, user_id: int, steps: int, is_taken: bool) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)

    assert opens(stores, enter(stores, knock(stores), phone.code(LATER, steps))) is is_taken


def test_no_code_of_a_step_is_taken_twice_nor_an_earlier_one_after_it(stores: Stores, user_id: int) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)
    # The code of setting up is used up as well.
    assert enter(stores, knock(stores, NOW), phone.code(NOW), NOW) is None

    assert opens(stores, enter(stores, knock(stores), phone.code(LATER)))
    waiting = knock(stores)

    assert enter(stores, waiting, phone.code(LATER)) is None
    assert enter(stores, waiting, phone.code(LATER, -1)) is None
    assert opens(stores, enter(stores, waiting, phone.code(LATER, 1)))


def test_of_two_at_once_with_the_same_code_one_enters(stores: Stores, user_id: int) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)
    tokens, entered, start = [knock(stores), knock(stores)], [], Barrier(2)

    def run(token: str) -> None:
        start.wait()
        entered.append(enter(stores, token, phone.code(LATER)))

    threads = [Thread(target=run, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(token is None for token in entered) == [False, True]


def test_after_five_wrong_codes_the_right_one_waits_too_and_each_is_in_the_trail(stores: Stores, user_id: int) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)
    waiting = knock(stores)
    wrong = "000000" if phone.code(LATER) != "000000" else "000001"

    assert [enter(stores, waiting, wrong) for _ in range(MAX_FAILURES_CODE)] == [None] * 5
    with pytest.raises(TooManyAttemptsError):
        enter(stores, waiting, phone.code(LATER))
    with pytest.raises(TooManyAttemptsError):
        enter(stores, knock(stores), phone.code(LATER))

    after = LATER + FAILURE_WINDOW + timedelta(seconds=1)
    assert opens(stores, enter(stores, knock(stores, after), phone.code(after), after), after)
    with stores.database.reading() as session:
        failed = select(AuditEntry).where(AuditEntry.action == "akun.gagal_kode")
        assert len(session.scalars(failed).all()) == MAX_FAILURES_CODE


def test_a_password_waits_ten_minutes_for_its_code(stores: Stores, user_id: int) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)
    waiting = knock(stores)
    late = LATER + timedelta(minutes=10)

    with pytest.raises(NotFoundError):
        enter(stores, waiting, phone.code(late), late)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "٣٤٥٦٧٨", "\0" * 6, "a" * 5000, "\ud800"])
def test_what_is_no_code_opens_nothing(stores: Stores, user_id: int, code: str) -> None:
    set_up(stores, user_id, now=NOW)

    assert enter(stores, knock(stores), code) is None


def test_ten_recovery_codes_are_hashed_and_good_once_each(stores: Stores, user_id: int) -> None:
    _, codes = set_up(stores, user_id, now=NOW)
    assert len(set(codes)) == 10
    with stores.database.reading() as session:
        kept = " ".join(session.scalars(select(RecoveryCode.code_hash)))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)

    assert opens(stores, enter(stores, knock(stores), codes[0].lower().replace("-", " ")))
    assert enter(stores, knock(stores), codes[0]) is None
    after = LATER + timedelta(minutes=1)
    assert opens(stores, enter(stores, knock(stores, after), codes[1], after), after)
    with stores.database.reading() as session:
        subjects = list(session.scalars(select(Pemberitahuan.subject).where(Pemberitahuan.recipient == EMAIL)))
    assert subjects.count("Kode pemulihan dipakai") == 2


def test_new_recovery_codes_put_an_end_to_the_old_ones(stores: Stores, user_id: int) -> None:
    _, old = set_up(stores, user_id, now=NOW)
    with stores.database.transaction() as session:
        new = factors.renew_codes(session, own_act(stores, user_id, NOW))

    assert enter(stores, knock(stores), old[0]) is None
    assert opens(stores, enter(stores, knock(stores), new[0]))


def test_the_recovery_code_of_somebody_else_opens_nothing(stores: Stores, user_id: int, office: Office) -> None:
    set_up(stores, user_id, now=NOW)
    other = office.add_user("lain@contoh.go.id", Peran.BIRO, "BIRO")
    _, codes = set_up(stores, other.user_id or 0, now=NOW)

    assert enter(stores, knock(stores), codes[0]) is None


def test_a_seed_stays_readable_when_the_secret_is_changed_and_needs_the_old_one_once(
    stores: Stores, user_id: int
) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)
    old, new = "kunci-uji" * 8, "kunci baru" * 8

    assert opens(stores, enter(stores, knock(stores), phone.code(LATER), seal=Seal([new, old])))
    assert opens(stores, enter(stores, knock(stores), phone.code(LATER, 1), seal=Seal([new])))


def test_nothing_of_a_seed_lies_open_in_the_database(stores: Stores, user_id: int) -> None:
    phone, _ = set_up(stores, user_id, now=NOW)

    with stores.database.reading() as session:
        row = session.scalars(select(SecondFactor)).one()
        assert phone.totp.secret not in row.sealed_seed
        assert row.last_step > 0


def test_an_application_counts_after_its_first_code_only(stores: Stores, user_id: int) -> None:
    act = own_act(stores, user_id, NOW)
    with stores.database.transaction() as session:
        factors.begin(session, act, SEAL)

    assert opens(stores, knock(stores))
    with pytest.raises(BadInputError), stores.database.transaction() as session:
        factors.confirm(session, "Ponsel", "abcdef", act, SEAL)
    late = own_act(stores, user_id, NOW + factors.SETTING_UP)
    with pytest.raises(NotFoundError), stores.database.transaction() as session:
        factors.confirm(session, "Ponsel", "123456", late, SEAL)


def test_a_second_factor_that_is_added_or_taken_away_ends_every_session_and_writes_to_the_person(
    stores: Stores, user_id: int
) -> None:
    before = knock(stores, NOW)
    assert opens(stores, before, NOW)
    phone, _ = set_up(stores, user_id, now=NOW)
    assert not opens(stores, before, NOW)

    inside = enter(stores, knock(stores), phone.code(LATER))
    with stores.database.transaction() as session:
        number = session.scalars(select(SecondFactor.id)).one()
        factors.end(session, number, own_act(stores, user_id, LATER), is_needed=False)

    assert not opens(stores, inside)
    assert opens(stores, knock(stores))
    with stores.database.reading() as session:
        told = list(session.scalars(select(Pemberitahuan.subject).order_by(Pemberitahuan.id)))
        assert told == ["Langkah kedua ditambahkan", "Langkah kedua dihapus"]
        assert session.scalars(select(RecoveryCode)).all() == []


def test_the_last_one_stays_where_a_role_needs_it(stores: Stores, user_id: int) -> None:
    set_up(stores, user_id, now=NOW)
    with stores.database.reading() as session:
        number = session.scalars(select(SecondFactor.id)).one()
    with pytest.raises(ConflictError), stores.database.transaction() as session:
        factors.end(session, number, own_act(stores, user_id, NOW), is_needed=True)

    set_up(stores, user_id, now=LATER, nama="Tablet")
    with stores.database.transaction() as session:
        factors.end(session, number, own_act(stores, user_id, LATER), is_needed=True)


def test_where_it_is_off_the_password_is_enough(stores: Stores, user_id: int) -> None:
    set_up(stores, user_id, now=NOW)

    assert opens(stores, knock(stores, policy=FactorPolicy.OFF))


def test_the_days_of_grace_begin_with_the_first_entry_and_a_new_password_gives_no_more(
    stores: Stores, office: Office
) -> None:
    actor = office.add_user("ppid@contoh.go.id", Peran.PPID, "SETJEN")
    attempt = Attempt(actor.email, PASSWORD, "192.0.2.1")

    def due() -> object:
        with stores.database.reading() as session:
            return session.get_one(User, actor.user_id).factor_due_on

    now = clock.utc_now()
    last = clock.today() + timedelta(days=14)
    entering.enter(stores.database, attempt, now=now)
    assert due() is None
    for day in (0, 3):
        entering.enter(stores.database, attempt, now=now + timedelta(days=day), policy=FactorPolicy.REQUIRED)
        assert due() == last
    set_up(stores, actor.user_id or 0, now=now)
    assert due() == clock.today() - timedelta(days=1)


def test_a_seed_that_nobody_confirmed_is_forgotten_and_one_in_use_is_kept(stores: Stores, user_id: int) -> None:
    set_up(stores, user_id, now=NOW)
    with stores.database.transaction() as session:
        factors.begin(session, own_act(stores, user_id, NOW), SEAL)
    with stores.database.transaction() as session:
        accounts.prune(session, now=NOW + timedelta(days=1))

    with stores.database.reading() as session:
        assert [row.nama for row in session.scalars(select(SecondFactor))] == ["Ponsel"]
