"""What a reader may expect (A1 to A9 of docs/expectations.md): at 360 px, by keyboard alone, without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served
from tests.fixtures.by_key import reach
from tests.fixtures.odd_site import NUMBER

pytestmark = pytest.mark.browser

FIRST_PDF = '.hasil > li:first-child a[href$=".pdf"]'


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A small telephone without JavaScript; nothing on it is clicked."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def search(page: Page, text: str) -> None:
    """Type into the search box of the page that is open, and press Enter: one interaction."""
    reach(page, "#q")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, selector: str) -> None:
    """Come to a link by Tab and open it: one interaction."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("text", ["rehabilitasi narkotika", "Department of Home Affairs", NUMBER])
def test_a1_from_the_front_page_to_the_pdf_in_two_interactions(plain: Page, strained: Served, text: str) -> None:
    plain.goto(strained.url)

    search(plain, text)
    reach(plain, FIRST_PDF)
    with plain.expect_download() as waiting:
        plain.keyboard.press("Enter")

    wanted = {"rehabilitasi narkotika": "ending", "Department of Home Affairs": "mou", NUMBER: "pks"}[text]
    assert waiting.value.suggested_filename.startswith(strained.site.kode[wanted])


@pytest.mark.parametrize("text", [NUMBER, "MIP14HH0502 TAHUN 2026", "mip 14 hh 05 02 tahun 2026", "MIP-14. HH. 05. 02"])
def test_a2_the_exact_number_is_first_with_and_without_blanks_and_dots(
    plain: Page, strained: Served, text: str
) -> None:
    plain.goto(strained.url)

    search(plain, text)

    first = plain.locator(".hasil > li h2 a").first.get_attribute("href")
    assert first == f"/n/{strained.site.kode['pks']}"


def test_a3_a_slip_of_the_pen_is_answered_and_nothing_found_is_no_dead_end(plain: Page, strained: Served) -> None:
    plain.goto(strained.url)

    search(plain, "narkotka")
    offered = plain.inner_text("main")
    follow(plain, 'main a[href*="q=narkotika"]')
    hits = plain.locator(".hasil > li").count()
    search(plain, "zzzzqqqq")
    ways = {link.get_attribute("href") for link in plain.locator(".jalan-keluar a").all()}
    follow(plain, ".jalan-keluar a")

    assert "Mungkin maksud Anda: narkotika" in offered
    assert hits >= 1
    assert len(ways) >= 2
    assert plain.locator(".hasil > li").count() > 1


def test_a5_a_hit_says_why_and_one_interaction_opens_that_very_page(plain: Page, strained: Served) -> None:
    plain.goto(strained.url)

    search(plain, "exchange information")
    why = plain.inner_text(".hasil > li:first-child .cuplik")
    marked = plain.locator(".hasil > li:first-child .cuplik mark").all_inner_texts()
    follow(plain, '.hasil > li:first-child .cuplik a[href*="hlm-2"]')
    box = plain.locator("#hlm-2 img").bounding_box()

    assert "people smuggling" in why
    assert " ".join(marked) == "exchange information"
    assert plain.url.endswith("#hlm-2")
    assert box is not None
    assert 0 <= box["y"] < 740


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (360, 800)])
@pytest.mark.parametrize("name", ["mou", "ended", "replaced", "title"])
def test_a6_state_parties_date_and_unit_are_seen_without_scrolling(
    plain: Page, strained: Served, name: str, width: int, height: int
) -> None:
    plain.set_viewport_size({"width": width, "height": height})
    plain.goto(strained.address(f"/n/{{{name}}}"))

    facts = [".kepala-naskah .lencana >> nth=1", ".para-pihak", ".ringkas dd >> nth=0", ".ringkas dd >> nth=2"]
    boxes = [plain.locator(one).bounding_box() for one in facts]
    plain.set_viewport_size({"width": 360, "height": 740})

    bottoms = [box["y"] + box["height"] for box in boxes if box is not None]
    assert len(bottoms) == len(facts)
    assert max(bottoms) <= height


def test_a7_country_state_and_year_are_three_choices_in_an_address_to_share(
    plain: Page, strained: Served, browser: Browser
) -> None:
    plain.goto(strained.address("/cari"))
    before = plain.locator(".hasil > li").count()

    for name, value in (("negara", "AU"), ("status", "berlaku")):
        reach(plain, f'input[name="{name}"][value="{value}"]', 200)
        plain.keyboard.press("Space")
    reach(plain, "#dari", 200)
    plain.keyboard.type("2020")
    with plain.expect_navigation():
        plain.keyboard.press("Enter")
    shared = plain.url
    narrowed = plain.locator(".hasil > li h2 a").all_inner_texts()
    plain.go_back()
    restored = plain.locator(".hasil > li").count()
    other = browser.new_context(java_script_enabled=False)
    page = other.new_page()
    page.goto(shared)
    elsewhere = page.locator(".hasil > li h2 a").all_inner_texts()
    other.close()

    assert narrowed == elsewhere == ["Pencegahan Penyelundupan Manusia dengan Australia"]
    assert restored == before > 1


def test_a8_the_parent_and_the_extension_are_one_interaction_away(plain: Page, strained: Served) -> None:
    kode = strained.site.kode
    plain.goto(strained.address("/n/{pks}"))

    follow(plain, f'.kaitan a[href="/n/{kode["mou"]}"]')
    parent = plain.url
    follow(plain, f'.kaitan a[href="/n/{kode["extension"]}"]')

    assert parent.endswith(kode["mou"])
    assert plain.url.endswith(kode["extension"])


def test_a9_the_whole_citation_is_chosen_in_two_interactions_and_keeps_its_address(
    plain: Page, strained: Served
) -> None:
    address = strained.address("/n/{corrected}")
    plain.goto(address)

    reach(plain, ".kutip-lipat summary")
    plain.keyboard.press("Enter")
    unfolded = plain.inner_text("#teks-kutipan")
    reach(plain, "#kutipan-salin", 200)
    start, end, length = plain.evaluate(
        "(() => { const f = document.activeElement; return [f.selectionStart, f.selectionEnd, f.value.length]; })()"
    )
    plain.goto(address + "/versi/1")
    earlier = plain.input_value("#kutipan-salin")

    assert "Judul Benar" in unfolded
    assert (start, end) == (0, length)
    assert unfolded.rstrip().endswith(address.removeprefix(strained.url))
    # The corrected naskah was published twice; both citations lead to the one address.
    assert earlier.rstrip().endswith(address.removeprefix(strained.url)) or "/versi/1" in earlier
