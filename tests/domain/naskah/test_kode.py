"""The public code: its form, its uniqueness within a year, and the end of a year's numbers."""

import secrets

import pytest

from portal.domain.naskah.kode import HIGHEST, LOWEST, draw_kode, is_kode
from portal.errors import KodeExhaustedError


class AllBut:
    """Every code of a year is taken but one; without one, all are."""

    def __init__(self, free: str | None) -> None:
        self.free = free

    def __contains__(self, kode: object) -> bool:
        return kode != self.free


@pytest.mark.parametrize("text", ["2026-48213", "1945-10000", "2199-99999", "2026-00001"])
def test_a_code_is_a_year_and_five_digits(text: str) -> None:
    assert is_kode(text)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-4821", "2026-482130", "26-48213", "2026_48213", " 2026-48213", "2026-48213\n", "2026-48213 ",
     "1939-48213", "2200-48213", "２０２６-48213", "2026-4821३", "2026-48213/../x", "2026-4821a"],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert not is_kode(text)


def test_drawn_codes_are_distinct_and_within_bounds() -> None:
    taken: set[str] = set()
    for _ in range(2000):
        kode = draw_kode(2026, taken, secrets.randbelow)
        assert kode not in taken
        assert is_kode(kode)
        assert LOWEST <= int(kode[5:]) <= HIGHEST
        taken.add(kode)
    # Drawn at random: the two thousand spread over the whole range and say nothing about their order.
    assert len({kode[5] for kode in taken}) == 9


@pytest.mark.parametrize("free", ["2026-10000", "2026-54321", "2026-99999"])
def test_the_last_free_number_of_a_full_year_is_found(free: str) -> None:
    assert draw_kode(2026, AllBut(free), lambda below: below - 1) == free


def test_the_highest_number_has_five_digits_too() -> None:
    assert draw_kode(2026, set(), lambda below: below - 1) == "2026-99999"


def test_a_full_year_is_an_error_of_its_own() -> None:
    with pytest.raises(KodeExhaustedError, match="2026"):
        draw_kode(2026, AllBut(None), lambda _below: 0)


def test_each_year_counts_on_its_own() -> None:
    assert draw_kode(2027, {"2026-10000"}, lambda _below: 0) == "2027-10000"
