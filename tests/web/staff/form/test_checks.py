"""Beside the fields: due date before sending (B7), warnings with their article, the questions of a treaty (C8)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal import clock
from portal.domain.formats import weekday_date
from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.fields import HubunganFields
from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.permissions import Peran
from portal.domain.tenggat.clocks import Law
from portal.legal.load import load_kalender, load_rules
from portal.web.typed import show_day
from portal.wiring import Stores
from tests.factories.form import FORM, stored
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.naskah_asli import draft
from tests.web.staff.conftest import Browser

FOREIGN: dict[str, Any] = {
    "judul": "Kerja Sama Contoh",
    "unit": "IMI",
    "lingkup": "luar_negeri",
    "bentuk": "nota_kesepahaman",
    "bahasa": ["id", "en"],
    "visibilitas": "publik",
    "pihak-1-jenis": "kementerian",
    "pihak-1-nama": "Kementerian Contoh",
    "pihak-2-jenis": "lembaga_pemerintah_negara_asing",
    "pihak-2-nama": "Kantor Contoh",
    "pihak-2-negara": "MY",
    "aksi": "simpan",
}


@pytest.fixture
def stores(stores: Stores) -> Stores:
    """The regulation has taken effect."""
    return replace(stores, config=replace(stores.config, effective_on=date(2025, 6, 2)))


@pytest.fixture
def imi(person: Callable[..., Browser]) -> Browser:
    """The pengelola of a Unit Eselon I."""
    return person("imi@contoh.go.id", Peran.PENGELOLA, "IMI")


def due(signed_on: date) -> str:
    law = Law(load_rules(), load_kalender(), None)
    return weekday_date(law.tenggat(Penyampaian.ASLI, signed_on).due_on)


def test_b7_the_due_date_stands_on_the_form_before_it_is_sent(imi: Browser, office: Office) -> None:
    signed_on = clock.today() - timedelta(days=3)
    kode = draft(office, days_ago=3)

    page = imi.get(f"/kerja/naskah/{kode}/ubah").text

    assert page.count(f"paling lambat {due(signed_on)}") == 2
    assert page.index("paling lambat") < page.index("Kirim naskah")
    assert "Mengunggah PDF belum menghentikan hitungan" in page


def test_b7_the_draft_that_saves_itself_tells_the_new_due_date(imi: Browser, office: Office) -> None:
    kode = draft(office)
    signed_on = clock.today() - timedelta(days=10)
    imi.get(f"/kerja/naskah/{kode}/ubah")
    values = {**FOREIGN, "version": stored(office, kode).version, "pihak-2-signed": show_day(signed_on)}

    answer = imi.post(f"/kerja/naskah/{kode}/simpan-draf", values)
    domestic = imi.post(f"/kerja/naskah/{kode}/simpan-draf", {**values, "version": answer.json["version"],
                        "lingkup": "dalam_negeri", "pihak-2-jenis": "pemerintah_daerah"})  # fmt: skip

    assert f"paling lambat {due(signed_on)}" in answer.json["tenggat"]
    assert "<" not in answer.json["tenggat"]
    assert domestic.json["tenggat"] == ""


def test_b3_what_a_person_has_not_touched_is_not_saved_by_itself(imi: Browser, office: Office) -> None:
    kode = draft(office)
    imi.get(f"/kerja/naskah/{kode}/ubah")
    values = {**FOREIGN, "version": stored(office, kode).version, "judul": "Disentuh", "ruang_lingkup": "Saran",
              "expires_on": "31-11-2030", "tersentuh": "judul"}  # fmt: skip

    answer = imi.post(f"/kerja/naskah/{kode}/simpan-draf", values)

    assert answer.status_code == 200
    assert (stored(office, kode).judul, stored(office, kode).ruang_lingkup) == ("Disentuh", "")
    wrong = {**values, "version": answer.json["version"], "tersentuh": "judul,expires_on"}
    assert imi.post(f"/kerja/naskah/{kode}/simpan-draf", wrong).status_code == 422


def test_c8_the_question_of_the_dpr_puts_both_on_one_clock_and_undecided_is_an_answer(
    imi: Browser, biro: Browser, office: Office
) -> None:
    kode = draft(office)
    page = imi.get(f"/kerja/naskah/{kode}/ubah").text
    assert "Perlu ratifikasi dan persetujuan DPR?" in page
    values = {**FOREIGN, "version": stored(office, kode).version, "persetujuan_dpr": "ya",
              "perjanjian_internasional": "ya", "pihak-2-signed": show_day(clock.today())}  # fmt: skip
    assert imi.post(f"/kerja/naskah/{kode}/ubah", values).status_code == 303

    shown = imi.get(f"/kerja/naskah/{kode}").text
    assert "Perlu menurut unit" in shown
    assert shown.count("harus diterima Biro paling lambat") == 2
    assert "Kerja Sama Contoh" in biro.get("/biro/pengesahan").text
    assert 'value="naskah_dpr"' in biro.get(f"/biro/penerimaan/{kode}").text

    values |= {"version": stored(office, kode).version, "persetujuan_dpr": "", "perjanjian_internasional": ""}
    assert imi.post(f"/kerja/naskah/{kode}/ubah", values).status_code == 303
    assert stored(office, kode).persetujuan_dpr is None


def test_an_undecided_treaty_becomes_a_task_of_the_biro_pasal_10(imi: Browser, biro: Browser, office: Office) -> None:
    kode = office.upload(foreign_fields(judul="Belum Ditentukan Contoh")).kode
    assert "Belum Ditentukan Contoh" not in biro.get("/biro/salinan-resmi").text
    office.submit(kode)
    office.drain()
    office.release(kode)
    office.drain()

    home = biro.get("/kerja/").text
    assert "Tentukan jenisnya" in home
    assert f'/kerja/naskah/{kode}/ubah#f-perjanjian_internasional"' in home
    assert "Belum Ditentukan Contoh" in biro.get("/biro/salinan-resmi").text
    assert "Tentukan jenisnya" not in imi.get("/kerja/").text


def test_a_domestic_form_asks_neither_question_and_keeps_what_was_answered(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields(perjanjian_internasional=False)).kode

    page = ani.get(f"/kerja/naskah/{kode}/ubah").text

    assert "persetujuan DPR?" not in page
    assert '<input type="hidden" name="perjanjian_internasional" value="bukan">' in page


def test_warnings_of_signer_parent_and_content_stand_beside_their_fields(ani: Browser, office: Office) -> None:
    ended = office.upload(sample_fields(expires_on=date(2026, 3, 12))).kode
    relation = (HubunganFields(JenisHubungan.INDUK, ended),)
    ours, theirs = sample_fields().pihak
    fields = sample_fields(pihak=(type(ours)(**{**vars(ours), "jabatan": "Menteri Contoh"}), theirs), hubungan=relation)
    kode = office.upload(fields).kode

    form, page = ani.get(f"/kerja/naskah/{kode}/ubah").text, ani.get(f"/kerja/naskah/{kode}").text

    for text in (form, page):
        assert "Kerja Sama teknis ditandatangani pimpinan Unit Eselon I atau kepala UPT." in text
        assert f"Naskah induk {ended} sudah berakhir 12-03-2026" in text or f"Naskah induk {ended} bukan" in text
    assert "Pasal 4 ayat (2) dan Pasal 23 huruf b" in form


def test_c2_lists_show_the_number_of_the_board_for_what_has_a_clock(
    imi: Browser, biro: Browser, office: Office
) -> None:
    late, running = draft(office, days_ago=60, judul="Terlambat Contoh"), draft(office, judul="Berjalan Contoh")
    board = imi.get("/biro/kepatuhan").text

    for text in (imi.get("/kerja/naskah").text, imi.get("/kerja/").text, biro.get("/kerja/naskah").text):
        for kode, words in ((late, r"Lewat \d+ hari kerja"), (running, r"\d+ hari kerja lagi")):
            shown = re.search(rf"/{kode}/tenggat.*?({words})", text, re.S)
            assert shown is not None, kode
            assert shown[1] in board
    assert "Naskah asli yang harus sampai di Biro" in imi.get("/kerja/").text
    assert "Naskah asli yang harus sampai di Biro" not in biro.get("/kerja/").text


def test_an_old_signing_of_an_unknown_day_is_registered_without_a_clock(biro: Browser) -> None:
    form = {"judul": "Naskah Lama", "unit": "IMI", "signed": "", "mitra": "Kantor Contoh",
            "jenis_mitra": "organisasi_internasional", "lanjut": "terima"}  # fmt: skip
    assert biro.post("/kerja/daftarkan", form).status_code == 422

    answer = biro.post("/kerja/daftarkan", {**form, "tanpa_tanggal": "1"})

    assert answer.status_code == 303
    assert "tanggal tanda tangan belum diketahui" in biro.get(answer.location).text


def test_a_receipt_typed_when_the_session_ended_is_given_back(biro: Browser, office: Office) -> None:
    kode = draft(office)
    path = f"/biro/penerimaan/{kode}"
    biro.get(path)
    typed = {"csrf_token": biro.token, "arrived_on": show_day(clock.today()), "hasil": "diterima_lengkap",
             "jenis": "asli", "penyerah": "Kurir yang diketik"}  # fmt: skip
    biro.client.delete_cookie("sesi")

    lost = biro.client.post(
        path, data=typed, headers={"Origin": "http://localhost"}, content_type="multipart/form-data"
    )

    assert lost.status_code == 401
    assert "Kurir yang diketik" in lost.text
    assert "Foto serah terima" in lost.text


def test_partners_are_found_while_typing_and_a_near_name_offers_the_registered_one(
    ani: Browser, office: Office
) -> None:
    kode = office.upload(sample_fields()).kode
    other, theirs = sample_fields().pihak
    hidden = replace(theirs, nama="Yayasan Milik Unit Lain")
    office.upload(sample_fields(unit="LAPAS-B", pihak=(other, hidden)))

    found = ani.get("/kerja/mitra.json?q=kabupaten").json
    near = ani.get("/kerja/mitra.json?q=Pemerintah+Kabupaten+Conto").json
    assert [partner["nama"] for partner in found["cocok"]] == ["Pemerintah Kabupaten Contoh"]
    assert near["mirip"]["nama"] == "Pemerintah Kabupaten Contoh"
    assert ani.get("/kerja/mitra.json?q=Yayasan+Milik").json == {"cocok": [], "mirip": None}
    assert ani.get("/kerja/mitra.json?q=ab").json == {"cocok": [], "mirip": None}

    ani.get(f"/kerja/naskah/{kode}/ubah")
    typed = {**FORM, "version": stored(office, kode).version, "pihak-2-nama": "Pemerintah Kabupten Contoh"}
    page = ani.post(f"/kerja/naskah/{kode}/ubah", {**typed, "aksi": "tambah_hubungan"}).text
    assert "Pakai yang terdaftar" in page
    action = re.search(r'value="(pakai_terdaftar:2:[^"]+)"', page)
    assert action is not None
    taken = ani.post(f"/kerja/naskah/{kode}/ubah", {**typed, "aksi": action[1]}).text
    assert 'name="pihak-2-nama" type="text" value="Pemerintah Kabupaten Contoh"' in taken
