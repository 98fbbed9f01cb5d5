"""What somebody sees of the safety of their account: their own, and only what still counts."""

from datetime import timedelta

from portal.domain.permissions import Peran
from portal.queries import account_security
from portal.queries.account_security import AccountSecurity
from portal.services.users import accounts, factor_resets, factors
from tests.factories.authenticator import SEAL, own_act, set_up
from tests.factories.known_account import NOW
from tests.factories.naskah import Office


def load(office: Office, user_id: int) -> AccountSecurity:
    with office.stores.database.reading() as session:
        since = NOW - accounts.IDLE
        return account_security.load(session, user_id, seen_since=since, created_since=NOW - accounts.ABSOLUTE)


def test_only_confirmed_applications_and_unused_codes_are_told(office: Office) -> None:
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A").user_id or 0
    budi = office.add_user("budi@contoh.go.id", Peran.PENGELOLA, "KANIM-A").user_id or 0
    _, codes = set_up(office.stores, ani, now=NOW, nama="Ponsel dinas")
    with office.stores.database.transaction() as session:
        act = own_act(office.stores, ani, NOW)
        factors.begin(session, act, SEAL)
        user = accounts.find_user(session, "ani@contoh.go.id")
        assert factors.take(session, user, codes[0], act, SEAL)

    found = load(office, ani)

    assert [(one.nama, one.confirmed_at) for one in found.factors] == [("Ponsel dinas", NOW)]
    assert found.codes == 9
    assert load(office, budi) == AccountSecurity((), (), 0, (), ())
    with office.stores.database.reading() as session:
        assert account_security.has_factor(session, ani)
        assert not account_security.has_factor(session, budi)


def test_sessions_that_ended_idled_or_wait_for_a_code_are_left_out_and_the_last_used_comes_first(
    office: Office,
) -> None:
    ani = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A").user_id or 0
    with office.stores.database.transaction() as session:

        def start(device: str, minutes: int, *, awaits_code: bool = False) -> str:
            at = NOW - timedelta(minutes=minutes)
            return accounts.start_session(
                session, ani, device=device, now=at, address="192.0.2.7", awaits_code=awaits_code
            )

        start("earlier", 20)
        start("newest", 1)
        start("idle", 30)
        start("waiting", 1, awaits_code=True)
        accounts.end_session(session, start("ended", 1), now=NOW)

    found = load(office, ani)

    assert [(one.device, one.address) for one in found.sessions] == [("newest", "192.0.2.x"), ("earlier", "192.0.2.x")]


def test_resets_wait_until_they_are_decided(office: Office) -> None:
    admin = office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    for email in ("ani@contoh.go.id", "budi@contoh.go.id"):
        user_id = office.add_user(email, Peran.PENGELOLA, "KANIM-A").user_id or 0
        set_up(office.stores, user_id, now=NOW)
        with office.stores.database.transaction() as session:
            factor_resets.ask(session, user_id, office.act(admin))

    with office.stores.database.reading() as session:
        first, second = account_security.waiting_resets(session)
        assert (first.nama, first.email, first.asker) == ("Ani", "ani@contoh.go.id", "Admin")
        assert account_security.waiting_resets(session, second.user_id) == (second,)
    with office.stores.database.transaction() as session:
        factor_resets.decide(session, first.user_id, first.id, office.act(biro), is_granted=False)
    with office.stores.database.reading() as session:
        assert account_security.waiting_resets(session) == (second,)
