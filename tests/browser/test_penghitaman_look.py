"""A redaction in a browser, by keyboard alone and by mouse: no fault of accessibility on any width and in any theme."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from indexer.worker import Worker
from portal.domain.permissions import Peran
from portal.models.job import JobKind
from tests.browser.conftest import Served
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.penghitaman import pdf_with_numbers, plan_of
from tests.factories.shared import PASSWORD, reader
from tests.fixtures.axe import AXE, RULES, RUN, VIEWS

pytestmark = pytest.mark.browser

EMAIL = "penghitam@contoh.go.id"


def faults(page: Page, name: str) -> list[object]:
    """What the checker finds in any view, and how far the page scrolls sideways.

    A box is as large as what it hides, so it may be smaller than a finger; its fields beside the page do the same.
    """
    page.evaluate(AXE)
    found: list[object] = []
    for theme, width in VIEWS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        violations = [
            (rule, left)
            for rule, nodes in page.evaluate(RUN, RULES)
            if (left := [node for node in nodes if rule != "target-size" or 'class="kotak-hitam' not in node])
        ]
        overflow = page.evaluate("document.documentElement.scrollWidth") - width
        if violations or overflow > 0:
            found.append((name, theme, width, violations, overflow))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    return found


def test_boxes_are_drawn_by_keyboard_and_by_mouse_and_nothing_is_lost(browser: Browser, served: Served) -> None:
    office = served.site.office
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    sent = office.upload(sample_fields(), pdf=pdf_with_numbers())
    Worker(office.stores, reader(), kinds=(JobKind.BACA_BERKAS,)).drain()
    desk = Desk(office)
    page = browser.new_context(bypass_csp=True).new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(served.address("/masuk"))
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kerja/")
    page.goto(served.address(f"/kerja/naskah/{sent.kode}/berkas/{sent.berkas_id}/hitamkan?hlm=2"))

    # By keyboard alone: added in the middle, moved, made wider, saved.
    page.get_by_role("button", name="Tambah kotak").press("Enter")
    box = page.locator(".kotak-hitam")
    expect(box).to_be_focused()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown", "+"):
        page.keyboard.press(key)
    expect(box).to_have_attribute("aria-label", re.compile("Kotak 1, Data pribadi.*kiri 33,5 persen, atas 46 persen"))
    expect(page.locator("[data-kabar]")).to_have_text("Kiri 33,5, atas 46, lebar 31,5, tinggi 5,5 persen.")
    found = faults(page, "one box")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "kiri-0"
    page.get_by_role("button", name="Simpan kotak", exact=True).last.press("Enter")
    page.wait_for_url("**pesan=penghitaman**")
    (kotak,) = plan_of(desk, sent.kode).on(sent.berkas_id, 2)
    assert (kotak.kotak.kiri, kotak.kotak.atas, kotak.kotak.kanan, kotak.kotak.bawah) == (3350, 4600, 6500, 5150)

    # By mouse: drawn, made larger at its corner, moved; then the first one is taken out.
    frame = page.locator(".kanvas-hitam").bounding_box()
    assert frame is not None

    def drag(begin: tuple[float, float], end: tuple[float, float]) -> None:
        page.mouse.move(frame["x"] + frame["width"] * begin[0], frame["y"] + frame["height"] * begin[1])
        page.mouse.down()
        page.mouse.move(frame["x"] + frame["width"] * end[0], frame["y"] + frame["height"] * end[1], steps=4)
        page.mouse.up()

    drag((0.6, 0.3), (0.4, 0.2))
    drag((0.6, 0.3), (0.7, 0.35))
    drag((0.5, 0.25), (0.4, 0.25))
    expect(page.locator(".kotak-hitam")).to_have_count(2)
    page.locator(".kotak-hitam").first.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".kotak-hitam")).to_have_count(1)
    # What is not saved is not left by mistake.
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Sebelumnya").first.click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Simpan kotak", exact=True).last.click()
    page.wait_for_load_state()
    (kotak,) = plan_of(desk, sent.kode).on(sent.berkas_id, 2)
    edges = (kotak.kotak.kiri, kotak.kotak.atas, kotak.kotak.kanan, kotak.kotak.bawah)
    assert all(abs(edge - wanted) < 120 for edge, wanted in zip(edges, (3000, 2000, 6000, 3500), strict=True)), edges

    # Suggestions, and the wish for copies.
    page.get_by_role("link", name="Sebelumnya").first.click()
    page.wait_for_url("**/hitamkan**")
    found += faults(page, "suggestions")
    page.get_by_role("button", name="Terima semua di halaman ini").press("Enter")
    page.wait_for_load_state()
    expect(page.locator(".kotak-hitam")).to_have_count(4)
    found += faults(page, "boxes")
    page.get_by_role("checkbox", name="Saya sudah melihat setiap halaman").press("Space")
    page.get_by_role("button", name="Buat salinan untuk umum").press("Enter")
    page.wait_for_url("**pesan=penghitaman-minta**")
    Worker(office.stores, reader(), kinds=(JobKind.HITAMKAN,)).drain()
    page.reload()
    expect(page.get_by_text("Salinan sudah dibuat dari kotak ini")).to_be_visible()
    found += faults(page, "made")

    assert found == []
    assert broken == []
