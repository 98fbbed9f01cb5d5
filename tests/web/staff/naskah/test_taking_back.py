"""What was wrong is taken back on the pages, and what the pages and letters say of a naskah is true."""

import re

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.models.naskah import Naskah
from portal.models.pemberitahuan import Pemberitahuan
from portal.services.pemberitahuan import outbox
from portal.web.typed import show_day
from tests.factories.desk import Desk
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.naskah_asli import draft, take
from tests.factories.reminders import Reminders, address, text_of
from tests.web.staff.conftest import Browser


def told(reminders: Reminders) -> list[Pemberitahuan]:
    """What was written about naskah; that somebody was given a role is told to the Biro as well."""
    return [row for row in reminders.rows() if row.jenis is not ReminderKind.AKUN]


def version_in(page: str, action: str) -> str:
    found = re.search(rf'action="{action}".*?name="version" value="([0-9]+)"', page, re.S)
    assert found is not None
    return found[1]


def test_a_draft_is_discarded_with_a_reason_and_opened_again_by_the_biro(
    ani: Browser, biro: Browser, office: Office
) -> None:
    kode = Desk(office).draft(sample_fields(judul="Draf Yang Keliru"))
    page = f"/kerja/naskah/{kode}"
    assert "Buang draf ini" in ani.get(page).text

    refused = ani.post(f"{page}/buang", {"alasan_batal": " "})
    assert refused.status_code == 422
    assert "Tulis mengapa" in refused.text
    done = ani.post(f"{page}/buang", {"alasan_batal": "Terunggah dua kali."})

    seen = ani.get(done.location).text
    assert "Draf dibuang." in seen
    assert "Terunggah dua kali." in seen
    assert "Draf Yang Keliru" not in ani.get("/kerja/").text
    assert "Ditutup" in ani.get("/kerja/naskah").text
    assert "Batalkan, keliru dicatat" not in biro.get(page).text
    assert biro.post(f"{page}/buka-lagi").status_code == 303
    assert "Draf Yang Keliru" in ani.get("/kerja/").text


def test_the_biro_voids_what_was_handed_in_and_lists_call_it_so(ani: Browser, biro: Browser, office: Office) -> None:
    kode = Desk(office).publish(sample_fields(judul="Tercatat Dua Kali"))
    page = f"/kerja/naskah/{kode}"
    assert "Batalkan, keliru dicatat" not in ani.get(page).text

    done = biro.post(f"{page}/batalkan", {"alasan_batal": "Sama dengan naskah lain."})

    assert "Naskah ini dibatalkan karena keliru dicatat" in biro.get(done.location).text
    assert biro.get(f"/n/{kode}").status_code == 410
    assert "Dibatalkan" in ani.get("/kerja/naskah").text


def test_what_the_ppid_exempted_is_called_not_published(ani: Browser, office: Office) -> None:
    desk = Desk(office)
    kode = desk.publish(sample_fields())
    with office.stores.database.transaction() as session:
        session.query(Naskah).filter_by(kode=kode).update({"visibilitas": Visibilitas.DIKECUALIKAN})
    assert desk.naskah(kode).status is Status.TERBIT

    for path in ("/kerja/", "/kerja/naskah", f"/kerja/naskah/{kode}"):
        assert "Tidak terbit" in ani.get(path).text
    assert ani.get(f"/kerja/naskah/{kode}/keadaan.json").get_json()["status_teks"] == "Tidak terbit"


def test_a_returned_naskah_is_told_to_its_unit_by_letter_with_the_reason(biro: Browser, office: Office) -> None:
    reminders = Reminders(office.stores)
    reminders.staff()
    desk = Desk(office)
    kode = desk.publish(sample_fields(unit="IMI", judul="Perlu Diperbaiki"))

    assert biro.post(f"/kerja/naskah/{kode}/kembalikan", {"alasan": " "}).status_code == 422
    assert told(reminders) == []
    biro.post(f"/kerja/naskah/{kode}/kembalikan", {"alasan": "Nomor mitra\r\nbelum diisi."})

    (row,) = told(reminders)
    assert (row.jenis, row.recipient) == (ReminderKind.DIKEMBALIKAN, address("imi"))
    outbox.deliver_due(office.stores.database, office.stores.mail, owner="uji", clock=clock.utc_now)
    (letter,) = [one for one in reminders.letters() if "Dikembalikan" in str(one["Subject"])]
    assert str(letter["Subject"]) == "Dikembalikan untuk diperbaiki: “Perlu Diperbaiki”"
    assert "Yang perlu diperbaiki: “Nomor mitra belum diisi.”" in text_of(letter)
    assert f"/kerja/naskah/{kode}" in text_of(letter)
    assert "Dikembalikan Biro" in biro.get(f"/kerja/naskah/{kode}").text


def test_the_reason_of_an_exempted_naskah_stays_out_of_the_letter(biro: Browser, office: Office) -> None:
    reminders = Reminders(office.stores)
    reminders.staff()
    kode = Desk(office).publish(sample_fields(unit="IMI", judul="Judul Rahasia"))
    with office.stores.database.transaction() as session:
        session.query(Naskah).filter_by(kode=kode).update({"visibilitas": Visibilitas.DIKECUALIKAN})

    biro.post(f"/kerja/naskah/{kode}/kembalikan", {"alasan": "Sebut Perkara Rahasia."})

    (row,) = told(reminders)
    assert "Rahasia" not in row.isi + row.subject + row.pesan


def test_track_steps_are_taken_back_on_the_page_of_the_original(biro: Browser, office: Office) -> None:
    kode = draft(office, perjanjian_internasional=True)
    page = f"/biro/asli/{kode}"
    step = {"on": show_day(clock.today()), "dokumen": "S-1", "version": "0", "keadaan": "dikirim"}
    assert "Dapat dicatat dikirim setelah naskah asli diterima" in biro.get(page).text
    assert biro.post(f"{page}/kemlu", step).status_code == 409
    take(biro, kode)
    assert biro.post(f"{page}/kemlu", step).status_code == 303
    assert "Treaty Room" in biro.get(page).text

    seen = version_in(biro.get(page).text, f"{page}/kemlu/batal")
    refused = biro.post(f"{page}/kemlu/batal", {"version": seen, "alasan_batal": ""})
    assert refused.status_code == 422
    assert "Tulis mengapa" in refused.text
    assert biro.post(f"{page}/kemlu/batal", {"version": "0", "alasan_batal": "Keliru."}).status_code == 409
    done = biro.post(f"{page}/kemlu/batal", {"version": seen, "alasan_batal": "Salah naskah."})

    text = biro.get(done.location).text
    assert "Langkah dibatalkan." in text
    assert "Salah naskah." in text
    assert f"{page}/kemlu/batal" not in text, "there is nothing left to take back"


def test_the_copy_is_chosen_among_files_of_its_kind_alone(biro: Browser, office: Office) -> None:
    kode = draft(office, perjanjian_internasional=True)
    take(biro, kode)
    desk = Desk(office)
    scan = desk.attach(kode, ("Naskah",)).berkas_id
    copy = desk.attach(kode, ("Salinan resmi",), jenis=JenisBerkas.CTC).berkas_id
    page, today = f"/biro/asli/{kode}", show_day(clock.today())
    for state in ("dikirim", "lengkap_tercatat"):
        seen = version_in(biro.get(page).text, f"{page}/kemlu")
        step = {"on": today, "dokumen": "S-1", "version": seen, "keadaan": state}
        assert biro.post(f"{page}/kemlu", step).status_code == 303

    text = biro.get(page).text
    assert f'<option value="{copy}"' in text
    assert f'<option value="{scan}"' not in text
    seen = version_in(text, f"{page}/kemlu")
    step = {"on": today, "dokumen": "CTC-1", "version": seen, "keadaan": "ctc_terbit"}
    assert biro.post(f"{page}/kemlu", step).status_code == 422
    assert biro.post(f"{page}/kemlu", {**step, "berkas_id": str(copy)}).status_code == 303


def test_with_the_original_here_the_counter_asks_for_the_dpr_text(biro: Browser, office: Office) -> None:
    kode = draft(office, perjanjian_internasional=True, persetujuan_dpr=True)
    form = f"/biro/penerimaan/{kode}"
    assert 'value="asli" checked' in " ".join(biro.get(form).text.split())

    take(biro, kode)

    text = " ".join(biro.get(form).text.split())
    assert "yang masih ditunggu naskah untuk DPR" in text
    assert 'value="naskah_dpr" checked' in text


def test_registered_signings_without_a_file_are_offered_at_upload(ani: Browser, office: Office) -> None:
    kode = Desk(office).draft(foreign_fields(unit="KANIM-A", judul="Sudah Didaftarkan"))
    other = Desk(office).draft(foreign_fields(unit="LAPAS-B", judul="Unit Lain"))

    page = ani.get("/kerja/unggah").text

    assert f'href="/kerja/naskah/{kode}#j-tambah"' in page
    assert other not in page
