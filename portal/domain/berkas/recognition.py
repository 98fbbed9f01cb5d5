"""Whether a page has to be recognised, and which of two texts of a page is kept.

The text layer that a scanner's own program left is often worse than a fresh reading (numbers above all), and a page
may carry a line of typed text over the picture of a whole scan: having some text is not the same as being read.
"""

from portal.domain.berkas.reading import PageText
from portal.domain.berkas.text_quality import FLOOR, quality_of

GOOD_LAYER = 0.75
"""Quality from which the layer of another recogniser is left alone on pages that carry no metadata."""
SCAN_SHARE = 0.5
"""A page that pictures cover to this share is taken for a scan unless it has plenty of text."""
PLENTY_LETTERS = 400
_NO_WORSE = 0.05
_CLEARLY_BETTER = 0.1


def carries_metadata(number: int, pages: int) -> bool:
    """Whether a page (counted from 1) of a file of `pages` is the first or one of the last two."""
    return number in (1, pages - 1, pages)


def needs_recognition(page: PageText, pages: int) -> bool:
    """Whether an engine should read this page of a file of `pages`."""
    if page.origin == "none":
        return True
    quality = quality_of(page.text)
    if page.origin == "embedded_ocr":
        return carries_metadata(page.number, pages) or quality.score < GOOD_LAYER
    is_stamped_scan = page.picture_share >= SCAN_SHARE and quality.letters < PLENTY_LETTERS
    # Fonts without a table of letters give garbage that looks like text to a program.
    return is_stamped_scan or quality.score < FLOOR


def better_text(present: PageText, fresh: PageText) -> PageText:
    """The text to keep for a page: what it has, or what an engine has just read."""
    if fresh.origin != "our_ocr" or present.origin == "none":
        return fresh if present.origin == "none" else present
    old, new = quality_of(present.text), quality_of(fresh.text)
    if present.origin == "embedded_ocr":
        # Of two equally good ones the fresh one is kept: it knows where its words stand and how sure they are.
        return fresh if new.score >= old.score - _NO_WORSE and new.letters >= old.letters / 2 else present
    if new.letters > 2 * old.letters and new.score >= FLOOR:
        return fresh
    return fresh if new.score > old.score + _CLEARLY_BETTER else present
