"""Parties taken over from another naskah are bare names: what the new paper says of them is filled in."""

from dataclasses import replace
from datetime import date

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.suggestions.filling import fill
from portal.domain.suggestions.values import Field, Saran

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


def test_what_somebody_has_written_is_left_alone() -> None:
    typed = replace(PARTNER, nomor="7/2026")

    assert filled(MINISTRY, typed) == (MINISTRY, typed)
