"""Columns are told by the places of words alone, and in no time."""

import time

from portal.domain.berkas.reading import WordBox
from portal.domain.suggestions.find.name_columns import names_in_columns
from portal.domain.suggestions.find.signature_columns import side_by_side
from portal.domain.suggestions.text.columns import columns_at_end
from tests.factories.word_boxes import PROSE, last_page, words


def test_a_page_of_prose_has_no_columns() -> None:
    assert columns_at_end(words(PROSE)) == ()
    assert columns_at_end(()) == ()


def test_twenty_thousand_words_on_one_place_are_read_in_no_time() -> None:
    boxes = (WordBox(":", 0.5, 0.5, 0.6, 0.6, 0.9), WordBox("PIHAK", 0.1, 0.5, 0.2, 0.51, 0.9)) * 10_000
    started = time.process_time()

    assert side_by_side([last_page(boxes)], ["X" * 200] * 12) == ()
    assert names_in_columns(boxes) == ()
    assert time.process_time() - started < 2
