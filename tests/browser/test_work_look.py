"""Work pages in a browser: no accessibility fault, no sideways scrolling; files go in with and without JavaScript."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from portal import clock
from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN
from portal.domain.naskah.enumerations import Tingkat
from portal.domain.naskah_asli.penerimaan import PenerimaanFields, Rangkap
from portal.domain.permissions import Peran
from portal.domain.suggestions.values import Box, Field, Saran
from portal.domain.tenggat.clocks import Law
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan
from portal.legal.load import load_kalender, load_rules
from portal.models.berkas import Berkas
from portal.services import kemiripan, lampiran, saran
from portal.services.kiriman.settling import KirimanOutcome
from portal.services.naskah_asli.penerimaan import receive
from portal.services.users.penugasan import NewPenugasan, assign
from tests.browser.conftest import Served
from tests.factories.damaged_pdf import no_pages_pdf, truncated_pdf
from tests.factories.kiriman import REASON, by_folder, by_mail
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.pdf import image_only_pdf, javascript_pdf, text_pdf
from tests.factories.shared import PASSWORD
from tests.factories.signed_pdf import sign
from tests.factories.usulan import close, record
from tests.fixtures.axe import VIEWS, seen_faults
from tests.fixtures.choosing import file_field

pytestmark = pytest.mark.browser

EMAIL = "semua@contoh.go.id"
LONG_NAME = "perjanjian-kerja-sama-" + "sangat-panjang-" * 5 + "2026.pdf"
TALL_CELLS = """[...document.querySelectorAll('td.status, td.jam-asli, td.waktu')].filter(cell => {
  const words = document.createRange()
  words.selectNodeContents(cell)
  return words.getBoundingClientRect().height > 2.4 * parseFloat(getComputedStyle(cell).lineHeight)
}).map(cell => cell.textContent.trim())"""
"""Cells that say how a naskah stands in more than two lines."""
PAGES = (
    "/kerja/",
    "/kerja/naskah",
    "/kerja/naskah?q=naskah&tahun=2026&mitra=contoh&bentuk=perjanjian_kerja_sama&status=draf&unit=KANIM-A",
    "/kerja/cari?q=keimigrasian",
    "/kerja/cari?q=contoh&bentuk=perjanjian_kerja_sama&tahun=2026",
    "/kerja/unggah",
    "/kerja/kiriman",
    "/kerja/naskah/{work_draft}",
    "/kerja/naskah/{work_draft}/ubah",
    "/kerja/naskah/{work_sent}",
    "/kerja/naskah/{work_draft}/kembar/{work_sent}/gabung",
    "/kerja/naskah/{work_parts}",
    "/kerja/naskah/{work_sent}/tanda-terima",
    "/kerja/naskah/{foreign}",
    "/kerja/naskah/{original}/tenggat",
    "/kerja/daftarkan",
    "/kerja/perencanaan?tahun=2026",
    "/kerja/perencanaan?tahun=2026&dihapus=1",
    "/kerja/perencanaan?tahun=2030",
    "/kerja/perencanaan/tambah",
    "/kerja/perencanaan/1",
    "/kerja/perencanaan/1/naskah",
    "/kerja/perencanaan/2",
    "/kerja/perencanaan/impor",
    "/kerja/penjajakan?tahun=2026",
    "/biro/penerimaan",
    "/biro/penerimaan?q=Contoh",
    "/biro/penerimaan/{original}",
    "/biro/asli/{received}",
    "/biro/asli/{original}",
    "/biro/salinan-resmi",
    "/biro/pengesahan",
    "/kerja/naskah/{withdrawn}",
    "/kerja/naskah/2026-10000",
    "/kerja/sandi",
    "/kerja/keamanan",
    "/admin/akun",
    "/admin/akun/1",
    "/admin/unit",
    "/admin/unit?penerima=tanpa",
    "/admin/pekerjaan",
    "/admin/libur",
    "/admin/libur?tahun=2027&ubah=2027-01-01",
    "/biro/kepatuhan",
    "/biro/kepatuhan/daftar?kelompok=tanpa_tenggat",
    "/biro/kepatuhan/daftar?kelompok=dalam_negeri_sudah",
    "/biro/kepatuhan/kalender",
    "/kerja/kunci-akses",
    "/admin/kunci-akses",
    "/admin/audit",
    "/admin/audit?dari=x",
    "/biro/usulan",
    "/biro/usulan?daftar=dibatalkan",
    "/biro/usulan/catat",
    "/biro/usulan/{proposal}",
    "/biro/usulan/{proposal}/ubah",
    "/biro/usulan/{returned}",
    "/kerja/usulan/{returned}",
    "/biro/evaluasi",
    "/biro/mitra",
    "/biro/mitra/1",
    "/biro/persetujuan",
    "/kerja/naskah/{work_sent}/evaluasi",
)


@pytest.fixture(scope="module")
def staffed(served: Served) -> Served:
    """The site with one person for all pages, and drafts whose file has a very long name."""
    office = served.site.office
    person = office.add_user(EMAIL, Peran.BIRO, "BIRO")
    assert person.user_id is not None
    with office.stores.database.transaction() as session:
        assign(session, person.user_id, NewPenugasan(Peran.ADMIN, "KEMEN", clock.today()), office.act())
    for key in ("work_draft", "work_sent"):
        served.site.kode[key] = office.upload(sample_fields(judul="Naskah Kerja"), nama=LONG_NAME).kode
    office.submit(served.site.kode["work_sent"])
    _parts(office, served)
    treaty = foreign_fields(judul="Perjanjian Contoh", perjanjian_internasional=True)
    for key in ("original", "received"):
        served.site.kode[key] = office.upload(treaty).kode
    law = Law(load_rules(), load_kalender(), None)
    with office.stores.database.transaction() as session:
        fields = PenerimaanFields(clock.today(), penyerah="Kurir contoh", rangkap=(Rangkap("id", 2),))
        receive(session, served.site.kode["received"], fields, law, office.act(person))
    _suggest(office, served.site.kode["work_draft"])
    served.site.kode["proposal"] = record(office.stores, tingkat=Tingkat.ESELON1)
    served.site.kode["returned"] = record(office.stores, jenis=JenisUsulan.PENJAJAKAN, unit="KANIM-A")
    close(office.stores, served.site.kode["returned"], hasil=HasilUsulan.DIKEMBALIKAN)
    _fill_registers(office)
    _send_in(office, served.site.kode["work_draft"])
    return served


def _send_in(office: Office, kode: str) -> None:
    """Files that came by folder and by mail, with names longer than a phone is wide."""
    by_folder(office.stores, "KANIM-A", LONG_NAME, KirimanOutcome(kode=kode))
    by_folder(office.stores, "KANIM-A", "Pindaian" + "panjang" * 12 + ".tif", KirimanOutcome(reason=REASON))
    by_mail(office.stores, f"{'sangat-panjang' * 4}@contoh.go.id", "", KirimanOutcome(reason="Pengirim tidak dikenal."))
    sender = office.add_user("pengirim@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    by_mail(office.stores, sender.email, "naskah.pdf", KirimanOutcome(kode=kode), actor=sender, unit="KANIM-A")


def _parts(office: Office, served: Served) -> None:
    """A naskah of several files with everything a reader may find in them, one pair put aside."""
    made = served.site.kode
    made["work_parts"] = office.upload(sample_fields(judul="Naskah Berbagian"), pdf=javascript_pdf()).kode
    with ThreadPoolExecutor(1) as aside:
        # The browser keeps a loop of its own in this thread, and so does whoever signs.
        signed = aside.submit(sign, text_pdf(["CONTOH"])).result()
    for pdf in (truncated_pdf(), no_pages_pdf(), signed, image_only_pdf("CONTOH")):
        office.upload(pdf=pdf, nama=LONG_NAME, kode=made["work_parts"])
    office.drain()
    with office.stores.database.transaction() as session:
        kemiripan.dismiss(session, made["work_parts"], made["work_sent"], office.act())


def _fill_registers(office: Office) -> None:
    """Two plans, the second of which was taken out, and a report, all with words longer than a phone is wide."""
    long = "Kerja" + "sama" * 40
    with office.stores.database.transaction() as session:
        for n in range(2):
            texts = {**dict.fromkeys(PERENCANAAN.fields, long), "batas_waktu": f"{n + 1}-3-2026"}
            lampiran.add(session, PERENCANAAN, "KANIM-A", 2026, texts, office.act())
        lampiran.remove(session, PERENCANAAN, 2, 1, office.act())
        lampiran.add(session, PENJAJAKAN, "KANIM-A", 2026, dict.fromkeys(PENJAJAKAN.fields, long), office.act())


def _suggest(office: Office, kode: str) -> None:
    """Doubtful suggestions with other readings, so that every part of a hint is on the page."""
    with office.stores.database.transaction() as session:
        berkas_id = session.scalars(select(Berkas.id).where(Berkas.naskah.has(kode=kode))).one()
        found = [
            Saran(Field.EFFECTIVE_ON, f"2026-0{n}-12", 1, "CONTOH mulai berlaku", 0.6 / n, peringkat=n, kotak=box)
            for n, box in ((1, Box(0.1, 0.1, 0.6, 0.13)), (2, None))
        ]
        saran.store(session, berkas_id, found)


def _signed_in(context: BrowserContext, served: Served) -> Page:
    page = context.new_page()
    page.goto(served.address("/masuk"))
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kerja/")
    return page


@pytest.fixture(scope="module")
def checked(browser: Browser, staffed: Served) -> Iterator[Page]:
    """A page of somebody signed in, into which the checker may be injected."""
    context = browser.new_context(bypass_csp=True)
    yield _signed_in(context, staffed)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_work_page_has_an_accessibility_fault_or_scrolls_sideways(checked: Page, staffed: Served, path: str) -> None:
    checked.goto(staffed.address(path), wait_until="load")
    assert "/masuk" not in checked.url

    # Between the widths of a phone and a desk lies the one at which the head has least room.
    assert seen_faults(checked, path, (*VIEWS, ("light", 768))) == []


def test_no_status_of_a_list_is_longer_than_two_lines_on_a_desk(checked: Page, staffed: Served) -> None:
    checked.set_viewport_size({"width": 1440, "height": 900})
    tall = {}
    for path in ("/kerja/", "/kerja/naskah", "/biro/kepatuhan"):
        checked.goto(staffed.address(path), wait_until="load")
        if found := checked.evaluate(TALL_CELLS):
            tall[path] = found

    assert tall == {}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two PDFs that nobody has sent before, and something that is none."""
    paths = [tmp_path / "satu.pdf", tmp_path / "bukan.pdf", tmp_path / "dua.pdf"]
    for path in paths:
        path.write_bytes(b"halo" if path.stem == "bukan" else text_pdf([f"Contoh {secrets.token_hex(8)}"]))
    return paths


def test_files_chosen_by_keyboard_go_in_one_by_one_and_a_refusal_stops_none(
    browser: Browser, staffed: Served, files: list[Path]
) -> None:
    context = browser.new_context()
    page = _signed_in(context, staffed)
    choose = file_field(page)
    page.goto(staffed.address("/kerja/unggah"))
    page.select_option("[name=unit]", "KANIM-A")

    page.focus("[name=berkas]")
    choose(files)

    rows = page.locator("[data-antre] li")
    expect(rows.nth(2)).to_contain_text("Periksa data")
    expect(rows.nth(0)).to_contain_text("Periksa data")
    expect(rows.nth(1)).to_contain_text("bukan PDF")
    # While files were still coming the link led to another tab; now it leads on from here.
    expect(page.locator("[data-antre] a[target]")).to_have_count(0)
    page.locator("[data-antre] a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ubah")
    context.close()


def test_files_go_in_without_javascript_too(browser: Browser, staffed: Served, files: list[Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = _signed_in(context, staffed)
    page.goto(staffed.address("/kerja/unggah"))
    page.select_option("[name=unit]", "KANIM-A")

    page.set_input_files("[name=berkas]", files)
    page.click("[data-kirim]")

    expect(page.locator(".hasil-unggah li")).to_have_count(3)
    expect(page.locator("main")).to_contain_text("2 berkas tersimpan, 1 ditolak")
    context.close()
