"""Long lists in pieces: nothing is lost, doubled or moved at the edges of a piece."""

import pytest

from portal.queries.batches import CHUNK, batched


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (CHUNK, [CHUNK]), (CHUNK + 1, [CHUNK, 1]), (2 * CHUNK, [CHUNK, CHUNK])],
)
def test_the_numbers_come_in_their_order_and_never_more_than_a_piece_holds(count: int, sizes: list[int]) -> None:
    pieces = list(batched(range(count)))

    assert [len(piece) for piece in pieces] == sizes
    assert [number for piece in pieces for number in piece] == list(range(count))


def test_the_size_of_a_piece_can_be_chosen() -> None:
    assert [list(piece) for piece in batched([5, 3, 4, 1], 3)] == [[5, 3, 4], [1]]
