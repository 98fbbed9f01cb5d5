"""Passkeys as a browser sees them: set up after a fresh proof, used at the door and within, taken away."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal import clock
from portal.app import create_app
from portal.domain.permissions import Peran
from portal.domain.second_factor import FactorPolicy
from portal.models.passkey import Passkey
from portal.models.user import LoginSession
from portal.services.users import accounts
from portal.web.kept_form import KEY_FIELD
from tests.factories.naskah import Office
from tests.factories.soft_key import SoftKey
from tests.web.staff.conftest import Browser

EMAIL = "biro@contoh.go.id"


@pytest.fixture
def named(office: Office) -> Iterator[Flask]:
    """A portal with a name, which needs a second factor of some roles."""
    config = replace(office.stores.config, base_url="http://portal.example", second_factor=FactorPolicy.REQUIRED)
    made = create_app(config, replace(office.stores, config=config))
    yield made
    made.extensions["pdf_reader"].close()


@pytest.fixture
def biro(named: Flask, office: Office) -> Browser:
    """Somebody of the Biro, inside, whose days of grace are over."""
    office.add_user(EMAIL, Peran.BIRO, "BIRO")
    browser = Browser(named.test_client(), EMAIL)
    with office.stores.database.transaction() as session:
        user = accounts.find_user(session, EMAIL)
        user.factor_due_on = clock.today() - timedelta(days=1)
        token = accounts.start_session(session, user.id, device="uji", now=clock.utc_now())
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return browser


def key() -> SoftKey:
    return SoftKey("http://portal.example", "portal.example")


def add(browser: Browser, made: SoftKey, nama: str = "Laptop dinas") -> str:
    """Through the pages; gives the answer."""
    assert browser.post("/kerja/keamanan/kunci").location == "/kerja/keamanan/kunci/baru"
    page = browser.get("/kerja/keamanan/kunci/baru").text
    assert "Aplikasi autentikator berjalan tanpanya" in page
    options = browser.post("/kerja/keamanan/kunci/tantangan", {"untuk": "tambah"})
    assert (options.mimetype, options.headers["Cache-Control"]) == ("application/json", "no-store")
    done = browser.post("/kerja/keamanan/kunci/baru", {"nama": nama, "kunci": made.make(options.text)})
    assert done.status_code in (200, 303)
    browser.token = ""
    return done.text


def test_a_key_is_the_second_factor_that_the_biro_needs(named: Flask, office: Office, biro: Browser) -> None:
    assert biro.get("/kerja/").location == "/kerja/keamanan"
    made = key()
    codes = re.findall(r'<code class="sandi">([A-Z0-9-]+)</code>', add(biro, made))
    assert len(codes) == 10
    assert biro.get("/kerja/").status_code == 200
    page = biro.get("/kerja/keamanan").text
    assert "Laptop dinas" in page
    assert "belum pernah dipakai" in page
    assert "/hapus" not in page, "the last one is kept where one is needed"

    browser = Browser(named.test_client(), EMAIL)
    assert browser.sign_in().location == "/masuk/kode"
    page = browser.get("/masuk/kode").text
    assert "Pakai kunci sandi" in page
    assert ("data-kunci-fokus" in page, "autofocus" in page) == (True, False)
    options = browser.post("/masuk/kunci").text
    assert browser.post("/masuk/kode", {"kunci": "{}"}).status_code == 422
    assert browser.post("/masuk/kode", {"kunci": made.sign(options)}).status_code == 422
    options = browser.post("/masuk/kunci").text
    assert browser.post("/masuk/kode", {"kunci": made.sign(options)}).location == "/kerja/"
    browser.token = ""
    assert "terakhir dipakai" in browser.get("/kerja/keamanan").text


def test_without_a_right_password_nothing_is_asked_of_a_key(named: Flask, office: Office, biro: Browser) -> None:
    add(biro, key())
    stranger = Browser(named.test_client(), EMAIL)
    stranger.get("/masuk")

    assert stranger.post("/masuk/kunci").status_code == 404


def test_a_key_shows_who_one_is_and_what_was_typed_is_kept(office: Office, biro: Browser) -> None:
    made = key()
    add(biro, made)
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).values(proven_at=clock.utc_now() - timedelta(minutes=11)))
    biro.get("/kerja/keamanan")

    asked = biro.post("/kerja/keamanan/kunci")
    assert (asked.status_code, "Pakai kunci sandi" in asked.text) == (403, True)
    assert biro.post("/kerja/keamanan/kunci", {KEY_FIELD: "{}"}).status_code == 422
    options = biro.post("/kerja/keamanan/kunci/tantangan", {"untuk": "bukti"}).text
    shown = biro.post("/kerja/keamanan/kunci", {KEY_FIELD: made.sign(options)})
    assert shown.location == "/kerja/keamanan/kunci/baru"
    assert biro.post("/kerja/keamanan/kunci/tantangan", {"untuk": "lain"}).status_code == 400


def test_of_several_keys_one_is_taken_away_after_a_fresh_proof(office: Office, biro: Browser) -> None:
    add(biro, key(), "Laptop")
    add(biro, key(), "Kunci USB")
    biro.get("/kerja/keamanan")
    with office.stores.database.reading() as session:
        ids = session.scalars(select(Passkey.id).order_by(Passkey.id)).all()
    assert biro.post(f"/kerja/keamanan/kunci/{ids[0]}/hapus").location.endswith("?pesan=kunci-dihapus")
    biro.token = ""
    biro.get("/kerja/keamanan")
    assert biro.post(f"/kerja/keamanan/kunci/{ids[1]}/hapus").status_code == 409
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).values(proven_at=clock.utc_now() - timedelta(minutes=11)))

    assert biro.post(f"/kerja/keamanan/kunci/{ids[1]}/hapus").status_code == 403
    assert biro.post("/kerja/keamanan/kunci/baru", {"nama": "x", "kunci": "{}"}).status_code == 403


def test_where_the_portal_is_a_number_no_key_is_offered(app: Flask, ani: Browser) -> None:
    assert "Kunci sandi" not in ani.get("/kerja/keamanan").text
    assert ani.get("/kerja/keamanan/kunci/baru").status_code == 404
    assert ani.post("/masuk/kunci").status_code == 404
