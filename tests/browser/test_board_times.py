"""The Biro at the board in a real browser: C1 who is late at one look, C7 two presses to chase, C10 a report in three.

Figures go into the report of the run (`--junitxml`): seconds of the machine and steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import select

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.domain.permissions import Peran
from portal.models.pemberitahuan import Pemberitahuan
from portal.wiring import Stores, opened_stores
from tests.browser.conftest import serving
from tests.factories.kepatuhan import Rak
from tests.factories.naskah import Office, set_up_units
from tests.factories.processes import slowness
from tests.fixtures.databases import fresh_database
from tests.fixtures.hand import Hand, Record

pytestmark = pytest.mark.browser

DIREKTUR = "papan@contoh.go.id"
SIZE = {"width": 1366, "height": 768}
IS_IN_VIEW = "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"


@dataclass(frozen=True)
class Counter:
    """The portal of the Biro, in the middle of the work."""

    url: str
    stores: Stores


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A day in the middle of the work: late ones of two units, some due soon, many received, one of old."""
    folder = tmp_path_factory.mktemp("papan")
    base = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with fresh_database(folder) as address:
        settings = replace(base, database_url=address, effective_on=date(2025, 5, 22))
        with opened_stores(settings) as stores:
            set_up_units(stores.database)
            Office(stores).add_user(DIREKTUR, Peran.BIRO, "BIRO")
            _fill(Rak(stores))
            app = create_app(settings, stores)
            with serving(app) as url:
                yield Counter(url, stores)


def _fill(rak: Rak) -> None:
    today = clock.today()
    with rak.stores.database.transaction() as session:
        for number in range(60):
            rak.put(session, signed=today - timedelta(days=number), unit=("IMI", "PAS")[number % 2])
        for number in range(200):
            signed = today - timedelta(days=40 + number)
            rak.put(session, signed=signed, asli_on=signed + timedelta(days=number % 30))
        rak.put(session, signed=date(2019, 3, 4))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """The screen C1 names."""
    opened = browser.new_context(viewport=SIZE)
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@pytest.fixture
def hand(context: BrowserContext, counter: Counter) -> Hand:
    """Somebody of the Biro who is signed in, with nothing counted yet."""
    page = context.new_page()
    Hand(page).sign_in(counter.url, DIREKTUR)
    return Hand(page)


def test_c1_who_is_late_stands_in_the_first_sentence_without_a_click_or_scrolling(
    hand: Hand, counter: Counter, record_testsuite_property: Record
) -> None:
    hand = Hand(hand.page)
    hand.page.goto(f"{counter.url}/biro/kepatuhan")
    sentence = hand.page.locator("[data-kalimat]")

    expect(sentence).to_contain_text("terlambat, paling lama")
    hand.report(record_testsuite_property, "c1")
    assert sentence.evaluate(IS_IN_VIEW)
    assert hand.page.locator(".ubin").evaluate(IS_IN_VIEW)
    assert hand.page.evaluate("scrollY") == 0
    assert (hand.steps, hand.seconds <= 5 * slowness()) == (0, True)


def test_c7_chasing_a_unit_takes_two_presses_and_is_kept(
    hand: Hand, counter: Counter, record_testsuite_property: Record
) -> None:
    hand.page.goto(f"{counter.url}/biro/kepatuhan")
    hand.click("#papan tr[data-keadaan=terlambat] button:has-text('Tegur')")
    expect(hand.page.locator("main")).to_contain_text("Teguran")

    hand.report(record_testsuite_property, "c7")
    assert hand.steps <= 2
    with counter.stores.database.reading() as session:
        assert session.scalars(select(Pemberitahuan)).all()


def test_c10_the_report_of_one_unit_and_month_takes_three_steps(
    hand: Hand, counter: Counter, record_testsuite_property: Record
) -> None:
    hand.page.goto(f"{counter.url}/biro/kepatuhan")
    month = clock.today().strftime("%Y-%m")
    hand.page.select_option("[name=unit]", "IMI")
    hand.page.select_option("[name=periode]", month)
    hand.steps += 2
    with hand.page.expect_download() as download:
        hand.click("text=Laporan PDF")

    hand.report(record_testsuite_property, "c10")
    assert hand.steps == 3
    assert f"unit=IMI&periode={month}" in download.value.url
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
