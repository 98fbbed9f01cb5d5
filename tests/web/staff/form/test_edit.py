"""The form of a naskah: nothing typed is lost, nothing else can be set, two people do not overwrite each other."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.domain.naskah.status import Status
from portal.web.staff.form.fields import NaskahForm, read_form
from tests.factories.form import FORM, stored
from tests.factories.naskah import Office, sample_fields
from tests.web.staff.conftest import Browser


@pytest.fixture
def kode(office: Office) -> str:
    return office.upload(sample_fields()).kode


def save(browser: Browser, office: Office, kode: str, **changes: Any) -> Any:
    browser.get(f"/kerja/naskah/{kode}/ubah")
    return browser.post(f"/kerja/naskah/{kode}/ubah", {**FORM, "version": stored(office, kode).version, **changes})


def test_what_is_typed_is_saved(ani: Browser, office: Office, kode: str) -> None:
    answer = save(ani, office, kode, judul="Judul  Baru", subjek="data, pelatihan", expires_on="13-11-2031")

    naskah = stored(office, kode)
    assert answer.location == f"/kerja/naskah/{kode}?pesan=tersimpan"
    assert (naskah.judul, naskah.subjek) == ("Judul Baru", ("data", "pelatihan"))
    assert str(naskah.expires_on) == "2031-11-13"
    assert str(naskah.pihak_list[1].signed_on) == "2026-03-12"


def test_saving_and_sending_is_one_step_that_ends_at_the_receipt(ani: Browser, office: Office, kode: str) -> None:
    answer = save(ani, office, kode, aksi="kirim", is_checked="1", judul="Siap Kirim")

    receipt = ani.get(answer.location).text
    naskah = stored(office, kode)
    assert naskah.status is Status.DIAJUKAN
    assert naskah.nomor_tanda_terima is not None
    for shown in (naskah.nomor_tanda_terima, kode, "Siap Kirim", "WIB", "SHA-256", "Ani"):
        assert shown in receipt


def test_sending_an_incomplete_naskah_saves_and_sends_nothing_and_loses_nothing(
    ani: Browser, office: Office, kode: str
) -> None:
    wrong = {"bentuk": "", "lingkup": "", "pihak-2-signed": "31-11-2026", "ruang_lingkup": "Teks yang panjang"}

    answer = save(ani, office, kode, aksi="kirim", judul="Judul yang diketik", **wrong)

    assert answer.status_code == 422
    for shown in (
        'href="#f-bentuk"',
        "Pilih bentuk naskah.",
        "Pilih lingkup",
        "November hanya sampai tanggal 30.",
        'value="31-11-2026"',
        "Judul yang diketik",
        "Teks yang panjang",
    ):
        assert shown in answer.text
    assert stored(office, kode).judul == "Pertukaran Data Perlintasan"
    assert stored(office, kode).status is Status.DRAF


IMPOSSIBLE = [
    ("judul", "a" * 501, "Judul paling panjang 500 karakter."),
    ("bentuk", "undang-undang", "Pilihan bentuk tidak dikenal."),
    ("expires_on", "2026", "Tulis tanggal lengkap"),
    ("expires_on", "besok", "Tulis tanggal seperti 13-11-2026."),
    ("expires_on", "01-01-2020", "Tanggal berakhir tidak boleh sebelum tanggal mulai."),
    ("bahasa_lain", "Klingon", "Tulis nama atau kode bahasa"),
    ("pihak-2-signed", "01-01-2999", "tidak boleh setelah hari ini"),
    ("pihak-2-signed", "31-12-1944", "tidak boleh sebelum tahun 1945"),
    ("effective_on", "31-11-2026", "November hanya sampai tanggal 30."),
    ("pihak-2-negara", "ZZ", "Pilih negara dari daftar."),
    ("hubungan-1-kode", "bukan kode", "atau tulis kodenya seperti"),
    ("nama_bentuk", "x" * 201, "Paling panjang 200 karakter."),
]


def test_an_impossible_value_is_named_beside_its_field(ani: Browser, office: Office, kode: str) -> None:
    for field, value, message in IMPOSSIBLE:
        answer = save(ani, office, kode, **{field: value})

        assert answer.status_code == 422, field
        assert message in answer.text, (field, value)
        assert f'id="f-{field}"' in answer.text, field


def test_a_relation_to_an_unknown_or_foreign_naskah_is_refused_alike(ani: Browser, office: Office, kode: str) -> None:
    hidden = office.upload(sample_fields(unit="LAPAS-B", judul="Rahasia Unit Lain")).kode
    answers = [
        save(ani, office, kode, **{"hubungan-1-jenis": "induk", "hubungan-1-kode": other}).text.replace(other, "KODE")
        for other in (hidden, "2026-99998")
    ]

    assert "Naskah KODE tidak ditemukan." in answers[0]
    assert "Rahasia" not in answers[0]
    assert "Naskah KODE tidak ditemukan." in answers[1]


def test_nothing_but_the_fields_of_the_form_can_be_set(ani: Browser, office: Office, kode: str) -> None:
    before = stored(office, kode)
    forged = {
        "status": "terbit",
        "naskah.kode": "2026-11111",
        "nomor_tanda_terima": "TT",
        "created_by": "1",
        "id": "99",
    }

    save(ani, office, kode, **forged, **{"pihak-1-mitra_id": "1", "pihak-1-naskah_id": "1"})

    after = stored(office, kode)
    assert (after.id, after.kode, after.status) == (before.id, kode, Status.DRAF)
    assert (after.nomor_tanda_terima, after.created_by) == (None, before.created_by)


def test_a_naskah_does_not_move_to_a_unit_that_is_not_mine(ani: Browser, office: Office, kode: str) -> None:
    answer = save(ani, office, kode, unit="LAPAS-B")

    assert answer.status_code == 403
    assert stored(office, kode).unit_id == stored(office, kode).unit_id


def test_rows_are_added_and_removed_without_saving(ani: Browser, office: Office, kode: str) -> None:
    added = save(ani, office, kode, aksi="tambah_pihak", judul="Belum Tersimpan")
    removed = save(ani, office, kode, aksi="hapus_pihak:2")
    related = save(ani, office, kode, aksi="tambah_hubungan")

    assert 'name="pihak-3-nama"' in added.text
    assert "Belum Tersimpan" in added.text
    assert "Pemerintah Kabupaten Contoh" not in removed.text.split('id="f-pihak"')[1].split("<datalist")[0]
    assert 'name="hubungan-1-kode"' in related.text
    assert stored(office, kode).judul == "Pertukaran Data Perlintasan"
    assert len(stored(office, kode).pihak_list) == 2


def test_the_second_of_two_people_sees_what_the_first_changed_and_keeps_what_they_typed(
    ani: Browser, biro: Browser, office: Office, kode: str
) -> None:
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    version = stored(office, kode).version
    assert save(biro, office, kode, judul="Judul Menurut Biro").status_code == 303

    typed = {**FORM, "version": version, "seen": seen, "judul": "Judul Menurut Ani", "ruang_lingkup": "Ketikan Ani"}
    clash = ani.post(f"/kerja/naskah/{kode}/ubah", typed)

    assert clash.status_code == 409
    for shown in ("Judul Menurut Biro", "Judul Menurut Ani", "Ketikan Ani", "oleh Biro", "Diubah orang lain"):
        assert shown in clash.text
    assert stored(office, kode).judul == "Judul Menurut Biro"

    newest = stored(office, kode).version
    assert f'name="version" value="{newest}"' in clash.text
    taken = ani.post(f"/kerja/naskah/{kode}/ubah", {**typed, "version": newest, "aksi": "pakai:judul"})
    assert taken.status_code == 409
    assert "Ketikan Ani" in taken.text
    assert ">Judul Menurut Biro</textarea>" in taken.text

    saved = ani.post(f"/kerja/naskah/{kode}/ubah", {**typed, "version": newest})
    assert saved.status_code == 303
    assert (stored(office, kode).judul, stored(office, kode).ruang_lingkup) == ("Judul Menurut Ani", "Ketikan Ani")


def test_another_file_in_the_meantime_is_no_conflict(ani: Browser, office: Office, kode: str) -> None:
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    version = stored(office, kode).version
    office.upload(kode=kode, nama="lampiran.pdf")
    assert stored(office, kode).version > version

    answer = ani.post(f"/kerja/naskah/{kode}/ubah", {**FORM, "version": version, "seen": seen, "judul": "Tetap Jadi"})

    assert answer.status_code == 303
    assert stored(office, kode).judul == "Tetap Jadi"


def test_visibility_is_part_of_the_form_only_while_it_is_a_draft(ani: Browser, office: Office, kode: str) -> None:
    closed = {"visibilitas": "metadata", "dasar_visibilitas": "Pasal 17 huruf f", "tinjau_on": "01-01-2030"}
    save(ani, office, kode, **closed, aksi="kirim", is_checked="1")
    assert stored(office, kode).visibilitas.value == "metadata"

    assert 'name="visibilitas"' not in ani.get(f"/kerja/naskah/{kode}/ubah").text
    assert save(ani, office, kode, visibilitas="publik").status_code == 303

    assert stored(office, kode).visibilitas.value == "metadata"


def test_warnings_name_their_article_and_do_not_block(ani: Browser, office: Office, kode: str) -> None:
    answer = save(ani, office, kode, alasan_tanpa_induk="", aksi="kirim", is_checked="1")

    assert answer.status_code == 303
    assert "Pasal 7 ayat (1)" in ani.get(f"/kerja/naskah/{kode}").text


def test_what_people_typed_is_text_and_never_markup(ani: Browser, office: Office, kode: str) -> None:
    evil = "<script>alert(1)</script>"
    save(ani, office, kode, judul=evil, catatan_internal=evil, **{"pihak-2-nama": evil})

    for path in (f"/kerja/naskah/{kode}", f"/kerja/naskah/{kode}/ubah", "/kerja/", "/kerja/naskah"):
        assert evil not in ani.get(path).text


def test_a_forged_or_broken_form_is_never_a_crash(ani: Browser, office: Office, kode: str) -> None:
    for changes in (
        {"version": "x", "seen": "-1"},
        {"version": "9" * 40},
        {"aksi": "hapus_pihak:99"},
        {"aksi": "pakai:version"},
        {"aksi": "apa saja"},
        {"pihak-99-nama": "x", "pihak-0-nama": "y"},
        {"judul": "nol \x00 di tengah"},
        {"co_pemrakarsa": "TIDAK-ADA"},
    ):
        assert save(ani, office, kode, **changes).status_code in (200, 303, 409, 422), changes


def test_a_naskah_that_cannot_be_edited_leads_back_to_its_page(biro: Browser, office: Office, kode: str) -> None:
    office.submit(kode)
    biro.get(f"/kerja/naskah/{kode}")
    biro.post(f"/kerja/naskah/{kode}/tarik", {"kelas": "keliru"})

    assert biro.get(f"/kerja/naskah/{kode}/ubah").location == f"/kerja/naskah/{kode}"


def test_reading_a_form_never_fails(make_form: Callable[[dict[str, Any]], NaskahForm]) -> None:
    form = make_form({"pihak-1-nama": "A", "pihak-3-nama": "C", "pihak-2-jenis": "", "bahasa": ["id", "en", "id"]})

    assert [row.nama for row in form.pihak] == ["A", "C"]
    assert form.bahasa == ("id", "en")


@pytest.fixture
def make_form() -> Callable[[dict[str, Any]], NaskahForm]:
    from werkzeug.datastructures import MultiDict

    return lambda values: read_form(MultiDict(values))
