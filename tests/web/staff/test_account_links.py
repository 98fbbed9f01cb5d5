"""Links of letters as a browser follows them: invited by an admin, forgotten at the door, run out, used up."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal import clock
from portal.app import create_app
from portal.domain.permissions import Peran
from portal.domain.second_factor import FactorPolicy
from portal.models.account_link import AccountLink, LinkRequest
from portal.models.user import LoginSession, User
from portal.services.users import accounts
from portal.web.letter_limits import OF_NETWORK
from tests.factories.authenticator import set_up
from tests.factories.invited import post
from tests.factories.naskah import Office
from tests.web.staff.conftest import Browser

NEW = "gajah putih menari pelan"
EMAIL = "baru@contoh.go.id"


@pytest.fixture
def mailing(office: Office) -> Iterator[Flask]:
    """The application of a portal with a mail server that needs a second factor of some roles."""
    config = replace(office.stores.config, mail_url="smtp://mail.example", second_factor=FactorPolicy.REQUIRED)
    made = create_app(config, replace(office.stores, config=config))
    yield made
    made.extensions["pdf_reader"].close()


def inside(app: Flask, office: Office, email: str) -> Browser:
    """Somebody with a session of their own."""
    browser = Browser(app.test_client(), email)
    with office.stores.database.transaction() as session:
        user_id = office.actor(email).user_id or 0
        token = accounts.start_session(session, user_id, device="uji", now=clock.utc_now())
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return browser


def path_of(address: str) -> str:
    assert address.startswith("http://127.0.0.1:8000/masuk/tautan/")
    return address.removeprefix("http://127.0.0.1:8000")


def choose(browser: Browser, address: str, new: str = NEW, again: str = NEW) -> object:
    """Follow the link and send the form behind it."""
    opened = browser.get(path_of(address))
    assert (opened.status_code, opened.location) == (303, "/masuk/sandi")
    assert browser.get("/masuk/sandi").status_code == 200
    return browser.post("/masuk/sandi", {"new": new, "again": again})


def test_an_invited_person_chooses_a_password_and_enters(mailing: Flask, office: Office) -> None:
    office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")
    admin = inside(mailing, office, "admin@contoh.go.id")
    assert "Undang lewat surel" in admin.get("/admin/akun").text
    form = {"email": EMAIL, "nama": "Orang Baru", "peran": "pengelola", "unit": "KANIM-A", "undang": "1"}
    made = admin.post("/admin/akun", form, headers={"X-Forwarded-Host": "jahat.example"})
    assert made.status_code == 303
    assert made.location.endswith("?pesan=undangan")

    postman = post(office.stores, clock.utc_now())
    (address,) = postman.addresses()
    assert address.startswith("http://127.0.0.1:8000/masuk/tautan/")
    assert not any("jahat" in letter.text + letter.html for letter in postman.letters)

    browser = Browser(mailing.test_client(), EMAIL)
    done = choose(browser, address)
    assert getattr(done, "location", "") == "/masuk?pesan=sandi-diatur"
    assert browser.sign_in(NEW).location == "/kerja/"
    assert browser.get("/kerja/").status_code == 200


def test_the_secret_is_in_no_page_and_no_address_but_the_one_of_the_letter(mailing: Flask, office: Office) -> None:
    address = forgotten(mailing, office, EMAIL)
    browser = Browser(mailing.test_client(), EMAIL)
    opened = browser.get(path_of(address))
    page = browser.get("/masuk/sandi")

    token = address.rpartition("/")[2]
    assert token not in opened.text + opened.location + page.text
    for answer in (opened, page):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def forgotten(app: Flask, office: Office, email: str) -> str:
    """The address in the letter of somebody of KANIM-A who forgot their password."""
    office.add_user(email, Peran.PENGELOLA, "KANIM-A")
    browser = Browser(app.test_client(), email)
    # Whatever host the browser names, letters lead to the one of the settings.
    elsewhere = {"base_url": "http://jahat.example"}
    browser.get("/masuk/lupa", **elsewhere)
    assert browser.post("/masuk/lupa", {"email": f" {email.upper()} "}, **elsewhere).status_code == 200
    return post(office.stores, clock.utc_now()).addresses()[-1]


def test_known_and_unknown_addresses_get_one_answer_for_the_same_work(
    mailing: Flask, office: Office, count_queries: Callable[[], object]
) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    browser = Browser(mailing.test_client(), EMAIL)
    browser.get("/masuk/lupa")
    answers, questions = [], []
    for email in (EMAIL, "tidak@ada.go.id"):
        with count_queries() as seen:  # type: ignore[attr-defined]
            answer = browser.post("/masuk/lupa", {"email": email})
        answers.append((answer.status_code, re.sub(r'value="[^"]+"', "", answer.text)))
        questions.append(len(seen))

    assert answers[0] == answers[1]
    assert questions == [0, 0]
    with office.stores.database.reading() as session:
        assert session.scalars(select(LinkRequest.email).order_by(LinkRequest.id)).all() == [EMAIL, "tidak@ada.go.id"]
        assert session.scalars(select(AccountLink)).all() == []


def test_what_strangers_ask_is_bounded_by_network_and_by_address(mailing: Flask, office: Office) -> None:
    browser = Browser(mailing.test_client(), EMAIL)
    browser.get("/masuk/lupa")
    answers = [browser.post("/masuk/lupa", {"email": EMAIL}).status_code for _ in range(OF_NETWORK + 1)]

    assert answers == [200] * OF_NETWORK + [429]
    with office.stores.database.reading() as session:
        assert len(session.scalars(select(LinkRequest)).all()) == 3
    assert browser.post("/masuk/lupa", {"email": "bukan alamat"}).status_code == 422


def test_a_forgotten_password_ends_sessions_and_keeps_the_second_factor(mailing: Flask, office: Office) -> None:
    address = forgotten(mailing, office, EMAIL)
    user_id = office.actor(EMAIL).user_id or 0
    set_up(office.stores, user_id, now=clock.utc_now())
    other = inside(mailing, office, EMAIL)
    browser = inside(mailing, office, EMAIL)

    unequal = choose(browser, address, again="lain sama sekali ya")
    assert getattr(unequal, "status_code", 0) == 422
    choose(browser, address)

    assert other.get("/kerja/").location.startswith("/masuk")
    assert browser.get("/kerja/").location.startswith("/masuk")
    assert browser.sign_in(NEW).location == "/masuk/kode"


def test_a_link_that_ran_out_offers_another_and_one_that_was_used_does_not(mailing: Flask, office: Office) -> None:
    address = forgotten(mailing, office, EMAIL)
    with office.stores.database.transaction() as session:
        session.execute(update(AccountLink).values(sent_at=clock.utc_now() - timedelta(minutes=31)))
    browser = Browser(mailing.test_client(), EMAIL)
    browser.get(path_of(address))
    late = browser.get("/masuk/sandi")
    assert (late.status_code, EMAIL in late.text) == (410, True)
    assert browser.post("/masuk/tautan-baru").status_code == 200

    fresh = post(office.stores, clock.utc_now()).addresses()[-1]
    assert fresh != address
    choose(browser, fresh)
    browser.token = ""
    browser.get(path_of(fresh))
    assert browser.get("/masuk/sandi").status_code == 404
    browser.get("/masuk/lupa")
    assert browser.post("/masuk/tautan-baru").status_code == 404


def test_an_admin_sends_a_link_without_seeing_it_and_roles_stay(mailing: Flask, office: Office) -> None:
    office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")
    biro = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    admin = inside(mailing, office, "admin@contoh.go.id")
    path = f"/admin/akun/{biro.user_id}/tautan"
    sent = admin.post(path)
    assert sent.location.endswith("?pesan=tautan-dikirim")
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).values(proven_at=clock.utc_now() - timedelta(minutes=11)))

    assert admin.post(path).status_code == 403
    postman = post(office.stores, clock.utc_now())
    assert [letter.to for letter in postman.letters if "tautan/" in letter.text] == ["biro@contoh.go.id"]
    with office.stores.database.reading() as session:
        user = session.get_one(User, biro.user_id)
        assert [row.peran for row in user.penugasan_list] == [Peran.BIRO]
        assert user.must_change_password is False


def test_without_a_mail_server_the_first_password_is_handed_over(app: Flask, admin: Browser, client: object) -> None:
    assert "Undang lewat surel" not in admin.get("/admin/akun").text
    form = {"email": EMAIL, "nama": "Orang Baru", "peran": "pengelola", "unit": "KANIM-A", "undang": "1"}
    assert '<code class="sandi">' in admin.post("/admin/akun", form).text
    stranger = Browser(app.test_client(), EMAIL)
    assert "Hubungi admin" in stranger.get("/masuk").text
    assert stranger.get("/masuk/lupa").status_code == 404
