"""Ranks and numbers of persons never stand in a value."""

import pytest

from portal.domain.suggestions.text.personal import name_alone


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Letkol Laut (P) Contoh Setiaprawira, M.Tr.Opsla.", "Contoh Setiaprawira, M.Tr.Opsla."),
        ("AKBP Contoh Bhayangkara, S.I.K. NRP 74000118", "Contoh Bhayangkara, S.I.K"),
        ("Drs. Contoh Satu, M.Si. NIP 196501011990031002", "Drs. Contoh Satu, M.Si"),
        ("Kolonel Inf Contoh Dua", "Contoh Dua"),
    ],
)
def test_a_name_is_without_rank_and_number(text: str, name: str) -> None:
    assert name_alone(text).rstrip(".") == name.rstrip(".")
