"""Links of letters: drawn when sent, kept as a digest, good once and for half an hour, void with what they stand on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.permissions import OPERATOR
from portal.errors import BadInputError, ConflictError, MailError, NotFoundError
from portal.mail.interface import Letter
from portal.models.account_link import AccountLink, LinkPurpose, LinkRequest
from portal.models.audit_entry import AuditEntry
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.models.user import User
from portal.services.acts import Act
from portal.services.pemberitahuan import outbox
from portal.services.users import account_links, accounts, entering, passwords
from portal.services.users.entering import Attempt
from portal.wiring import Stores
from tests.factories.authenticator import own_act, set_up
from tests.factories.invited import Postman, post
from tests.factories.known_account import EMAIL, NOW
from tests.factories.shared import PASSWORD

NEW = "gajah putih menari pelan"
LATER = NOW + timedelta(minutes=10)


def ask(stores: Stores, user_id: int, minutes: int = 0, purpose: LinkPurpose = LinkPurpose.RESET) -> None:
    act = Act(OPERATOR, NOW + timedelta(minutes=minutes))
    with stores.database.transaction() as session:
        account_links.ask(session, session.get_one(User, user_id), purpose, act, "https://portal.example")


def sent_token(stores: Stores, user_id: int, minutes: int = 0) -> str:
    """Asked for and sent in the same minute."""
    ask(stores, user_id, minutes)
    return post(stores, NOW + timedelta(minutes=minutes)).tokens()[-1]


def choose(stores: Stores, token: str, minutes: float = 10) -> None:
    entering.choose_password(stores.database, token, NEW, now=NOW + timedelta(minutes=minutes))


def opens(stores: Stores, password: str) -> bool:
    return entering.enter(stores.database, Attempt(EMAIL, password), now=LATER) is not None


def test_a_link_lets_a_password_be_chosen_once_and_ends_every_session(stores: Stores, user_id: int) -> None:
    with stores.database.transaction() as session:
        inside = accounts.start_session(session, user_id, device="uji", now=NOW)
    token = sent_token(stores, user_id)

    choose(stores, token)

    assert opens(stores, NEW)
    assert not opens(stores, PASSWORD)
    with stores.database.reading() as session:
        assert accounts.session_user(session, inside, now=LATER) is None
        acts = session.scalars(select(AuditEntry.action).where(AuditEntry.object_key == EMAIL)).all()
    assert [act for act in acts if act in ("akun.minta_tautan", "akun.atur_sandi")] == [
        "akun.minta_tautan",
        "akun.atur_sandi",
    ]
    with pytest.raises(NotFoundError):
        choose(stores, token)


def test_the_secret_is_long_lies_in_the_letter_alone_and_no_table_holds_it(stores: Stores, user_id: int) -> None:
    token = sent_token(stores, user_id)

    assert len(token) * 6 >= 128
    with stores.database.reading() as session:
        rows = session.scalars(select(AccountLink)).all()
        letters = session.scalars(select(Pemberitahuan)).all()
    told = repr([vars(row) for row in (*rows, *letters)])
    assert token not in told
    assert len(rows[0].token_hash or "") == 64


def again(stores: Stores, user_id: int) -> None:
    sent_token(stores, user_id, 1)


def password(stores: Stores, user_id: int) -> None:
    actor = own_act(stores, user_id, NOW).actor
    entering.change_password(stores.database, actor, current=PASSWORD, new="kambing hitam melompat jauh", now=NOW)


def first_password(stores: Stores, user_id: int) -> None:
    with stores.database.transaction() as session:
        entering.reset_password(session, user_id, passwords.UNKNOWN_USER_HASH, OPERATOR, now=NOW)


def silent_password(stores: Stores, user_id: int) -> None:
    with stores.database.transaction() as session:
        session.get_one(User, user_id).password_hash = passwords.UNKNOWN_USER_HASH


def address(stores: Stores, user_id: int) -> None:
    with stores.database.transaction() as session:
        session.get_one(User, user_id).email = "lain@contoh.go.id"


def close(stores: Stores, user_id: int) -> None:
    with stores.database.transaction() as session:
        accounts.disable_user(session, EMAIL, actor=OPERATOR, now=NOW)


def close_and_open(stores: Stores, user_id: int) -> None:
    close(stores, user_id)
    with stores.database.transaction() as session:
        accounts.enable_user(session, EMAIL, actor=OPERATOR, now=NOW)


@pytest.mark.parametrize("change", [again, password, first_password, silent_password, address, close, close_and_open])
def test_a_link_is_void_when_what_it_stands_on_changes(
    stores: Stores, user_id: int, change: Callable[[Stores, int], None]
) -> None:
    token = sent_token(stores, user_id)
    change(stores, user_id)

    with pytest.raises(NotFoundError):
        choose(stores, token)


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(0, True), (29.9, True), (30, False), (31, False), (-0.5, True), (-5, False)]
)
def test_a_link_is_good_for_thirty_minutes_from_when_it_was_sent(
    stores: Stores, user_id: int, minutes: float, is_open: bool
) -> None:
    token = sent_token(stores, user_id)

    with stores.database.transaction() as session:
        now = NOW + timedelta(minutes=minutes)
        assert account_links.find(session, token, now).is_expired is not is_open
        if is_open:
            account_links.use(session, token, now)
        else:
            with pytest.raises(NotFoundError):
                account_links.use(session, token, now)


def test_a_link_that_ran_out_asks_for_another_to_the_same_address(stores: Stores, user_id: int) -> None:
    old = sent_token(stores, user_id)
    now = NOW + timedelta(minutes=40)
    with stores.database.transaction() as session:
        assert account_links.find(session, old, now).is_expired
        account_links.ask_again(session, old, now, "https://portal.example")

    postman = post(stores, now)

    assert [letter.to for letter in postman.letters] == [EMAIL]
    choose(stores, postman.tokens()[0], 45)
    with stores.database.transaction() as session, pytest.raises(NotFoundError):
        account_links.ask_again(session, old, now, "https://portal.example")


def test_a_second_factor_stays_and_is_asked_for_behind_the_new_password(stores: Stores, user_id: int) -> None:
    set_up(stores, user_id, now=NOW)

    choose(stores, sent_token(stores, user_id))

    token = entering.enter(stores.database, Attempt(EMAIL, NEW), now=LATER)
    assert token is not None
    with stores.database.reading() as session:
        assert accounts.session_user(session, token, now=LATER) is None
        assert accounts.waiting_user(session, token, now=LATER) is not None


def test_a_weak_password_is_refused_and_leaves_the_link_open(stores: Stores, user_id: int) -> None:
    token = sent_token(stores, user_id)

    with pytest.raises(BadInputError):
        entering.choose_password(stores.database, token, "pendek", now=LATER)
    choose(stores, token)

    assert opens(stores, NEW)


@pytest.mark.parametrize("token", ["", "tidak ada", "a" * 43, "\x00", "é"])
def test_an_unknown_secret_opens_nothing(stores: Stores, user_id: int, token: str) -> None:
    ask(stores, user_id)

    with pytest.raises(NotFoundError):
        choose(stores, token)


class Broken(Postman):
    """Takes a letter and does not say so."""

    def send(self, letter: Letter) -> None:
        super().send(letter)
        raise MailError("putus")


def test_a_letter_that_is_sent_again_has_another_secret_and_the_one_before_is_void(
    stores: Stores, user_id: int
) -> None:
    ask(stores, user_id)
    lost = post(stores, NOW, Broken()).tokens()
    postman = post(stores, LATER)

    assert len(lost) == 1
    assert postman.tokens() != lost
    with pytest.raises(NotFoundError):
        choose(stores, lost[0], 15)
    choose(stores, postman.tokens()[0], 15)


def test_one_letter_that_waits_is_enough_and_one_that_waited_for_a_day_is_not_sent(
    stores: Stores, user_id: int
) -> None:
    ask(stores, user_id)
    ask(stores, user_id, 1)

    late = post(stores, NOW + timedelta(hours=25))

    assert late.letters == []
    with stores.database.reading() as session:
        assert session.scalars(select(Pemberitahuan.state)).all() == [LetterState.DILEWATI]
        assert outbox.waiting(session) == 0


def test_the_letter_of_a_link_that_became_void_is_not_sent(stores: Stores, user_id: int) -> None:
    ask(stores, user_id)
    close_and_open(stores, user_id)

    assert post(stores, LATER).letters == []


def request(stores: Stores, email: str, minutes: int = 0) -> None:
    with stores.database.transaction() as session:
        account_links.note_request(session, email, NOW + timedelta(minutes=minutes))


def test_whoever_forgot_is_written_to_and_a_stranger_is_not(stores: Stores, user_id: int) -> None:
    request(stores, "tidak@ada.go.id")
    request(stores, EMAIL)
    request(stores, EMAIL)

    postman = post(stores, NOW)

    assert [letter.to for letter in postman.letters] == [EMAIL]
    assert "Seseorang meminta" in postman.letters[0].text
    with stores.database.reading() as session:
        assert session.scalars(select(LinkRequest)).all() == []
        asked = select(AuditEntry).where(AuditEntry.action == "akun.minta_tautan")
        assert [(one.actor_id, one.object_key) for one in session.scalars(asked)] == [(None, EMAIL)]


def test_strangers_have_three_letters_an_hour_sent_to_an_account(stores: Stores, user_id: int) -> None:
    postman = Postman()
    for minute in range(0, 50, 10):
        request(stores, EMAIL, minute)
        post(stores, NOW + timedelta(minutes=minute), postman)
    assert len(postman.letters) == 3

    request(stores, EMAIL, 61)
    post(stores, NOW + timedelta(minutes=61), postman)
    assert len(postman.letters) == 4


def test_a_closed_account_is_not_written_to(stores: Stores, user_id: int) -> None:
    close(stores, user_id)
    request(stores, EMAIL)

    assert post(stores, NOW).letters == []
    with pytest.raises(ConflictError):
        ask(stores, user_id)


def test_old_links_and_requests_are_forgotten(stores: Stores, user_id: int) -> None:
    sent_token(stores, user_id)
    request(stores, EMAIL)
    with stores.database.transaction() as session:
        accounts.prune(session, now=NOW + timedelta(days=31))

    with stores.database.reading() as session:
        assert session.scalars(select(AccountLink)).all() == []
        assert session.scalars(select(LinkRequest)).all() == []


def test_the_button_of_an_admin_invites_again_until_a_password_was_chosen(stores: Stores, user_id: int) -> None:
    ask(stores, user_id, purpose=LinkPurpose.INVITE)
    post(stores, NOW)
    found = []
    for minute in (40, 45):
        now = NOW + timedelta(minutes=minute)
        with stores.database.transaction() as session:
            account_links.send(session, user_id, Act(OPERATOR, now), "https://portal.example")
        postman = post(stores, now)
        found.append(postman.letters[-1].subject)
        choose(stores, postman.tokens()[0], minute)

    assert found == ["Akun Anda di Repositori Naskah Kerja Sama", "Atur ulang kata sandi"]
