"""Words on a page, each in its place, as a reader finds them."""

from dataclasses import replace

from portal.domain.berkas.reading import PageText, WordBox
from tests.factories.naskah_text import page

PROSE = (0.1, 0.2, "Demikian naskah ini dibuat dalam rangkap dua yang sama kuatnya menurut hukum yang berlaku.")


def words(*lines: tuple[float, float, str], confidence: float = 0.95) -> tuple[WordBox, ...]:
    """Words of lines that begin at a place, in the order of the lines; a letter is a hundredth of the page wide."""
    found = []
    for left, top, text in lines:
        for word in text.split():
            found.append(WordBox(word, left, top, left + 0.009 * len(word), top + 0.012, confidence))
            left += 0.009 * len(word) + 0.009
    return tuple(found)


def last_page(boxes: tuple[WordBox, ...]) -> PageText:
    """A recognised page of these words."""
    text = " ".join(word.text for word in boxes)
    return replace(page(text, origin="our_ocr", confidence=0.95), words=boxes)
