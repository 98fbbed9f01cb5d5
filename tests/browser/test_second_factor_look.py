"""The second factor by keyboard alone, on every width and theme: set up, kept, entered with, shown again."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from portal import clock
from portal.domain.permissions import Peran
from portal.models.user import LoginSession
from tests.browser.conftest import Served
from tests.factories.authenticator import Authenticator
from tests.factories.shared import PASSWORD
from tests.fixtures.axe import seen_faults as faults

pytestmark = pytest.mark.browser

EMAIL = "dua.langkah@contoh.go.id"


def at_the_door(browser: Browser, served: Served) -> Page:
    """A fresh browser that has sent the right password."""
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(served.address("/masuk"))
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/masuk" not in url or "/masuk/kode" in url)
    return page


def test_the_second_factor_has_no_fault_and_needs_no_mouse(browser: Browser, served: Served) -> None:
    office = served.site.office
    user_id = office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A").user_id
    page = at_the_door(browser, served)
    page.goto(served.address("/kerja/keamanan"))
    page.get_by_role("button", name="Siapkan aplikasi").press("Enter")
    page.wait_for_url("**/aplikasi/baru")
    found = faults(page, "setting up")
    phone = Authenticator(page.inner_text(".kunci-aplikasi").replace(" ", ""))
    page.fill("[name=nama]", "Ponsel dinas")
    page.fill("[name=kode]", phone.code(clock.utc_now()))
    page.keyboard.press("Enter")
    page.wait_for_selector(".kode-pulih")
    found += faults(page, "recovery codes")
    page.get_by_role("link", name="Sudah saya simpan").press("Enter")
    page.wait_for_url("**/kerja/keamanan")
    found += faults(page, "with an application")

    other = at_the_door(browser, served)
    assert other.evaluate("document.activeElement.name") == "kode"
    found += faults(other, "code")
    other.keyboard.type("salah")
    other.keyboard.press("Enter")
    other.wait_for_selector("#kode-galat")
    found += faults(other, "wrong code")
    other.fill("[name=kode]", phone.code(clock.utc_now(), 1))
    other.keyboard.press("Enter")
    other.wait_for_url("**/kerja/")

    long_ago = clock.utc_now() - timedelta(hours=1)
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).where(LoginSession.user_id == user_id).values(proven_at=long_ago))
    other.goto(served.address("/kerja/keamanan"))
    found += faults(other, "two sessions")
    other.get_by_role("button", name="Buat kode baru").press("Enter")
    other.wait_for_selector("[name=bukti]")
    found += faults(other, "shown again")
    other.keyboard.type(PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_selector(".kode-pulih")

    assert found == []
