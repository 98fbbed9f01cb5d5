"""The search box in a browser: used by keyboard alone, announced, without fault; and a plain field without a script."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Served
from tests.fixtures.axe import AXE, RULES, RUN, VIEWS

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose policy is put aside for the checker."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


def typed(page: Page, served: Served, path: str, text: str) -> None:
    page.goto(served.address(path), wait_until="load")
    page.focus("#q")
    page.keyboard.type(text)
    expect(page.get_by_role("listbox")).to_be_visible()


def active(page: Page) -> str:
    return page.evaluate(
        "document.getElementById(document.getElementById('q').getAttribute('aria-activedescendant'))?.innerText ?? ''"
    )


def test_a_naskah_is_reached_by_keyboard_alone(page: Page, served: Served) -> None:
    typed(page, served, "/", "pelatihan")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-controls", "q-saran")
    expect(page.locator("form [role=status]").first).to_have_text(re.compile(r"^(\d+|Satu) saran\. Tekan panah bawah"))

    options = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("ArrowDown")
    first = active(page)
    page.keyboard.press("End")
    assert (first, active(page)) == (options[0], options[-1])
    page.keyboard.press("ArrowDown")
    assert active(page) == ""
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert active(page) == options[0]
    assert page.get_by_role("option", selected=True).count() == 1
    at = next(at for at, one in enumerate(options) if one.startswith("Pelatihan Petugas"))
    for _ in range(at):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/n/{served.site.kode['child']}")


def test_escape_closes_then_clears_and_enter_searches_for_what_was_typed(page: Page, served: Served) -> None:
    typed(page, served, "/cari", "pelatihan")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#q-saran")).to_be_hidden()
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")
    assert page.input_value("#q") == "pelatihan"
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari?q=pelatihan")

    page.focus("#q")
    page.keyboard.press("Escape")
    assert page.input_value("#q") == ""


def test_a_word_is_completed_and_searched_for(page: Page, served: Served) -> None:
    typed(page, served, "/cari", "keimigrasian penyel")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/cari?q=keimigrasian+penyelundupan")


def test_mouse_and_touch_choose_too(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    typed(page, served, "/cari", "contoh")

    page.get_by_role("option").filter(has_text="Yayasan Contoh").tap()
    page.wait_for_url("**/cari?mitra=yayasan-contoh*")
    typed(page, served, "/cari", "contoh")
    page.get_by_role("option").filter(has_text="Kantor Imigrasi").click()
    page.wait_for_url("**/cari?unit=KANIM-A")
    context.close()


@pytest.mark.parametrize("path", ["/", "/cari"])
def test_the_open_list_has_no_accessibility_fault_and_fits(page: Page, served: Served, path: str) -> None:
    typed(page, served, path, "contoh")
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE)
    found = {}

    for theme, width in (*VIEWS, ("dark", 320)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate("document.documentElement.scrollWidth") - width
        low = page.evaluate("Math.min(...[...document.querySelectorAll('#q-saran li')].map(e => e.offsetHeight))")
        if (faults := page.evaluate(RUN, RULES)) or overflow > 0 or low < 44:
            found[theme, width] = (faults, overflow, low)

    assert found == {}


def test_an_old_answer_never_covers_a_newer_one(page: Page, served: Served) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if urlsplit(route.request.url).query == "q=pel":
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/cari/saran.json*", hold)
    page.goto(served.address("/cari"), wait_until="load")
    page.focus("#q")
    page.keyboard.type("pel")
    page.wait_for_timeout(400)
    page.keyboard.press("Control+a")
    page.keyboard.type("korea")
    expect(page.get_by_role("option").first).to_contain_text("Korea")
    for route in waiting:
        route.fulfill(json={"q": "pel", "items": [{"kind": "kata", "text": "lama", "detail": "", "url": "/"}]})
    page.wait_for_timeout(200)

    assert len(waiting) == 1
    assert "lama" not in page.inner_text("#q-saran")


def test_one_letter_or_a_paragraph_asks_nothing_and_a_pause_asks_once(page: Page, served: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "saran.json" in request.url else None)
    page.goto(served.address("/cari"), wait_until="load")
    page.focus("#q")

    page.keyboard.insert_text("kerja sama " * 10)
    page.wait_for_timeout(400)
    page.fill("#q", "")
    page.keyboard.type("k")
    page.wait_for_timeout(400)
    assert asked == []
    page.keyboard.type("eimigrasian")
    page.wait_for_timeout(600)
    assert [urlsplit(one).query for one in asked] == ["q=keimigrasian"]


def test_hostile_names_are_shown_as_text(page: Page, served: Served) -> None:
    typed(page, served, "/cari", "onerror")

    assert "<img src=x onerror=alert(1)>" in page.inner_text("#q-saran")
    assert page.locator("#q-saran img").count() == 0


def test_the_box_is_a_plain_search_field_without_javascript(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address("/"))

    assert page.get_by_role("searchbox").count() == 1
    assert page.locator(".saran").is_hidden()
    page.fill("#q", "keimigrasian")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari?q=keimigrasian")
    context.close()
