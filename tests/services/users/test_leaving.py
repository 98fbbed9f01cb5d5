"""Leaving: every kind of key that the tables can hold has an answer, and opens nothing once the account is closed."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from portal.domain.kunci_akses import KeyScope, last_day
from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.oidc import Identity
from portal.domain.permissions import OPERATOR, Peran
from portal.domain.second_factor import FactorPolicy
from portal.errors import NotFoundError
from portal.models.account_link import AccountLink, LinkPurpose
from portal.models.all_models import Base
from portal.models.passkey import PasskeyUse
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.models.unit import Unit
from portal.models.user import FactorReset, PendingPenugasan, User
from portal.models.webhook import Webhook
from portal.services import umpan_kalender
from portal.services.acts import Act
from portal.services.kunci_akses import making, opening
from portal.services.kunci_akses.making import NewKunciAkses
from portal.services.users import account_links, accounts, entering, identities, letters, passkeys
from portal.services.users.entering import Attempt, Start
from portal.services.users.passkeys import Site
from portal.services.webhook import registering
from portal.services.webhook.registering import WebhookRegistration
from portal.wiring import Stores
from tests.factories.authenticator import SEAL, Authenticator, own_act, set_up
from tests.factories.invited import post
from tests.factories.known_account import EMAIL, NOW, TODAY
from tests.factories.shared import PASSWORD
from tests.factories.soft_key import SoftKey, b64

SITE = Site("portal.example", "https://portal.example")
OPERATING = Act(OPERATOR, NOW)
ELSEWHERE = Identity("https://masuk.example", "orang-1", is_strong=True)
_OPENS = re.compile(r"token|digest|hash\b|seed|code_|challenge|credential|recipient|email|idempotency|secret")
_CHAINED = {"audit_entry", "audit_head"}
"""Their hashes chain the trail."""


@dataclass(frozen=True)
class Keys:
    """One of each kind, made while the account was open."""

    stores: Stores
    user_id: int
    session: str
    waiting: str
    phone: Authenticator
    codes: tuple[str, ...]
    passkey: SoftKey
    challenge: str
    link: str
    feed: str
    program: str


@pytest.fixture
def keys(stores: Stores, user_id: int) -> Keys:
    """All kinds, each good until now."""
    act = own_act(stores, user_id, NOW)
    phone, codes = set_up(stores, user_id, now=NOW)
    made = SoftKey(SITE.origin, SITE.host)
    with stores.database.transaction() as session:
        user = session.get_one(User, user_id)
        drawn = b"a" * 32
        answer = made.make(json.dumps({"challenge": b64(drawn)}))
        passkeys.add(session, "Laptop", answer, drawn, act, SITE)
        account_links.ask(session, user, LinkPurpose.RESET, OPERATING, "https://portal.example")
        identities.connect(session, ELSEWHERE, act)
    link = post(stores, NOW).tokens()[-1]
    waiting = entering.enter(stores.database, Attempt(EMAIL, PASSWORD), now=NOW) or ""
    with stores.database.transaction() as session:
        inside = accounts.start_session(session, user_id, device="uji", now=NOW)
        feed = umpan_kalender.add(session, "KANIM-A", act)
        new = NewKunciAkses("KANIM-A", "Persuratan", frozenset(KeyScope), last_day(TODAY))
        named = WebhookRegistration("KANIM-A", "https://unit.example/kabar", is_production=True)
        registering.register(session, named, act, SEAL)
        program = making.make(session, new, act, "rahasia-uji" * 4)
        unit = session.scalars(select(Unit).where(Unit.jenis == JenisUnit.BIRO)).one()
        wish = {"user_id": user_id, "asked_at": NOW, "asked_by": user_id}
        session.add(PendingPenugasan(unit_id=unit.id, peran=Peran.BIRO, starts_on=TODAY, **wish))
        session.add(FactorReset(**wish))
        # Sent before, so that what waits now is a letter about something else.
        letters.tell_person(session, session.get_one(User, user_id), OPERATING, subject="Uji", told="Uji.")
    challenge = entering.challenge_behind(stores.database, waiting, SITE, now=NOW)
    return Keys(stores, user_id, inside, waiting, phone, codes, made, challenge, link, feed, program)


def session_is_dead(keys: Keys) -> bool:
    with keys.stores.database.reading() as session:
        live = accounts.session_user(session, keys.session, now=NOW)
        return live is None and accounts.waiting_user(session, keys.waiting, now=NOW) is None


def password_is_dead(keys: Keys) -> bool:
    return entering.enter(keys.stores.database, Attempt(EMAIL, PASSWORD), now=NOW) is None


def enters(keys: Keys, check: entering.Check) -> bool:
    try:
        policy = FactorPolicy.REQUIRED
        return bool(entering.enter_behind(keys.stores.database, keys.waiting, check, Start(), policy=policy, now=NOW))
    except NotFoundError:
        return False


def code_is_dead(keys: Keys) -> bool:
    return not enters(keys, entering.by_code(keys.phone.code(NOW, 1), SEAL))


def recovery_code_is_dead(keys: Keys) -> bool:
    return not enters(keys, entering.by_code(keys.codes[0], SEAL))


def passkey_is_dead(keys: Keys) -> bool:
    return not enters(keys, entering.by_passkey(keys.passkey.sign(keys.challenge), PasskeyUse.ENTER, SITE))


def link_is_dead(keys: Keys) -> bool:
    with keys.stores.database.reading() as session:
        try:
            account_links.find(session, keys.link, NOW)
        except NotFoundError:
            return all(row.ended_at is not None for row in session.scalars(select(AccountLink)))
    return False


def identity_is_dead(keys: Keys) -> bool:
    try:
        entering.enter_elsewhere(keys.stores.database, ELSEWHERE, 0, Start(), policy=FactorPolicy.REQUIRED, now=NOW)
    except NotFoundError:
        return True
    return False


def feed_is_dead(keys: Keys) -> bool:
    with keys.stores.database.reading() as session:
        try:
            umpan_kalender.open_umpan_kalender(session, keys.feed, TODAY)
        except NotFoundError:
            return True
    return False


def program_is_dead(keys: Keys) -> bool:
    with keys.stores.database.reading() as session:
        return opening.open_kunci_akses(session, keys.program, NOW) is None


def webhook_is_dead(keys: Keys) -> bool:
    with keys.stores.database.reading() as session:
        return all(row.ended_at is not None for row in session.scalars(select(Webhook)))


def letters_are_dead(keys: Keys) -> bool:
    sent = post(keys.stores, NOW).letters
    with keys.stores.database.reading() as session:
        waits = select(Pemberitahuan).where(Pemberitahuan.state == LetterState.MENUNGGU)
        return not sent and session.scalars(waits.where(Pemberitahuan.recipient == EMAIL)).first() is None


def request_is_dead(keys: Keys) -> bool:
    with keys.stores.database.transaction() as session:
        account_links.note_request(session, EMAIL, NOW)
    return not post(keys.stores, NOW).letters


def wish_is_dead(table: type[PendingPenugasan] | type[FactorReset]) -> Callable[[Keys], bool]:
    def is_dead(keys: Keys) -> bool:
        with keys.stores.database.reading() as session:
            return [row.is_granted for row in session.scalars(select(table))] == [False]

    return is_dead


ANSWERS: dict[str, Callable[[Keys], bool]] = {
    "login_session": session_is_dead,
    "passkey_challenge": passkey_is_dead,
    "user_account": password_is_dead,
    "second_factor": code_is_dead,
    "recovery_code": recovery_code_is_dead,
    "passkey": passkey_is_dead,
    "account_link": link_is_dead,
    "link_request": request_is_dead,
    "umpan_kalender": feed_is_dead,
    "kunci_akses": program_is_dead,
    "webhook": webhook_is_dead,
    "oidc_identity": identity_is_dead,
    "pemberitahuan": letters_are_dead,
    "penugasan": session_is_dead,
    "penugasan_pending": wish_is_dead(PendingPenugasan),
    "factor_reset": wish_is_dead(FactorReset),
}
NO_KEYS = {
    "langganan_token": "of readers without an account",
    "login_failure": "counts what failed, opens nothing",
    "riwayat_asal": "what another portal kept of its acts; its digests open nothing",
    "unggahan": "makes an upload happen once, within a session",
}


def test_every_table_that_may_hold_a_key_has_an_answer() -> None:
    found = set()
    for table in Base.metadata.tables.values():
        for column in table.columns:
            is_of_somebody = column.name == "user_id" and column.foreign_keys
            if table.name not in _CHAINED and (is_of_somebody or _OPENS.search(column.name)):
                found.add(table.name)

    assert found == ANSWERS.keys() | NO_KEYS.keys()


OPEN_AGAIN = {"user_account", "penugasan", "link_request"}
"""What an account that is opened again has as before: its password, its roles, and a letter where it was forgotten."""


def dead(keys: Keys) -> set[str]:
    return {name for name, is_dead in ANSWERS.items() if is_dead(keys)}


def test_no_key_opens_anything_once_its_account_is_closed_nor_after_it_is_opened_again(keys: Keys) -> None:
    with keys.stores.database.transaction() as session:
        accounts.disable_user(session, EMAIL, actor=OPERATOR, now=NOW)
    assert dead(keys) == set(ANSWERS)

    with keys.stores.database.transaction() as session:
        accounts.enable_user(session, EMAIL, actor=OPERATOR, now=NOW)
    assert {name for name in ANSWERS.keys() - OPEN_AGAIN if ANSWERS[name](keys)} == ANSWERS.keys() - OPEN_AGAIN


@pytest.mark.parametrize("table", ["second_factor", "recovery_code", "passkey", "all others"])
def test_each_of_them_opened_something_before(keys: Keys, table: str) -> None:
    # Whichever factor is let in first uses up the wait behind the password, so each is tried alone.
    factors = {"second_factor", "recovery_code", "passkey", "passkey_challenge"}
    tried = [table] if table in factors else [name for name in reversed(ANSWERS) if name not in factors]

    assert [name for name in tried if ANSWERS[name](keys)] == []
