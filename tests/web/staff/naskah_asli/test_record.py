"""The record of an original in the browser (UX C4, C8): receipts as PDF, the unit's side, custody and tracks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import Peran
from portal.models.berkas import Berkas
from portal.models.naskah_asli import NaskahAsli
from portal.web.typed import show_day
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.naskah_asli import draft, pdf_text, receipts, take
from tests.factories.pdf import text_pdf
from tests.web.staff.conftest import Browser


@pytest.fixture
def stores(stores: Stores) -> Stores:
    """The regulation has taken effect."""
    return replace(stores, config=replace(stores.config, effective_on=date(2025, 6, 2)))


@pytest.fixture
def imi(person: Callable[..., Browser]) -> Browser:
    """The pengelola of IMI."""
    return person("imi@contoh.go.id", Peran.PENGELOLA, "IMI")


def test_the_receipt_is_a_pdf_with_number_and_judgement_and_always_the_same(
    biro: Browser, imi: Browser, office: Office
) -> None:
    kode = draft(office, judul="Kerja Sama <b>Contoh</b> & “Uji”")
    take(biro, kode, rangkap_id="2", bahasa_lain="ko", rangkap_lain="1", penyerah="Kurir contoh")
    nomor = receipts(office)[0].nomor

    first = imi.get(f"/kerja/naskah/{kode}/penerimaan/{nomor}.pdf")
    second = imi.get(f"/kerja/naskah/{kode}/penerimaan/{nomor}.pdf")

    assert first.mimetype == "application/pdf"
    assert first.data == second.data
    text = pdf_text(first.data)
    for part in (
        nomor,
        kode,
        "<b>Contoh</b> & “Uji”",
        "Tepat waktu",
        "2 rangkap Indonesia, 1 rangkap Korea",
        "ayat (4)",
    ):
        assert part in " ".join(text.split()), part
    assert imi.get(f"/kerja/naskah/{kode}/penerimaan/TTA-2020-00001.pdf").status_code == 404


def test_the_receipt_of_handing_in_is_a_pdf_too(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields()).kode
    assert ani.get(f"/kerja/naskah/{kode}/tanda-terima.pdf").status_code == 404
    nomor = office.submit(kode)

    answer = ani.get(f"/kerja/naskah/{kode}/tanda-terima.pdf")

    assert answer.mimetype == "application/pdf"
    assert all(part in pdf_text(answer.data) for part in (nomor, kode, "SHA-256"))
    assert "tanda-terima.pdf" in ani.get(f"/kerja/naskah/{kode}/tanda-terima").text


def test_the_units_declaration_is_shown_and_stops_nothing(imi: Browser, biro: Browser, office: Office) -> None:
    kode = draft(office)
    imi.get(f"/kerja/naskah/{kode}")
    answer = imi.post(
        f"/kerja/naskah/{kode}/sudah-dikirim",
        {"dispatched_on": show_day(clock.today()), "keterangan_kirim": "Resi 12"},
    )

    page = imi.get(answer.location).text
    assert "Resi 12" in page
    assert "harus diterima Biro paling lambat" in page
    assert f'href="/biro/penerimaan/{kode}"' in biro.get("/biro/penerimaan").text
    wrong = imi.post(f"/kerja/naskah/{kode}/sudah-dikirim", {"dispatched_on": "1-1-2090"})
    assert wrong.status_code == 422
    take(biro, kode)
    late = imi.post(f"/kerja/naskah/{kode}/sudah-dikirim", {"dispatched_on": show_day(clock.today())})
    assert late.status_code == 409


def test_the_due_date_is_explained_day_by_day(imi: Browser, office: Office) -> None:
    kode = draft(office)

    page = imi.get(f"/kerja/naskah/{kode}/tenggat").text

    assert "14 hari kerja, Permenimipas 8/2025 Pasal 39 ayat (4)" in page
    assert page.count("<tr><td") >= 14
    assert "akhir pekan (Sabtu)" in page


def test_a_domestic_naskah_never_shows_a_clock(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields()).kode

    assert "hari kerja)" not in ani.get(f"/kerja/naskah/{kode}").text
    assert "Pasal 39 ayat (1)" in ani.get(f"/kerja/naskah/{kode}/tenggat").text


def test_an_old_naskah_says_that_it_has_no_deadline(imi: Browser, biro: Browser, office: Office) -> None:
    kode = draft(office, days_ago=3000)

    assert "Tanpa tenggat" in imi.get(f"/kerja/naskah/{kode}").text
    take(biro, kode)
    assert receipts(office)[0].due_on is None
    assert "tanpa tenggat" in imi.get(f"/kerja/naskah/{kode}").text


def test_a_photo_is_kept_for_the_biro_alone(biro: Browser, imi: Browser, office: Office) -> None:
    kode = draft(office)
    take(biro, kode, foto=(BytesIO(b"\xff\xd8\xffCONTOH"), "serah.jpg"))
    nomor = receipts(office)[0].nomor

    answer = biro.get(f"/biro/asli/{kode}/penerimaan/{nomor}/foto")

    assert (answer.mimetype, answer.data) == ("image/jpeg", b"\xff\xd8\xffCONTOH")
    assert imi.get(f"/biro/asli/{kode}/penerimaan/{nomor}/foto").status_code == 403


def test_c8_a_treaty_is_on_both_tracks_by_itself_and_its_acts_are_recorded(biro: Browser, office: Office) -> None:
    kode = draft(office, perjanjian_internasional=True)
    take(biro, kode)
    today = show_day(clock.today())
    for path in ("/biro/salinan-resmi", "/biro/pengesahan"):
        assert f'href="/biro/asli/{kode}"' in biro.get(path).text

    wrong = biro.post(f"/biro/asli/{kode}/kemlu", {"version": "0", "keadaan": "dikirim", "on": today, "dokumen": ""})
    assert wrong.status_code == 422
    assert 'href="#f-kemlu-dokumen"' in wrong.text
    sent = biro.post(f"/biro/asli/{kode}/kemlu", {"version": "0", "keadaan": "dikirim", "on": today, "dokumen": "S-9"})
    assert sent.location == f"/biro/asli/{kode}?pesan=kemlu"
    again = biro.post(f"/biro/asli/{kode}/kemlu", {"version": "0", "keadaan": "dikirim", "on": today, "dokumen": "S-9"})
    assert again.status_code == 409
    decided = biro.post(
        f"/biro/asli/{kode}/pengesahan/jalur",
        {"version": "0", "jalur": "uu_dpr", "kategori": ["kedaulatan", "wilayah"], "alasan": "Contoh.", "on": today,
         "dokumen": "ND-1"},
    )  # fmt: skip
    page = biro.get(decided.location).text
    assert "S-9" in page
    assert "Treaty Room" in page
    assert "Undang-undang, dengan persetujuan DPR" in page
    assert "Naskah yang dibahas bersama DPR harus diterima Biro paling lambat" in page
    version = 2
    for kind in ("salinan_naskah", "terjemahan", "rancangan"):
        done = biro.post(
            f"/biro/asli/{kode}/pengesahan",
            {"version": version, "tindakan": "dokumen", "jenis_dokumen": kind, "on": today, "dokumen": kind},
        )
        assert done.status_code == 303, done.text
        version += 1
    assert take(biro, kode, jenis="naskah_dpr").status_code == 303


def test_custody_and_archive_are_recorded_on_the_page(biro: Browser, office: Office) -> None:
    kode = draft(office)
    take(biro, kode)
    today = show_day(clock.today())

    def version() -> int:
        with office.stores.database.reading() as session:
            return session.scalars(select(NaskahAsli.version)).one()

    moved = biro.post(
        f"/biro/asli/{kode}/tempat",
        {"version": version(), "since_on": today, "tempat": "Lemari besi 2", "pemegang": "Arsiparis contoh"},
    )
    assert "Lemari besi 2" in biro.get(moved.location).text
    empty = biro.post(f"/biro/asli/{kode}/arsip", {"version": version(), "arsip_on": today, "arsip_tempat": "Depo"})
    assert empty.status_code == 422
    assert 'href="#f-arsip-arsip_nomor"' in empty.text
    assert 'value="Depo"' in empty.text
    kept = biro.post(
        f"/biro/asli/{kode}/arsip",
        {"version": version(), "arsip_on": today, "arsip_tempat": "Depo", "arsip_nomor": "BA-7"},
    )
    assert "BA-7" in biro.get(kept.location).text


def test_the_history_of_the_naskah_tells_every_act_in_words(biro: Browser, imi: Browser, office: Office) -> None:
    kode = draft(office)
    take(biro, kode)

    page = imi.get(f"/kerja/naskah/{kode}").text

    assert "Penerimaan naskah asli dicatat" in page
    assert "Diterima lengkap" in page


def test_the_record_and_the_counter_work_for_every_state_of_a_form(app: Flask, biro: Browser, office: Office) -> None:
    for kode in (draft(office, lingkup=None), office.upload(sample_fields()).kode):
        assert biro.get(f"/biro/penerimaan/{kode}").status_code == 200
        assert biro.get(f"/biro/asli/{kode}").status_code == 200
        assert take(biro, kode).status_code == 422
    for path in ("/biro/penerimaan/2026-10000", "/biro/asli/2026-10000", "/kerja/naskah/2026-10000/tenggat"):
        assert biro.get(path).status_code == 404
    assert biro.get("/biro/penerimaan", query_string={"q": "\x00' OR 1=1 --%_" + "x" * 500}).status_code == 200


def test_the_copy_of_kemlu_and_its_step_are_one_act(biro: Browser, office: Office) -> None:
    kode = draft(office, perjanjian_internasional=True)
    take(biro, kode)
    path, today = f"/biro/asli/{kode}/kemlu", show_day(clock.today())
    step = {"on": today, "dokumen": "B-1", "bahasa_salinan": "en"}

    def version() -> str:
        form = biro.get(f"/biro/asli/{kode}").text.partition(f'action="{path}"')[2]
        return form.partition('name="version" value="')[2].partition('"')[0]

    first = {**step, "version": version(), "keadaan": "dikirim", "berkas": (BytesIO(text_pdf(["CTC"])), "ctc.pdf")}
    refused = biro.post(path, first)
    assert refused.status_code == 422
    assert "Unggah satu PDF" in refused.text
    for state in ("dikirim", "lengkap_tercatat"):
        assert biro.post(path, {**step, "version": version(), "keadaan": state}).status_code == 303
    last = {**step, "version": version(), "keadaan": "ctc_terbit"}

    def files() -> list[tuple[JenisBerkas, str]]:
        with office.stores.database.reading() as session:
            return [(one.jenis, one.bahasa) for one in session.scalars(select(Berkas).order_by(Berkas.id))]

    for wrong in (
        {"dokumen": "", "berkas": (BytesIO(text_pdf(["CTC"])), "ctc.pdf")},
        {"version": "1", "berkas": (BytesIO(text_pdf(["CTC"])), "ctc.pdf")},
        {"bahasa_salinan": "xx", "berkas": (BytesIO(text_pdf(["CTC"])), "ctc.pdf")},
        {"berkas": (BytesIO(b"halo"), "ctc.pdf")},
        {"berkas": [(BytesIO(text_pdf([text])), "ctc.pdf") for text in ("CTC", "Lain")]},
        {"keadaan": "dikirim", "berkas": (BytesIO(text_pdf(["CTC"])), "ctc.pdf")},
        {},
    ):
        assert biro.post(path, {**last, **wrong}).status_code in (409, 422), wrong
        assert files() == [], wrong
    sent = biro.post(path, {**last, "berkas": (BytesIO(text_pdf(["CTC"])), "ctc.pdf")})

    assert (sent.status_code, files()) == (303, [(JenisBerkas.CTC, "en")])
    page = biro.get(f"/biro/asli/{kode}").text
    assert "Buka berkas" in page
