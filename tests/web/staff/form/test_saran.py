"""Suggestions beside the form: they fill gaps, show their source, may be doubted, and are stored by a person alone."""

import re
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.naskah.fields import NaskahFields
from portal.domain.suggestions.values import Box, Field, Saran
from portal.models.berkas import Halaman
from portal.models.naskah import Naskah
from portal.services import saran
from portal.services.mitra import key_of
from portal.web.staff.form import page as form_page
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.web.staff.conftest import Browser

REGISTERED = key_of("Pemerintah Kabupaten Contoh")

BOX = Box(0.2, 0.3, 0.8, 0.33)
FOUND = [
    Saran(Field.BENTUK, "nota_kesepahaman", 1, "NOTA KESEPAHAMAN", 0.97),
    Saran(Field.JUDUL, "Pertukaran Data Orang Asing", 1, "tentang PERTUKARAN DATA ORANG ASING", 0.95, kotak=BOX),
    Saran(Field.LINGKUP, "dalam_negeri", 1, "Pemerintah Kota", 0.9),
    Saran(Field.EXPIRES_ON, "2031-11-13", 2, "jangka waktu lima tahun", 0.6, keterangan="Harinya tidak cocok."),
    Saran(Field.EXPIRES_ON, "2030-11-13", 2, "sampai 2030", 0.4, peringkat=2),
    Saran(Field.JANGKA_WAKTU, "5 tahun", 2, "lima tahun", 0.9),
    Saran(Field.PIHAK_NAMA, "Kementerian Contoh", 1, "KEMENTERIAN CONTOH", 0.95, pihak=1),
    Saran(Field.PIHAK_KEMENTERIAN, "ya", 1, "KEMENTERIAN CONTOH", 0.95, pihak=1),
    Saran(Field.PIHAK_NAMA, "Pemkab Contoh", 1, "PEMKAB CONTOH", 0.7, pihak=2,
          terdaftar=REGISTERED, keterangan="Namanya hanya mirip."),
    Saran(Field.PIHAK_NOMOR, "100/KS/2026", 1, "Nomor: 100/KS/2026", 0.9, pihak=2),
    Saran(Field.SIGNED_ON, "2026-03-12", 1, "12-03-2026", 0.95),
]  # fmt: skip


@pytest.fixture
def kode(office: Office) -> str:
    """A draft with nothing but its file, read, with suggestions."""
    return draft(office)


def draft(office: Office, found: list[Saran] = FOUND, text: str = "Halaman contoh", **fields: Any) -> str:
    accepted = office.upload(
        NaskahFields(judul="", unit="KANIM-A", **fields), pdf=text_pdf([text, "Dua"]), nama="MoU_Contoh.pdf"
    )
    office.drain()
    with office.stores.database.transaction() as session:
        saran.store(session, accepted.berkas_id, found)
    return accepted.kode


def row(office: Office, kode: str) -> Naskah:
    with office.stores.database.reading() as session:
        found = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        assert found.pihak_list is not None
        return found


def form_of(page: str) -> dict[str, Any]:
    """What a browser would send of the form, as far as the tests need it."""
    form = page[page.index('id="formulir"') :]
    sent: dict[str, Any] = dict(
        re.findall(r'<input class="isian" id="[^"]+" name="([^"]+)" type="text" value="([^"]*)"', form)
    )
    sent |= {name: text for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)<', form)}
    sent |= dict(re.findall(r'name="(version|seen)" value="(\d+)"', form))
    sent |= dict(re.findall(r'type="radio" name="([^"]+)" value="([^"]*)" checked', form))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        if chosen or name != "co_pemrakarsa":
            sent[name] = chosen[1] if chosen else ""
    return sent


def test_gaps_of_a_draft_are_filled_and_nothing_is_stored(ani: Browser, office: Office, kode: str) -> None:
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    sent = form_of(page)

    assert (sent["judul"], sent["bentuk"], sent["lingkup"]) == (
        "Pertukaran Data Orang Asing", "nota_kesepahaman", "dalam_negeri",
    )  # fmt: skip
    assert (sent["pihak-1-jenis"], sent["pihak-2-nomor"], sent["signed"]) == (
        "kementerian", "100/KS/2026", "12-03-2026",
    )  # fmt: skip
    assert "belum tersimpan" in page
    assert row(office, kode).judul == ""
    assert row(office, kode).pihak_list == []


def test_saving_stores_what_the_person_let_stand(ani: Browser, office: Office, kode: str) -> None:
    sent = form_of(ani.get(f"/kerja/naskah/{kode}/ubah").text)
    sent |= {"judul": "Judul Pilihan Orang", "pihak-2-jenis": "pemerintah_daerah", "aksi": "simpan"}

    answer = ani.post(f"/kerja/naskah/{kode}/ubah", sent)

    naskah = row(office, kode)
    assert answer.status_code == 303
    assert (naskah.judul, str(naskah.expires_on)) == ("Judul Pilihan Orang", "2031-11-13")
    assert [pihak.nomor for pihak in naskah.pihak_list] == ["", "100/KS/2026"]
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    assert "Judul Pilihan Orang" in page
    # What was read badly stays marked until somebody has compared it; saving says nothing about that.
    assert page.count('name="diperiksa"') == 2


def test_a_doubtful_value_gives_its_reason_its_page_and_another_reading(ani: Browser, kode: str) -> None:
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    field = page[page.index('for="f-expires_on"') - 300 : page.index('name="is_open_ended"')]

    for shown in ("Periksa", "Harinya tidak cocok.", "jangka waktu lima tahun", 'href="#hlm-2"', "5 tahun"):
        assert shown in field, shown
    assert 'value="pakai_saran:expires_on:13-11-2030"' in field
    assert "Periksa 2 bidang" in page


def test_another_reading_is_taken_without_javascript_and_without_saving(
    ani: Browser, office: Office, kode: str
) -> None:
    sent = form_of(ani.get(f"/kerja/naskah/{kode}/ubah").text)

    page = ani.post(
        f"/kerja/naskah/{kode}/ubah", {**sent, "pendanaan": "Yang diketik", "aksi": "pakai_saran:expires_on:13-11-2030"}
    ).text

    assert form_of(page)["expires_on"] == "13-11-2030"
    assert "Yang diketik" in page
    assert row(office, kode).expires_on is None


def test_a_box_stands_over_the_page_without_inline_style(ani: Browser, kode: str) -> None:
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text

    assert 'id="s-judul"' in page
    assert 'href="#s-judul"' in page
    assert "1. Judul" in page
    assert "<rect" in page
    assert " style=" not in page


def test_a_registered_partner_is_offered_to_those_who_may_know_of_it(ani: Browser, office: Office) -> None:
    hidden = draft(office)
    assert "Pakai yang terdaftar" not in ani.get(f"/kerja/naskah/{hidden}/ubah").text
    office.publish(sample_fields())
    path = f"/kerja/naskah/{hidden}/ubah"

    page = ani.get(path).text
    taken = ani.post(path, {**form_of(page), "aksi": f"pakai_terdaftar:2:{REGISTERED}"}).text

    assert "Mirip dengan mitra terdaftar" in page
    assert form_of(taken)["pihak-2-nama"] == "Pemerintah Kabupaten Contoh"
    assert form_of(taken)["pihak-2-jenis"] == "pemerintah_daerah"


@pytest.mark.parametrize(
    "action",
    [
        "pakai_saran:",
        "pakai_saran:version:9",
        "pakai_saran:pihak-99-nama:x",
        "pakai_saran:pihak-1-is_blank:x",
        "pakai_terdaftar:x:y",
        "pakai_terdaftar:2:tidak-ada",
    ],
)
def test_an_impossible_choice_changes_nothing(ani: Browser, kode: str, action: str) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    sent = form_of(ani.get(path).text)

    answer = ani.post(path, {**sent, "aksi": action})

    assert answer.status_code == 200
    assert form_of(answer.text) == sent


def test_errors_keep_what_was_typed_and_show_the_source_beside_it(ani: Browser, kode: str) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    sent = form_of(ani.get(path).text) | {"expires_on": "besok", "judul": "Yang saya ketik"}

    answer = ani.post(path, {**sent, "aksi": "simpan"})

    assert answer.status_code == 422
    assert form_of(answer.text)["judul"] == "Yang saya ketik"
    assert form_of(answer.text)["expires_on"] == "besok"
    assert 'value="pakai_saran:judul:Pertukaran Data Orang Asing"' in answer.text


def test_no_legal_question_is_ever_filled(ani: Browser, office: Office) -> None:
    kode = draft(office, [Saran(Field.LINGKUP, "luar_negeri", 1, "Republic", 0.99)])

    sent = form_of(ani.get(f"/kerja/naskah/{kode}/ubah").text)

    assert (sent["lingkup"], sent["perjanjian_internasional"]) == ("luar_negeri", "")


def test_personal_numbers_are_shown_with_their_page_before_visibility_is_chosen(ani: Browser, office: Office) -> None:
    kode = draft(office, [], text="Pejabat dengan NIK 3171234567890123 hadir")

    page = ani.get(f"/kerja/naskah/{kode}/ubah").text

    assert page.index("Lihat dulu sebelum memilih keterbukaan") < page.index('name="visibilitas"')
    assert "Mirip NIK" in page
    assert 'href="#hlm-1"' in page


def test_recognition_is_told_page_by_page_and_a_missing_engine_is_named(
    ani: Browser, office: Office, kode: str
) -> None:
    def stand(state: RecognitionState) -> tuple[dict[str, Any], str]:
        with office.stores.database.transaction() as session:
            session.execute(update(Halaman).where(Halaman.nomor == 2).values(pengenalan=state, keterangan="Rusak."))
            session.execute(update(Halaman).where(Halaman.nomor == 1).values(pengenalan=RecognitionState.SELESAI))
        return ani.get(f"/kerja/naskah/{kode}/keadaan.json").get_json(), ani.get(f"/kerja/naskah/{kode}").text

    state, page = stand(RecognitionState.MENUNGGU)
    assert state["berkas"][0]["teks"] == "Mengenali teks, halaman 2 dari 2"
    assert (state["berkas"][0]["progress"], state["berkas"][0]["total"], state["selesai"]) == (1, 2, False)
    assert "data-keadaan-url" in page
    state, page = stand(RecognitionState.TANPA_MESIN)
    assert state["berkas"][0]["teks"] == "1 halaman belum terbaca: mesin pengenal teks belum terpasang"
    assert state["selesai"] is True
    assert "Belum terbaca karena mesin pengenal teks belum terpasang: halaman 2" in page
    state, page = stand(RecognitionState.GAGAL)
    assert state["berkas"][0]["teks"] == "Terbaca, 2 halaman, 1 di antaranya tidak terbaca mesin"
    assert "Tidak terbaca mesin: halaman 2. Rusak." in page
    assert "Halaman kosong: 2." in stand(RecognitionState.KOSONG)[1]


def test_every_file_of_a_draft_is_shown_and_its_sources_lead_to_the_page_beside_the_form(
    ani: Browser, office: Office, kode: str
) -> None:
    more = office.upload(pdf=text_pdf(["Bagian dua", "Tanda tangan"]), nama="bagian-2.pdf", kode=kode).berkas_id
    office.drain()
    with office.stores.database.transaction() as session:
        saran.store(session, more, [Saran(Field.EFFECTIVE_ON, "2026-04-01", 2, "sejak 01-04-2026", 0.97)])

    page = ani.get(f"/kerja/naskah/{kode}/ubah").text

    assert page.count('class="lbr"') == 4
    assert 'id="hlm-2"' in page
    assert f'id="hlm-{more}-2"' in page
    assert f'href="#hlm-{more}-2"' in page
    assert f'href="#berkas-{more}">bagian-2.pdf' in page


def test_a_source_beyond_the_shown_pages_leads_into_the_file(
    ani: Browser, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_page, "MOST_PAGES", 1)
    kode = draft(office)

    page = ani.get(f"/kerja/naskah/{kode}/ubah").text

    assert page.count('class="lbr"') == 1
    assert "1 halaman berikutnya ada di PDF." in page
    assert re.search(rf'href="/kerja/naskah/{kode}/berkas/\d+[^"]*#page=2"', page)
    assert 'href="#hlm-2"' not in page


def test_what_was_read_badly_is_asked_about_once_before_it_is_handed_in(
    ani: Browser, office: Office, kode: str
) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    sent = form_of(ani.get(path).text) | {"pihak-2-jenis": "pemerintah_daerah", "is_checked": "1"}

    asked = ani.post(path, {**sent, "aksi": "kirim"})
    assert asked.status_code == 422
    assert "Belum dicocokkan dengan halamannya" in asked.text
    for name in ("expires_on", "pihak-2-nama"):
        assert f'<a href="#f-{name}">' in asked.text
    assert row(office, kode).status.value == "draf"

    looked_at = ani.post(path, {**sent, "diperiksa": ["expires_on", "pihak-2-nama"], "aksi": "kirim"})
    assert looked_at.status_code == 303
    assert row(office, kode).status.value == "diajukan"


def test_one_confirmation_lets_everything_stand_and_a_saved_draft_is_asked_as_well(
    ani: Browser, office: Office, kode: str
) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    sent = form_of(ani.get(path).text) | {"pihak-2-jenis": "pemerintah_daerah"}
    ani.post(path, {**sent, "aksi": "simpan"})

    version = str(row(office, kode).version)
    asked = ani.post(f"/kerja/naskah/{kode}/kirim", {"version": version, "is_checked": "1"})
    assert (asked.status_code, row(office, kode).status.value) == (422, "draf")

    again = form_of(ani.get(path).text)
    assert ani.post(path, {**again, "aksi": "kirim:diperiksa"}).status_code == 303
    assert set(row(office, kode).diperiksa) == {"expires_on", "pihak-2-nama"}


def test_typing_over_a_doubtful_value_settles_it_and_all_are_taken_by_one_button(ani: Browser, kode: str) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    sent = form_of(ani.get(path).text)

    typed = ani.post(path, {**sent, "expires_on": "01-02-2033", "aksi": "tambah_pihak"}).text
    assert "Periksa 1 bidang" in typed
    settled = ani.post(path, {**sent, "aksi": "pakai_semua"}).text
    assert "lencana due" not in settled.split('id="formulir"')[1]


def test_the_place_where_a_value_was_read_is_cut_out_beneath_it(ani: Browser, office: Office) -> None:
    kode = draft(office, [Saran(Field.JUDUL, "Judul Contoh", 1, "JUDUL CONTOH", 0.5, kotak=BOX)])

    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    field = page[page.index('name="judul"') : page.index('name="lingkup"')]

    assert 'class="potongan" viewBox="' in field
    assert re.search(r'<image href="/kerja/naskah/[^"]+/hlm/1.webp" width="\d+" height="\d+"', field)


def test_day_and_place_are_asked_once_and_told_apart_where_they_differ(ani: Browser, office: Office, kode: str) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    sent = form_of(ani.get(path).text) | {"pihak-2-jenis": "pemerintah_daerah", "aksi": "simpan"}
    assert (sent["signed"], sent["pihak-1-signed"]) == ("12-03-2026", "")

    ani.post(path, {**sent, "signed": "11-03-2026", "tempat": "Contoh"})
    assert [str(one.signed_on) for one in row(office, kode).pihak_list] == ["2026-03-11"] * 2
    again = form_of(ani.get(path).text)
    ani.post(path, {**again, "pihak-2-signed": "13-03-2026", "aksi": "simpan"})

    assert [str(one.signed_on) for one in row(office, kode).pihak_list] == ["2026-03-11", "2026-03-13"]
    shown = form_of(ani.get(path).text)
    assert (shown["signed"], shown["pihak-1-signed"], shown["tempat"]) == ("", "11-03-2026", "Contoh")


def test_a_domestic_naskah_is_not_asked_for_country_treaty_or_dpr(ani: Browser, kode: str) -> None:
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text

    assert '<select class="isian" id="f-pihak-2-negara"' not in page
    assert "f-perjanjian_internasional" not in page
    assert "f-persetujuan_dpr" not in page


def test_typing_early_keeps_the_suggestions_of_the_other_fields(ani: Browser, office: Office, kode: str) -> None:
    sent = form_of(ani.get(f"/kerja/naskah/{kode}/ubah").text) | {"pihak-2-jenis": "", "pendanaan": "Masing-masing"}
    typed = {**sent, "pihak-2-penanda_tangan": "Contoh", "tersentuh": "pihak-2-penanda_tangan,pendanaan"}

    saved = ani.post(f"/kerja/naskah/{kode}/simpan-draf", typed)

    assert saved.status_code == 200
    stored = row(office, kode)
    assert (stored.pendanaan, stored.judul, stored.diperiksa) == (
        "Masing-masing", "", ("pihak-2-penanda_tangan", "pendanaan"),
    )  # fmt: skip
    later = form_of(ani.get(f"/kerja/naskah/{kode}/ubah").text)
    assert (later["judul"], later["pihak-2-nomor"]) == ("Pertukaran Data Orang Asing", "100/KS/2026")


def test_a_personal_number_in_a_field_is_named_beside_it(ani: Browser, kode: str) -> None:
    path = f"/kerja/naskah/{kode}/ubah"
    sent = form_of(ani.get(path).text) | {"pihak-1-penanda_tangan": "Contoh NIP 198503122010011001"}

    page = ani.post(path, {**sent, "aksi": "tambah_pihak"}).text

    assert "tampak seperti nomor pribadi" in page
