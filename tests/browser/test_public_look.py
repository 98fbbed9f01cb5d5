"""Public pages in a browser: no accessibility fault, no sideways scrolling, no foreign request, nothing blocked."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser.conftest import Served
from tests.fixtures.axe import seen_faults

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/cari?q=penyelundupan+manusia&lingkup=luar_negeri&dari=2020",
    "/cari?q=zzzzqqqq&negara=KR",
    "/cari?lingkup=semua",
    "/n/{foreign}?q=penyelundupan+manusia",
    "/n/{foreign}?tampil=teks&q=penyelundupan+manusia",
    "/n/{long}?hlm=22",
    "/n/{metadata}",
    "/n/{foreign}/banding/{child}?semua=1",
    "/n/{withdrawn}",
    "/verifikasi?sidik=" + "a" * 64,
    "/verifikasi?sidik=abc",
    "/en/",
    "/en/cari?q=penyelundupan+manusia&lingkup=luar_negeri&dari=2020",
    "/en/n/{foreign}?tampil=teks&q=penyelundupan+manusia",
    "/en/statistik",
)
ALIKE = ("/n/2026-10000", "/mitra", "/negara", "/tahun", "/tentang", "/verifikasi", "/log/", "/langganan/kedaluwarsa")
"""What the checker looks at in test_reflow.py, because it is the same whatever is published."""


@pytest.fixture(scope="module")
def checked(browser: Browser) -> Iterator[Page]:
    """A page for the checker, which has to be injected: the policy is put aside for it, another test walks with it."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(checked: Page, served: Served, path: str) -> None:
    checked.goto(served.address(path), wait_until="load")

    assert seen_faults(checked, path) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_walk_meets_no_blocked_resource_and_asks_no_other_host(browser: Browser, served: Served, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    hosts: set[str] = set()

    def note(request: Request) -> None:
        hosts.add(urlsplit(request.url).netloc)

    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", note)
    for path in PAGES + ALIKE:
        page.goto(served.address(path), wait_until="load")
    context.close()

    # The browser itself remarks on the pages that are errors on purpose.
    assert [text for text in complaints if "Failed to load resource" not in text] == []
    assert hosts == {urlsplit(served.url).netloc}


def test_every_focused_control_is_visible_and_uncovered(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(served.address("/cari?q=kerja"), wait_until="load")
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
            const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
            const top = document.elementFromPoint(x, y);
            const ring = getComputedStyle(e).outlineStyle !== 'none';
            return {html: e.outerHTML.slice(0, 120), ok: ring && !!top && (e.contains(top) || top.contains(e))}; }"""
        )
        if seen is not None and not seen["ok"]:
            covered.append(seen["html"])
    page.close()

    assert covered == []


@pytest.fixture
def plain(browser: Browser, served: Served) -> Page:
    """A page without JavaScript, as wide as a phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    return context.new_page()


def test_from_the_front_page_to_the_pdf_without_javascript(plain: Page, served: Served) -> None:
    plain.goto(served.address("/"))

    plain.fill("#q", "keimigrasian korea")
    plain.keyboard.press("Enter")
    with plain.expect_download() as waiting:
        plain.click(".hasil li:first-child a.btn")

    assert waiting.value.suggested_filename.startswith(served.site.kode["foreign"])
    assert waiting.value.suggested_filename.endswith(".pdf")


def test_filters_work_and_the_back_button_restores_without_javascript(plain: Page, served: Served) -> None:
    plain.goto(served.address("/cari"))

    plain.check('input[name="negara"][value="KR"]')
    plain.click("text=Terapkan")
    narrowed = plain.url
    hits = plain.locator(".hasil > li").count()
    plain.go_back()

    assert "negara=KR" in narrowed
    assert hits == 1
    assert plain.locator(".hasil > li").count() > 1


def test_the_first_hit_stands_in_the_first_screen_of_a_phone_without_javascript(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    seen = {}
    for path in ("/cari?q=kerja", "/cari", "/cari?q=kerja&lingkup=luar_negeri"):
        page.goto(served.address(path))
        box = page.locator(".hasil > li").first.locator("h2").bounding_box()
        filters = page.locator("#saring").bounding_box()
        assert box is not None
        assert filters is not None
        seen[path] = (box["y"] + box["height"] <= 844, filters["y"] > box["y"])
    context.close()

    assert set(seen.values()) == {(True, True)}, seen


def test_on_a_phone_links_lead_past_the_filters_to_the_hits_and_back_without_javascript(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served.address("/cari?q=kerja"))

    for _ in range(2):
        page.keyboard.press("Tab")
    skip = page.locator(":focus")
    text, box = skip.inner_text(), skip.bounding_box()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    after_skip = page.locator(":focus").inner_text().strip()
    page.keyboard.press("Enter")
    in_view = page.locator("#saring").bounding_box()
    page.keyboard.press("Tab")
    in_filters = page.locator("#saring :focus").count()
    context.close()

    assert text == "Langsung ke hasil"
    assert box is not None
    assert 0 <= box["x"] < 390
    assert after_skip == "Saring hasil"
    assert in_view is not None
    assert in_view["y"] < 844
    assert in_filters == 1


def test_the_viewer_turns_pages_without_javascript(plain: Page, served: Served) -> None:
    plain.goto(served.address("/n/{long}"))

    plain.fill("#hlm", "23")
    plain.click("text=Buka")

    assert "hlm=23" in plain.url
    assert plain.locator("#hlm").input_value() == "23"
    assert plain.locator("#hlm-23 img").is_visible()


def test_the_citation_unfolds_without_javascript(plain: Page, served: Served) -> None:
    plain.goto(served.address("/n/{foreign}"))

    plain.click(".kutip-lipat summary")

    assert plain.locator("#teks-kutipan").is_visible()
    assert served.site.kode["foreign"] in (plain.locator("#teks-kutipan").text_content() or "")
    assert not plain.locator("[data-salin]").first.is_visible()


def test_a_pasal_has_its_address_without_javascript(plain: Page, served: Served) -> None:
    plain.goto(served.address("/n/{foreign}?tampil=teks"))

    plain.click('.isi-naskah a[href="#pasal-2"]')
    plain.goto(served.address("/n/{foreign}?tampil=teks#pasal-99"))

    assert plain.locator("h3#pasal-2").is_visible()


def test_the_address_of_a_pasal_is_that_of_the_open_tab(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(served.address("/n/{foreign}#pasal-2"), wait_until="load")
    at_first = page.locator("#hlm").input_value()
    header = page.locator(".kepala").bounding_box()
    landed = page.locator("#tab-n #pasal-2").bounding_box()
    page.click("#tb-t")
    page.wait_for_selector("#tab-t h3#pasal-2")
    twice = page.evaluate(
        "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)"
    )
    page.click('.isi-naskah a[href="#pasal-2"]')
    box = page.locator("h3#pasal-2").bounding_box()
    page.close()

    assert at_first == "2"
    assert header is not None
    assert landed is not None
    assert header["y"] + header["height"] <= landed["y"] < 768
    assert twice == []
    assert box is not None
    assert 0 <= box["y"] < 768


def test_the_viewer_moves_within_the_page_with_javascript(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(served.address("/n/{long}"), wait_until="load")

    back_at_first = page.locator("[data-langkah='-1']").is_visible()
    page.click("[data-langkah='1']")
    turned = page.input_value("#hlm")
    page.focus(".halaman-besar")
    page.keyboard.press("ArrowRight")
    by_key = page.input_value("#hlm")
    page.wait_for_url("**?hlm=3#hlm-3")
    back_later = page.locator("[data-langkah='-1']").is_visible()
    page.click("#tb-t")
    page.wait_for_selector("#tab-t")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('#tab-n') && !document.querySelector('#tab-n').hidden")

    assert (turned, by_key) == ("2", "3")
    assert (back_at_first, back_later) == (False, True)
    assert page.get_attribute("#tb-n", "aria-selected") == "true"
    assert page.evaluate("document.activeElement.id") == "tb-n"
    page.close()


def test_slash_goes_to_the_search_box_and_escape_closes_a_menu(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(served.address("/tentang"), wait_until="load")

    page.keyboard.press("/")
    focused = page.evaluate("document.activeElement.id")
    page.click(".menu-hp summary")
    page.keyboard.press("Escape")

    assert focused == "q"
    assert page.evaluate("document.querySelector('.menu-hp').open") is False
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.close()


def test_the_chosen_theme_stays_from_page_to_page(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 800}, color_scheme="light")
    page.goto(served.address("/"), wait_until="load")

    page.click(".nav [data-tema]")
    page.goto(served.address("/tentang"), wait_until="load")

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.close()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_status_parties_date_and_unit_are_seen_without_scrolling(
    browser: Browser, served: Served, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(served.address("/n/{foreign}"), wait_until="load")

    bottoms = [
        page.locator(selector).bounding_box()
        for selector in (
            ".kepala-naskah .lencana >> nth=1",
            ".para-pihak",
            ".ringkas dd >> nth=0",
            ".ringkas dd >> nth=2",
        )
    ]

    assert all(box is not None and box["y"] + box["height"] <= height for box in bottoms)
    page.close()


def test_on_a_phone_without_scripts_the_first_hit_stands_before_the_filters(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served.address("/cari"), wait_until="load")
    hit, filters = page.locator(".hasil h2").first.bounding_box(), page.locator(".saring").bounding_box()
    context.close()

    assert hit is not None
    assert filters is not None
    assert hit["y"] < 844
    assert hit["y"] < filters["y"]
