"""The form in a real browser: checked by keyboard, filled while pages are read, without a script, on a phone."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal import clock
from portal.domain.kasus.kemlu import KemluState, LangkahKemluFields
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah_asli.penerimaan import PenerimaanFields, Rangkap
from portal.domain.permissions import Peran
from portal.domain.suggestions.values import Field
from portal.domain.tenggat.clocks import Law
from portal.legal.load import load_kalender, load_rules
from portal.queries.naskah_asli import dossier
from portal.services import kasus, saran
from portal.services.naskah_asli.penerimaan import receive
from portal.web.typed import show_day
from tests.browser.conftest import Served
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.naskah_text import UTAMA
from tests.factories.pdf import text_pdf
from tests.factories.shared import PASSWORD
from tests.fixtures.axe import AXE, RULES, RUN, VIEWS
from tests.fixtures.hand import Record

pytestmark = pytest.mark.browser

UNIT, BIRO = "isian@contoh.go.id", "isianbiro@contoh.go.id"
SCREEN = 900
UNSURE = frozenset(
    {
        Field.JUDUL,
        Field.PIHAK_NAMA,
        Field.PIHAK_NOMOR,
        Field.SIGNED_ON,
        Field.TEMPAT,
        Field.PENANDA_TANGAN,
        Field.JABATAN,
    }
)
Enter = Callable[..., Page]
WIDE = """width => [...document.querySelectorAll('main *')]
  .filter(one => one.getBoundingClientRect().right > width).map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""


@pytest.fixture(scope="module")
def staffed(served: Served) -> Served:
    """A naskah that was read, a naskah to tie to, and a treaty whose copy the foreign ministry is about to issue."""
    office, kode = served.site.office, served.site.kode
    office.add_user(UNIT, Peran.PENGELOLA, "KANIM-A")
    office.add_user(BIRO, Peran.BIRO, "BIRO")
    scan = office.upload(NaskahFields("", unit="KANIM-A"), pdf=text_pdf([UTAMA]), nama="pindaian.pdf")
    kode["form_scan"] = scan.kode
    for key in ("form_parent", "form_draft", "form_discard", "form_void"):
        kode[key] = office.upload(sample_fields(judul=f"Contoh {key} Induk Penelitian")).kode
    office.drain()
    with office.stores.database.transaction() as session:
        # Read right, but as unsure as names, numbers and places are on a scan.
        found = saran.load(session, [scan.berkas_id])[scan.berkas_id]
        unsure = [replace(one, keyakinan=min(one.keyakinan, 0.55)) if one.bidang in UNSURE else one for one in found]
        saran.store(session, scan.berkas_id, unsure)
    kode["form_treaty"] = _treaty(served)
    return served


def _treaty(served: Served) -> str:
    office = served.site.office
    kode = office.upload(foreign_fields(judul="Perjanjian CTC", perjanjian_internasional=True)).kode
    law = Law(load_rules(), load_kalender(), None)
    fields = PenerimaanFields(clock.today(), penyerah="Kurir contoh", rangkap=(Rangkap("id", 2),))
    with office.stores.database.transaction() as session:
        receive(session, kode, fields, law, office.act())
    for step in (KemluState.DIKIRIM, KemluState.LENGKAP_TERCATAT):
        with office.stores.database.transaction() as session:
            seen = dossier.find_naskah_asli(session, kode, office.act().actor).kemlu.version
            kasus.record_kemlu(session, kode, seen, step, LangkahKemluFields(clock.today(), "S-1"), office.act())
    return kode


@pytest.fixture
def enter(browser: Browser, staffed: Served) -> Iterator[Enter]:
    """A page of somebody signed in, in a browser of their own."""
    opened: list[BrowserContext] = []

    def through_the_door(email: str = UNIT, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        opened.append(context)
        page = context.new_page()
        page.goto(staffed.address("/masuk"))
        sign_in(page, email)
        page.wait_for_url("**/kerja/")
        return page

    yield through_the_door
    for context in opened:
        context.close()


def sign_in(page: Page, email: str) -> None:
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def faults(page: Page) -> dict[object, object]:
    """What the checker finds, and how far the page scrolls sideways, in every view."""
    page.evaluate(AXE)
    # Bars that stay in view cover half of a field wherever the page happens to stand; scrolling uncovers it.
    page.add_style_tag(content=".kepala, .alih, .bilah-bawah { position: static !important }")
    found: dict[object, object] = {}
    for theme, width in VIEWS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": SCREEN})
        violations = page.evaluate(RUN, RULES)
        overflow = page.evaluate("document.documentElement.scrollWidth") - width
        if violations or overflow > 0:
            found[theme, width] = (violations, overflow and page.evaluate(WIDE, width))
    return found


def test_d11_a_scan_of_two_parties_is_checked_and_sent_by_keyboard_on_two_screens(
    enter: Enter, staffed: Served, record_testsuite_property: Record
) -> None:
    page = enter(viewport={"width": 1440, "height": SCREEN})
    page.goto(staffed.address("/kerja/unggah"))
    if page.locator("[value=tutup_panduan]").count():
        page.click("[value=tutup_panduan]")
    page.goto(staffed.address("/kerja/naskah/{form_scan}/ubah"))
    doubts = page.locator("[data-ragu]").count()
    reach = 0.0
    crops = page.locator("[data-ragu] .potongan").all()
    sizes = [box for crop in crops if crop.is_visible() and (box := crop.bounding_box())]
    text = page.locator("#formulir").inner_text()
    once = [one.get_attribute("name") for one in page.locator("[name$=signed]").all() if one.is_visible()]
    keys = 0

    while page.locator("[data-ragu]:not(.dicocokkan)").count():
        field = page.evaluate("document.activeElement.closest('[data-ragu]') !== null")
        assert field, "the focus stands in a doubtful field"
        page.keyboard.press("Enter")
        keys += 1
        reach = max(reach, page.evaluate("scrollY + innerHeight"))
    height = page.evaluate("document.documentElement.scrollHeight")
    assert page.evaluate("document.activeElement.name") == "is_checked"
    page.keyboard.press("Space")
    page.keyboard.press("Alt+Enter")
    keys += 2
    page.wait_for_url("**/tanda-terima*")

    for name, value in (("doubts", doubts), ("keys", keys), ("reach", reach), ("height", height)):
        record_testsuite_property(f"d11_{name}", value)
    assert doubts > 0
    assert keys <= 15
    assert (reach <= 2 * SCREEN, height <= 2 * SCREEN) == (True, True), (reach, height, doubts, keys)
    assert sizes
    assert min(box["width"] for box in sizes) >= 270
    assert min(box["height"] for box in sizes) >= 44
    for foreign in ("Perjanjian internasional", "DPR", "Negara"):
        assert foreign not in text
    assert once == ["signed"]


def test_d2_suggestions_arrive_while_somebody_types_and_overwrite_nothing(enter: Enter, staffed: Served) -> None:
    office = staffed.site.office
    kode = office.upload(NaskahFields("", unit="KANIM-A"), pdf=text_pdf([UTAMA, "Lampiran lain"])).kode
    page = enter(viewport={"width": 1440, "height": SCREEN})
    page.goto(f"{staffed.url}/kerja/naskah/{kode}/ubah")
    reading = threading.Thread(target=office.drain)

    page.locator("[name='pihak-1-jabatan']").fill("Jabatan yang diketik")
    page.locator("[name=judul]").press_sequentially("Judul yang ")
    reading.start()
    for _ in range(600):
        page.keyboard.type("d")
        page.wait_for_timeout(100)
        if page.locator("[name='pihak-2-nama']").input_value():
            break
    reading.join()

    assert re.fullmatch("Judul yang d+", page.input_value("[name=judul]"))
    assert page.input_value("[name='pihak-1-jabatan']") == "Jabatan yang diketik"
    assert page.input_value("[name='pihak-2-nama']") == "Badan Narkotika Nasional"
    assert page.input_value("[name='pihak-2-penanda_tangan']") == "CONTOH PEJABAT DUA"
    expect(page.locator("#halaman img")).to_have_count(2)
    # What was typed is kept by itself, also after other fields came in.
    page.locator("h1").click()
    expect(page.locator("[data-tersimpan]")).to_contain_text(re.compile(r"Tersimpan \d"), timeout=20_000)


def test_what_was_typed_outlives_the_session(enter: Enter, staffed: Served) -> None:
    page = enter()
    page.goto(staffed.address("/kerja/naskah/{form_draft}/ubah"))
    page.context.clear_cookies()

    page.fill("[name=judul]", "Diketik sesudah sesi berakhir")
    page.locator("h1").click()
    page.get_by_role("link", name="Masuk lagi").click()
    sign_in(page, UNIT)
    page.wait_for_url("**/ubah")

    # By its own name: the form that carries what was kept is still there while the page changes.
    expect(page.locator("#f-judul")).to_have_value("Diketik sesudah sesi berakhir")


def test_on_a_phone_one_tap_switches_between_form_and_page(enter: Enter, staffed: Served) -> None:
    page = enter(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(staffed.address("/kerja/naskah/{form_draft}/ubah"))
    form, sheet = page.locator("#formulir"), page.locator("#halaman")
    expect(form).to_be_visible()
    expect(sheet).to_be_hidden()

    page.locator("label[for=alih-halaman]").tap()
    expect(sheet).to_be_visible()
    expect(form).to_be_hidden()

    page.locator("label[for=alih-isian]").tap()
    expect(form).to_be_visible()


def test_a_parent_a_day_and_a_partner_are_found_by_keyboard(enter: Enter, staffed: Served) -> None:
    page = enter(viewport={"width": 1440, "height": SCREEN})
    page.goto(staffed.address("/kerja/naskah/{form_draft}/ubah"))
    page.locator("summary", has_text="Naskah terkait").press("Enter")
    page.locator("button[value=tambah_hubungan]").press("Enter")
    page.wait_for_load_state()
    field = page.locator("[data-cari-naskah]")
    field.press_sequentially("form_parent induk")
    offer = page.locator(".temuan-naskah button", has_text=staffed.site.kode["form_parent"])
    expect(offer).to_be_visible()
    offer.press("Enter")
    expect(field).to_have_value(staffed.site.kode["form_parent"])
    expect(page.locator(".temuan-naskah")).to_contain_text("Contoh form_parent Induk Penelitian")

    opener = page.locator("[data-kalender=f-signed]")
    opener.press("Enter")
    picker = page.locator(".kalender-asli")
    picker.evaluate("e => { e.value = '2026-03-09'; e.dispatchEvent(new Event('change', {bubbles: true})); }")
    expect(page.locator("[name=signed]")).to_have_value("09-03-2026")
    page.fill("[name=signed]", "10-3-2026")
    page.keyboard.press("Alt+Enter")
    page.wait_for_url("**/ubah*")
    expect(page.locator("[name=judul]")).to_be_visible()


def test_the_whole_form_is_filled_and_sent_without_a_script(enter: Enter, staffed: Served) -> None:
    kode = staffed.site.office.upload(NaskahFields("", unit="KANIM-A"), pdf=text_pdf(["Halaman tanpa isi"])).kode
    staffed.site.office.drain()
    page = enter(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(f"{staffed.url}/kerja/naskah/{kode}/ubah")
    page.fill("[name=judul]", "Diisi Tanpa Skrip")
    page.check("[name=lingkup][value=dalam_negeri]")
    page.select_option("[name=bentuk]", "perjanjian_kerja_sama")
    page.fill("[name='pihak-2-nama']", "Yayasan Tanpa Skrip")
    page.fill("[name=signed]", "12-3-2026")
    page.locator("summary", has_text="Naskah terkait").click()
    page.click("button[value=tambah_hubungan]")
    page.fill("[data-cari-naskah]", "form_parent induk")
    page.click("button[value='cari_hubungan:1']")
    page.click(f"button[value='pakai_hubungan:1:{staffed.site.kode['form_parent']}']")
    page.check("[name=is_checked]")
    page.locator(".bilah-bawah [value=kirim]").click()
    page.select_option("[name='pihak-2-jenis'][aria-invalid=true]", "lembaga_nonpemerintah")
    page.locator(".bilah-bawah [value=kirim]").click()
    if page.locator("[value='kirim:diperiksa']").count():
        page.click("[value='kirim:diperiksa']")

    page.wait_for_url("**/tanda-terima*")
    expect(page.locator("main")).to_contain_text("TT-")


def test_a_signing_tells_due_date_and_partner_while_typing(enter: Enter, staffed: Served) -> None:
    page = enter(BIRO, viewport={"width": 1440, "height": SCREEN}, bypass_csp=True)
    page.goto(staffed.address("/kerja/daftarkan"))
    page.locator("[name=signed]").press_sequentially(show_day(clock.today()))
    expect(page.locator("[data-tenggat-untuk=signed]")).to_contain_text("Tanpa tenggat")
    partner = foreign_fields().pihak[1]
    page.locator("[name=mitra]").press_sequentially(partner.nama)
    expect(page.locator("[name=jenis_mitra]")).to_have_value(partner.jenis.value if partner.jenis else "")
    expect(page.locator("button.tanpa-js")).to_be_hidden()
    assert faults(page) == {}


def test_the_states_of_the_form_have_no_fault_in_any_view(enter: Enter, staffed: Served) -> None:
    page = enter(BIRO, bypass_csp=True, viewport={"width": 1440, "height": SCREEN})
    page.goto(staffed.address("/kerja/naskah/{form_void}/ubah"))
    page.locator("summary", has_text="Naskah terkait").click()
    page.click("button[value=tambah_hubungan]")
    page.fill("[data-cari-naskah]", "induk penelitian")
    page.click("button[value='cari_hubungan:1']")
    expect(page.locator("button[value^='pakai_hubungan']").first).to_be_visible()
    page.evaluate("document.querySelectorAll('#formulir details').forEach(one => { one.open = true; })")
    assert faults(page) == {}

    page.goto(staffed.address("/biro/asli/{form_treaty}"))
    page.locator("summary", has_text="Catat langkah berikut").click()
    assert faults(page) == {}
    page.fill("#f-kemlu-dokumen", "CTC-1/2026")
    copy = {"name": "ctc.pdf", "mimeType": "application/pdf", "buffer": text_pdf(["Salinan resmi"])}
    page.set_input_files("#f-kemlu-berkas_id", copy)  # type: ignore[arg-type]
    page.locator("form[action$='/kemlu'] button", has_text="Simpan langkah").click()
    page.wait_for_url("**pesan=kemlu*")
    expect(page.locator("main")).to_contain_text("Buka berkas")


def test_a_draft_is_discarded_a_naskah_voided_and_both_opened_again(enter: Enter, staffed: Served) -> None:
    staffed.site.office.submit(staffed.site.kode["form_void"])
    unit, biro = enter(), enter(BIRO)
    for page, key, fold, act in (
        (unit, "form_discard", "Buang draf ini", "Buang draf"),
        (biro, "form_void", "Batalkan, keliru dicatat", "Batalkan naskah"),
    ):
        page.goto(staffed.address(f"/kerja/naskah/{{{key}}}"))
        page.locator("summary", has_text=fold).click()
        page.get_by_role("button", name=act, exact=True).click()
        expect(page.locator(".ringkasan-galat")).to_be_visible()
        page.fill("[name=alasan_batal]", "Tercatat dua kali.")
        page.get_by_role("button", name=act, exact=True).click()
        page.wait_for_url("**pesan=*")

        biro.goto(staffed.address(f"/kerja/naskah/{{{key}}}"))
        biro.get_by_role("button", name="Buka lagi untuk unit").click()
        biro.wait_for_url("**pesan=*")
        expect(biro.get_by_role("button", name="Buka lagi untuk unit")).to_have_count(0)
