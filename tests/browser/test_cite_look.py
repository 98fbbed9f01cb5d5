"""The citation in a browser: copied in two steps by mouse and by key, and data for machines that the policy lets be."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript, as narrow as a small phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def test_a_click_chooses_the_whole_citation_and_nothing_else(plain: Page, served: Served) -> None:
    plain.goto(served.address("/n/{foreign}"))

    plain.click("#kutipan")

    chosen = plain.evaluate("getSelection().toString()")
    assert chosen.strip() == (plain.locator("#kutipan").text_content() or "").strip()
    assert chosen.strip().endswith(served.site.kode["foreign"])


def test_a_key_that_comes_to_the_field_chooses_the_whole_citation(plain: Page, served: Served) -> None:
    plain.goto(served.address("/n/{foreign}#kutip"))
    plain.evaluate("document.getElementById('kutipan-salin').scrollIntoView()")
    # From the control before it, as a person comes by key.
    for _ in range(200):
        plain.keyboard.press("Tab")
        if plain.evaluate("document.activeElement.id") == "kutipan-salin":
            break

    start, end, length = plain.evaluate(
        "(() => { const f = document.activeElement; return [f.selectionStart, f.selectionEnd, f.value.length]; })()"
    )
    assert (start, end) == (0, length)
    assert length > 60


@pytest.mark.parametrize("name", ["foreign", "hostile"])
def test_the_block_of_data_is_read_and_never_run(browser: Browser, served: Served, name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.log('refused', e.blockedURI))")
    page.goto(served.address(f"/n/{{{name}}}"), wait_until="load")
    blocks = page.locator('script[type="application/ld+json"]')
    text = blocks.text_content() or ""
    context.close()

    assert said == []
    assert json.loads(text)["@id"].endswith(served.site.kode[name])
