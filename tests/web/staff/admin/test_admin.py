"""Accounts, units and the queue, as the administrator sees them."""

import re
from collections.abc import Callable
from io import BytesIO

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.models.job import Job, JobKind, JobState
from portal.models.unit import Unit
from portal.models.user import Penugasan, User
from portal.services import jobs, workers
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.web.staff.conftest import Browser

PASSWORD_SHOWN = re.compile(r'class="sandi">([^<]+)<')


def id_of(office: Office, email: str) -> int:
    with office.stores.database.reading() as session:
        return session.scalars(select(User.id).where(User.email == email)).one()


def test_a_new_account_gets_a_first_password_that_opens_and_is_shown_once(
    admin: Browser, app: Flask, office: Office
) -> None:
    data = {"nama": "Citra Contoh", "email": "Citra@Contoh.go.id", "peran": "pengelola", "unit": "KANIM-A"}

    page = admin.post("/admin/akun", data)

    shown = PASSWORD_SHOWN.search(page.text)
    assert shown is not None
    assert Browser(app.test_client(), "citra@contoh.go.id").sign_in(shown[1]).status_code == 303
    again = admin.get(f"/admin/akun/{id_of(office, 'citra@contoh.go.id')}").text
    assert shown[1] not in again
    assert "Citra Contoh" in admin.get("/admin/akun?q=citra").text


def test_an_account_that_cannot_be_made_keeps_what_was_typed(admin: Browser) -> None:
    cases = [
        ({"nama": "Citra", "email": "bukan surel", "peran": "pengelola", "unit": "KANIM-A"}, 422, "alamat surel"),
        ({"nama": "", "email": "c@contoh.go.id", "peran": "pengelola", "unit": "KANIM-A"}, 422, "Isi nama."),
        ({"nama": "Citra", "email": "c@contoh.go.id", "peran": "sistem", "unit": "KANIM-A"}, 422, "Pilih peran."),
        ({"nama": "Citra", "email": "c@contoh.go.id", "peran": "pengelola", "unit": "X"}, 422, "tidak terdaftar"),
        ({"nama": "Citra", "email": "admin@contoh.go.id", "peran": "biro", "unit": "BIRO"}, 409, "sudah ada"),
    ]
    for data, status, message in cases:
        answer = admin.post("/admin/akun", data)
        assert (answer.status_code, message in answer.text) == (status, True), message
        assert f'value="{data["nama"]}"' in answer.text


def test_a_changed_role_ends_the_sessions_and_counts_from_the_next_one(
    admin: Browser, person: Callable[..., Browser], office: Office
) -> None:
    dina = person("dina@contoh.go.id")
    user_id = id_of(office, "dina@contoh.go.id")
    assert dina.get("/kerja/").status_code == 200

    answer = admin.post(f"/admin/akun/{user_id}/penugasan", {"peran": "pimpinan", "unit": "LAPAS-B"})

    assert answer.location == f"/admin/akun/{user_id}?pesan=penugasan"
    assert dina.get("/kerja/").status_code == 302
    twice = admin.post(f"/admin/akun/{user_id}/penugasan", {"peran": "pimpinan", "unit": "LAPAS-B"})
    bad_day = admin.post(f"/admin/akun/{user_id}/penugasan", {"peran": "ppid", "unit": "BIRO", "starts_on": "x"})
    assert (twice.status_code, bad_day.status_code) == (409, 422)
    dina.sign_in()
    assert office.actor(dina.email).peran == {Peran.PENGELOLA, Peran.PIMPINAN}


def test_units_whose_letters_reach_nobody_are_marked_and_can_be_shown_alone(admin: Browser, office: Office) -> None:
    Desk(office).draft(sample_fields(unit="LAPAS-B"))

    page = admin.get("/admin/unit").text
    alone = admin.get("/admin/unit?penerima=tanpa").text

    assert "1 unit tanpa penerima surat" in page
    assert "<code>KANIM-A</code>" in page
    assert "<code>LAPAS-B</code>" in alone
    assert "<code>KANIM-A</code>" not in alone
    assert "Tidak ada yang disurati" in alone
    office.add_user("lapas@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")
    assert "tanpa penerima surat" not in admin.get("/admin/unit").text


def test_the_biro_consents_on_a_page_of_its_own(admin: Browser, person: Callable[..., Browser], office: Office) -> None:
    person("dina@contoh.go.id")
    biro = person("biro@contoh.go.id", Peran.BIRO, "BIRO")
    user_id = id_of(office, "dina@contoh.go.id")
    asked = admin.post(f"/admin/akun/{user_id}/penugasan", {"peran": "ppid", "unit": "BIRO"})
    assert asked.location == f"/admin/akun/{user_id}?pesan=penugasan-menunggu"

    page = biro.get("/biro/persetujuan").text
    assert "(dina@contoh.go.id)" in page
    address = f"/biro/persetujuan/{user_id}/1"
    assert f'action="{address}"' in page
    assert admin.post(f"/admin/akun/{user_id}/persetujuan/1", {"putusan": "setuju"}).status_code == 403
    assert biro.post(address, {"putusan": "setuju"}).location == "/biro/persetujuan?pesan=penugasan"

    assert office.actor("dina@contoh.go.id").peran == {Peran.PENGELOLA, Peran.PPID}
    assert "Tidak ada yang menunggu" in biro.get("/biro/persetujuan").text
    assert biro.post(address, {"putusan": "setuju"}).status_code == 409


def test_an_ended_assignment_stops_at_once(admin: Browser, person: Callable[..., Browser], office: Office) -> None:
    dina = person("dina@contoh.go.id")
    user_id = id_of(office, "dina@contoh.go.id")
    with office.stores.database.reading() as session:
        penugasan_id = session.scalars(select(Penugasan.id).where(Penugasan.user_id == user_id)).one()
    path = f"/admin/akun/{user_id}/penugasan/{penugasan_id}/akhiri"

    assert admin.post(path, {"last_day": "entah"}).status_code == 422
    assert admin.post(path, {"last_day": ""}).status_code == 303

    dina.sign_in()
    assert dina.get("/kerja/naskah").status_code == 403


def test_a_closed_account_and_a_reset_password_throw_their_owner_out(
    admin: Browser, person: Callable[..., Browser], office: Office
) -> None:
    dina = person("dina@contoh.go.id")
    user_id = id_of(office, "dina@contoh.go.id")

    shown = PASSWORD_SHOWN.search(admin.post(f"/admin/akun/{user_id}/sandi").text)
    assert shown is not None
    assert dina.get("/kerja/").status_code == 302
    assert dina.sign_in(shown[1]).status_code == 303

    assert admin.post(f"/admin/akun/{user_id}/nonaktif").status_code == 303
    assert dina.get("/kerja/").status_code == 302
    assert admin.post(f"/admin/akun/{id_of(office, 'admin@contoh.go.id')}/nonaktif").status_code == 409
    assert admin.post("/admin/akun/999/nonaktif").status_code == 404


def test_a_closed_account_is_opened_again_and_its_old_sessions_stay_ended(
    admin: Browser, person: Callable[..., Browser], office: Office
) -> None:
    dina = person("dina@contoh.go.id")
    address = f"/admin/akun/{id_of(office, 'dina@contoh.go.id')}"
    assert admin.post(f"{address}/aktif").status_code == 409
    admin.post(f"{address}/nonaktif")
    assert admin.post(f"{address}/nonaktif").status_code == 409
    assert "Aktifkan lagi" in admin.get(address).text
    assert dina.sign_in().status_code == 422

    assert admin.post(f"{address}/aktif").location == f"{address}?pesan=akun-aktif"

    assert "Aktifkan lagi" not in admin.get(address).text
    assert dina.get("/kerja/").status_code == 302
    assert dina.sign_in().status_code == 303
    assert admin.post("/admin/akun/999/aktif").status_code == 404
    with office.stores.database.reading() as session:
        acts = session.scalars(select(AuditEntry.action).where(AuditEntry.object_key == "dina@contoh.go.id"))
        assert [act for act in acts if "aktif" in act] == ["akun.nonaktif", "akun.aktif"]


def test_nobody_else_administers(biro: Browser, ani: Browser) -> None:
    for browser, jobs_status in ((biro, 200), (ani, 403)):
        assert browser.get("/admin/akun").status_code == 403
        assert browser.get("/admin/unit").status_code == 403
        assert browser.get("/admin/pekerjaan").status_code == jobs_status
        assert browser.post("/admin/akun", {"nama": "x"}).status_code == 403


def send_table(admin: Browser, data: bytes, nama: str = "unit.csv"):  # type: ignore[no-untyped-def]
    return admin.post("/admin/unit", {"tabel": (BytesIO(data), nama)})


def test_a_table_of_units_is_taken_whole_or_not_at_all(admin: Browser, office: Office) -> None:
    head = "code,name,kind,parent_code\n"
    good = send_table(admin, f"{head}RUTAN-C,Rutan Contoh,upt_rutan,PAS\n".encode("utf-8-sig"))
    bad = send_table(admin, f"{head}RUTAN-D,Rutan D,upt_rutan,PAS\nX,Tanpa Induk,upt_rutan,TIDAK\n".encode())

    assert good.location == "/admin/unit?pesan=unit-diimpor&berubah=1"
    assert "1 unit ditambah atau diubah." in admin.get(good.location).text
    assert bad.status_code == 422
    assert "induk TIDAK tidak ada" in bad.text
    with office.stores.database.reading() as session:
        codes = set(session.scalars(select(Unit.kode)))
    assert "RUTAN-C" in codes
    assert "RUTAN-D" not in codes


def test_what_is_no_table_is_refused_with_a_way_out(admin: Browser) -> None:
    cases = [
        (b"", "Pilih berkas CSV dulu."),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "UTF-8"),
        (b"a,b\n1,2\n", "Kolom tidak ada"),
        (b"x" * 2_100_000, "lebih besar dari 2 MB"),
    ]
    for data, message in cases:
        answer = send_table(admin, data)
        assert (answer.status_code, message in answer.text) == (422, True), message


def test_failed_work_is_shown_and_tried_again(admin: Browser, biro: Browser, office: Office) -> None:
    accepted = office.upload(sample_fields())
    with office.stores.database.transaction() as session:
        claim = jobs.claim(session, owner="uji", now=clock.utc_now(), kinds=(JobKind.BACA_BERKAS,))[0]
        jobs.fail(session, claim, now=clock.utc_now(), error="Alat baca macet.", is_final=True)

    page = biro.get("/admin/pekerjaan").text
    assert "Alat baca macet." in page
    assert accepted.kode in page
    # An admin keeps the queue running without learning whose records are in it.
    hidden = admin.get("/admin/pekerjaan").text
    assert "Alat baca macet." in hidden
    assert accepted.kode not in hidden

    assert admin.post(f"/admin/pekerjaan/{claim.id}/ulangi").location == "/admin/pekerjaan?pesan=pekerjaan"
    assert admin.post(f"/admin/pekerjaan/{claim.id}/ulangi").status_code == 409
    with office.stores.database.reading() as session:
        assert session.get_one(Job, claim.id).state is JobState.MENUNGGU


def test_the_queue_says_whether_scans_are_read_twice(admin: Browser, office: Office) -> None:
    with office.stores.database.transaction() as session:
        workers.note_alive(session, "mesin:1:2", now=clock.utc_now(), second_reader="Pembaca kedua tidak terpasang.")

    assert "Pembaca kedua tidak terpasang." in admin.get("/admin/pekerjaan").text


def test_roles_of_the_page_are_those_of_the_domain(admin: Browser) -> None:
    page = admin.get("/admin/akun").text

    for peran in Peran:
        assert (f'<option value="{peran.value}"' in page) is (peran is not Peran.SISTEM)
