"""What cannot be, and what must be known before a naskah is handed in."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.naskah.enumerations import Bentuk, JenisHubungan, JenisMitra, Presisi, Visibilitas
from portal.domain.naskah.fields import (
    LONGEST_JUDUL,
    LONGEST_TEXT,
    MOST_PIHAK,
    HubunganFields,
    NaskahFields,
    PihakFields,
    check_complete,
    check_possible,
)
from portal.domain.tanggal import UNKNOWN, Tanggal
from tests.factories.naskah import foreign_fields, sample_fields

TODAY = date(2026, 6, 1)


def with_mitra(**changes: Any) -> NaskahFields:
    fields = sample_fields()
    ours, theirs = fields.pihak
    return replace(fields, pihak=(ours, replace(theirs, **changes)))


def signed(on: date) -> Tanggal:
    return Tanggal(on, Presisi.HARI)


@pytest.mark.parametrize(
    "fields", [sample_fields(), foreign_fields(), NaskahFields("", "KANIM-A"), with_mitra(jenis=None)]
)
def test_a_sound_naskah_may_be_saved(fields: NaskahFields) -> None:
    assert check_possible(fields, TODAY) == ()


IMPOSSIBLE = [
    ("judul terlalu panjang", sample_fields(judul="a" * (LONGEST_JUDUL + 1)), "judul"),
    ("ruang lingkup terlalu panjang", sample_fields(ruang_lingkup="a" * (LONGEST_TEXT + 1)), "ruang_lingkup"),
    ("catatan terlalu panjang", sample_fields(catatan_internal="a" * (LONGEST_TEXT + 1)), "ruang_lingkup"),
    ("terlalu banyak pihak", sample_fields(pihak=(sample_fields().pihak[0],) * (MOST_PIHAK + 1)), "pihak"),
    ("pihak tanpa nama", with_mitra(nama="  "), "pihak-2-nama"),
    ("nama pihak terlalu panjang", with_mitra(nama="a" * (LONGEST_JUDUL + 1)), "pihak-2-nama"),
    ("tempat terlalu panjang", with_mitra(tempat="a" * (LONGEST_JUDUL + 1)), "pihak-2-nama"),
    ("negara bukan kode", with_mitra(negara="Korea"), "pihak-2-negara"),
    ("negara huruf kecil", with_mitra(negara="kr"), "pihak-2-negara"),
    ("tanda tangan besok", with_mitra(signed=signed(date(2026, 6, 2))), "pihak-2-signed"),
    ("tanda tangan 1944", with_mitra(signed=signed(date(1944, 12, 31))), "pihak-2-signed"),
    ("berakhir sebelum tanda tangan", sample_fields(expires_on=date(2026, 3, 11)), "expires_on"),
    ("berakhir sebelum mulai", sample_fields(effective_on=date(2030, 3, 13)), "expires_on"),
    ("berakhir dan tanpa batas", sample_fields(is_open_ended=True), "expires_on"),
    ("NUL dalam hubungan", sample_fields(hubungan=(HubunganFields(JenisHubungan.INDUK, "\0"),)), "hubungan"),
]


@pytest.mark.parametrize(("fields", "name"), [c[1:] for c in IMPOSSIBLE], ids=[c[0] for c in IMPOSSIBLE])
def test_what_cannot_be_is_named_by_its_field(fields: NaskahFields, name: str) -> None:
    problems = check_possible(fields, TODAY)

    assert [problem.field for problem in problems] == [name]
    assert problems[0].message.endswith(".")


POSSIBLE = [
    ("judul terpanjang", sample_fields(judul="a" * LONGEST_JUDUL)),
    ("ruang lingkup terpanjang", sample_fields(ruang_lingkup="a" * LONGEST_TEXT)),
    ("nama pihak terpanjang", with_mitra(nama="a" * LONGEST_JUDUL)),
    ("tanda tangan hari ini", with_mitra(signed=signed(TODAY))),
    ("tanda tangan 1945", with_mitra(signed=Tanggal(date(1945, 1, 1), Presisi.TAHUN))),
    ("tanggal tidak diketahui", with_mitra(signed=UNKNOWN)),
    ("berakhir pada hari tanda tangan", sample_fields(expires_on=date(2026, 3, 12))),
    ("berakhir tanpa awal", replace(sample_fields(expires_on=date(1990, 1, 1)), pihak=())),
    ("tanpa negara", with_mitra(negara=None)),
    ("tanpa batas waktu", sample_fields(expires_on=None, is_open_ended=True)),
    ("Pasal 3(4) kepada lingkup luar negeri hanya peringatan", foreign_fields(pihak=sample_fields().pihak)),
    ("dua belas pihak", sample_fields(pihak=(sample_fields().pihak[0],) * MOST_PIHAK)),
    ("garis miring dan tanda kutip", sample_fields(judul="A/B \"C\" 'D' <e> & 한국")),
]


@pytest.mark.parametrize("fields", [c[1] for c in POSSIBLE], ids=[c[0] for c in POSSIBLE])
def test_what_is_merely_unusual_may_be_saved(fields: NaskahFields) -> None:
    assert check_possible(fields, TODAY) == ()


OURS, THEIRS = sample_fields().pihak
INCOMPLETE = [
    ("judul kosong", {"judul": ""}, "judul"),
    ("judul hanya spasi", {"judul": " \t "}, "judul"),
    ("Pasal 3 ayat (4): mitra tanpa jenis", {"pihak": (OURS, replace(THEIRS, jenis=None))}, "pihak-2-jenis"),
    ("Pasal 2: tanpa lingkup", {"lingkup": None}, "lingkup"),
    ("Pasal 5: tanpa bentuk", {"bentuk": None}, "bentuk"),
    ("Pasal 5: nama lain tanpa nama", {"bentuk": Bentuk.NAMA_LAIN}, "nama_bentuk"),
    ("tanpa pihak Kementerian", {"pihak": (THEIRS,)}, "pihak"),
    ("tanpa mitra", {"pihak": (OURS,)}, "pihak"),
    ("UU 14/2008: metadata tanpa dasar", {"visibilitas": Visibilitas.METADATA, "tinjau_on": TODAY},
     "dasar_visibilitas"),
    ("UU 14/2008: dasar hanya spasi",
     {"visibilitas": Visibilitas.METADATA, "tinjau_on": TODAY, "dasar_visibilitas": " "}, "dasar_visibilitas"),
    ("UU 14/2008: dikecualikan tanpa peninjauan",
     {"visibilitas": Visibilitas.DIKECUALIKAN, "dasar_visibilitas": "Pasal 17 huruf f"}, "tinjau_on"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "name"), [c[1:] for c in INCOMPLETE], ids=[c[0] for c in INCOMPLETE])
def test_what_is_missing_before_handing_in_is_named(changes: dict[str, Any], name: str) -> None:
    problems = check_complete(sample_fields(**changes))

    assert {problem.field for problem in problems} == {name}


@pytest.mark.parametrize(
    "fields",
    [
        sample_fields(),
        foreign_fields(),
        sample_fields(bentuk=Bentuk.NAMA_LAIN, nama_bentuk="Kesepakatan Bersama"),
        sample_fields(visibilitas=Visibilitas.METADATA, dasar_visibilitas="Permintaan mitra", tinjau_on=TODAY),
        with_mitra(signed=UNKNOWN, nomor="", negara=None),
        sample_fields(pihak=(OURS, THEIRS, replace(THEIRS, nama="Mitra Ketiga", jenis=JenisMitra.LEMBAGA_NEGARA))),
    ],
)
def test_a_complete_naskah_may_be_handed_in(fields: NaskahFields) -> None:
    assert check_complete(fields) == ()


def test_an_empty_draft_is_told_everything_at_once() -> None:
    names = {problem.field for problem in check_complete(NaskahFields("Judul", "KANIM-A"))}

    assert names == {"lingkup", "bentuk", "pihak"}


def test_a_party_is_unknown_until_it_is_signed() -> None:
    assert PihakFields("Mitra").signed == UNKNOWN
