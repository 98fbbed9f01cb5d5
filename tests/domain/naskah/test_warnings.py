"""Warnings name the article and never block; the case id carries the article."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.naskah.enumerations import (
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
from portal.domain.naskah.fields import HubunganFields, NaskahFields, PihakFields
from portal.domain.naskah.isi_minimum import ContentPlace
from portal.domain.naskah.warnings import NaskahContext, RelatedNaskah, warnings_for
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
    pytest.param(
        replace(FOREIGN, perjanjian_internasional=False, persetujuan_dpr=True),
        ESELON1,
        {"Pasal 39 ayat (5) dan Pasal 9 UU 24/2000"},
        id="Pasal 39 ayat (5) consent of the DPR for what is no treaty",
    ),
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


UTAMA = replace(DOMESTIC, kategori=Kategori.UTAMA, bentuk=Bentuk.NOTA_KESEPAHAMAN, alasan_tanpa_induk=())
BOTH_23A, BOTH_23B = "Pasal 4 ayat (1) dan Pasal 23 huruf a", "Pasal 4 ayat (2) dan Pasal 23 huruf b"


def signed_by(fields: NaskahFields, jabatan: str) -> NaskahFields:
    """The same naskah, signed for the ministry by the holder of this office."""
    ministry = PihakFields("Kementerian", is_kementerian=True, jabatan=jabatan, signed=SIGNED)
    return replace(fields, pihak=(ministry, *fields.pihak))


SIGNERS = [
    pytest.param(UTAMA, "Menteri Imigrasi dan Pemasyarakatan", "", id="Pasal 23 huruf a Menteri"),
    pytest.param(UTAMA, "Kepala Kantor Wilayah Direktorat Jenderal Imigrasi Contoh", "", id="Pasal 23 huruf a kanwil"),
    pytest.param(UTAMA, "Direktur Jenderal Imigrasi", BOTH_23A, id="Pasal 4 against Pasal 23 huruf a eselon I"),
    pytest.param(UTAMA, "Kepala Kantor Imigrasi Kelas I Contoh", BOTH_23A, id="Pasal 23 huruf a UPT"),
    pytest.param(UTAMA, "Kepala Biro Umum", BOTH_23A, id="Pasal 23 huruf a office not named"),
    pytest.param(DOMESTIC, "Direktur Jenderal Pemasyarakatan", "", id="Pasal 23 huruf b eselon I"),
    pytest.param(DOMESTIC, "Plt. Kepala Lapas Kelas IIA Contoh", "", id="Pasal 23 huruf b acting UPT"),
    pytest.param(DOMESTIC, "Menteri", BOTH_23B, id="Pasal 23 huruf b Menteri"),
    pytest.param(DOMESTIC, "Kepala Kantor Wilayah", BOTH_23B, id="Pasal 23 huruf b kanwil"),
    pytest.param(DOMESTIC, "Direktur Kerja Sama Keimigrasian", BOTH_23B, id="Pasal 23 huruf b direktur"),
    pytest.param(FOREIGN, "Minister of Immigration and Corrections", "", id="Pasal 34 Menteri in English"),
    pytest.param(FOREIGN, "Acting Director General of Immigration", "", id="Pasal 34 eselon I in English"),
    pytest.param(FOREIGN, "Kepala Kantor Imigrasi Contoh", "Pasal 34", id="Pasal 34 UPT"),
    pytest.param(FOREIGN, "a.n. Menteri, Kepala Biro Hukum", "", id="on behalf of somebody is not judged"),
    pytest.param(FOREIGN, "Ketua Tim Perunding", "", id="an office nobody knows is not judged"),
    pytest.param(replace(DOMESTIC, kategori=None), "Menteri", "", id="without kategori nothing is judged"),
]


@pytest.mark.parametrize(("fields", "jabatan", "article"), SIGNERS)
def test_the_level_of_the_signer_is_warned_about(fields: NaskahFields, jabatan: str, article: str) -> None:
    context = ESELON1 if fields.lingkup is Lingkup.LUAR_NEGERI else UPT

    found = warnings_for(signed_by(fields, jabatan), context)

    assert [(warning.field, warning.article) for warning in found] == (
        [("pihak-1-jabatan", article)] if article else []
    )


def related(jenis: JenisHubungan) -> NaskahFields:
    return replace(DOMESTIC, hubungan=(HubunganFields(jenis, "2020-10000"),))


INDUK, LONGER = related(JenisHubungan.INDUK), related(JenisHubungan.PERPANJANGAN)
RELATED = [
    pytest.param(INDUK, RelatedNaskah(Kategori.UTAMA, date(2020, 1, 2), date(2030, 1, 2)), "", id="Pasal 6 in force"),
    pytest.param(
        INDUK,
        RelatedNaskah(Kategori.UTAMA, date(2020, 1, 2), date(2025, 1, 2)),
        "Pasal 6 dan Pasal 7 ayat (1)",
        id="Pasal 6 parent ended before the signing",
    ),
    pytest.param(
        INDUK, RelatedNaskah(last_day=date(2026, 3, 12)), "Pasal 6", id="Pasal 6 parent ended on the day of signing"
    ),
    pytest.param(INDUK, RelatedNaskah(last_day=date(2026, 11, 25)), "", id="Pasal 6 last day is today"),
    pytest.param(INDUK, RelatedNaskah(Kategori.TEKNIS), "Pasal 6", id="Pasal 6 parent is no utama"),
    pytest.param(INDUK, RelatedNaskah(signed_on=date(2026, 4, 1)), "Pasal 6", id="Pasal 6 parent signed later"),
    pytest.param(LONGER, RelatedNaskah(has_rekomendasi=False), "Pasal 36 ayat (2)", id="Pasal 36 no recommendation"),
    pytest.param(LONGER, RelatedNaskah(last_day=date(2025, 1, 2)), "", id="Pasal 36 with recommendation"),
]


@pytest.mark.parametrize(("fields", "other", "article"), RELATED)
def test_what_is_named_in_a_relation_is_looked_at(fields: NaskahFields, other: RelatedNaskah, article: str) -> None:
    context = replace(UPT, terkait={"2020-10000": other}, today=date(2026, 11, 25))

    found = warnings_for(fields, context)

    assert [(warning.field, warning.article) for warning in found] == (
        [("hubungan-1-kode", article)] if article else []
    )


def test_missing_parts_of_the_minimum_content_are_named_in_one_warning() -> None:
    bare = replace(DOMESTIC, expires_on=None)

    domestic = warnings_for(bare, replace(UPT, isi=frozenset({"tujuan", "kegiatan yang akan dilaksanakan"})))
    foreign = warnings_for(FOREIGN, replace(ESELON1, isi=frozenset({"tujuan", "subjek Kerja Sama"})))

    assert [warning.article for warning in domestic] == ["Pasal 21"]
    assert "ruang lingkup, pembagian kewenangan dan tanggung jawab, pendanaan, jangka waktu" in domestic[0].message
    assert [warning.article for warning in foreign] == ["Pasal 31 ayat (3)"]
    assert "pembukaan, ruang lingkup, pembiayaan, jangka waktu" in foreign[0].message


def test_a_filled_field_counts_for_the_minimum_content_pasal_21() -> None:
    filled = replace(DOMESTIC, ruang_lingkup="Data", pendanaan="APBN", is_open_ended=True)
    found = frozenset({"tujuan", "kegiatan yang akan dilaksanakan", "pembagian kewenangan dan tanggung jawab"})

    assert warnings_for(filled, replace(UPT, isi=found)) == ()
    assert warnings_for(filled, replace(UPT, isi=None)) == ()


def test_the_reminder_of_the_minimum_content_says_where_the_other_parts_stand() -> None:
    bare = replace(FOREIGN, ruang_lingkup="", pendanaan="", expires_on=None, is_open_ended=False)
    seen = {"tujuan": ContentPlace("Pasal 1", 2), "subjek Kerja Sama": None, "pembukaan": ContentPlace("", 1, file=2)}

    told = [one for one in warnings_for(bare, replace(ESELON1, isi=seen)) if one.field == "isi_minimum"]

    assert [one.message for one in told] == [
        "Belum terlihat di teks naskah: ruang lingkup, pembiayaan, jangka waktu. Periksa apakah isi minimumnya lengkap."
        " Terlihat: pembukaan (berkas 2 hlm. 1), tujuan (Pasal 1, hlm. 2)."
    ]


@pytest.mark.parametrize(
    ("own", "is_told"), [("2026", False), ("2026-03", False), ("2026-02", True), ("2025", True), ("2026-03-12", True)]
)
def test_a_date_known_in_part_is_held_against_a_parent_only_where_it_is_certain(own: str, is_told: bool) -> None:
    signed = parse_tanggal(own, field="signed")
    fields = replace(
        DOMESTIC,
        alasan_tanpa_induk=(),
        pihak=(replace(DOMESTIC.pihak[0], signed=signed),),
        hubungan=(HubunganFields(JenisHubungan.INDUK, "2026-10001"),),
    )
    parent = RelatedNaskah(Kategori.UTAMA, date(2026, 3, 20), None)

    found = warnings_for(fields, replace(UPT, terkait={"2026-10001": parent}))

    assert any("ditandatangani sesudah" in warning.message for warning in found) is is_told
