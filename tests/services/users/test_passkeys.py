"""Passkeys: ceremonies of a device in software, each lie of it refused, challenges used up, the factor counted."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.domain.second_factor import FactorPolicy
from portal.errors import BadInputError, ConflictError, NotFoundError, TooManyAttemptsError
from portal.models.audit_entry import AuditEntry
from portal.models.passkey import Passkey, PasskeyChallenge, PasskeyUse
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.user import RecoveryCode, SecondFactor, User
from portal.queries import account_security
from portal.services.users import accounts, entering, factors, passkeys
from portal.services.users.entering import Attempt, Start
from portal.services.users.passkeys import Site, site_of
from portal.wiring import Stores
from tests.factories.authenticator import own_act, set_up
from tests.factories.known_account import EMAIL, NOW
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.factories.soft_key import PRESENT, SoftKey

SITE = Site("portal.example", "https://portal.example")
OPTIONS = json.dumps({"challenge": "AAAA"})


def key() -> SoftKey:
    return SoftKey(SITE.origin, SITE.host)


class Person:
    """Somebody with a session, who adds keys and enters with them."""

    def __init__(self, stores: Stores, user_id: int) -> None:
        self.stores, self.user_id = stores, user_id
        with stores.database.transaction() as session:
            self.token = accounts.start_session(session, user_id, device="uji", now=NOW)
        with stores.database.reading() as session:
            live = accounts.session_user(session, self.token, now=NOW)
            assert live is not None
            self.number = live.number

    def asked(self, use: PasskeyUse, now: datetime = NOW) -> str:
        """Options for a key, within the session."""
        with self.stores.database.transaction() as session:
            user = session.get_one(User, self.user_id)
            return passkeys.challenge(session, self.number, user, use, SITE, now)

    def add(self, answer: str, nama: str = "Laptop", now: datetime = NOW) -> tuple[str, ...]:
        """As the page does it: the challenge is taken first."""
        with self.stores.database.transaction() as session:
            drawn = passkeys.spend(session, self.number, PasskeyUse.ADD, now)
        with self.stores.database.transaction() as session:
            return passkeys.add(session, nama, answer, drawn, own_act(self.stores, self.user_id, now), SITE)

    def with_key(self, made: SoftKey | None = None, nama: str = "Laptop") -> SoftKey:
        """Add a key."""
        made = made or key()
        self.add(made.make(self.asked(PasskeyUse.ADD)), nama)
        return made

    def at_the_door(self) -> str:
        """The token of a right password, without the time that looking at one takes."""
        with self.stores.database.transaction() as session:
            return accounts.start_session(session, self.user_id, device="uji", now=NOW, awaits_code=True)

    def options(self, token: str, now: datetime = NOW) -> str:
        """What a key has to sign at the door."""
        return entering.challenge_behind(self.stores.database, token, SITE, now=now)

    def enter(self, token: str, answer: str, now: datetime = NOW) -> str | None:
        """Hand over what it signed."""
        check = entering.by_passkey(answer, PasskeyUse.ENTER, SITE)
        policy = FactorPolicy.REQUIRED
        return entering.enter_behind(self.stores.database, token, check, Start(), policy=policy, now=now)


@pytest.fixture
def person(stores: Stores, user_id: int) -> Person:
    """The person of the known account."""
    return Person(stores, user_id)


def test_a_key_is_added_and_opens_the_door_behind_the_password(person: Person) -> None:
    made = key()
    codes = person.add(made.make(person.asked(PasskeyUse.ADD)))

    token = entering.enter(person.stores.database, Attempt(EMAIL, PASSWORD), now=NOW)
    assert token is not None
    with person.stores.database.reading() as session:
        assert accounts.session_user(session, token, now=NOW) is None
    asked = person.options(token)
    entered = person.enter(token, made.sign(asked))

    assert len(codes) == factors.RECOVERY_CODES
    assert json.loads(asked)["userVerification"] == "required"
    assert entered is not None
    with person.stores.database.reading() as session:
        live = accounts.session_user(session, entered, now=NOW)
        assert live is not None
        assert live.has_factor
        assert accounts.session_user(session, person.token, now=NOW) is None
        row = session.scalars(select(Passkey)).one()
        assert (row.nama, row.sign_count, row.used_at) == ("Laptop", 1, NOW)
        acts = session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()
        letters = session.scalars(select(Pemberitahuan.subject)).all()
    assert acts[-3:] == ["akun.tambah_kunci", "akun.tunggu_kode", "akun.masuk"]
    assert letters == ["Kunci sandi ditambahkan"]


LIES: dict[str, Callable[[SoftKey], SoftKey]] = {
    "another site": lambda made: replace(made, host="jahat.example"),
    "another address": lambda made: replace(made, origin="https://jahat.example"),
    "no encryption on the way": lambda made: replace(made, origin="http://portal.example"),
    "another port": lambda made: replace(made, origin="https://portal.example:8443"),
    "nobody verified": lambda made: replace(made, flags=PRESENT),
    "nobody present": lambda made: replace(made, flags=0),
}


@pytest.mark.parametrize("lie", list(LIES))
def test_a_key_that_lies_is_neither_added_nor_let_in(person: Person, lie: str) -> None:
    honest = person.with_key()
    with pytest.raises(BadInputError):
        person.add(LIES[lie](key()).make(person.asked(PasskeyUse.ADD)))

    token = person.at_the_door()

    assert person.enter(token, LIES[lie](honest).sign(person.options(token))) is None


def test_a_key_that_counts_no_further_was_copied_and_is_refused(person: Person) -> None:
    made = person.with_key()
    copy = replace(made)
    token = person.at_the_door()
    assert person.enter(token, made.sign(person.options(token))) is not None

    token = person.at_the_door()

    assert person.enter(token, copy.sign(person.options(token))) is None


def test_a_key_that_does_not_count_at_all_is_taken_again(person: Person) -> None:
    made = person.with_key(replace(key(), step=0))
    for _ in range(2):
        token = person.at_the_door()
        assert person.enter(token, made.sign(person.options(token))) is not None


def test_a_challenge_is_good_once_even_for_a_wrong_answer(person: Person) -> None:
    made = person.with_key(replace(key(), step=0))
    token = person.at_the_door()
    answer = made.sign(person.options(token))

    assert person.enter(token, "{}") is None
    assert person.enter(token, answer) is None
    with pytest.raises(BadInputError):
        person.add(key().make(OPTIONS))


def test_a_refused_new_key_uses_its_challenge_up_too(person: Person) -> None:
    other = key()
    answer = other.make(person.asked(PasskeyUse.ADD))
    with pytest.raises(BadInputError):
        person.add("{}")

    with pytest.raises(BadInputError):
        person.add(answer)


def test_a_challenge_is_for_one_session_one_use_and_five_minutes(person: Person) -> None:
    made = person.with_key(replace(key(), step=0))
    mine, other = person.at_the_door(), person.at_the_door()
    answer = made.sign(person.options(mine))
    assert person.enter(other, answer) is None
    late = NOW + timedelta(minutes=6)
    assert person.enter(mine, answer, late) is None

    for_proof = made.sign(person.asked(PasskeyUse.PROVE))
    assert person.enter(mine, for_proof) is None
    fresh = person.options(mine)
    newer = person.options(mine)
    assert person.enter(mine, made.sign(fresh)) is None
    assert person.enter(mine, made.sign(newer)) is None, "the challenge before was answered, so this one is used up"


def test_the_key_of_somebody_else_opens_nothing(person: Person, office: Office) -> None:
    person.with_key()
    ani = office.add_user("ani@contoh.go.id", office.actor(EMAIL).assignments[0].peran, "KANIM-A")
    theirs = Person(person.stores, ani.user_id or 0).with_key()

    token = person.at_the_door()

    assert person.enter(token, theirs.sign(person.options(token))) is None
    with pytest.raises(BadInputError, match="sudah terdaftar"):
        person.add(theirs.make(person.asked(PasskeyUse.ADD)))


def test_five_wrong_answers_are_enough(person: Person) -> None:
    made = person.with_key()
    token = person.at_the_door()
    for _ in range(5):
        assert person.enter(token, "{}") is None

    with pytest.raises(TooManyAttemptsError):
        person.enter(token, made.sign(person.options(token)))


def test_within_a_session_a_key_shows_who_one_is(person: Person) -> None:
    made = person.with_key()
    token = person.at_the_door()
    inside = person.enter(token, made.sign(person.options(token)))
    assert inside is not None
    with person.stores.database.reading() as session:
        live = accounts.session_user(session, inside, now=NOW)
        assert live is not None
        person.number = live.number
    later = NOW + timedelta(minutes=20)
    actor = own_act(person.stores, person.user_id, NOW).actor

    def prove(answer: str) -> bool:
        check = entering.by_passkey(answer, PasskeyUse.PROVE, SITE)
        return entering.prove_by(person.stores.database, inside, person.number, actor, check, now=later)

    assert not prove("{}")
    assert prove(made.sign(person.asked(PasskeyUse.PROVE, later)))
    with person.stores.database.reading() as session:
        live = accounts.session_user(session, inside, now=later)
        assert live is not None
        assert live.proven_at == later


def test_the_last_factor_is_kept_where_it_is_needed_whichever_kind_it_is(person: Person) -> None:
    person.with_key()
    set_up(person.stores, person.user_id, now=NOW)
    act = own_act(person.stores, person.user_id, NOW)
    with person.stores.database.transaction() as session:
        (row,) = session.scalars(select(Passkey)).all()
        passkeys.end(session, row.id, act, is_needed=True)
        assert session.scalars(select(RecoveryCode)).all()
    person = Person(person.stores, person.user_id)
    person.with_key()
    with person.stores.database.transaction() as session:
        factors.end(session, session.execute(select(SecondFactor.id)).scalar_one(), act, is_needed=True)
    with person.stores.database.transaction() as session:
        (row,) = session.scalars(select(Passkey)).all()
        with pytest.raises(ConflictError):
            passkeys.end(session, row.id, act, is_needed=True)
        passkeys.end(session, row.id, act, is_needed=False)

    with person.stores.database.reading() as session:
        assert session.scalars(select(RecoveryCode)).all() == []
        assert not account_security.has_factor(session, person.user_id)


def test_a_recovery_code_stands_in_for_a_key_and_a_reset_takes_keys_away(person: Person) -> None:
    codes = person.add(key().make(person.asked(PasskeyUse.ADD)))
    token = person.at_the_door()
    check = entering.by_code(codes[0], None)  # type: ignore[arg-type]
    policy = FactorPolicy.REQUIRED

    assert entering.enter_behind(person.stores.database, token, check, Start(), policy=policy, now=NOW) is not None
    with person.stores.database.transaction() as session:
        act = own_act(person.stores, person.user_id, NOW)
        factors.drop_all(session, session.get_one(User, person.user_id), act)
    with person.stores.database.reading() as session:
        assert session.scalars(select(Passkey)).all() == []


def test_names_numbers_and_owners_are_checked(person: Person, office: Office) -> None:
    for nama in ("", "  ", "x" * 61):
        with pytest.raises(BadInputError):
            person.add(key().make(person.asked(PasskeyUse.ADD)), nama)
    for number in range(passkeys.MOST_PASSKEYS):
        person.with_key(nama=f"Kunci {number}")
    with pytest.raises(ConflictError):
        person.with_key()
    ani = office.add_user("ani@contoh.go.id", office.actor(EMAIL).assignments[0].peran, "KANIM-A")
    with person.stores.database.transaction() as session:
        row = session.scalars(select(Passkey)).first()
        assert row is not None
        with pytest.raises(NotFoundError):
            passkeys.end(session, row.id, own_act(person.stores, ani.user_id or 0, NOW), is_needed=False)


def test_challenges_go_with_their_session(person: Person) -> None:
    person.asked(PasskeyUse.PROVE)
    with person.stores.database.transaction() as session:
        accounts.prune(session, now=NOW + timedelta(days=40))

    with person.stores.database.reading() as session:
        assert session.scalars(select(PasskeyChallenge)).all() == []


@pytest.mark.parametrize(
    ("base_url", "site"),
    [
        ("https://portal.example", Site("portal.example", "https://portal.example")),
        ("https://Portal.example:8443/sub", Site("portal.example", "https://portal.example:8443")),
        ("http://localhost:8000", Site("localhost", "http://localhost:8000")),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000", None),
        ("", None),
    ],
)
def test_the_site_comes_from_the_settings_and_has_a_name(base_url: str, site: Site | None) -> None:
    assert site_of(base_url) == site


_SCRAPS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.lists(st.text(max_size=3)))
_PARTS = ["clientDataJSON", "authenticatorData", "signature", "attestationObject", "userHandle"]
_ANSWERS = st.fixed_dictionaries(
    {"id": _SCRAPS, "rawId": _SCRAPS, "type": st.sampled_from(["public-key", "x", None])},
    optional={
        "response": st.one_of(
            _SCRAPS,
            st.dictionaries(
                st.sampled_from(_PARTS),
                st.one_of(_SCRAPS, st.sampled_from(["AAAA", "e30", "o2NmbXRkbm9uZQ", "9" * 200])),
            ),
        )
    },
)


@settings(max_examples=60)
@given(answer=st.one_of(st.text(max_size=40), _ANSWERS.map(json.dumps), _SCRAPS.map(json.dumps)))
def test_whatever_a_browser_hands_over_is_refused_and_breaks_nothing(answer: str) -> None:
    assert passkeys.read_new(answer, b"\x00" * 64, SITE) is None
    passkeys.read_signed(answer)


@pytest.mark.parametrize("answer", ["", "[" * 10_000, "9" * 20_000, "null", '"a"', "{}", "\x00", '{"id": 1e400}'])
def test_a_broken_answer_is_no_fault_of_the_server(person: Person, answer: str) -> None:
    person.with_key()
    token = person.at_the_door()
    person.options(token)

    assert person.enter(token, answer) is None
    person.asked(PasskeyUse.ADD)
    with pytest.raises(BadInputError):
        person.add(answer)
