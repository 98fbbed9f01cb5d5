"""Whether a file is genuine, in a browser: its digest is worked out there, and nothing but the digest leaves."""

import hashlib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page as any visitor has it."""
    return browser.new_context(viewport={"width": 390, "height": 844}).new_page()


@pytest.fixture
def pdf(served: Served, tmp_path: Path) -> Path:
    """The published PDF, downloaded."""
    path = tmp_path / "unduhan.pdf"
    path.write_bytes(served.site.client.get(f"/n/{served.site.kode['foreign']}/naskah.pdf").data)
    return path


def test_a_chosen_file_is_answered_and_never_sent(page: Page, served: Served, pdf: Path) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(served.address("/verifikasi"))

    page.set_input_files("#berkas-periksa", pdf)

    expect(page.locator(".hasil-periksa b")).to_have_text("Asli.")
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert parse_qs(urlsplit(page.url).query) == {"sidik": [digest]}
    assert {request.method for request in asked} == {"GET"}
    assert all(request.post_data_buffer is None for request in asked)


def test_a_file_that_is_dropped_anywhere_is_answered(page: Page, served: Served) -> None:
    page.goto(served.address("/verifikasi"))

    page.evaluate(
        """() => { const given = new DataTransfer();
        given.items.add(new File(['bukan naskah'], 'a.pdf', {type: 'application/pdf'}));
        document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: given, bubbles: true, cancelable: true})); }"""
    )

    expect(page.locator(".hasil-periksa b")).to_have_text("Tidak dikenal.")
    assert hashlib.sha256(b"bukan naskah").hexdigest() in page.url


@pytest.mark.parametrize("size", [0, 1, 55, 56, 63, 64, 65, 4_194_304, 9_000_001])
def test_a_large_file_has_the_same_digest_by_the_portals_own_hand(browser: Browser, served: Served, size: int) -> None:
    # The policy of the page lets nobody but its own script make a worker.
    page = browser.new_page(bypass_csp=True)
    page.goto(served.address("/verifikasi"))

    found = page.evaluate(
        """async (size) => { const bytes = new Uint8Array(size).map((_, i) => (i * 31 + (i >> 9)) % 251);
        const worker = new Worker(document.getElementById('jatuhkan').dataset.penghitung);
        const digest = new Promise((done) => { worker.onmessage = ({data}) => data.share || done(data.digest); });
        worker.postMessage(new Blob([bytes]));
        const by = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return [await digest, [...by].map((byte) => byte.toString(16).padStart(2, '0')).join('')]; }""",
        size,
    )

    page.close()
    assert found[0] == found[1]


def test_a_browser_without_webcrypto_is_answered_too(browser: Browser, served: Served, pdf: Path) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined});")
    page = context.new_page()
    page.goto(served.address("/verifikasi"))

    page.set_input_files("#berkas-periksa", pdf)

    expect(page.locator(".hasil-periksa b")).to_have_text("Asli.")
    context.close()


def test_an_empty_file_is_told_without_a_question(page: Page, served: Served, tmp_path: Path) -> None:
    empty = tmp_path / "kosong.pdf"
    empty.write_bytes(b"")
    page.goto(served.address("/verifikasi"))

    page.set_input_files("#berkas-periksa", empty)

    expect(page.locator("#kabar")).to_contain_text("kosong")
    assert "sidik=" not in page.url


def test_without_javascript_the_digest_is_typed(browser: Browser, served: Served, pdf: Path) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(served.address("/verifikasi"))
    assert not page.locator(".pilih-berkas").is_visible()

    page.fill("#sidik", hashlib.sha256(pdf.read_bytes()).hexdigest().upper())
    page.keyboard.press("Enter")

    assert page.locator(".hasil-periksa b").inner_text() == "Asli."
    assert page.locator(".cara-sidik summary").is_visible()


def test_a_file_is_chosen_by_the_keyboard_alone(page: Page, served: Served, pdf: Path) -> None:
    # The browser is told early that the test chooses, or the key may come before it knows.
    page.on("filechooser", lambda _: None)
    page.goto(served.address("/verifikasi"))
    page.focus("nav.remah a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "berkas-periksa"
    ring = page.evaluate("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")

    with page.expect_file_chooser() as waiting:
        page.keyboard.press("Space")
    waiting.value.set_files(pdf)

    assert ring == "solid"
    expect(page.locator(".hasil-periksa b")).to_have_text("Asli.")


def test_the_code_on_paper_leads_to_the_page(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    page.goto(served.address("/n/{foreign}"))
    assert not page.locator("svg.qr").is_visible()

    page.emulate_media(media="print")

    box = page.locator("svg.qr").bounding_box()
    assert box is not None
    assert box["width"] == box["height"] > 90
    assert page.locator(".hanya-cetak").inner_text().count("/verifikasi") == 1
    page.close()
