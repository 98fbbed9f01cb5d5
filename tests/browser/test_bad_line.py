"""Uploading and typing over bad lines, in a real browser before the real server (UX B1, B4, B5, B8)."""

import re
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Peran
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.models.user import LoginSession
from portal.services.berkas.resuming import LARGEST_PART
from tests.browser.conftest import Served
from tests.factories.naskah import sample_fields
from tests.factories.pdf import text_pdf
from tests.factories.processes import slowness
from tests.factories.shared import PASSWORD
from tests.fixtures.bad_line import BadLine, bad_line

pytestmark = pytest.mark.browser

EMAIL = "jauh@contoh.go.id"
LARGE = 25_000_000
BREAK_SECONDS = 30
HEADERS = 200_000
"""Bytes of pages and headers that go up beside the file."""
START_SECONDS = 5
Record = Callable[[str, object], None]
"""Notes a measured figure in the report of the test run (`--junitxml`)."""


@pytest.fixture(scope="module")
def staffed(served: Served) -> Served:
    """The site with the pengelola of a far office."""
    served.site.office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    return served


@pytest.fixture
def line(staffed: Served) -> Iterator[BadLine]:
    """A line of two megabytes a second."""
    with bad_line(staffed.url, rate=2_500_000) as opened:
        yield opened


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    opened = browser.new_context()
    yield opened
    opened.close()


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/masuk")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kerja/")


def pdf(path: Path, size: int = 0) -> Path:
    content = text_pdf([f"Contoh {secrets.token_hex(8)}"])
    path.write_bytes(content + b"%" * max(0, size - len(content)))
    return path


def until(page: Page, expression: str, value: object) -> None:
    """Wait for a value in the page; the policy forbids the browser to wait for it by itself."""
    deadline = time.monotonic() + 20
    while page.evaluate(expression) != value:
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(100)


def stored_files(served: Served) -> list[str]:
    with served.site.office.stores.database.reading() as session:
        return list(session.scalars(select(Berkas.nama)))


def test_a_break_of_thirty_seconds_repeats_no_more_than_one_part(
    context: BrowserContext, line: BadLine, staffed: Served, tmp_path: Path, record_testsuite_property: Record
) -> None:
    page = context.new_page()
    sign_in(page, line.url)
    page.goto(f"{line.url}/kerja/unggah")
    line.sent_up, line.cut_at, line.cut_seconds = 0, LARGE // 2, BREAK_SECONDS
    began = time.monotonic()

    page.set_input_files("[name=berkas]", pdf(tmp_path / "Naskah_Putus.pdf", LARGE))
    row = page.locator("[data-antre] li")
    expect(row).to_contain_text("Sambungan terputus", timeout=30_000)
    expect(row).to_contain_text("Tersimpan sebagai draf", timeout=90_000)

    assert line.cuts == 1
    assert time.monotonic() - began > BREAK_SECONDS
    repeated = line.sent_up - LARGE
    record_testsuite_property("b5_repeated_mib", round(repeated / 2**20, 2))
    assert repeated <= LARGEST_PART + HEADERS
    assert stored_files(staffed).count("Naskah_Putus.pdf") == 1


def test_a_closed_browser_goes_on_when_the_same_file_is_chosen_again(
    browser: Browser, line: BadLine, staffed: Served, tmp_path: Path
) -> None:
    path = pdf(tmp_path / "Naskah_Tertutup.pdf", 12_000_000)
    first = browser.new_context()
    page = first.new_page()
    sign_in(page, line.url)
    page.goto(f"{line.url}/kerja/unggah")
    page.set_input_files("[name=berkas]", path)
    expect(page.locator("[data-antre] li")).to_contain_text(re.compile(r"Mengunggah [3-9]\d%"), timeout=30_000)
    first.close()
    line.sent_up = 0

    second = browser.new_context()
    page = second.new_page()
    sign_in(page, line.url)
    page.goto(f"{line.url}/kerja/unggah")
    expect(page.locator("[data-belum-selesai]")).to_contain_text("Naskah_Tertutup.pdf")
    page.set_input_files("[name=berkas]", path)
    expect(page.locator("[data-antre] li")).to_contain_text("Tersimpan sebagai draf", timeout=60_000)
    second.close()

    assert line.sent_up <= 12_000_000 * 7 // 10 + LARGEST_PART + HEADERS
    assert stored_files(staffed).count("Naskah_Tertutup.pdf") == 1


def test_the_first_of_three_can_be_checked_while_the_others_still_come(
    context: BrowserContext, line: BadLine, tmp_path: Path, record_testsuite_property: Record
) -> None:
    page = context.new_page()
    sign_in(page, line.url)
    page.goto(f"{line.url}/kerja/unggah")
    files = [pdf(tmp_path / "Satu.pdf", 2_000_000), *(pdf(tmp_path / f"{n}.pdf", 9_000_000) for n in ("Dua", "Tiga"))]

    page.set_input_files("[name=berkas]", files)
    rows = page.locator("[data-antre] li")
    expect(rows.nth(0)).not_to_contain_text(re.compile("Mengunggah|giliran"), timeout=30_000)
    arrived = time.monotonic()
    with context.expect_page() as opened:
        rows.nth(0).locator("a").click(timeout=START_SECONDS * slowness() * 1000)
    form = opened.value
    # The name of a file is no title; the form says which file it is about.
    expect(form.locator("main")).to_contain_text("Satu.pdf")
    seconds = time.monotonic() - arrived

    record_testsuite_property("b4_seconds", round(seconds, 2))
    assert seconds <= START_SECONDS * slowness()
    expect(rows.nth(2)).not_to_contain_text("Tersimpan")
    for number in (1, 2):
        expect(rows.nth(number)).to_contain_text("Tersimpan sebagai draf", timeout=60_000)


def end_sessions(served: Served) -> None:
    with served.site.office.stores.database.transaction() as session:
        for row in session.scalars(select(LoginSession).where(LoginSession.ended_at.is_(None))):
            row.ended_at = clock.utc_now()


@pytest.fixture
def draft(staffed: Served) -> str:
    """A draft nobody has touched."""
    office = staffed.site.office
    return office.upload(sample_fields(judul="Judul Lama"), actor=office.actor(EMAIL)).kode


def title_of(served: Served, kode: str) -> str:
    with served.site.office.stores.database.reading() as session:
        return session.scalars(select(Naskah.judul).where(Naskah.kode == kode)).one()


def test_a_draft_saves_itself_and_says_when(context: BrowserContext, staffed: Served, draft: str) -> None:
    page = context.new_page()
    sign_in(page, staffed.url)
    page.goto(f"{staffed.url}/kerja/naskah/{draft}/ubah")

    page.fill("[name=judul]", "Judul Baru")
    until(page, "sessionStorage.length", 0)
    expect(page.locator("[data-tersimpan]")).to_have_text(re.compile(r"Tersimpan \d\d\.\d\d WIB"))

    assert title_of(staffed, draft) == "Judul Baru"
    page.evaluate("document.querySelectorAll('#formulir details').forEach((one) => { one.open = true; })")
    page.fill("[name=ruang_lingkup]", "Lingkup Kedua")
    until(page, "sessionStorage.length", 1)
    until(page, "sessionStorage.length", 0)
    page.reload()
    assert page.input_value("[name=ruang_lingkup]") == "Lingkup Kedua"


def test_what_was_typed_comes_back_after_the_session_ended(
    context: BrowserContext, staffed: Served, draft: str
) -> None:
    page = context.new_page()
    sign_in(page, staffed.url)
    page.goto(f"{staffed.url}/kerja/naskah/{draft}/ubah")
    token = page.input_value("#formulir [name=csrf_token]")
    end_sessions(staffed)

    page.fill("[name=judul]", "Diketik Saat Sesi Habis")
    page.evaluate("document.querySelectorAll('#formulir details').forEach((one) => { one.open = true; })")
    page.fill("[name=ruang_lingkup]", "Baris satu\nBaris dua")
    expect(page.locator("[data-tersimpan]")).to_contain_text("Sesi Anda berakhir", timeout=15_000)
    kept = page.evaluate("JSON.stringify(Object.entries(sessionStorage))")
    assert token not in kept
    assert "csrf_token" not in kept
    assert title_of(staffed, draft) == "Judul Lama"

    page.locator("[data-tersimpan] a").click()
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{draft}/ubah")
    expect(page.locator("#formulir [name=judul]")).to_have_value("Diketik Saat Sesi Habis")
    assert page.input_value("[name=ruang_lingkup]") == "Baris satu\nBaris dua"
    until(page, "sessionStorage.length", 0)

    assert title_of(staffed, draft) == "Diketik Saat Sesi Habis"


def test_without_javascript_the_form_is_given_back_too(browser: Browser, staffed: Served, draft: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, staffed.url)
    page.goto(f"{staffed.url}/kerja/naskah/{draft}/ubah")
    end_sessions(staffed)
    page.fill("[name=judul]", "Tanpa Skrip")
    page.click(".bilah-bawah [value=simpan]")
    expect(page.locator("h1")).to_have_text("Isian Anda masih ada")

    other = context.new_page()
    sign_in(other, staffed.url)
    page.get_by_role("button", name="Kirim ulang").click()
    expect(page.locator("main")).to_contain_text("Anda sudah masuk lagi")
    page.get_by_role("button", name="Kirim ulang").click()
    page.wait_for_url("**/kerja/naskah/*")
    context.close()

    assert title_of(staffed, draft) == "Tanpa Skrip"


def test_an_upload_goes_on_after_signing_in_in_another_tab(
    context: BrowserContext, line: BadLine, staffed: Served, tmp_path: Path
) -> None:
    page = context.new_page()
    sign_in(page, line.url)
    page.goto(f"{line.url}/kerja/unggah")
    page.set_input_files("[name=berkas]", pdf(tmp_path / "Sesi_Habis.pdf", 12_000_000))
    row = page.locator("[data-antre] li")
    expect(row).to_contain_text("Mengunggah", timeout=30_000)
    end_sessions(staffed)
    expect(row).to_contain_text("Sesi Anda berakhir", timeout=30_000)

    sign_in(context.new_page(), line.url)
    row.get_by_role("button", name="Lanjutkan").click()

    expect(row).to_contain_text("Tersimpan sebagai draf", timeout=60_000)
    assert stored_files(staffed).count("Sesi_Habis.pdf") == 1
