"""Actions on a naskah: who may, what happens, and that another unit learns nothing at all."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.models.naskah import Naskah
from portal.models.terbitan import Terbitan
from portal.web.policy import may_enter
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.pdf import text_pdf
from tests.factories.scan import photo_page, scan_pdf
from tests.fixtures.markup import one_line
from tests.web.staff.conftest import Browser

NIP_PAGE = "Nama: Contoh\nNIP 198001012006041001 selaku Kepala Kantor"


def stored(office: Office, kode: str) -> Naskah:
    with office.stores.database.reading() as session:
        return session.scalars(select(Naskah).where(Naskah.kode == kode)).one()


def is_public(office: Office, kode: str) -> bool:
    with office.stores.database.reading() as session:
        return session.get(Terbitan, kode) is not None


def do(browser: Browser, kode: str, action: str, **data: Any) -> Any:
    browser.get(f"/kerja/naskah/{kode}")
    return browser.post(f"/kerja/naskah/{kode}/{action}", data)


def test_findings_are_shown_with_their_page_and_an_answer_publishes(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=text_pdf(["Pasal 1", NIP_PAGE])).kode
    office.submit(kode)
    office.drain()

    page = ani.get(f"/kerja/naskah/{kode}").text
    assert "Mirip NIP" in page
    assert "hlm. 2" in page
    assert "198001012006041001" in page
    assert "Periksa data pribadi" in ani.get("/kerja/").text

    silent = do(ani, kode, "penahanan/data_pribadi", jawaban="  ")
    assert silent.status_code == 422
    assert "Tulis jawaban atau alasannya." in silent.text
    answer = do(ani, kode, "penahanan/data_pribadi", jawaban="NIP pejabat pada halaman tanda tangan.")
    office.drain()

    assert answer.location == f"/kerja/naskah/{kode}?pesan=dijawab"
    assert is_public(office, kode)
    assert "NIP pejabat pada halaman tanda tangan." in ani.get(f"/kerja/naskah/{kode}").text


def test_the_hold_of_the_biro_is_not_answered_by_the_unit(
    person: Callable[..., Browser], biro: Browser, office: Office
) -> None:
    budi = person("budi@contoh.go.id", Peran.PENGELOLA, "IMI")
    kode = office.upload(foreign_fields()).kode
    office.submit(kode)
    office.drain()

    assert "Setujui publikasi" not in budi.get(f"/kerja/naskah/{kode}").text
    assert do(budi, kode, "penahanan/menunggu_biro", jawaban="Setuju sendiri").status_code == 403
    assert do(budi, kode, "penahanan/tidak_ada", jawaban="x").status_code == 404
    assert "Periksa dan setujui" in biro.get("/kerja/").text
    assert do(biro, kode, "penahanan/menunggu_biro", jawaban="Sudah diperiksa").status_code == 303
    office.drain()
    assert is_public(office, kode)


def test_withdrawing_is_one_action_with_an_optional_explanation(ani: Browser, office: Office) -> None:
    kode = office.publish(sample_fields())

    answer = do(ani, kode, "tarik", kelas="data_pribadi")

    assert answer.status_code == 303
    assert not is_public(office, kode)
    assert stored(office, kode).status is Status.DITARIK
    assert ani.client.get(f"/n/{kode}").status_code == 410
    assert do(ani, kode, "tarik", kelas="keliru").status_code == 409
    assert do(ani, kode, "buka-lagi").status_code == 403


def test_the_reason_of_a_withdrawal_may_follow(ani: Browser, office: Office) -> None:
    kode = office.publish(sample_fields())
    do(ani, kode, "tarik")

    assert do(ani, kode, "alasan-penarikan", penjelasan="Tanpa kelompok").status_code == 422
    answer = do(ani, kode, "alasan-penarikan", kelas="putusan", penjelasan="Putusan contoh nomor 1.")

    assert answer.status_code == 303
    assert "Berdasarkan putusan atau ketetapan" in ani.client.get(f"/n/{kode}").text
    page = ani.get(f"/kerja/naskah/{kode}").text
    assert "Putusan contoh nomor 1." in page
    assert "Alasan penarikan dicatat" in page
    assert stored(office, kode).status is Status.DITARIK


def test_an_unknown_class_of_reason_is_refused_and_the_text_stays(ani: Browser, office: Office) -> None:
    kode = office.publish(sample_fields())

    answer = do(ani, kode, "tarik", kelas="karangan", penjelasan="Teks yang diketik")

    assert answer.status_code == 422
    assert "Teks yang diketik" in answer.text
    assert is_public(office, kode)


def test_the_biro_returns_with_a_reason_that_the_unit_reads(ani: Browser, biro: Browser, office: Office) -> None:
    kode = office.publish(sample_fields())

    assert do(biro, kode, "kembalikan", alasan="").status_code == 422
    assert do(ani, kode, "kembalikan", alasan="x").status_code == 403
    assert do(biro, kode, "kembalikan", alasan="Perbaiki tanggal.").status_code == 303

    assert is_public(office, kode)
    assert "Perbaiki tanggal." in ani.get(f"/kerja/naskah/{kode}").text
    assert "Perbaiki dan kirim lagi" in ani.get("/kerja/").text


def test_closing_takes_effect_at_once_and_needs_a_basis(ani: Browser, office: Office) -> None:
    kode = office.publish(sample_fields())

    without = do(ani, kode, "keterbukaan", visibilitas="dikecualikan", dasar_visibilitas="", tinjau_on="")
    bad_day = do(ani, kode, "keterbukaan", visibilitas="metadata", dasar_visibilitas="Pasal 17", tinjau_on="30-02-2030")
    assert (without.status_code, bad_day.status_code) == (422, 422)
    assert "Februari hanya sampai tanggal 28." in bad_day.text
    assert is_public(office, kode)

    closing = {"visibilitas": "dikecualikan", "dasar_visibilitas": "Pasal 17 huruf f", "tinjau_on": "01-01-2030"}
    assert do(ani, kode, "keterbukaan", **closing).status_code == 303

    assert not is_public(office, kode)
    assert stored(office, kode).visibilitas is Visibilitas.DIKECUALIKAN
    assert ani.client.get(f"/n/{kode}").status_code == 404


def test_handing_in_from_the_page_gives_the_receipt_or_shows_what_is_missing(ani: Browser, office: Office) -> None:
    kode, empty = office.upload(sample_fields()).kode, office.upload(sample_fields(lingkup=None, pihak=())).kode

    sent = do(ani, kode, "kirim", version=stored(office, kode).version, is_checked="1")
    missing = do(ani, empty, "kirim", version=stored(office, empty).version)
    stale = do(ani, empty, "kirim", version="0")

    assert sent.location == f"/kerja/naskah/{kode}/tanda-terima?pesan=terkirim"
    assert missing.status_code == 422
    assert "Pilih lingkup" in missing.text
    assert 'id="formulir"' in missing.text
    assert stale.status_code == 409
    assert ani.get(f"/kerja/naskah/{empty}/tanda-terima").status_code == 404


def test_a_scan_is_checked_by_whoever_hands_it_in(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=scan_pdf([photo_page()])).kode
    do(ani, kode, "kirim", version=stored(office, kode).version, is_checked="1")
    office.drain()

    assert is_public(office, kode)
    assert "Tanpa teks yang terbaca: halaman 1" in ani.get(f"/kerja/naskah/{kode}").text


def test_a_file_is_read_again_on_request(ani: Browser, office: Office) -> None:
    accepted = office.upload(sample_fields())
    office.drain()

    assert do(ani, accepted.kode, f"berkas/{accepted.berkas_id}/baca-ulang").status_code == 303
    assert do(ani, accepted.kode, "berkas/999/baca-ulang").status_code == 404

    state = ani.get(f"/kerja/naskah/{accepted.kode}/keadaan.json").get_json()
    assert state["berkas"][0]["keadaan"] == "menunggu"
    assert state["selesai"] is False
    assert "Muat ulang" in ani.get(f"/kerja/naskah/{accepted.kode}").text
    office.drain()
    assert ani.get(f"/kerja/naskah/{accepted.kode}/keadaan.json").get_json()["selesai"] is True


def test_the_history_says_who_did_what_before_and_after(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields(judul="Judul Lama"), actor=office.actor("ani@contoh.go.id")).kode
    ani.get(f"/kerja/naskah/{kode}/ubah")
    form = {"version": stored(office, kode).version, "judul": "Judul Baru", "unit": "KANIM-A"}
    ani.post(f"/kerja/naskah/{kode}/ubah", form)

    history = ani.get(f"/kerja/naskah/{kode}").text.split('id="j-riwayat"')[1]

    assert "Isian diubah" in history
    assert re.search(r"WIB, Ani", history)
    assert '<span class="sebelum">Judul Lama</span> → Judul Baru' in history


def addresses(app: Flask, kode: str, berkas_id: int) -> list[tuple[str, str, str]]:
    """Endpoint, method and address of everything about one naskah."""
    found = []
    values: dict[str, str | int] = {
        "kode": kode,
        "lain": kode,
        "berkas_id": berkas_id,
        "alasan": "data_pribadi",
        "evaluasi_id": 1,
        "pembekuan_id": 1,
    }
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("work.") and "kode" in rule.arguments:
            values["nomor"] = "TTA-2026-00001" if "<nomor:nomor>" in rule.rule else 1
            path = adapter.build(rule.endpoint, {k: v for k, v in values.items() if k in rule.arguments})
            found += [(rule.endpoint, method, path) for method in (rule.methods or set()) & {"GET", "POST"}]
    return found


@pytest.mark.parametrize(("peran", "unit"), [(Peran.PENGELOLA, "LAPAS-B"), (Peran.PIMPINAN, "PAS")])
def test_another_unit_gets_the_same_answer_as_for_an_unknown_code(
    app: Flask, person: Callable[..., Browser], office: Office, peran: Peran, unit: str
) -> None:
    accepted = office.upload(sample_fields(judul="Kenari Rahasia"))
    office.drain()
    stranger = person("asing@contoh.go.id", peran, unit)
    unknown = "2026-99999"

    for endpoint, method, path in addresses(app, accepted.kode, accepted.berkas_id):
        send = stranger.get if method == "GET" else stranger.post
        theirs, nowhere = send(path), send(path.replace(accepted.kode, unknown))
        told = 404 if peran in may_enter(endpoint, method) else 403
        assert theirs.status_code == nowhere.status_code == told, (method, path)
        assert "Kenari" not in theirs.text
        assert theirs.text.replace(accepted.kode, unknown) == nowhere.text, (method, path)
    for path in ("/kerja/", "/kerja/naskah", "/kerja/naskah?q=kenari", "/kerja/cari?q=kenari"):
        assert "Kenari" not in stranger.get(path).text, path


def test_an_admin_reads_no_records(admin: Browser, app: Flask, office: Office) -> None:
    accepted = office.upload(sample_fields(judul="Kenari Rahasia"))

    answers = {
        admin.get(path).status_code
        for _, method, path in addresses(app, accepted.kode, accepted.berkas_id)
        if method == "GET"
    }

    assert answers == {403}
    assert admin.get("/kerja/naskah").status_code == 403


def test_a_refused_action_changes_nothing(person: Callable[..., Browser], office: Office) -> None:
    kode = office.publish(sample_fields())
    reader = person("kepala@contoh.go.id", Peran.PIMPINAN, "KANIM-A")
    with office.stores.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))

    for action in ("tarik", "kembalikan", "keterbukaan", "kirim", "buka-lagi", "berkas"):
        assert do(reader, kode, action).status_code == 403, action

    with office.stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_the_ppid_exempts_for_a_term_or_refuses_and_the_status_says_so(
    ani: Browser, person: Callable[..., Browser], office: Office
) -> None:
    ppid = person("ppid@contoh.go.id", Peran.PPID, "BIRO")
    kode, other = office.publish(sample_fields()), office.publish(sample_fields(judul="Yang Lain"))
    asked = {"visibilitas": "dikecualikan", "dasar_visibilitas": "Pasal 17 huruf f", "tinjau_on": "01-01-2030"}
    for one in (kode, other):
        assert do(ani, one, "keterbukaan", **asked).status_code == 303
        office.drain()
    assert "putusan_ppid" not in ani.get(f"/kerja/naskah/{kode}/ubah").text
    assert "belum diputus PPID" in ani.get(f"/kerja/naskah/{kode}").text
    assert "nomor_putusan" not in ani.get(f"/kerja/naskah/{kode}").text
    assert "Catat putusan PPID" in ppid.get("/kerja/").text

    decision = {"nomor_putusan": "PPID-1/2026", "dasar_putusan": "Pasal 17 huruf f", "berlaku_sampai": "31-12-2099"}
    assert do(ppid, kode, "putusan-ppid", **decision).status_code == 422
    assert do(ppid, kode, "putusan-ppid", putusan="kecualikan", **decision).status_code == 303
    assert do(ppid, other, "putusan-ppid", putusan="tolak", **decision).status_code == 303
    office.drain()

    for browser in (ppid, ani):
        page = one_line(browser.get(f"/kerja/naskah/{kode}").text)
        assert "Tidak terbit" in page
        assert "Putusan PPID PPID-1/2026, sampai 31 Desember 2099" in page
    assert "Tidak terbit" in one_line(ani.get("/kerja/naskah").text)
    assert "PPID menolak pengecualian" in ani.get(f"/kerja/naskah/{other}").text
