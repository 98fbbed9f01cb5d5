"""The door of the portal as a browser sees it."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import clock
from portal.app import create_app
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.services.users import accounts, guessing, passwords
from portal.services.users.accounts import NewUser
from portal.services.users.guessing import MAX_FAILURES_ACCOUNT, Guesser
from portal.web import known_device
from portal.web.staff.entering import local_path
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.web.staff.conftest import Browser

EMAIL = "ani@contoh.go.id"


def masked(text: str) -> str:
    return re.sub(r'value="[^"]*"', 'value=""', text)


def test_wrong_password_and_unknown_account_get_the_same_page(app: Flask, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    wrong = Browser(app.test_client(), EMAIL).sign_in("kata sandi yang salah")
    unknown = Browser(app.test_client(), "siapa@contoh.go.id").sign_in(PASSWORD)

    assert wrong.status_code == unknown.status_code == 422
    assert masked(wrong.text) == masked(unknown.text)
    assert "tidak cocok" in wrong.text


def test_signing_in_starts_a_fresh_cookie_and_leads_to_the_work(app: Flask, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    browser = Browser(app.test_client(), EMAIL)
    browser.get("/masuk")
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    before = browser.client.get_cookie("sesi")

    answer = browser.sign_in()

    after = browser.client.get_cookie("sesi")
    assert answer.location == "/kerja/"
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert after.http_only
    with browser.client.session_transaction() as session:
        assert "planted" not in session


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/kerja/naskah?status=draf", "/kerja/naskah?status=draf"),
        ("", ""),
        ("//jahat.example", ""),
        ("/\\jahat.example", ""),
        ("https://jahat.example/", ""),
        ("javascript:alert(1)", ""),
        ("/kerja\r\nSet-Cookie: a=b", ""),
        ("/\t/jahat.example", ""),
        ("kerja", ""),
    ],
)
def test_only_a_path_of_our_own_is_followed(wanted: str, leads_to: str) -> None:
    assert local_path(wanted) == leads_to


def test_the_place_wanted_before_signing_in_is_reached_afterwards(app: Flask, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    browser = Browser(app.test_client(), EMAIL)

    turned_away = browser.get("/kerja/naskah?status=draf")
    assert turned_away.location == "/masuk?next=/kerja/naskah?status%3Ddraf"

    assert browser.sign_in(next="/kerja/naskah?status=draf").location == "/kerja/naskah?status=draf"
    assert browser.get("/masuk?next=//jahat.example").location == "/kerja/"


def test_too_many_failures_are_answered_429_even_with_the_right_password(app: Flask, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    with office.stores.database.transaction() as session:
        for _ in range(MAX_FAILURES_ACCOUNT):
            guessing.reserve(session, Guesser(EMAIL, "192.0.2.1"), now=clock.utc_now())

    answer = Browser(app.test_client(), EMAIL).sign_in()

    assert answer.status_code == 429
    assert "15 menit" in answer.text
    assert int(answer.headers["Retry-After"]) > 0


def use_up(office: Office, email: str) -> None:
    with office.stores.database.transaction() as session:
        for _ in range(MAX_FAILURES_ACCOUNT):
            guessing.reserve(session, Guesser(email, "192.0.2.1"), now=clock.utc_now())


def test_a_browser_that_has_entered_before_is_let_in_while_strangers_guess(app: Flask, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    own = Browser(app.test_client(), EMAIL)
    own.sign_in()
    own.post("/keluar")
    cookie = own.client.get_cookie("perangkat")
    use_up(office, EMAIL)

    assert cookie is not None
    assert cookie.http_only
    assert cookie.max_age == known_device.LIFETIME
    assert own.sign_in().status_code == 303
    assert Browser(app.test_client(), EMAIL).sign_in().status_code == 429


@pytest.mark.parametrize("value", ["", "rusak", "WyJhIixbWzEsImEiXV1d.aaaa.bbbb"])
def test_a_made_up_cookie_makes_no_browser_known(app: Flask, office: Office, value: str) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    use_up(office, EMAIL)
    browser = Browser(app.test_client(), EMAIL)
    browser.client.set_cookie("perangkat", value)

    assert browser.sign_in().status_code == 429


def test_in_production_the_cookie_of_the_browser_is_bound_to_the_host(stores: Stores, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    made = create_app(replace(stores.config, base_url="https://naskah.contoh.go.id"), stores)
    made.extensions["pdf_reader"].close()
    client = made.test_client()
    here = {"base_url": "https://naskah.contoh.go.id", "headers": {"Referer": "https://naskah.contoh.go.id/masuk"}}
    page = client.get("/masuk", **here)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert token is not None

    answer = client.post("/masuk", data={"email": EMAIL, "password": PASSWORD, "csrf_token": token[1]}, **here)

    cookies = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-perangkat=")]
    assert len(cookies) == 1
    assert all(part in cookies[0] for part in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"))
    assert "Domain" not in cookies[0]


def test_the_page_of_passwords_has_a_limit_of_its_own(ani: Browser) -> None:
    ani.get("/kerja/sandi")
    guess = {"current": "tebakan yang salah", "new": "gajah putih menari pelan", "again": "gajah putih menari pelan"}
    tried = [ani.post("/kerja/sandi", guess).status_code for _ in range(MAX_FAILURES_ACCOUNT)]

    refused = ani.post("/kerja/sandi", {**guess, "current": PASSWORD})

    assert set(tried) == {422}
    assert refused.status_code == 429
    assert "15 menit" in refused.text
    assert int(refused.headers["Retry-After"]) > 0


def test_whoever_changes_the_password_here_stays_known_here(ani: Browser, office: Office) -> None:
    new = "gajah putih menari pelan"
    ani.get("/kerja/sandi")
    ani.post("/kerja/sandi", {"current": PASSWORD, "new": new, "again": new})
    use_up(office, EMAIL)

    assert ani.sign_in(new).status_code == 303


def test_a_full_queue_at_the_door_is_told_with_the_time_to_wait(app: Flask, ani: Browser) -> None:
    places = passwords.AT_ONCE + passwords.WAITING
    for _ in range(places):
        passwords._PLACES.acquire()
    try:
        door = Browser(app.test_client(), EMAIL).sign_in()
        ani.get("/kerja/sandi")
        page = ani.post("/kerja/sandi", {"current": PASSWORD, "new": "x" * 20, "again": "x" * 20})
    finally:
        for _ in range(places):
            passwords._PLACES.release()

    assert (door.status_code, page.status_code) == (503, 503)
    assert door.headers["Retry-After"] == page.headers["Retry-After"] == "5"


def test_an_initial_password_opens_the_change_of_passwords_and_nothing_else(app: Flask, office: Office) -> None:
    initial = "gajah putih menari pelan"
    with office.stores.database.transaction() as session:
        new = NewUser(EMAIL, "Ani Contoh", Peran.PENGELOLA, "KANIM-A", initial)
        accounts.add_user(session, new, actor=office.act().actor, now=clock.utc_now(), today=clock.today())
    browser = Browser(app.test_client(), EMAIL)
    browser.sign_in(initial)

    for path in ("/kerja/", "/kerja/unggah", "/kerja/naskah"):
        assert browser.get(path).location == "/kerja/sandi"
    assert browser.post("/kerja/unggah/bagian", {"nama": "a.pdf"}).status_code == 403
    assert "dibuatkan untuk Anda" in browser.get("/kerja/sandi").text
    again = browser.post("/kerja/sandi", {"current": initial, "new": initial, "again": initial})
    assert again.status_code == 422
    assert browser.post("/kerja/sandi", {"current": initial, "new": PASSWORD, "again": PASSWORD}).status_code == 303

    assert browser.sign_in().status_code == 303
    assert browser.get("/kerja/").status_code == 200


def test_a_password_that_the_admin_gave_anew_is_an_initial_one(ani: Browser, admin: Browser, office: Office) -> None:
    page = admin.post(f"/admin/akun/{office.actor(EMAIL).user_id}/sandi")
    given = re.search(r"<code[^>]*>([a-z ]+)</code>", page.text)
    assert given is not None, page.text

    assert ani.sign_in(given[1]).status_code == 303
    assert ani.get("/kerja/").location == "/kerja/sandi"


def test_leaving_ends_the_session_on_the_server(ani: Browser) -> None:
    cookie = ani.client.get_cookie("sesi")
    assert cookie is not None

    assert ani.post("/keluar").location == "/masuk?pesan=keluar"

    ani.client.set_cookie("sesi", cookie.value)
    assert ani.get("/kerja/").status_code == 302


def test_a_closed_account_is_out_with_its_next_request(ani: Browser, office: Office) -> None:
    assert ani.get("/kerja/").status_code == 200
    with office.stores.database.transaction() as session:
        accounts.disable_user(session, EMAIL, actor=office.act().actor, now=clock.utc_now())

    assert ani.get("/kerja/").status_code == 302
    assert ani.sign_in().status_code == 422


def test_changing_the_password_asks_to_enter_again(ani: Browser) -> None:
    ani.get("/kerja/sandi")
    new = "gajah putih menari pelan"
    mistyped = ani.post("/kerja/sandi", {"current": PASSWORD, "new": new, "again": "lain"})
    assert mistyped.status_code == 422
    assert "tidak sama" in mistyped.text
    assert new not in mistyped.text

    done = ani.post("/kerja/sandi", {"current": PASSWORD, "new": new, "again": new})

    assert done.location == "/masuk?pesan=sandi"
    assert ani.sign_in(new).status_code == 303


def test_a_form_without_its_token_or_from_elsewhere_is_refused(
    app: Flask, office: Office, person: Callable[..., Browser]
) -> None:
    browser = person("tika@contoh.go.id")

    assert browser.client.post("/keluar").status_code == 400
    assert browser.post("/keluar", headers={"Origin": "https://jahat.example"}).status_code == 403
    assert browser.get("/kerja/").status_code == 200


def test_entering_and_failing_to_stand_in_the_audit_trail_but_never_what_was_typed(app: Flask, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    Browser(app.test_client(), EMAIL).sign_in("kata sandi yang salah")
    Browser(app.test_client(), "rahasia yang salah kolom").sign_in(PASSWORD)
    Browser(app.test_client(), EMAIL).sign_in()

    with office.stores.database.reading() as session:
        rows = session.execute(
            select(AuditEntry.action, AuditEntry.actor_email, AuditEntry.object_key)
            .where(AuditEntry.action.in_(("akun.masuk", "akun.gagal_masuk")))
            .order_by(AuditEntry.seq)
        ).all()
    assert [tuple(row) for row in rows] == [("akun.gagal_masuk", "", EMAIL), ("akun.masuk", EMAIL, EMAIL)]


def test_after_the_key_was_changed_sessions_go_on_open_forms_are_taken_and_a_lost_key_ends_both(
    ani: Browser, app: Flask, stores: Stores
) -> None:
    ani.get("/kerja/sandi")
    cookie = ani.client.get_cookie("sesi")
    assert cookie is not None
    form = {"csrf_token": ani.token, "current": "salah", "new": "gajah putih menari pelan"}

    def sent(**keys: object) -> tuple[int, int]:
        changed = create_app(replace(stores.config, **keys), stores)  # type: ignore[arg-type]
        changed.extensions["pdf_reader"].close()
        client = changed.test_client()
        client.set_cookie("sesi", cookie.value)
        return client.get("/kerja/").status_code, client.post("/kerja/sandi", data=form).status_code

    old = app.config["SECRET_KEY"]
    assert sent(secret_key="baru" * 9, secret_key_fallbacks=(old,)) == (200, 422)
    assert sent(secret_key="lebih baru" * 4, secret_key_fallbacks=("baru" * 9, old)) == (200, 422)
    assert sent(secret_key="baru" * 9) == (302, 401)


def test_the_door_offers_no_other_language_and_the_front_page_does(client: FlaskClient) -> None:
    for path in ("/masuk", "/masuk/sandi"):
        assert 'class="bahasa' not in client.get(path).text
    assert client.get("/").text.count('class="bahasa') == 2


def test_who_is_inside_is_led_to_their_work_from_what_is_not_theirs(client: FlaskClient, ani: Browser) -> None:
    page = ani.get("/admin/akun")
    assert page.status_code == 403
    assert "/masuk" not in page.text
    assert 'class="bahasa' not in page.text
    assert page.text.count('href="/kerja/"') == 3
    assert '"/masuk"' in client.get("/tidak-ada").text
