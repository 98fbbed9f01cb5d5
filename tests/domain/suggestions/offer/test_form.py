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


def test_a_form_that_goes_on_in_words_that_begin_no_part_of_a_head_is_not_sure() -> None:
    found = suggested(
        "PERJANJIAN TITIPAN CONTOH\nANTARA\nLEMBAGA SATU CONTOH\nDENGAN\nYAYASAN DUA CONTOH\nTENTANG\nTITIPAN"
    )

    assert not next(s for s in found if s.bidang is Field.NAMA_BENTUK).is_sure


def test_what_the_parties_say_they_make_is_the_form_whatever_it_is_called_below() -> None:
    found = suggested(
        "Nomor : 1/A/1999\nPada hari ini, Senin tanggal enam September 1999, yang bertandatangan di bawah ini setuju\n"
        "mengadakan PERJANJIAN KERJASAMA tentang penjahitan sarung tangan.\nPerjanjian ini berlaku satu tahun.\n"
        "Perjanjian ini dibuat rangkap dua."
    )

    assert first(found, Field.BENTUK) == "perjanjian_kerja_sama"
