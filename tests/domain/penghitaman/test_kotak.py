"""Boxes: on their page at any size of picture, never shrunk on the way to pixels, read as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.document.places import SCALE
from portal.domain.penghitaman.kotak import (
    LEAST_SIDE,
    Kotak,
    around,
    from_percent,
    is_covered,
    pixels,
    to_percent,
    within,
)
from portal.errors import BadInputError


@st.composite
def boxes(draw: st.DrawFn) -> Kotak:
    left = draw(st.integers(0, SCALE - LEAST_SIDE))
    top = draw(st.integers(0, SCALE - LEAST_SIDE))
    return Kotak(
        left, top, draw(st.integers(left + LEAST_SIDE, SCALE)), draw(st.integers(top + LEAST_SIDE, SCALE))
    )  # fmt: skip


def edges_of(kotak: Kotak) -> tuple[int, int, int, int]:
    return kotak.kiri, kotak.atas, kotak.kanan, kotak.bawah


@given(boxes(), st.integers(1, 16_000), st.integers(1, 16_000))
def test_no_part_of_a_box_is_left_outside_its_pixels(kotak: Kotak, width: int, height: int) -> None:
    left, top, right, bottom = pixels(edges_of(kotak), width, height)

    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert Fraction(left, width) <= Fraction(kotak.kiri, SCALE)
    assert Fraction(kotak.kanan, SCALE) <= Fraction(right, width)
    assert Fraction(top, height) <= Fraction(kotak.atas, SCALE)
    assert Fraction(kotak.bawah, SCALE) <= Fraction(bottom, height)


@given(boxes(), st.integers(100, 8_000), st.integers(100, 8_000))
def test_a_box_grows_by_a_rim_and_no_more(kotak: Kotak, width: int, height: int) -> None:
    left, _, right, _ = pixels(edges_of(kotak), width, height)

    assert right - left <= (kotak.kanan - kotak.kiri) * width / SCALE + 6


@given(boxes(), boxes(), st.integers(1, 5_000))
def test_what_covers_a_box_covers_its_pixels_at_every_size(one: Kotak, other: Kotak, size: int) -> None:
    outer = Kotak(
        min(one.kiri, other.kiri), min(one.atas, other.atas), max(one.kanan, other.kanan), max(one.bawah, other.bawah)
    )  # fmt: skip
    inside, around_it = pixels(edges_of(one), size, size), pixels(edges_of(outer), size, size)

    assert outer.covers(one)
    assert is_covered(one, [outer])
    assert around_it[0] <= inside[0]
    assert around_it[1] <= inside[1]
    assert around_it[2] >= inside[2]
    assert around_it[3] >= inside[3]


@given(boxes())
def test_what_is_written_in_percent_is_read_back_as_it_was(kotak: Kotak) -> None:
    assert from_percent(*to_percent(kotak)) == kotak


@given(st.tuples(*[st.integers(-SCALE, 2 * SCALE)] * 4))
def test_any_edges_give_a_box_on_the_page(edges: tuple[int, int, int, int]) -> None:
    kotak = within(*edges)

    assert 0 <= kotak.kiri < kotak.kanan <= SCALE
    assert 0 <= kotak.atas < kotak.bawah <= SCALE


@given(boxes())
def test_a_box_around_words_leaves_none_of_them_out(kotak: Kotak) -> None:
    assert around(edges_of(kotak)).covers(kotak)


@pytest.mark.parametrize(
    "edges",
    [
        (-1, 0, 100, 100),
        (0, 0, 5, 100),
        (100, 0, 100, 100),
        (200, 0, 100, 100),
        (0, 0, 10_001, 100),
        (0, 9_995, 9, 10_001),
    ],
    ids=["left of the page", "too narrow", "no width", "turned over", "right of the page", "below the page"],
)
def test_a_box_that_is_not_on_its_page_cannot_be_made(edges: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="lies on its page"):
        Kotak(*edges)


def test_what_lies_beside_a_box_is_not_covered_by_it() -> None:
    word = Kotak(1000, 1000, 2000, 1200)

    assert not is_covered(word, [Kotak(1000, 1000, 1500, 1200), Kotak(1500, 1000, 2000, 1200)])
    assert not is_covered(word, [Kotak(3000, 1000, 4000, 1200)])
    assert is_covered(word, [Kotak(3000, 1000, 4000, 1200), Kotak(990, 1005, 2010, 1200)])


@pytest.mark.parametrize(
    ("typed", "kotak"),
    [
        (("10", "20", "30", "5"), (1000, 2000, 4000, 2500)),
        (("12,5", " 0 ", "0.1", "100"), (1250, 0, 1260, 10_000)),
        ((".5", "1.", "99,5", "99.000000000"), (50, 100, 10_000, 10_000)),
        (("1.2345678901", "0", "1", "1"), (123, 0, 223, 100)),
    ],
    ids=["whole", "comma and edge", "short forms", "more digits than count"],
)
def test_percent_are_read_as_people_write_them(typed: tuple[str, str, str, str], kotak: tuple[int, ...]) -> None:
    assert from_percent(*typed) == Kotak(*kotak)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("", "0", "1", "1"), "kiri"),
        (("0", "a", "1", "1"), "atas"),
        (("0", "0", "-1", "1"), "lebar"),
        (("0", "0", "1", "1e3"), "tinggi"),
        (("101", "0", "1", "1"), "kiri"),
        (("0", "0", "0.05", "1"), "lebar"),
        (("50", "0", "51", "1"), "lebar"),
        (("0", "90", "1", "11"), "tinggi"),
        (("٣", "0", "1", "1"), "kiri"),
        (("9" * 4000, "0", "1", "1"), "kiri"),
        ((".", "0", "1", "1"), "kiri"),
    ],
    ids=["empty", "letter", "negative", "exponent", "beyond", "too small", "over the edge", "below the edge", "script",
         "endless", "point alone"],
)  # fmt: skip
def test_what_is_no_box_is_refused_at_its_field(typed: tuple[str, str, str, str], field: str) -> None:
    with pytest.raises(BadInputError) as refused:
        from_percent(*typed)

    assert refused.value.field == field
