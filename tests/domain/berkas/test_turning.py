"""How a page lies is told from its words, whatever they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.berkas.reading import WordBox
from portal.domain.berkas.turning import quarters_of
from tests.factories.word_boxes import words

TEXT = words(
    (0.1, 0.1, "Nota Kesepahaman ini berlaku lima tahun"), (0.1, 0.13, "terhitung sejak tanggal ditandatangani")
)


def _as_stored(word: WordBox, quarters: int) -> WordBox:
    """Where a word of the upright page stands on the page as stored."""
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    for _ in range(quarters):
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    return WordBox(word.text, x0, y0, x1, y1, word.confidence)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_turn_that_was_needed_is_found_again(quarters: int) -> None:
    assert quarters_of([_as_stored(word, quarters) for word in TEXT]) == quarters


def test_a_page_without_words_stands_upright() -> None:
    assert quarters_of([]) == 0


@given(st.lists(st.tuples(st.text(max_size=8), *[st.floats(0, 1)] * 4), max_size=30))
def test_any_words_give_a_number_of_quarter_turns(boxes: list[tuple[str, float, float, float, float]]) -> None:
    assert quarters_of([WordBox(*box) for box in boxes]) in (0, 1, 2, 3)
