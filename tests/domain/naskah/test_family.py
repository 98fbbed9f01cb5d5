"""An extension needs the Biro's recommendation (Pasal 36), an ending its grounds and document (Pasal 37)."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.naskah.enumerations import AlasanPengakhiran
from portal.domain.naskah.family import (
    PengakhiranFields,
    PenggantianFields,
    RekomendasiFields,
    Replacement,
    check_ending,
    check_recommendation,
    check_replacement,
)
from portal.domain.tanggal import parse_tanggal

SIGNED, TODAY, EXPIRES = date(2026, 3, 12), date(2026, 11, 25), date(2030, 3, 12)
LETTER = RekomendasiFields(date(2026, 11, 25), "S-1 tanggal 25 November 2026")
ENDING = PengakhiranFields(date(2026, 12, 1), (AlasanPengakhiran.KESEPAKATAN,), "S-2")

RECOMMENDATIONS = [
    pytest.param(LETTER, [], id="Pasal 36 ayat (2) complete"),
    pytest.param(replace(LETTER, on=date(2026, 11, 26)), ["on"], id="Pasal 36 ayat (2) in the future"),
    pytest.param(replace(LETTER, on=date(2026, 3, 11)), ["on"], id="Pasal 36 ayat (1) before the signing"),
    pytest.param(replace(LETTER, dokumen=" "), ["dokumen"], id="Pasal 36 ayat (2) without its letter"),
    pytest.param(replace(LETTER, keterangan="x" * 1001), ["keterangan"], id="too long"),
]
ENDINGS = [
    pytest.param(ENDING, [], id="Pasal 37 ayat (1) huruf d, ahead"),
    pytest.param(replace(ENDING, alasan=tuple(AlasanPengakhiran)), [], id="Pasal 37 ayat (1) dan/atau"),
    pytest.param(replace(ENDING, on=date(2030, 3, 13)), [], id="Pasal 37 ayat (1) huruf a on the day after the term"),
    pytest.param(replace(ENDING, on=date(2030, 3, 14)), ["on"], id="Pasal 37 after its term"),
    pytest.param(replace(ENDING, on=date(2026, 3, 11)), ["on"], id="Pasal 37 before the signing"),
    pytest.param(replace(ENDING, alasan=()), ["alasan_akhir"], id="Pasal 37 ayat (1) without grounds"),
    pytest.param(replace(ENDING, dokumen=""), ["dokumen"], id="Pasal 37 without document"),
    pytest.param(replace(ENDING, catatan_biro="x" * 1001), ["catatan_biro"], id="too long"),
]


@pytest.mark.parametrize(("fields", "wrong"), RECOMMENDATIONS)
def test_a_recommendation_names_its_letter(fields: RekomendasiFields, wrong: list[str]) -> None:
    found = check_recommendation(fields, signed_on=SIGNED, today=TODAY)

    assert [problem.field for problem in found] == wrong


@pytest.mark.parametrize(("fields", "wrong"), ENDINGS)
def test_an_ending_names_grounds_and_document(fields: PengakhiranFields, wrong: list[str]) -> None:
    found = check_ending(fields, signed_on=SIGNED, expires_on=EXPIRES)

    assert [problem.field for problem in found] == wrong


def test_without_known_dates_only_proof_is_asked_for() -> None:
    assert check_ending(ENDING, signed_on=None, expires_on=None) == ()


def test_a_replacement_signed_some_day_of_a_year_is_not_said_to_be_of_its_first() -> None:
    other = Replacement(parse_tanggal("2027", field="signed"), None)
    early = PenggantianFields(date(2026, 12, 1), "2027-10001")

    (problem,) = check_replacement(early, signed_on=SIGNED, expires_on=EXPIRES, pengganti=other)
    fitting = check_replacement(
        replace(early, on=date(2027, 1, 2)), signed_on=SIGNED, expires_on=EXPIRES, pengganti=other
    )

    assert problem.message.startswith("Penggantinya baru ditandatangani 2027.")
    assert fitting == ()
