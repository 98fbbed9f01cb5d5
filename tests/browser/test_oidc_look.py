"""Signing in with an account elsewhere, in a real browser under the real policy, on every width and theme."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from portal.app import create_app
from portal.domain.permissions import Peran
from portal.web.staff.oidc import ANSWER_PATH
from tests.browser.conftest import serving
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.fixtures.axe import seen_faults as faults
from tests.fixtures.openid_issuer import CLIENT_ID, CLIENT_SECRET, running_issuer

pytestmark = pytest.mark.browser

EMAIL = "masuk.lain@contoh.go.id"
NAME = "SSO Kementerian"


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """The portal on a port of its own, which lets people in by a provider beside it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with running_issuer(address + ANSWER_PATH) as provider:
        config = replace(
            office.stores.config,
            base_url=address,
            oidc_issuer=provider.issuer,
            oidc_client_id=CLIENT_ID,
            oidc_client_secret=CLIENT_SECRET,
            oidc_name=NAME,
        )
        app = create_app(config, replace(office.stores, config=config))
        office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
        with serving(app, port) as found:
            yield found
        app.extensions["pdf_reader"].close()


def sign_in(browser: Browser, url: str, *, bypass_csp: bool) -> Page:
    """By the portal's own door."""
    page = browser.new_context(bypass_csp=bypass_csp).new_page()
    page.goto(f"{url}/masuk")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kerja/")
    page.goto(f"{url}/kerja/keamanan")
    return page


def test_binding_and_entering_pass_the_policy_and_have_no_fault(browser: Browser, url: str) -> None:
    looked_at = sign_in(browser, url, bypass_csp=True)
    looked_at.get_by_role("button", name=f"Hubungkan {NAME}").press("Enter")
    looked_at.wait_for_selector(f"text=Lanjut ke {NAME}")
    found = faults(looked_at, "on the way")

    page = sign_in(browser, url, bypass_csp=False)
    page.get_by_role("button", name=f"Hubungkan {NAME}").press("Enter")
    page.get_by_role("link", name=f"Lanjut ke {NAME}").press("Enter")
    page.wait_for_selector("text=Akun terhubung.")
    looked_at.goto(f"{url}/kerja/keamanan")
    found += faults(looked_at, "bound")

    visitor = browser.new_context().new_page()
    visitor.goto(f"{url}/masuk")
    visitor.get_by_role("link", name=f"Masuk dengan {NAME}").press("Enter")
    visitor.wait_for_url("**/kerja/")
    looked_at.context.clear_cookies()
    looked_at.goto(f"{url}/masuk?pesan=penyedia-asing")
    found += faults(looked_at, "door")

    assert found == []
