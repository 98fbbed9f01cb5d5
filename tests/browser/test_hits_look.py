"""From hit to hit in a browser: by link without JavaScript, by key with it, over pages, in picture and text alike."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served
from tests.fixtures.axe import seen_faults

pytestmark = pytest.mark.browser

IN_VIEW = """id => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 740})
    yield context.new_page()
    context.close()


def test_links_lead_from_hit_to_hit_and_over_the_stretch_without_javascript(phone: Page, served: Served) -> None:
    phone.goto(served.address("/n/{long}?q=tentang&hlm=19#hlm-19"))

    told = [phone.inner_text(".kemunculan [role=status]")]
    for _ in range(3):
        phone.click("[data-arah='1']")
        told.append(phone.inner_text(".kemunculan [role=status]"))
    over = phone.url
    stressed = phone.locator(".sorot.aktif").get_attribute("id")
    phone.click("[data-arah='-1']")

    assert told == ["24 kemunculan", *(f"Kemunculan {number} dari 24" for number in (19, 20, 21))]
    assert over.endswith("?hlm=21&q=tentang&sorot=21#sorot-21")
    assert stressed == "sorot-21"
    assert phone.url.endswith("?hlm=20&q=tentang&sorot=20#sorot-20")
    box = phone.locator("#sorot-20").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 740


def test_keys_move_to_the_next_hit_over_pages_but_not_while_typing(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(served.address("/n/{long}?q=tentang&hlm=19#hlm-19"), wait_until="load")
    page.wait_for_function("document.activeElement.className === 'halaman-besar'")

    page.keyboard.press("n")
    page.wait_for_url("**&sorot=19#sorot-19")
    seen = page.evaluate(IN_VIEW, "sorot-19")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.wait_for_url("**hlm=21&sorot=21#sorot-21")
    page.wait_for_function("document.activeElement.className === 'halaman-besar'")
    page.keyboard.press("N")
    page.wait_for_url("**&sorot=22#sorot-22")
    page.keyboard.press("p")
    page.wait_for_url("**&sorot=21#sorot-21")
    page.click("#tb-t")
    page.wait_for_selector("mark.aktif#sorot-21")
    names = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    page.focus("#hlm")
    page.keyboard.type("np")

    assert seen
    assert len(names) == len(set(names))
    assert page.input_value("#hlm").endswith("np")
    assert page.inner_text(".kemunculan [role=status]") == "Kemunculan 21 dari 24"
    assert page.locator(".aktif[data-tempat='sorot-21']").count() == 2
    page.close()


@pytest.mark.parametrize("tab", ["", "&tampil=teks"])
def test_marked_pages_have_no_accessibility_fault_and_do_not_scroll_sideways(
    browser: Browser, served: Served, tab: str
) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(served.address("/n/{long}?q=tentang&hlm=3&sorot=3" + tab), wait_until="load")

    assert seen_faults(page, tab) == []
    context.close()
