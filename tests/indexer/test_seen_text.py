"""What a reader sees of a page is read; what only the file holds is told apart; what is drawn is noticed as unread."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.child import PdfReader
from indexer.reading.glance import MOST_OBJECTS
from portal.domain.berkas.reading import PageText
from portal.domain.berkas.recognition import needs_recognition, unread_share
from tests.factories import pdf, seen_pdf
from tests.factories.seen_pdf import HIDDEN, SEEN

Read = Callable[[bytes], PageText]
UNSEEN, VISIBLE = seen_pdf.unseen_pages(), seen_pdf.seen_pages()


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as reader:
        yield reader


@pytest.fixture
def read(reader: PdfReader, tmp_path: Path) -> Read:
    def read(data: bytes) -> PageText:
        path = tmp_path / "berkas.pdf"
        path.write_bytes(data)
        return reader.read_all(path).pages[0]

    return read


@pytest.mark.parametrize("means", UNSEEN)
def test_text_that_nobody_sees_is_kept_apart(means: str, read: Read) -> None:
    page = read(UNSEEN[means])

    assert (page.text, page.hidden) == (SEEN, HIDDEN)
    assert " ".join(word.text for word in page.words) == SEEN
    assert page.origin == "digital"


COVERED = {
    "a bar drawn after", "a picture drawn after", "the colour of a bar drawn before", "a wide line drawn after",
    "a pen drawn after", "a bar that leaves the tips",
}  # fmt: skip


@pytest.mark.parametrize("means", UNSEEN)
def test_text_under_what_is_drawn_over_it_is_told_from_other_unseen_text(means: str, read: Read) -> None:
    assert read(UNSEEN[means]).covered == (HIDDEN if means in COVERED else "")


@pytest.mark.parametrize("means", sorted(COVERED))
def test_on_a_page_too_full_to_look_at_all_unseen_text_counts_as_covered(means: str, read: Read) -> None:
    page = read(seen_pdf.crowded(UNSEEN[means], lines=MOST_OBJECTS + 50))

    assert "wolfram" not in page.text
    assert "wolfram" in page.covered


@pytest.mark.parametrize("means", VISIBLE)
def test_nothing_that_is_seen_is_covered(means: str, read: Read) -> None:
    assert "wolfram" not in read(VISIBLE[means]).covered


@pytest.mark.parametrize("means", UNSEEN)
def test_text_that_nobody_sees_is_kept_apart_on_a_crowded_page(means: str, read: Read) -> None:
    page = read(seen_pdf.crowded(UNSEEN[means]))

    assert page.hidden == HIDDEN
    assert {*SEEN.split(), "k0", "k119"} <= set(page.text.split())
    assert "wolfram" not in page.text


@pytest.mark.parametrize("means", VISIBLE)
def test_text_that_is_seen_stays(means: str, read: Read) -> None:
    page = read(VISIBLE[means])

    assert set(HIDDEN.split()) <= set(page.text.split())
    assert SEEN in page.text


@pytest.mark.parametrize("kind", ["FreeText", "Stamp", "Watermark"])
def test_what_a_note_draws_is_text_of_the_page(kind: str, read: Read) -> None:
    page = read(seen_pdf.noted_pdf(kind, is_drawn=True))

    assert page.text.split() == [*SEEN.split(), *HIDDEN.split()]


@pytest.mark.parametrize(
    ("kind", "is_drawn", "flags", "is_comment"),
    [
        pytest.param("Text", False, 4, True, id="a note behind an icon"),
        pytest.param("Highlight", False, 4, True, id="a remark on marked text"),
        pytest.param("FreeText", False, 4, True, id="words that only some programs draw"),
        pytest.param("FreeText", True, 2, True, id="words that are switched off"),
        pytest.param("FreeText", True, 4, False, id="words that everybody sees"),
        pytest.param("Link", False, 4, False, id="a link"),
    ],
)
def test_words_of_a_note_are_looked_through_and_told(
    kind: str, is_drawn: bool, flags: int, is_comment: bool, read: Read
) -> None:
    page = read(seen_pdf.noted_pdf(kind, is_drawn=is_drawn, flags=flags))

    assert page.has_comment is is_comment
    assert (page.hidden == HIDDEN) is is_comment
    assert (HIDDEN in page.text) is (kind == "FreeText" and not is_comment)


@pytest.mark.parametrize("depth", [0, 1, 2, 5])
def test_a_picture_counts_however_deep_it_lies(depth: int, read: Read) -> None:
    page = read(seen_pdf.nested_picture_pdf(depth))

    assert unread_share(page) == pytest.approx(1.0, abs=0.01)
    assert needs_recognition(page, 9)


@pytest.mark.parametrize(("share", "is_unread"), [(0.005, False), (0.03, True), (0.4, True)])
def test_a_rule_is_no_picture_and_a_strip_of_print_is_one(share: float, is_unread: bool, read: Read) -> None:
    assert (unread_share(read(seen_pdf.nested_picture_pdf(1, share=share))) is not None) is is_unread


@pytest.mark.parametrize(
    ("width", "height", "is_unread"),
    [
        pytest.param(120, 40, True, id="a seal with words"),
        pytest.param(7, 44, True, id="a line on its side"),
        pytest.param(30, 30, False, id="an emblem too small for a number"),
        pytest.param(400, 3, False, id="a rule"),
    ],
)
def test_a_picture_with_room_for_a_number_is_unread(width: float, height: float, is_unread: bool, read: Read) -> None:
    page = read(seen_pdf.small_pictures_pdf(64, width=width, height=height))

    assert (unread_share(page) is not None) is is_unread


def test_a_small_picture_is_read_on_the_first_page_that_draws_it(reader: PdfReader, tmp_path: Path) -> None:
    path = tmp_path / "berkas.pdf"
    path.write_bytes(seen_pdf.small_pictures_pdf(64, 64, 128, 64))

    assert [page.is_drawn for page in reader.read_all(path).pages] == [True, False, True, False]


def test_a_field_of_tiles_is_unread(read: Read) -> None:
    assert unread_share(read(seen_pdf.tiled_pdf())) is not None


@pytest.mark.parametrize(
    ("letters", "spot", "is_unread"),
    [
        pytest.param(60, 400.0, True, id="a line of print turned into curves"),
        pytest.param(60, 12.0, False, id="an emblem"),
        pytest.param(5, 400.0, False, id="a few marks"),
    ],
)
def test_print_turned_into_curves_is_unread(letters: int, spot: float, is_unread: bool, read: Read) -> None:
    page = read(seen_pdf.outlined_pdf(letters=letters, spot=spot))

    assert page.text == SEEN
    assert (unread_share(page) is not None) is is_unread


def test_a_page_of_plain_text_asks_for_nothing(read: Read) -> None:
    page = read(pdf.agreement_pdf(1, 1))

    assert (page.hidden, page.has_comment, page.is_drawn) == ("", False, False)


def test_a_layer_that_says_one_line_of_a_whole_scan_is_not_believed(read: Read) -> None:
    full, scanty = read(pdf.ocr_layer_pdf()), read(pdf.ocr_layer_pdf(layer="Perjanjian kerja sama"))

    assert (full.origin, scanty.origin) == ("embedded_ocr", "embedded_ocr")
    assert [needs_recognition(page, 9) for page in (_inner(full), _inner(scanty))] == [False, True]


def _inner(page: PageText) -> PageText:
    return PageText(4, page.text, page.origin, 595, 842, picture_share=page.picture_share, is_drawn=page.is_drawn)


def test_a_line_in_a_wrongly_mapping_font_asks_for_an_engine(read: Read) -> None:
    page = read(seen_pdf.wrongly_mapped_pdf("NOMOR HK TAHUN", pdf.AGREEMENT_PAGE))

    assert page.text.startswith("QRPRU")
    assert unread_share(page) == 0.0


def test_a_block_drawn_twice_is_read_once(read: Read) -> None:
    assert read(seen_pdf.twice_drawn_pdf()).text.split("\n") == [
        SEEN, "Nomor CTH-1 Tahun 2026", "Nomor CTH-2 Tahun 2026", "Nomor CTH-1 Tahun 2026",
    ]  # fmt: skip


def test_a_heading_set_with_blanks_is_words(read: Read) -> None:
    assert read(seen_pdf.spaced_pdf()).text.split("\n")[1:] == [
        "PERJANJIAN KERJA SAMA", "NOMOR HK.01/7 TAHUN 2026", "Pilihan A B C", "1 2 3 4 5 6 7",
    ]  # fmt: skip


def test_a_word_broken_at_a_line_end_keeps_its_break(read: Read) -> None:
    assert read(seen_pdf.broken_words_pdf()).text.endswith(
        "mengenai penyelun-\ndupan manusia diatur dengan undang-\nundang keimigrasian."
    )
