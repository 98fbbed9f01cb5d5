"""Parties taken over from another naskah are bare names: what the new paper says of them is filled in."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.naskah.enumerations import JenisMitra, Presisi
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.suggestions.filling import fill
from portal.domain.suggestions.values import Field, Saran
from portal.domain.tanggal import Tanggal

MINISTRY = PihakFields("Kementerian Contoh", is_kementerian=True)


PARTNER = PihakFields("Pemkab Contoh", jenis=JenisMitra.PEMERINTAH_DAERAH, negara="ID")


FOUND = [
    Saran(Field.PIHAK_NAMA, "PEMKAB CONTOH", 1, "…", 0.9, pihak=1),
    Saran(Field.PIHAK_NOMOR, "100/KS/2031", 1, "…", 0.9, pihak=1),
    Saran(Field.PIHAK_JENIS, "lembaga_nonpemerintah", 1, "…", 0.9, pihak=1),
    Saran(Field.PIHAK_NAMA, "KEMENTERIAN LAIN EJAANNYA", 1, "…", 0.9, pihak=2),
    Saran(Field.PIHAK_KEMENTERIAN, "ya", 1, "…", 0.9, pihak=2),
    Saran(Field.PIHAK_NOMOR, "MIP-9", 1, "…", 0.9, pihak=2),
    Saran(Field.SIGNED_ON, "2026-03-12", 1, "…", 0.9),
]


def filled(*pihak: PihakFields) -> tuple[PihakFields, ...]:
    fields = NaskahFields(judul="x", unit="A", pihak=pihak)
    return fill(fields, FOUND, sure_only=False).pihak


def test_numbers_and_days_come_from_the_paper_while_name_and_class_stay() -> None:
    ministry, partner = filled(MINISTRY, PARTNER)

    assert (ministry.nama, ministry.nomor) == ("Kementerian Contoh", "MIP-9")
    assert (partner.nama, partner.nomor, partner.jenis) == ("Pemkab Contoh", "100/KS/2031", PARTNER.jenis)
    assert ministry.signed.on == partner.signed.on == date(2026, 3, 12)


def test_a_party_the_paper_does_not_name_stays_as_it_was() -> None:
    third = replace(PARTNER, nama="Yayasan Contoh")

    assert filled(MINISTRY, PARTNER, third)[2] == third


def test_what_somebody_has_written_is_left_alone_and_the_gaps_beside_it_are_filled() -> None:
    typed = replace(PARTNER, nomor="7/2026", jenis=None, negara=None)

    ministry, partner = filled(MINISTRY, typed)

    assert ministry.nomor == "MIP-9"
    assert (partner.nama, partner.nomor, partner.jenis) == ("Pemkab Contoh", "7/2026", JenisMitra.LEMBAGA_NONPEMERINTAH)
    assert partner.signed.on == date(2026, 3, 12)


def test_parties_that_were_read_later_join_those_that_were_typed() -> None:
    assert [pihak.nama for pihak in filled(MINISTRY)] == ["Kementerian Contoh", "PEMKAB CONTOH"]
    third = Saran(Field.PIHAK_NAMA, "Yayasan Contoh", 1, "…", 0.9, pihak=3)
    fields = NaskahFields(judul="x", unit="A", pihak=(MINISTRY, replace(PARTNER, nomor="7/2026")))

    assert [pihak.nama for pihak in fill(fields, [*FOUND, third], sure_only=False).pihak][2:] == ["Yayasan Contoh"]
    settled = replace(fields, diperiksa=("pihak",))
    assert len(fill(settled, [*FOUND, third], sure_only=False).pihak) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("judul", "judul"), ("expires_on", "expires_on"), ("bahasa", "bahasa")],
)
def test_a_field_that_somebody_left_empty_on_purpose_stays_empty(name: str, value: str) -> None:
    found = [
        Saran(Field.JUDUL, "Judul Contoh", 1, "…", 0.9),
        Saran(Field.EXPIRES_ON, "2030-01-01", 1, "…", 0.9),
        Saran(Field.BAHASA, "en", 1, "…", 0.9),
    ]
    empty = NaskahFields(judul="", unit="A")
    touched = replace(empty, diperiksa=(name,))

    assert getattr(fill(empty, found, sure_only=False), value) != getattr(empty, value)
    assert getattr(fill(touched, found, sure_only=False), value) == getattr(empty, value)


def test_a_part_of_a_party_that_somebody_emptied_stays_empty() -> None:
    fields = NaskahFields(judul="x", unit="A", pihak=(MINISTRY, PARTNER), diperiksa=("pihak-1-nomor",))

    assert [pihak.nomor for pihak in fill(fields, FOUND, sure_only=False).pihak] == ["", "100/KS/2031"]


def test_a_day_of_signing_is_filled_in_as_exactly_as_it_was_read() -> None:
    found = [one for one in FOUND if one.bidang is not Field.SIGNED_ON]
    found.append(Saran(Field.SIGNED_ON, "2003-04", 1, "…", 0.75))

    filled = fill(NaskahFields("", "UNIT"), found, sure_only=False)

    assert {pihak.signed for pihak in filled.pihak} == {Tanggal(date(2003, 4, 1), Presisi.BULAN)}
    assert not any(pihak.signed.on for pihak in fill(NaskahFields("", "UNIT"), found, sure_only=True).pihak)
