"""Reads one page that has no text: draw it in a child, make it level, recognise it, turn it if that went badly.

The text is kept only if it is language. A photograph gives scraps, and passing them off as text would end the honest
"nobody has read this page".
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from indexer.child import TOTAL_SECONDS, Outcome, PdfReader
from indexer.ocr.deskew import Grey, read_grey, straighten
from indexer.ocr.engine import OcrEngine, OcrFailure
from indexer.ocr.scan import PageScan
from indexer.ocr.tsv import OcrPage
from portal.domain.berkas.reading import PageText
from portal.domain.berkas.text_quality import quality_of

PAGE_SECONDS = 60.0
"""For one page with all its attempts; a page takes 1 to 6 seconds on a free processor."""

UPRIGHT_CONFIDENCE = 0.7
"""A page read worse than this is asked whether it lies on its side or stands on its head."""

LEAST_CONFIDENCE = 0.4
SURE_CONFIDENCE = 0.85
"""A list of names knows no words of any list, but is read with certainty."""

_SURE_LETTERS = 20
_MOST_GARBAGE = 0.3
_INK = 60
"""How many greys of 256 darker than the paper ink is; print that shines through from the other side is paler."""
_BARE = 0.0004


@dataclass(frozen=True)
class PageReading:
    """What became of one page: its text, of origin `our_ocr`, or `none` where there is no text to be had.

    `confidence` is the recogniser's, 0 to 1, None without text. `failure` is None if the page was looked at, be it in
    vain. `rotation` in degrees to the left; `skew` likewise, after that. `is_blank`: there is no ink on it either.
    """

    page: PageText
    confidence: float | None = None
    failure: OcrFailure | None = None
    rotation: int = 0
    skew: float = 0.0
    is_blank: bool = False


@dataclass(frozen=True)
class _Attempt:
    """One reading of the page in one position, with its words where they stand on the stored page."""

    found: OcrPage
    picture: Path
    skew: float

    @property
    def worth(self) -> float:
        """Confidently read language, for choosing between two positions of the same page."""
        return self.found.confidence * (0.2 + quality_of(self.found.text).score)


def read_page(
    reader: PdfReader,
    engine: OcrEngine,
    path: Path,
    number: int,
    folder: Path,
    *,
    seconds: float = PAGE_SECONDS,
    is_rest: bool = False,
) -> PageReading:
    """Recognise the page `number` (counted from 1) of a file; pictures on the way lie in `folder` and are removed.

    With `is_rest` only what is drawn beside its text, which is known already.

    Any number of threads may read pages of any files at once with the same reader and engine, if each page of a folder
    is read once at a time. Raises StorageError or ConfigError as the reader does, and nothing because of the page.
    """
    nothing = PageText(number, "", "none", 0.0, 0.0)
    if not engine.is_available:
        return PageReading(nothing, failure=OcrFailure.missing)
    deadline = time.monotonic() + seconds
    drawing_seconds = TOTAL_SECONDS * max(1.0, seconds / PAGE_SECONDS)
    drawn = reader.scan(path, folder, page=number, is_rest=is_rest, total_seconds=min(seconds, drawing_seconds))
    if not drawn.scans or drawn.scans[0].number != number:
        is_late = drawn.outcome is Outcome.timeout
        return PageReading(nothing, failure=OcrFailure.timeout if is_late else OcrFailure.no_picture)
    scan = drawn.scans[0]
    nothing = replace(nothing, width_pt=scan.width_pt, height_pt=scan.height_pt)
    source = folder / scan.filename
    try:
        grey = read_grey(source, scan)
        best = _best_attempt(engine, scan, grey, folder, lambda: deadline - time.monotonic())
    finally:
        source.unlink(missing_ok=True)
    if isinstance(best, OcrFailure):
        return PageReading(nothing, failure=best)
    found = best.found
    if not _is_worth_keeping(found):
        return PageReading(nothing, is_blank=_is_blank(grey))
    page = replace(nothing, text=found.text, origin="our_ocr", words=found.words, confidence=found.confidence)
    return PageReading(page, found.confidence, None, found.rotation, best.skew)


def _best_attempt(
    engine: OcrEngine, scan: PageScan, grey: Grey, folder: Path, seconds_left: Callable[[], float]
) -> _Attempt | OcrFailure:
    """The upright reading, or the one after a turn where the upright one was bad and the engine sees how it lies."""
    picture = folder / f"lurus-{scan.number:05d}.pgm"
    try:
        upright = _attempt(engine, scan, grey, picture, 0, seconds_left())
        if isinstance(upright, OcrFailure) or not _may_be_turned(upright.found):
            return upright
        turn = engine.turn_of(picture, seconds=seconds_left(), dpi=scan.dpi)
        if turn == 0:
            return upright
        turned = _attempt(engine, scan, grey, picture, turn, seconds_left())
        if isinstance(turned, OcrFailure) or turned.worth <= upright.worth:
            return upright
        return turned
    finally:
        picture.unlink(missing_ok=True)


def _attempt(
    engine: OcrEngine, scan: PageScan, grey: Grey, picture: Path, turn: int, seconds: float
) -> _Attempt | OcrFailure:
    straight, placement = straighten(grey, quarters=turn // 90)
    height, width = straight.shape
    picture.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + straight.tobytes())
    found = engine.read(picture, seconds=seconds, dpi=scan.dpi)
    if isinstance(found, OcrFailure):
        return found
    words = tuple(placement.on_page(word) for word in found.words)
    return _Attempt(replace(found, words=words, rotation=turn), picture, placement.degrees)


def _may_be_turned(found: OcrPage) -> bool:
    return bool(found.words) and found.confidence < UPRIGHT_CONFIDENCE


def _is_blank(grey: Grey) -> bool:
    """Whether a page without words is bare paper: inside its rim hardly a point is much darker than the paper."""
    rim_y, rim_x = (edge // 25 for edge in grey.shape)
    inside = grey[rim_y : grey.shape[0] - rim_y or None : 2, rim_x : grey.shape[1] - rim_x or None : 2]
    paper = float(np.median(inside))
    return float(np.mean(inside < paper - _INK)) < _BARE


def _is_worth_keeping(found: OcrPage) -> bool:
    quality = quality_of(found.text)
    if found.confidence < LEAST_CONFIDENCE:
        return False
    is_sure = found.confidence >= SURE_CONFIDENCE and quality.letters >= _SURE_LETTERS
    return quality.is_text or (is_sure and quality.garbage_share <= _MOST_GARBAGE)
