"""The door of the portal as a browser sees it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.services.users import accounts
from portal.services.users.accounts import MAX_FAILURES_ACCOUNT
from portal.web.staff.entering import local_path
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
            accounts.record_failure(session, email=EMAIL, address="192.0.2.1", now=clock.utc_now())

    answer = Browser(app.test_client(), EMAIL).sign_in()

    assert answer.status_code == 429
    assert "15 menit" in answer.text
    assert int(answer.headers["Retry-After"]) > 0


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
