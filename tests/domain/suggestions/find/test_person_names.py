"""What may be the name of a person by its own words."""

import pytest

from portal.domain.suggestions.find.person_names import core_of, looks_like_person


@pytest.mark.parametrize(
    "text",
    ["CONTOH RIMBA", "Prof. Dr. Ir. Contoh Prabowo, M.S.", "dr. CONTOH DARMAWAN, Sp.PD", "Contoh binti Abdul Gani",
     "Sample Andersen", "DRS. CONTOH SETIABUDHI, BC.IP.", "Rm. Contoh Boisala, Pr."],
)  # fmt: skip
def test_names_are_told_with_and_without_degrees(text: str) -> None:
    assert looks_like_person(text)


@pytest.mark.parametrize(
    "text",
    ["Kepala Dinas Contoh", "Universitas Contoh", "PIHAK KESATU", "Kotacontoh, Contoh Ariefandi, Bc.IP.", "Contoh",
     "Bahan Pustaka dan Arsip", "Pembina Utama Muda", "12 Mei 2020", "Executive Director", "KEPUTUSAN BERSAMA",
     "Pegawai Negeri Sipil", "Naib Canselor"],
)  # fmt: skip
def test_offices_bodies_places_and_words_are_no_names(text: str) -> None:
    assert not looks_like_person(text)


def test_the_core_is_without_degrees() -> None:
    assert core_of("Prof. Dr. Contoh Prabowo, M.S.") == "Contoh Prabowo"


@pytest.mark.parametrize(
    "text", ["Dewantara Contoh, S.H.", "Rumahorbo Contoh", "Radiono Contohputra", "Bankiman Contoh"]
)
def test_a_name_that_begins_like_a_body_is_a_name(text: str) -> None:
    assert looks_like_person(text)


def test_degrees_alone_and_regions_are_no_names_and_an_apostrophe_parts_no_word() -> None:
    assert not looks_like_person("A.Md.IP., S.H.")
    assert not looks_like_person("SULAWESI SELATAN")
    assert looks_like_person("KH. Contoh Wachid Musta'in")
    assert looks_like_person("Pdt. Rosinta br. Contohraja, M.Th.")
