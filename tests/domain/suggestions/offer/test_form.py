"""The form that is offered."""

import pytest

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.factories.naskah_heads import BROKEN_HEADS
from tests.factories.naskah_text import page
from tests.factories.suggested import first, suggested


def test_form_that_was_not_printed_is_never_suggested_as_sure() -> None:
    found = suggest([page(BROKEN_HEADS["the form lost"])], Known())

    assert next(s for s in found if s.bidang is Field.BENTUK).is_sure is False


@pytest.mark.parametrize(
    ("lines", "bentuk"),
    [
        ("MEMORANDUM OF UNDERSTANDING\n(NOTA KESEPAHAMAN)", "nota_kesepahaman"),
        ("UNCON PERJANJIAN KERJA SAMA", "perjanjian_kerja_sama"),
        ("PERJANJIAN\nKERJA SAMA", "perjanjian_kerja_sama"),
        ("0-09\nNOTA KESEPAHAMAN", "nota_kesepahaman"),
    ],
)
def test_a_form_is_found_beside_logos_and_in_two_names(lines: str, bentuk: str) -> None:
    head = f"{lines}\nANTARA\nDINAS CONTOH KOTA CONTOH\nDENGAN\nYAYASAN CONTOH\nTENTANG\nPELATIHAN BERSAMA\n"

    assert first(suggested(head), Field.BENTUK) == bentuk


def test_an_article_on_amendments_is_no_amendment() -> None:
    assert (
        first(suggested("PASAL 5\nPERUBAHAN\nHal-hal yang belum diatur dituangkan dalam addendum.\n"), Field.BENTUK)
        is None
    )
