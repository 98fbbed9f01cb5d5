"""Whether a page has to be recognised, and which of two texts of a page is kept.

The text layer that a scanner's own program left is often worse than a fresh reading (numbers above all), and a page
may carry a line of typed text over the picture of a whole scan: having some text is not the same as being read.
"""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from portal.domain.berkas.reading import PageText
from portal.domain.berkas.text_quality import FLOOR, quality_of, wrong_lines

GOOD_LAYER = 0.75
"""Quality from which the layer of another recogniser is left alone on pages that carry no metadata."""
SCAN_SHARE = 0.5
"""A page that pictures cover to this share is taken for a scan, however much text is printed over it."""
_MOST_GARBAGE = 0.3
_SAME_LINE = 75.0
_MOST_LINES = 2
"""A line is exchanged for at most so many: more are others of which nothing was recognised alike."""
_LINES_COMPARED = 300
_NO_WORSE = 0.05
_CLEARLY_BETTER = 0.1


def carries_metadata(number: int, pages: int) -> bool:
    """Whether a page (counted from 1) of a file of `pages` is the first or one of the last two."""
    return number in (1, pages - 1, pages)


def second_turn(number: int, pages: int) -> int | None:
    """When a page of a file of `pages` is read once more: 1 for the first, 2 for the second, then the last two.

    None for all others. The opening often runs on to the second page.
    """
    if number <= 2:
        return number
    return 4 - (pages - number) if pages - number <= 1 else None


def needs_recognition(page: PageText, pages: int) -> bool:
    """Whether an engine should read this page of a file of `pages`."""
    if page.origin == "none":
        return True
    if page.origin == "embedded_ocr":
        return page.is_drawn or carries_metadata(page.number, pages) or quality_of(page.text).score < GOOD_LAYER
    # Fonts without a table of letters give garbage that looks like text to a program.
    return unread_share(page) is not None or quality_of(page.text).score < FLOOR


def unread_share(page: PageText) -> float | None:
    """The share of a page with text that pictures cover, if more is seen there than its text says; else None."""
    if page.origin == "embedded_ocr":
        return page.picture_share if page.is_drawn else None
    is_short = page.origin == "digital" and (page.is_drawn or not is_good_layer(page.text))
    return page.picture_share if is_short else None


def is_good_layer(text: str) -> bool:
    """Whether the text of a page says what its letters show, so that only what is drawn beside it is unread."""
    return quality_of(text).garbage_share <= _MOST_GARBAGE and not wrong_lines(text)


def with_rest(present: PageText, rest: PageText, share: float) -> PageText:
    """A page with what an engine read of its pictures beside its text: before it where pictures are most of the page.

    The text of a page that is a scan with a printed footer is the scan's.
    """
    if rest.origin != "our_ocr":
        return present
    is_scan = share >= SCAN_SHARE
    parts = (rest.text, present.text) if is_scan else (present.text, rest.text)
    words = (*rest.words, *present.words) if is_scan else (*present.words, *rest.words)
    kept = rest if is_scan else present
    return replace(present, text="\n\n".join(parts), words=words, origin=kept.origin, confidence=kept.confidence)


def mended(present: PageText, fresh: PageText) -> PageText:
    """A page whose wrong lines are exchanged for what an engine saw in their place; the others stay as written.

    Lines that say the same belong together; what the engine read between two of them is the wrong line between them.
    """
    wrong = wrong_lines(present.text)
    if fresh.origin != "our_ocr" or not wrong:
        return present
    lines = present.text.split("\n")
    seen = [line for line in fresh.text.split("\n") if line.strip()]
    partner = _partners([line if at not in wrong else "" for at, line in enumerate(lines)], seen)
    taken = set(partner.values())
    for at in wrong:
        before = max((place for line, place in partner.items() if line < at), default=-1)
        behind = min((place for line, place in partner.items() if line > at), default=len(seen))
        found = [place for place in range(before + 1, behind) if place not in taken]
        # Several wrong lines in a row take one each; what is left over goes with the last of them.
        found = found[:1] if at + 1 in wrong else found[:_MOST_LINES]
        if found:
            lines[at] = " ".join(" ".join(seen[place] for place in found).split())
            taken.update(found)
    return replace(present, text="\n".join(lines))


def _partners(lines: Sequence[str], seen: Sequence[str]) -> dict[int, int]:
    """For each line that an engine saw as well, which of those it saw; the most alike are paired first."""
    alike = [
        (fuzz.ratio(line.lower(), other.lower()), at, place)
        for at, line in enumerate(lines[:_LINES_COMPARED])
        for place, other in enumerate(seen[:_LINES_COMPARED])
        if line.strip() and abs(len(line) - len(other)) <= max(len(line), len(other)) / 2
    ]
    partner: dict[int, int] = {}
    for likeness, at, place in sorted(alike, key=lambda found: (-found[0], found[1], found[2])):
        if likeness >= _SAME_LINE and at not in partner and place not in partner.values():
            partner[at] = place
    return partner


def is_rest_read(present: PageText, rest: PageText, share: float, *, is_blank: bool) -> bool:
    """Whether an engine's look at the pictures of a page ends the doubt about them.

    A small picture without words is a seal or a photograph. A page full of picture without words is a page nobody read.
    """
    if rest.origin == "our_ocr":
        return True
    return is_good_layer(present.text) and (is_blank or share < SCAN_SHARE)


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
