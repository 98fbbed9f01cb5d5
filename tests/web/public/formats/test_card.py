"""The drawn card: of the promised size, with room for any title, and without empty boxes."""

import time
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.web.public.formats import card as cards
from portal.web.public.formats.card import card_of, draw
from portal.web.public.formats.card_size import HEIGHT, WIDTH
from portal.web.public.formats.record import Record
from tests.factories.published import BASE, ODD, record

MOST_BYTES = 150_000


def test_every_naskah_has_a_card_of_the_size_that_others_expect() -> None:
    for name, naskah in ODD.items():
        picture = draw(card_of(Record(naskah, BASE)))
        with Image.open(BytesIO(picture)) as image:
            assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT)), name
        assert len(picture) < MOST_BYTES, name


def test_the_card_says_title_state_and_day_no_more_exact_than_known() -> None:
    shown = card_of(Record(ODD["year_only"], BASE))

    assert (shown.judul, shown.signed) == ("Kerja Sama Contoh", "2024")
    assert shown.parties == "Kementerian Contoh dan Lembaga Contoh"
    assert shown.url == "contoh.example/n/2026-48213"


def test_another_state_is_another_picture() -> None:
    shown = card_of(record())

    assert draw(shown) == draw(shown)
    assert draw(replace(shown, state=MasaBerlaku.BERAKHIR)) != draw(shown)


@pytest.mark.parametrize(("text", "drawn"), [("Kerja 한국 sama", "Kerja  sama"), ("Ọ̀ṣun", "Osun"), ("é\uffff", "é")])
def test_letters_that_the_font_lacks_leave_no_empty_box(text: str, drawn: str) -> None:
    assert cards._written(text, cards._font("source-serif-4.woff2", 40, 600)) == drawn


@pytest.mark.parametrize("text", ["w" * 5_000, "ww " * 2_000, "W", ""])
def test_lines_stay_within_the_card_however_long_the_words_are(text: str) -> None:
    font = cards._font("source-serif-4.woff2", 40, 600)
    lines = cards._wrapped(text[:600], font, 1056, 4)

    assert len(lines) <= 4
    assert all(font.getlength(line) <= 1056 for line in lines)


def test_the_worst_title_is_drawn_quickly() -> None:
    shown = replace(card_of(record()), judul="w" * 600, parties="W " * 300)
    draw(shown)
    before = time.process_time()
    draw(shown)

    assert time.process_time() - before < 1.5
