"""Nothing is cut off or hidden: narrow, in large text, at 400 %, in forced colours, by Tab; the checker is content.

Every page has naskah that strain it: a word of two hundred letters in title, partner, number and subject, a title of
three lines, an ended one, a replaced one, one without file, one of a single year, an earlier version.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served
from tests.fixtures.axe import AXE, RULES, RUN
from tests.fixtures.by_key import walk
from tests.fixtures.odd_site import LONG_WORD
from tests.fixtures.public_site import STANDING

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/cari",
    f"/cari?q={LONG_WORD[:190]}",
    f"/cari?q=zzzz+{LONG_WORD[:150]}&negara=AU&status=berlaku&dari=2020",
    "/cari?q=pencegahan&negara=AU&status=berlaku&dari=2020&lingkup=luar_negeri&bentuk=nota_kesepahaman",
    f"/cari?lingkup={LONG_WORD}",
    "/n/{word}",
    "/n/{word}?tampil=teks&q=pendanaan",
    "/n/{title}",
    "/n/{mou}",
    "/n/{mou}?tampil=teks&q=smuggling",
    "/n/{pks}",
    "/n/{ending}",
    "/n/{ended}",
    "/n/{replaced}",
    "/n/{nameless}",
    "/n/{corrected}",
    "/n/{corrected}/versi/1",
    "/n/{corrected}/versi/1/banding",
    "/n/{mou}/banding/{extension}?semua=1",
    "/n/{withdrawn}",
    "/n/2026-10000",
    *STANDING,
    "/langganan/kedaluwarsa",
    "/masuk",
    "/en/cari?q=pencegahan&negara=AU&status=berlaku&dari=2020",
    "/en/n/{replaced}",
)
WIDTHS = (320, 360, 390, 800, 1100, 1280)
LARGE_TEXT = (320, 390, 1280)
ZOOM_TEXT = """() => {
  const all = [...document.querySelectorAll('body, body *')].filter(e => !e.closest('svg'));
  const sizes = all.map(e => parseFloat(getComputedStyle(e).fontSize));
  all.forEach((e, at) => { e.style.fontSize = 2 * sizes[at] + 'px' });
}"""
"""Twice the size of every text and nothing else, as a browser does that enlarges text alone."""
BLANK = """() => {
  const bottom = document.querySelector('.kaki').getBoundingClientRect().bottom + scrollY;
  return Math.round(document.documentElement.scrollHeight - Math.max(innerHeight, bottom));
}"""
"""Pixels of nothing below the foot of the page."""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
    || (e === document.documentElement && style.scrollBehavior === 'smooth');
}).map(e => e.outerHTML.slice(0, 80))"""
LOST_IN_FORCED_COLOURS = """() => {
  const none = e => getComputedStyle(e).outlineStyle === 'none' && getComputedStyle(e).borderTopStyle === 'none';
  const shapes = [...document.querySelectorAll('.tegak rect:not(.sasaran), .batang .t rect')];
  const ground = getComputedStyle(document.body).backgroundColor;
  return [
    ...[...document.querySelectorAll('[aria-current]:not(li), .lencana, .keping, mark')].filter(none),
    ...shapes.filter(e => getComputedStyle(e).fill === ground),
  ].map(e => e.outerHTML.slice(0, 100));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page whose policy is put aside for the checker and for larger text."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_width_and_no_size_of_text_makes_a_page_scroll_sideways(page: Page, strained: Served, path: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(strained.address(path), wait_until="load")
    found = {}

    def look(name: str, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth") - width
        if over > 0:
            found[name, width] = over

    for width in WIDTHS:
        look("narrow", width)
        # Fractions of a pixel are rounded apart.
        if (blank := page.evaluate(BLANK)) > 2:
            found["blank", width] = blank
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in LARGE_TEXT:
        look("root at 200 %", width)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.evaluate(ZOOM_TEXT)
    for width in LARGE_TEXT[1:]:
        look("text at 200 %", width)

    assert found == {}


@pytest.mark.parametrize("path", PAGES)
def test_the_checker_finds_nothing_on_a_strained_page(page: Page, strained: Served, path: str) -> None:
    page.goto(strained.address(path), wait_until="load")
    page.evaluate(AXE)
    found = {}

    for theme, width in (("light", 1280), ("dark", 320)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        if violations := page.evaluate(RUN, RULES):
            found[theme] = violations

    assert found == {}


def test_the_checker_looks_at_the_size_of_targets_too(page: Page, strained: Served) -> None:
    page.goto(strained.address("/cari"), wait_until="load")
    page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('.centang input').forEach(e => { e.parentElement.style.all = 'unset' })")
    page.evaluate("document.querySelectorAll('.jenama').forEach(e => { e.style.cssText = 'width:9px;height:9px' })")

    rules = page.evaluate("rules => axe.run({runOnly: rules}).then(found => found.passes.map(rule => rule.id))", RULES)

    assert "target-size" in rules


@pytest.mark.parametrize("size", [24, 32])
def test_the_text_size_of_the_browser_folds_the_header_before_it_crowds(
    browser: Browser, strained: Served, size: int
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    page.goto(strained.address("/n/{mou}"), wait_until="load")
    seen = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    links, menu = page.locator(".nav").is_visible(), page.locator(".menu-hp summary").is_visible()
    over = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert seen == f"{size}px"
    assert (links, menu, over) == (False, True, 1280)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (320, 256)])
@pytest.mark.parametrize("path", ["/", "/cari?q=pencegahan", "/n/{mou}", "/n/{mou}/banding/{extension}", "/statistik"])
def test_the_focus_is_always_in_sight_and_goes_through_the_page_in_its_order(
    browser: Browser, strained: Served, path: str, width: int, height: int
) -> None:
    """Forwards and backwards: a sticky header hides what the focus comes to from below. 320 by 256 is 1280 at 400 %."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(strained.address(path), wait_until="load")

    there = walk(page, 160)
    back = walk(page, 160, "Shift+Tab")
    page.close()

    lost = [(way, one["html"]) for way, met in (("there", there), ("back", back)) for one in met if not (
        one["isSeen"] and one["isFree"] and one["hasRing"]
    )]  # fmt: skip
    assert len(there) > 15
    assert lost == []
    order = [one["at"] for one in there]
    assert order == sorted(order)


def test_what_moves_stands_still_where_the_reader_asks_for_it(browser: Browser, strained: Served) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    moving = {}
    for path in ("/", "/cari", "/n/{mou}", "/statistik"):
        page.goto(strained.address(path), wait_until="load")
        moving[path] = page.evaluate(MOVING)
    context.close()

    assert moving == {path: [] for path in moving}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_forced_colours_no_state_and_no_chart_is_lost(browser: Browser, strained: Served, theme: str) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    lost = {}
    for path in ("/", "/cari?q=pencegahan&negara=AU", "/n/{mou}?tampil=teks&q=smuggling", "/tahun", "/statistik"):
        page.goto(strained.address(path), wait_until="load")
        lost[path] = page.evaluate(LOST_IN_FORCED_COLOURS)
    context.close()

    assert lost == {path: [] for path in lost}


def test_what_is_in_another_language_says_so(page: Page, strained: Served) -> None:
    page.goto(strained.address("/n/{mou}?tampil=teks"))
    whole = page.locator("#tab-t").get_attribute("lang")
    headings = {one.get_attribute("lang") for one in page.locator("#tab-t h2").all()}
    page.goto(strained.address("/cari?q=smuggling"))
    snippet = page.locator('.cuplik [lang="en"]').inner_text()
    page.goto(strained.address("/n/{mou}/banding/{extension}"))
    english = page.locator('.teks-banding[lang="en"]').all_inner_texts()
    indonesian = page.locator(".teks-banding:not([lang])").all_inner_texts()

    assert (whole, headings) == ("en", {"id"})
    assert "people smuggling" in snippet
    assert any("The Participants" in text for text in english)
    assert any("Biaya dibebankan" in text for text in indonesian)
