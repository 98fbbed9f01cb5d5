"""Every field that becomes public is searched for numbers of persons, by its name; nothing else is held up by it."""

from dataclasses import replace

import pytest

from portal.domain.naskah.fields import NaskahFields
from portal.domain.publication.personal_data import FindingKind
from portal.domain.publication.public_fields import PUBLIC_PARTS, PUBLIC_TEXTS, fields_digest, scan_fields
from portal.services.publication import projection
from tests.factories.naskah import sample_fields

NIP, NIK = "198503122010011001", "3171234567890123"


def with_text(name: str, text: str) -> NaskahFields:
    fields = sample_fields()
    if name in PUBLIC_PARTS:
        return replace(fields, pihak=(fields.pihak[0], replace(fields.pihak[1], **{name: text})))
    value = (text,) if name == "subjek" else text
    return replace(fields, **{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*PUBLIC_TEXTS, *PUBLIC_PARTS])
@pytest.mark.parametrize(
    "number", [f"NIP {NIP}", NIP, f"(NIK: {NIK})", "NIP. 19850312", "N1P 19850312 20", "NRP 75031234"]
)
def test_a_number_of_a_person_is_found_in_every_public_field(name: str, number: str) -> None:
    found = scan_fields(with_text(name, f"Contoh Nama {number}"))

    expected = f"pihak-2-{name}" if name in PUBLIC_PARTS else name
    assert [one.field for one in found][:1] == [expected]


def test_every_text_that_is_copied_to_the_public_is_searched() -> None:
    plain = {name for name in projection._COPIED if type(getattr(sample_fields(), name, None)) is str}

    assert plain | {"subjek", "nama_bentuk"} <= set(PUBLIC_TEXTS)
    assert {"nama", "nomor", "penanda_tangan", "jabatan", "tempat"} == set(PUBLIC_PARTS)
    assert set(PUBLIC_PARTS) <= set(projection._COPIED_PIHAK)


def test_a_label_in_one_field_and_its_number_in_the_next_are_one_finding() -> None:
    fields = sample_fields()
    theirs = replace(fields.pihak[1], penanda_tangan="Contoh NIP", jabatan="19850312 201001 Bupati")

    found = scan_fields(replace(fields, pihak=(fields.pihak[0], theirs)))

    assert [(one.field, one.kind) for one in found] == [("pihak-2-penanda_tangan", FindingKind.NIP)]


@pytest.mark.parametrize(
    "judul",
    ["Pemanfaatan NIK Tahun 2026", "Pemanfaatan NIK dan KTP-el", "Kerja Sama Nomor 12/2026", "Data 2025-2030"],
)
def test_a_title_that_speaks_of_such_numbers_holds_nothing(judul: str) -> None:
    assert scan_fields(sample_fields(judul=judul, catatan_internal=f"NIP {NIP}")) == ()


def test_an_answer_speaks_of_these_very_texts() -> None:
    assert fields_digest(sample_fields()) == fields_digest(sample_fields(catatan_internal="x"))
    assert fields_digest(sample_fields()) != fields_digest(sample_fields(judul="Lain"))
