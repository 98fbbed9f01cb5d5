"""Scans of many kinds through the real recogniser: what is read, where it stands, and what is honestly not read."""

import difflib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indexer.child import Outcome, PdfReader
from indexer.ocr.deskew import skew_of
from indexer.ocr.engine import OcrEngine, OcrFailure
from indexer.ocr.page import PageReading, read_page
from tests.factories.pdf import text_pdf
from tests.factories.scan import (
    ENGLISH,
    INDONESIAN,
    DrawnPage,
    blank_page,
    drawn_page,
    photo_page,
    scan_pdf,
    stamped,
)


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as reader:
        yield reader


@pytest.fixture(scope="module")
def engine() -> OcrEngine:
    engine = OcrEngine("ind+eng")
    assert engine.is_available, f"{engine.reason} (apt-get install tesseract-ocr{{,-ind,-eng,-osd}})"
    return engine


def _read(reader: PdfReader, engine: OcrEngine, folder: Path, page: DrawnPage) -> PageReading:
    path = folder / "pindaian.pdf"
    path.write_bytes(scan_pdf([page]))
    found = read_page(reader, engine, path, 1, folder)
    assert [left.name for left in folder.iterdir()] == [path.name]
    return found


def _word_error(found: str, truth: str) -> float:
    """Share of the true words that are missing or wrong."""
    blocks = difflib.SequenceMatcher(None, truth.split(), found.split(), autojunk=False).get_matching_blocks()
    return 1 - sum(block.size for block in blocks) / len(truth.split())


@pytest.mark.parametrize(
    ("page", "truth"),
    [
        pytest.param(drawn_page(dpi=150, skew=-2, noise=15), INDONESIAN, id="150 dpi, 2 degrees, noise"),
        pytest.param(drawn_page(dpi=200, skew=2), INDONESIAN, id="200 dpi, 2 degrees"),
        pytest.param(drawn_page(ENGLISH, dpi=300, skew=1, noise=15), ENGLISH, id="300 dpi, English, noise"),
        pytest.param(stamped(drawn_page(dpi=200, skew=-1.5, noise=10)), INDONESIAN, id="stamp and pen stroke"),
    ],
)
def test_skewed_scan_is_read_with_few_errors(
    reader: PdfReader, engine: OcrEngine, tmp_path: Path, page: DrawnPage, truth: str
) -> None:
    found = _read(reader, engine, tmp_path, page)

    assert found.page.origin == "our_ocr"
    assert found.failure is None
    assert _word_error(found.page.text, truth) <= 0.08
    assert found.confidence is not None
    assert 0.8 < found.confidence <= 1
    assert abs(found.page.width_pt - 595) < 2


def test_lines_and_paragraphs_are_kept(reader: PdfReader, engine: OcrEngine, tmp_path: Path) -> None:
    found = _read(reader, engine, tmp_path, drawn_page())

    assert "PERJANJIAN KERJA SAMA CONTOH\nANTARA DIREKTORAT JENDERAL CONTOH\n" in found.page.text
    assert "\n\nPasal 2\n" in found.page.text


@pytest.mark.parametrize("turn", [180, 270])
def test_turned_page_is_read_and_its_boxes_stand_on_the_stored_page(
    reader: PdfReader, engine: OcrEngine, tmp_path: Path, turn: int
) -> None:
    page = drawn_page(turn=turn)

    found = _read(reader, engine, tmp_path, page)

    assert _word_error(found.page.text, INDONESIAN) <= 0.08
    expected = {word: _turned((x0, y0, x1, y1), turn) for word, x0, y0, x1, y1 in page.words}
    _assert_boxes(found, expected)


def test_boxes_of_a_crooked_page_stand_on_the_words(reader: PdfReader, engine: OcrEngine, tmp_path: Path) -> None:
    page = drawn_page(skew=2)
    expected = {word: _skewed((x0, y0, x1, y1), 2, page) for word, x0, y0, x1, y1 in page.words}

    _assert_boxes(_read(reader, engine, tmp_path, page), expected)


@pytest.mark.parametrize("page", [pytest.param(blank_page(), id="blank"), pytest.param(photo_page(), id="photo")])
def test_page_without_letters_has_honestly_no_text(
    reader: PdfReader, engine: OcrEngine, tmp_path: Path, page: DrawnPage
) -> None:
    found = _read(reader, engine, tmp_path, page)

    assert (found.page.origin, found.page.text, found.page.words) == ("none", "", ())
    assert found.confidence is None
    assert found.failure is None


def test_missing_engine_leaves_the_page_waiting(reader: PdfReader, tmp_path: Path) -> None:
    found = _read(reader, OcrEngine("ind+eng", program="tidak-ada-tesseract"), tmp_path, drawn_page())

    assert found.failure is OcrFailure.missing
    assert found.page.origin == "none"


@pytest.mark.parametrize("content", [b"%PDF-1.7\nrusak CONTOH", text_pdf()], ids=["broken file", "page 9 of 1"])
def test_page_that_cannot_be_drawn_is_a_value(
    reader: PdfReader, engine: OcrEngine, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "rusak.pdf"
    path.write_bytes(content)

    found = read_page(reader, engine, path, 9, tmp_path)

    assert found.failure is OcrFailure.no_picture
    assert [left.name for left in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(("dpi", "drawn_at"), [(100, 150), (200, 200), (400, 300)])
def test_scan_is_drawn_at_its_own_resolution_within_bounds(
    reader: PdfReader, tmp_path: Path, dpi: int, drawn_at: int
) -> None:
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(scan_pdf([drawn_page(dpi=dpi)]))

    found = reader.scan(path, tmp_path, page=1)

    assert found.outcome is Outcome.done
    assert abs(found.scans[0].dpi - drawn_at) < 1
    assert (tmp_path / found.scans[0].filename).stat().st_size > found.scans[0].size


@pytest.mark.parametrize("skew", [-4.7, -2.0, -0.3, 0.0, 0.5, 2.0, 4.9])
@pytest.mark.parametrize("noise", [0, 25])
def test_skew_is_found_to_a_tenth_of_a_degree(skew: float, noise: float) -> None:
    grey = np.asarray(drawn_page(dpi=150, skew=skew, noise=noise).picture)

    assert skew_of(grey) == pytest.approx(-skew, abs=0.12)


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (60, 60)])
def test_tiny_picture_has_no_skew(shape: tuple[int, int]) -> None:
    assert skew_of(np.full(shape, 200, dtype=np.uint8)) == 0.0


Box = tuple[float, float, float, float]


def _assert_boxes(found: PageReading, expected: dict[str, Box]) -> None:
    """Words that stand once on the page: all within 2 % of where they were drawn."""
    texts = [word.text for word in found.page.words]
    compared = 0
    for word in found.page.words:
        if texts.count(word.text) == 1 and word.text in expected and INDONESIAN.split().count(word.text) == 1:
            place = (word.x0, word.y0, word.x1, word.y1)
            assert place == pytest.approx(expected[word.text], abs=0.02), word.text
            compared += 1
    assert compared > 40


def _turned(box: Box, degrees: int) -> Box:
    """The box after turning the page to the left."""
    x0, y0, x1, y1 = box
    for _ in range(degrees // 90):
        x0, y0, x1, y1 = y0, 1 - x1, y1, 1 - x0
    return x0, y0, x1, y1


def _skewed(box: Box, degrees: float, page: DrawnPage) -> Box:
    """The upright box around a box that was turned to the left with its page."""
    angle, (width, height) = np.radians(degrees), page.picture.size
    corners = [((x - 0.5) * width, (y - 0.5) * height) for x in box[::2] for y in box[1::2]]
    xs = [(x * np.cos(angle) + y * np.sin(angle)) / width + 0.5 for x, y in corners]
    ys = [(-x * np.sin(angle) + y * np.cos(angle)) / height + 0.5 for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
