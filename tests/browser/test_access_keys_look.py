"""The page of access keys and addresses, empty, with a secret on it, with what is wrong, and with every state in it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update

from portal import clock
from portal.domain.permissions import Peran
from portal.models.kunci_akses import KunciAkses
from portal.models.webhook import Webhook
from tests.browser.conftest import Served
from tests.factories.shared import PASSWORD
from tests.fixtures.axe import seen_faults as faults

pytestmark = pytest.mark.browser

EMAIL = "kunci.akses@contoh.go.id"
LONG = "https://" + "persuratan." * 12 + "contoh.go.id/penerima/kabar?unit=" + "a" * 120


def test_the_page_has_no_fault_in_any_of_its_states(browser: Browser, served: Served) -> None:
    office = served.site.office
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(served.address("/masuk"))
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/masuk" not in url)
    page.goto(served.address("/kerja/kunci-akses"))
    found = faults(page, "empty")
    for nama in ("Persuratan " + "sangatpanjang" * 5, "Lain", "Habis"):
        page.fill("[name=nama]", nama)
        page.get_by_role("button", name="Buat kunci").press("Enter")
        page.wait_for_selector(f"text=Kunci akses untuk {nama}")
    found += faults(page, "a key")
    page.get_by_role("button", name="Buat kunci").press("Enter")
    page.wait_for_selector("#f-nama-galat")
    assert page.evaluate("document.activeElement.className").count("ringkasan-galat") == 1
    found += faults(page, "no name")
    page.fill("[name=alamat]", "http://contoh.go.id/")
    page.get_by_role("button", name="Pasang alamat").press("Enter")
    page.wait_for_selector("#f-alamat-galat")
    found += faults(page, "no address")
    page.fill("[name=alamat]", LONG)
    page.get_by_role("button", name="Pasang alamat").press("Enter")
    page.wait_for_selector("text=Rahasia tanda tangan")
    found += faults(page, "a secret")

    now = clock.utc_now()
    with office.stores.database.transaction() as session:
        session.execute(update(KunciAkses).values(used_at=now))
        session.execute(update(KunciAkses).where(KunciAkses.nama == "Lain").values(ended_at=now))
        past = clock.today() - timedelta(days=1)
        session.execute(update(KunciAkses).where(KunciAkses.nama == "Habis").values(ends_on=past))
        session.execute(update(Webhook).values(answered_at=now, failed_at=now, error="tidak menjawab pada waktunya"))
    page.goto(served.address("/kerja/kunci-akses"))
    for words in ("Diakhiri", "Habis masa", "Gagal"):
        assert page.get_by_text(words).first.is_visible()
    found += faults(page, "every state")

    assert found == []
