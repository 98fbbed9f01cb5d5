"""The mark on a cover sheet: only what this portal printed is believed, and pages are divided at the sheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.kiriman.lembar_pengantar import read_marks, stretches, write_mark
from portal.errors import BadInputError

KEY, OLD, KODE = "kunci" * 8, "lama" * 8, "2026-19935"


def test_a_mark_says_its_naskah_under_the_key_of_now_and_those_before() -> None:
    assert read_marks(["https://contoh.go.id", write_mark(KODE, KEY)], [KEY]) == KODE
    assert read_marks([write_mark(KODE, OLD)], [KEY, OLD]) == KODE
    assert read_marks([write_mark(KODE, KEY)] * 2, [KEY]) == KODE
    assert read_marks(["", "https://contoh.go.id", "nks:1:x"], [KEY]) == ""
    # Of few letters, so that the code of a sheet has large squares.
    assert set(write_mark(KODE, KEY)) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


GOOD = write_mark(KODE, KEY)
FALSE = (
    write_mark(KODE, OLD),
    GOOD[:-1],
    GOOD + "A",
    GOOD.lower().replace("nks", "NKS"),
    write_mark("2026-19936", KEY)[:-16] + GOOD[-16:],
    "NKS:1:",
    "NKS:1:2026-19935",
    "NKS:1:x:" + "A" * 16,
    "NKS:1:2026-19935:" + "Ä" * 16,
)


@pytest.mark.parametrize("text", FALSE, ids=range(len(FALSE)))
def test_a_mark_that_no_key_of_ours_has_made_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="Cetak lembar pengantar baru"):
        read_marks([text], [KEY])


def test_a_page_with_two_sheets_is_refused() -> None:
    with pytest.raises(BadInputError, match="dua lembar"):
        read_marks([write_mark(KODE, KEY), write_mark("2026-19936", KEY)], [KEY])


def test_pages_belong_to_the_sheet_before_them() -> None:
    assert stretches([(1, "a")], 4) == ((2, 4, "a"),)
    assert stretches([(1, "a"), (4, "b"), (5, "c")], 5) == ((2, 3, "a"), (5, 4, "b"), (6, 5, "c"))


@given(st.sets(st.integers(2, 60)), st.integers(60, 80))
def test_no_page_is_lost_or_comes_twice(others: set[int], count: int) -> None:
    sheets = [(page, str(page)) for page in [1, *sorted(others)]]
    behind = [page for first, last, _ in stretches(sheets, count) for page in range(first, last + 1)]

    assert sorted([*behind, *(page for page, _ in sheets)]) == list(range(1, count + 1))
