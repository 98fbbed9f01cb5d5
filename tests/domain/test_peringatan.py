"""Warnings with their article: what differs from the regulation is told, and nothing of it blocks."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from portal.domain.isian import HubunganFields, NaskahFields, check_complete, check_possible
from portal.domain.naskah import (
    AlasanTanpaInduk,
    Bentuk,
    JenisBerkas,
    JenisHubungan,
    JenisUnit,
    Kategori,
    Tingkat,
)
from portal.domain.peringatan import NaskahContext, warnings_for
from portal.domain.tanggal import UNKNOWN
from tests.factories.naskah import foreign_fields, sample_fields

PARENT = (HubunganFields(JenisHubungan.INDUK, "2025-10001"),)
SOUND = sample_fields(hubungan=PARENT)
TECHNICAL = (AlasanTanpaInduk.SUBSTANSI_TEKNIS,)
CONSIDERED = (AlasanTanpaInduk.PERTIMBANGAN_PIMPINAN,)
STUDY = ((JenisBerkas.TELAAHAN, "id"),)
UNSIGNED = tuple(replace(pihak, signed=UNKNOWN) for pihak in foreign_fields().pihak)
UPT, ESELON1 = JenisUnit.UPT_KANIM, JenisUnit.ESELON1

CASES = [
    ("Pasal 5 ayat (1)", replace(SOUND, kategori=Kategori.UTAMA), UPT, (), "bentuk"),
    ("Pasal 5 ayat (2)", replace(SOUND, bentuk=Bentuk.NOTA_KESEPAHAMAN), UPT, (), "bentuk"),
    ("Pasal 6 dan Pasal 7 ayat (1)", sample_fields(), UPT, (), "alasan_tanpa_induk"),
    ("Pasal 7 ayat (2)", sample_fields(alasan_tanpa_induk=CONSIDERED), UPT, (), "alasan_tanpa_induk"),
    ("Pasal 3 ayat (1)", foreign_fields(kategori=Kategori.UTAMA), ESELON1, (), "kategori"),
    ("Pasal 27 ayat (1)", foreign_fields(), UPT, (), "unit"),
    ("Pasal 8 ayat (1)", foreign_fields(tingkat=Tingkat.KANWIL), ESELON1, (), "tingkat"),
    ("Pasal 31 UU 24/2009 dan Pasal 26 Perpres 63/2019", foreign_fields(bahasa=("en",)), ESELON1,
     ((JenisBerkas.NASKAH, "en"),), "bahasa"),
    ("Pasal 39 ayat (4)", foreign_fields(pihak=UNSIGNED), ESELON1, (), "pihak"),
    ("Pasal 3 ayat (4)", replace(SOUND, pihak=foreign_fields().pihak), UPT, (), "pihak-2-jenis"),
    ("Pasal 9", foreign_fields(pihak=sample_fields().pihak), ESELON1, (), "pihak-2-jenis"),
]  # fmt: skip


@pytest.mark.parametrize(("article", "fields", "unit", "files", "name"), CASES, ids=[case[0] for case in CASES])
def test_what_differs_is_told_with_its_article_and_does_not_block(
    article: str, fields: NaskahFields, unit: JenisUnit, files: Collection[tuple[JenisBerkas, str]], name: str
) -> None:
    found = warnings_for(fields, NaskahContext(unit, files))

    assert [(warning.article, warning.field) for warning in found] == [(article, name)]
    assert check_possible(fields, date(2026, 6, 1)) == ()
    assert check_complete(fields) == ()


@pytest.mark.parametrize(
    ("fields", "unit", "files"),
    [
        (SOUND, UPT, ()),
        (sample_fields(alasan_tanpa_induk=TECHNICAL), UPT, ()),
        (sample_fields(alasan_tanpa_induk=CONSIDERED), UPT, STUDY),
        (foreign_fields(), ESELON1, ()),
        (foreign_fields(bahasa=("en",)), ESELON1, ((JenisBerkas.TERJEMAHAN, "id"),)),
        (NaskahFields("Judul", "KANIM-A"), UPT, ()),
    ],
)
def test_a_naskah_as_the_regulation_expects_it_raises_no_warning(
    fields: NaskahFields, unit: JenisUnit, files: Collection[tuple[JenisBerkas, str]]
) -> None:
    assert warnings_for(fields, NaskahContext(unit, files)) == ()
