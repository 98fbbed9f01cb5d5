"""Where a value stands on its page, and how little of its sureness a poor reading leaves."""

import pytest

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.sureness import SURE
from portal.domain.suggestions.values import Field
from tests.factories import naskah_text as texts
from tests.factories.naskah_text import page
from tests.factories.suggested import KNOWN, saran_of, suggested


def test_boxes_hold_the_words_on_a_recognised_page_and_are_none_without_words() -> None:
    found = suggest([page(texts.UTAMA, origin="our_ocr", confidence=0.95)], KNOWN)
    box = saran_of(found, Field.PIHAK_NOMOR, 1).kotak

    assert box is not None
    rows = len(texts.UTAMA.splitlines())
    assert box.y0 == pytest.approx(5 / rows)
    assert box.y1 == pytest.approx(6 / rows)
    assert all(saran.kotak is None for saran in suggested(texts.UTAMA, KNOWN))


@pytest.mark.parametrize("confidence", [0.3, 0.45])
def test_nothing_that_was_poorly_recognised_once_is_sure(confidence: float) -> None:
    found = suggest([page(texts.BERTIGA, origin="our_ocr", confidence=confidence)], KNOWN)
    unchecked = {Field.PIHAK_NOMOR, Field.TEMPAT, Field.JABATAN, Field.PIHAK_NAMA}

    assert not [saran for saran in found if saran.bidang in unchecked and saran.is_sure]


def test_numbers_of_a_text_layer_that_came_with_a_scan_are_never_sure() -> None:
    found = suggest([page(texts.UTAMA, origin="embedded_ocr")], KNOWN)

    assert saran_of(found, Field.PIHAK_NOMOR, 1).keyakinan < SURE
