"""The order of the files of one naskah, and at which page each of them begins."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.berkas.arrangement import FilePlace, arrange, in_order, shift_order
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState

N, L, T = JenisBerkas.NASKAH, JenisBerkas.LAMPIRAN, JenisBerkas.TERJEMAHAN
COPY, STUDY = JenisBerkas.SALINAN_PUBLIK, JenisBerkas.TELAAHAN


@dataclass(frozen=True)
class File:
    id: int
    jenis: JenisBerkas
    pages: int | None = 2
    keadaan: ReadingState = ReadingState.TERBACA


FILES = (File(1, L), File(2, N, 3), File(3, STUDY), File(4, T, 1), File(5, N, 4))


def test_parts_come_first_then_translations_then_annexes_and_pages_are_counted_through() -> None:
    places = arrange(FILES)

    assert [berkas.id for berkas in in_order(FILES)] == [2, 5, 4, 1, 3]
    assert places[2] == FilePlace(1, 2, 1, 3)
    assert places[5] == FilePlace(2, 2, 4, 7)
    assert places[4] == FilePlace(1, 1, 8, 8)
    assert places[1] == FilePlace(1, 1, 9, 10)
    assert places[3] == FilePlace(1, 1, None, None)


def test_pages_behind_a_file_of_unknown_length_are_not_guessed() -> None:
    places = arrange((File(1, N, 3), File(2, N, None), File(3, L)))

    assert places[1] == FilePlace(1, 2, 1, 3)
    assert places[2] == FilePlace(2, 2, None, None)
    assert places[3] == FilePlace(1, 1, None, None)


def test_a_file_that_cannot_be_read_has_no_pages_and_shifts_none() -> None:
    places = arrange((File(1, N, 3), File(2, N, 4, ReadingState.GAGAL), File(3, L)))

    assert places[2] == FilePlace(2, 2, None, None)
    assert places[3] == FilePlace(1, 1, 4, 5)


def test_a_redacted_copy_stands_in_for_all_originals() -> None:
    places = arrange((*FILES, File(6, COPY, 5)))

    assert places[6] == FilePlace(1, 1, 1, 5)
    assert places[2] == FilePlace(1, 2, None, None)


def test_a_file_changes_places_with_its_neighbour_of_the_same_kind_alone() -> None:
    assert shift_order(FILES, 5, is_up=True) == (1, 5, 3, 4, 2)
    assert shift_order(FILES, 2, is_up=False) == (1, 5, 3, 4, 2)
    for berkas_id, is_up in ((2, True), (5, False), (1, True), (3, False)):
        assert shift_order(FILES, berkas_id, is_up=is_up) == (1, 2, 3, 4, 5)
    with pytest.raises(ValueError, match="99"):
        shift_order(FILES, 99, is_up=True)


@given(st.lists(st.sampled_from(list(JenisBerkas)), min_size=1, max_size=9), st.data())
def test_shifting_keeps_every_file_and_can_be_undone(kinds: list[JenisBerkas], data: st.DataObject) -> None:
    files = [File(number, jenis) for number, jenis in enumerate(kinds, start=1)]
    chosen = data.draw(st.sampled_from(files))
    is_up = data.draw(st.booleans())

    order = shift_order(files, chosen.id, is_up=is_up)
    moved = [files[number - 1] for number in order]

    assert sorted(order) == [berkas.id for berkas in files]
    if list(order) != [berkas.id for berkas in files]:
        assert shift_order(moved, chosen.id, is_up=not is_up) == tuple(berkas.id for berkas in files)
    assert [berkas.jenis for berkas in moved] == kinds
