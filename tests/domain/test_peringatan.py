"""Warnings name the article and never block; the case id carries the article."""

from dataclasses import replace

import pytest

from portal.domain.isian import HubunganFields, NaskahFields, PihakFields
from portal.domain.naskah import (
    AlasanTanpaInduk,
    Bentuk,
    JenisBerkas,
    JenisHubungan,
    JenisMitra,
    JenisUnit,
    Kategori,
    Lingkup,
    Presisi,
    Tingkat,
)
from portal.domain.peringatan import NaskahContext, warnings_for
from portal.domain.tanggal import parse_tanggal

SIGNED = parse_tanggal("2026-03-12", field="signed")
DOMESTIC = NaskahFields(
    judul="Contoh",
    unit="KANIM-A",
    lingkup=Lingkup.DALAM_NEGERI,
    kategori=Kategori.TEKNIS,
    tingkat=Tingkat.UPT,
    bentuk=Bentuk.PERJANJIAN_KERJA_SAMA,
    alasan_tanpa_induk=(AlasanTanpaInduk.SUBSTANSI_TEKNIS,),
    pihak=(PihakFields("Kabupaten Contoh", jenis=JenisMitra.PEMERINTAH_DAERAH, signed=SIGNED),),
)
FOREIGN = replace(
    DOMESTIC,
    lingkup=Lingkup.LUAR_NEGERI,
    kategori=None,
    tingkat=Tingkat.ESELON1,
    bentuk=Bentuk.NOTA_KESEPAHAMAN,
    alasan_tanpa_induk=(),
    pihak=(PihakFields("Kementerian X", jenis=JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, signed=SIGNED),),
)
UPT = NaskahContext(JenisUnit.UPT_KANIM, ((JenisBerkas.NASKAH, "id"),))
ESELON1 = NaskahContext(JenisUnit.ESELON1, ((JenisBerkas.NASKAH, "id"),))
ENGLISH_ONLY = NaskahContext(JenisUnit.ESELON1, ((JenisBerkas.NASKAH, "en"),))
UNSIGNED = (replace(FOREIGN.pihak[0], signed=parse_tanggal("", field="signed")),)

CASES = [
    pytest.param(DOMESTIC, UPT, set(), id="complete domestic"),
    pytest.param(FOREIGN, ESELON1, set(), id="complete foreign"),
    pytest.param(replace(FOREIGN, kategori=Kategori.UTAMA), ESELON1, {"Pasal 3 ayat (1)"}, id="Pasal 3 ayat (1)"),
    pytest.param(
        replace(DOMESTIC, kategori=Kategori.UTAMA), UPT, {"Pasal 5 ayat (1)"}, id="Pasal 5 ayat (1) utama as PKS"
    ),
    pytest.param(
        replace(DOMESTIC, bentuk=Bentuk.NOTA_KESEPAHAMAN),
        UPT,
        {"Pasal 5 ayat (2)"},
        id="Pasal 5 ayat (2) teknis as MoU",
    ),
    pytest.param(
        replace(DOMESTIC, alasan_tanpa_induk=()), UPT, {"Pasal 6 dan Pasal 7 ayat (1)"}, id="Pasal 7 PKS without parent"
    ),
    pytest.param(
        replace(
            DOMESTIC,
            alasan_tanpa_induk=(),
            hubungan=(HubunganFields(JenisHubungan.INDUK, "2026-10000"),),
        ),
        UPT,
        set(),
        id="Pasal 6 PKS with parent",
    ),
    pytest.param(
        replace(DOMESTIC, alasan_tanpa_induk=(AlasanTanpaInduk.PERTIMBANGAN_PIMPINAN,)),
        UPT,
        {"Pasal 7 ayat (2)"},
        id="Pasal 7 ayat (2) without study",
    ),
    pytest.param(
        replace(DOMESTIC, alasan_tanpa_induk=(AlasanTanpaInduk.PERTIMBANGAN_PIMPINAN,)),
        NaskahContext(JenisUnit.UPT_KANIM, ((JenisBerkas.TELAAHAN, "id"),)),
        set(),
        id="Pasal 7 ayat (2) with study",
    ),
    pytest.param(FOREIGN, UPT, {"Pasal 27 ayat (1)"}, id="Pasal 27 ayat (1) foreign of a UPT"),
    pytest.param(replace(FOREIGN, tingkat=Tingkat.KANWIL), ESELON1, {"Pasal 8 ayat (1)"}, id="Pasal 8 ayat (1)"),
    pytest.param(
        replace(FOREIGN, bahasa=("en",)),
        ENGLISH_ONLY,
        {"Pasal 31 UU 24/2009 dan Pasal 26 Perpres 63/2019"},
        id="Perpres 63/2019 no Indonesian text",
    ),
    pytest.param(replace(FOREIGN, bahasa=("en", "id")), ENGLISH_ONLY, set(), id="Indonesian named as a language"),
    pytest.param(replace(FOREIGN, pihak=UNSIGNED), ESELON1, {"Pasal 39 ayat (4)"}, id="Pasal 39 ayat (4) unsigned"),
    pytest.param(replace(DOMESTIC, pihak=FOREIGN.pihak), UPT, {"Pasal 3 ayat (4)"}, id="Pasal 3 ayat (4)"),
    pytest.param(replace(FOREIGN, pihak=DOMESTIC.pihak), ESELON1, {"Pasal 9"}, id="Pasal 9"),
    pytest.param(NaskahFields(judul="Draf", unit="KANIM-A"), UPT, set(), id="an empty draft is not nagged"),
]


@pytest.mark.parametrize(("fields", "context", "articles"), CASES)
def test_a_naskah_is_warned_about_by_article(fields: NaskahFields, context: NaskahContext, articles: set[str]) -> None:
    found = warnings_for(fields, context)

    assert {warning.article for warning in found} == articles
    assert all(warning.message.endswith(".") for warning in found)


def test_a_warning_names_the_input_of_the_party_it_is_about() -> None:
    ministry = PihakFields("Kementerian", is_kementerian=True, signed=SIGNED)
    fields = replace(DOMESTIC, pihak=(ministry, *FOREIGN.pihak))

    assert [warning.field for warning in warnings_for(fields, UPT)] == ["pihak-2-jenis"]
    assert SIGNED.presisi is Presisi.HARI
