"""A passkey in a real browser: set up, used at the door and to show who one is; what stands there without a script."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from portal import clock
from portal.app import create_app
from portal.domain.permissions import Peran
from portal.models.user import LoginSession
from tests.browser.conftest import serving
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.fixtures.axe import seen_faults

pytestmark = pytest.mark.browser

EMAIL = "kunci.sandi@contoh.go.id"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago: the address of the portal has to be known before it is served."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def named(office: Office, port: int) -> Iterator[Flask]:
    """A portal under a name; keys belong to names."""
    config = replace(office.stores.config, base_url=f"http://localhost:{port}")
    made = create_app(config, replace(office.stores, config=config))
    yield made
    made.extensions["pdf_reader"].close()


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/masuk")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def test_a_key_is_set_up_and_used_by_keyboard_alone(browser: Browser, named: Flask, office: Office, port: int) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    base = f"http://localhost:{port}"
    with serving(named, port):
        page = browser.new_context(bypass_csp=True).new_page()
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        sign_in(page, base)
        page.wait_for_url("**/kerja/")
        page.goto(f"{base}/kerja/keamanan")
        page.get_by_role("button", name="Tambah kunci sandi").press("Enter")
        page.wait_for_url("**/kunci/baru")
        found = seen_faults(page, page.url)
        page.get_by_role("button", name="Daftarkan kunci sandi").press("Enter")
        page.wait_for_selector("text=Isi nama dulu")
        assert page.evaluate("document.activeElement.name") == "nama"
        page.keyboard.type("Laptop dinas")
        page.get_by_role("button", name="Daftarkan kunci sandi").press("Enter")
        page.wait_for_selector(".kode-pulih")
        page.goto(f"{base}/kerja/keamanan")
        assert page.is_visible("text=Laptop dinas")
        found += seen_faults(page, page.url)

        page.context.clear_cookies()
        sign_in(page, base)
        page.wait_for_url("**/masuk/kode")
        assert page.evaluate("document.activeElement.innerText.trim()") == "Pakai kunci sandi"
        found += seen_faults(page, page.url)
        page.get_by_role("button", name="Pakai kunci sandi").press("Enter")
        page.wait_for_url("**/kerja/")

        with office.stores.database.transaction() as session:
            session.execute(update(LoginSession).values(proven_at=clock.utc_now() - timedelta(minutes=11)))
        page.goto(f"{base}/kerja/keamanan")
        page.get_by_role("button", name="Tambah kunci sandi").press("Enter")
        page.wait_for_selector("text=Tunjukkan bahwa ini Anda")
        found += seen_faults(page, page.url)
        page.get_by_role("button", name="Pakai kunci sandi").press("Enter")
        page.wait_for_url("**/kunci/baru")

        plain = browser.new_context(java_script_enabled=False).new_page()
        sign_in(plain, base)
        plain.wait_for_url("**/masuk/kode")
        assert plain.is_visible("text=Kunci sandi memerlukan JavaScript")
        assert not plain.is_visible("[data-kunci-tombol]")
        assert found == []
        for context in browser.contexts:
            context.close()
