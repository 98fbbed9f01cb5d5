"""Ranks are kept apart from the name that stands behind them, and from offices that begin with the same words."""

import pytest

from portal.domain.suggestions.text.ranks import is_rank, without_rank

RANKS = [
    "JENDERAL POLISI", "Inspektur Jenderal Polisi", "Kombes Pol.", "Komisaris Besar Polisi", "AKBP", "Brigjen TNI",
    "Brigjen Pol", "Letkol Inf", "Letnan Kolonel Laut (P)", "Kolonel Czi.", "Mayor Jenderal TNI", "Mayor Inf",
    "Laksamana Muda TNI", "Marsekal Pertama TNI", "Kombes Purn.", "Kolonel Mar", "Ajun Komisaris Polisi", "IPTU",
    "Inspektur Polisi Satu", "KOMJEN POL.", "Letkol Inf (Purn)",
]  # fmt: skip


@pytest.mark.parametrize("rank", RANKS)
@pytest.mark.parametrize("name", ["Contoh Sri Penanda, S.I.K.", "Drs. H. CONTOH SRI, M.H."], ids=["plain", "titled"])
def test_a_rank_before_a_name_is_no_part_of_it(rank: str, name: str) -> None:
    assert without_rank(f"{rank} {name}") == name
    assert is_rank(rank)
    assert is_rank(f"{rank} NRP 70001234")
    assert not is_rank(f"{rank} {name}")


@pytest.mark.parametrize(
    "text",
    [
        "Inspektur Jenderal Kementerian Contoh", "Mayor of Contoh", "Komisaris Utama PT Contoh", "Kapten Kapal Contoh",
        "Jenderal Sudirman Contoh", "Contoh Kolonel", "Inspektur Wilayah I", "Walikota / Mayor", "Pembina Contoh", "",
    ],
)  # fmt: skip
def test_offices_and_names_that_hold_the_same_words_stay(text: str) -> None:
    assert without_rank(text) == text
    assert not is_rank(text)
