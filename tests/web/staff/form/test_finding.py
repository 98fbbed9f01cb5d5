"""Help while filling in: related naskah by words, languages by name, a partner without kind, one's own unit."""

import re
from typing import Any

from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.permissions import Peran
from portal.web.staff.form.fields import LISTED_LANGUAGES, NaskahForm, language_codes, split_languages
from tests.factories.form import FORM, stored
from tests.factories.naskah import Office, sample_fields
from tests.web.staff.conftest import Browser


def typed(office: Office, kode: str, **more: Any) -> dict[str, Any]:
    return {**FORM, "version": stored(office, kode).version, **more}


def test_a_parent_is_found_by_words_chosen_without_a_script_and_kept(ani: Browser, office: Office) -> None:
    parent = office.upload(sample_fields(judul="Nota Kesepahaman Induk Penelitian")).kode
    hidden = office.upload(sample_fields(judul="Induk Penelitian Unit Lain", unit="LAPAS-B")).kode
    kode = office.upload(sample_fields()).kode
    path = f"/kerja/naskah/{kode}/ubah"
    ani.get(path)

    added = ani.post(path, typed(office, kode, aksi="tambah_hubungan")).text
    words = {"hubungan-1-jenis": "induk", "hubungan-1-kode": "induk penelitian"}
    found = ani.post(path, typed(office, kode, **words, aksi="cari_hubungan:1")).text
    none = ani.post(path, typed(office, kode, **{**words, "hubungan-1-kode": "tidak ada"}, aksi="cari_hubungan:1")).text
    refused = ani.post(path, typed(office, kode, **words))

    assert '<option value="induk" selected>' in added
    assert re.findall(r'value="(pakai_hubungan:[^"]+)"', found) == [f"pakai_hubungan:1:{parent}"]
    assert hidden not in found
    assert "Tidak ada yang cocok" in none
    assert (refused.status_code, "Pilih naskahnya dari hasil pencarian" in refused.text) == (422, True)
    assert f"pakai_hubungan:1:{parent}" in refused.text
    taken = ani.post(path, typed(office, kode, **words, aksi=f"pakai_hubungan:1:{parent}")).text
    assert f'name="hubungan-1-kode" type="text" value="{parent}"' in taken
    assert "Nota Kesepahaman Induk Penelitian" in taken
    answer = ani.get(f"/kerja/naskah-terkait.json?q=induk+penelitian&bukan={kode}")
    assert [one["kode"] for one in answer.json["cocok"]] == [parent]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_parent_that_is_still_looked_for_holds_no_other_field_up(ani: Browser, office: Office) -> None:
    parent = office.upload(sample_fields(judul="Naskah Induk")).kode
    kode = office.upload(sample_fields()).kode
    path = f"/kerja/naskah/{kode}/simpan-draf"
    ani.get(f"/kerja/naskah/{kode}/ubah")
    relation = {"hubungan-1-jenis": "induk", "hubungan-1-kode": "naskah ind"}
    values = typed(office, kode, judul="Judul Baru", tersentuh="judul,hubungan-1-kode", **relation)

    searching = ani.post(path, values)
    assert (searching.status_code, stored(office, kode).judul) == (200, "Judul Baru")

    found = ani.post(path, {**values, "version": searching.json["version"], "hubungan-1-kode": parent})
    assert found.status_code == 200
    assert f'value="{parent}"' in ani.get(f"/kerja/naskah/{kode}/ubah").text
    assert JenisHubungan.INDUK.value in values.values()


def test_a_partner_without_kind_is_kept_by_the_draft_and_asked_for_when_it_is_sent(
    ani: Browser, office: Office
) -> None:
    kode = office.upload(sample_fields()).kode
    ani.get(f"/kerja/naskah/{kode}/ubah")
    values = typed(office, kode, **{"pihak-2-nama": "Yayasan Baru Contoh", "pihak-2-jenis": ""})

    kept = ani.post(f"/kerja/naskah/{kode}/simpan-draf", {**values, "tersentuh": "pihak-2-nama"})
    assert kept.status_code == 200
    assert [(one.nama, one.jenis) for one in stored(office, kode).pihak_list][1:] == [("Yayasan Baru Contoh", None)]

    values["version"] = kept.json["version"]
    sent = ani.post(f"/kerja/naskah/{kode}/ubah", {**values, "is_checked": "1", "aksi": "kirim"})
    assert (sent.status_code, "Pilih jenis mitra." in sent.text) == (422, True)


def test_languages_are_ticked_chosen_from_the_list_or_typed_by_name_or_code(ani: Browser, office: Office) -> None:
    kode = office.upload(sample_fields()).kode
    ani.get(f"/kerja/naskah/{kode}/ubah")

    ani.post(
        f"/kerja/naskah/{kode}/ubah",
        typed(office, kode, bahasa=["id", "en", "ko", ""], bahasa_lain="Jepang, Bahasa Arab, tpi"),
    )

    assert stored(office, kode).bahasa == ("id", "en", "ko", "ja", "ar", "tpi")
    page = ani.get(f"/kerja/naskah/{kode}/ubah").text
    assert '<option value="ko" selected>Korea</option>' in page
    assert 'value="Jepang, Arab, tpi"' in page


def test_every_listed_language_comes_back_as_it_was_stored() -> None:
    for codes in (("id",), ("id", "en"), ("ko",), ("id", "ms"), ("xx",), ("id", "ko", "ja", "xx"), ()):
        ticked, others = split_languages(codes, ("id", "en"))
        form = NaskahForm(bahasa=ticked, bahasa_lain=others)
        assert sorted(language_codes(form)) == sorted(codes)
    assert len(dict(LISTED_LANGUAGES)) == len(LISTED_LANGUAGES)


def test_the_unit_is_the_persons_own_on_upload_and_on_registration(ani: Browser, person: Any, biro: Browser) -> None:
    branch = person("kanwil@contoh.go.id", Peran.PENGELOLA, "IMI")
    chosen = re.compile(r'<option value="([^"]*)" selected>')

    for path in ("/kerja/unggah", "/kerja/daftarkan"):
        for who, unit in ((ani, "KANIM-A"), (branch, "IMI")):
            unit_field = who.get(path).text.partition('id="f-unit"')[2].partition("</select>")[0]
            assert chosen.findall(unit_field) == [unit], path
    # Who registers for others has to say for whom.
    field = biro.get("/kerja/daftarkan").text.partition('id="f-unit"')[2].partition("</select>")[0]
    assert chosen.findall(field) == []
