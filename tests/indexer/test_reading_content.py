"""What is read from gentle and damaged files: text, origin, words, tables, pictures, inspection."""

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from indexer.child import ChildResult, Outcome, PdfReader
from indexer.reading.text import clean
from tests.factories import damaged_pdf, pdf
from tests.factories.hostile_pdf import huge_image, huge_media_box
from tests.factories.seen_pdf import waiting_form_pdf


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as reader:
        yield reader


@pytest.fixture
def read(reader: PdfReader, tmp_path: Path) -> Callable[[bytes], ChildResult]:
    def read(data: bytes) -> ChildResult:
        path = tmp_path / "berkas.pdf"
        path.write_bytes(data)
        return reader.read_all(path)

    return read


Read = Callable[[bytes], ChildResult]


def test_text_keeps_lines_and_all_words(read: Read) -> None:
    assert read(pdf.text_pdf()).pages[0].text == pdf.AGREEMENT_PAGE


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_wrongly_rotated_page_loses_neither_words_nor_their_order(degrees: int, read: Read) -> None:
    page = read(pdf.rotated_pdf(degrees=degrees)).pages[0]

    assert page.text == pdf.AGREEMENT_PAGE
    assert [word.text for word in page.words] == pdf.AGREEMENT_PAGE.split()
    assert (page.width_pt > page.height_pt) is (degrees in (90, 270))


CORNER = {0: (0.12, 0.08), 90: (0.92, 0.12), 180: (0.88, 0.92), 270: (0.08, 0.88)}


@pytest.mark.parametrize("degrees", CORNER)
def test_word_box_lies_where_the_word_is_shown(degrees: int, read: Read) -> None:
    word = read(pdf.rotated_pdf("CONTOH", degrees)).pages[0].words[0]
    x, y = CORNER[degrees]

    assert word.x0 - 0.01 <= x <= word.x1 + 0.01
    assert word.y0 - 0.01 <= y <= word.y1 + 0.01


def test_columns_are_not_interleaved(read: Read) -> None:
    left = "\n".join(f"kalimat kiri nomor {n}" for n in range(30))
    right = "\n".join(f"right hand sentence {n}" for n in range(30))

    text = read(pdf.two_column_pdf(left, right)).pages[0].text

    assert difflib.SequenceMatcher(None, text.split(), f"{left}\n{right}".split()).ratio() > 0.99


def test_ligature_is_written_out(read: Read) -> None:
    page = read(pdf.ligature_pdf()).pages[0]

    assert page.text == "sertifikat CONTOH"
    assert page.words[0].text == "sertifikat"


def test_what_was_typed_into_a_form_is_text_and_is_drawn(read: Read, reader: PdfReader, tmp_path: Path) -> None:
    filled, empty = pdf.form_pdf("M.CTH-77.HM.05.02"), pdf.form_pdf("")
    inks = []
    for name, data in (("isi", filled), ("kosong", empty)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        reader.render(path, tmp_path, first=1, last=1)
        with Image.open(tmp_path / "halaman-00001.webp") as picture:
            inks.append(sum(picture.convert("L").histogram()[:100]))

    assert read(filled).pages[0].text.endswith("M.CTH-77.HM.05.02")
    assert inks[0] > inks[1]


ORIGINS = {
    "digital": pdf.text_pdf,
    "embedded_ocr": pdf.ocr_layer_pdf,
    "none": pdf.image_only_pdf,
}


@pytest.mark.parametrize("origin", ORIGINS)
def test_origin_of_text_is_told(origin: str, read: Read) -> None:
    assert read(ORIGINS[origin]()).pages[0].origin == origin


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("undang\x02\r\nundang", "undang-\nundang"),
        ("\x00a\x07\u202eb\u200b\ufeff", "ab"),
        ("\uff21\u2460 \ufb01", "A1 fi"),
        ("a\tb", "a b"),
    ],
    ids=["line ends", "hyphen at a line end", "invisible characters", "compatible forms", "tab"],
)
def test_text_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_words_and_tables_come_from_first_and_last_two_pages(read: Read) -> None:
    pages = read(pdf.numbered_pdf(6)).pages

    assert [page.number for page in pages if page.words] == [1, 5, 6]


def test_ruled_table_is_found(read: Read) -> None:
    rows = (("No", "Satuan kerja"), ("1", "CONTOH A"), ("2", "CONTOH B"))

    assert [table.rows for table in read(pdf.table_pdf(rows)).tables] == [rows]


FLAGS = (
    "has_script", "has_launch", "has_embedded", "has_form", "has_external_link", "is_truncated", "is_placeholder",
)  # fmt: skip
INSPECTED = {
    "plain": (pdf.text_pdf, None),
    "script": (pdf.javascript_pdf, "has_script"),
    "launch": (pdf.launch_pdf, "has_launch"),
    "embedded file": (pdf.embedded_file_pdf, "has_embedded"),
    "form": (pdf.form_pdf, "has_form"),
    "link": (pdf.external_link_pdf, "has_external_link"),
    "truncated": (damaged_pdf.truncated_pdf, "is_truncated"),
    "truncated before padding": (lambda: damaged_pdf.truncated_pdf() + bytes(4096), "is_truncated"),
    "whole before padding": (lambda: pdf.text_pdf() + bytes(4096), None),
    "whole before much padding": (lambda: pdf.text_pdf() + b" \r\n" * 60_000, None),
    "sign in a mere title": (lambda: pdf.titled_pdf("Panduan /JavaScript dan /Launch"), None),
}


@pytest.mark.parametrize("name", INSPECTED)
def test_active_content_and_damage_are_flagged(name: str, read: Read) -> None:
    build, flag = INSPECTED[name]

    inspection = read(build()).inspection

    assert inspection is not None
    assert [name for name in FLAGS if getattr(inspection, name)] == ([flag] if flag else [])
    assert set(inspection.tool_versions) == {"pikepdf", "qpdf", "pypdfium2", "pdfium"}


def test_a_form_that_one_program_draws_is_told_from_one_that_everybody_sees(read: Read) -> None:
    for build, is_placeholder in ((waiting_form_pdf, True), (pdf.form_pdf, False), (pdf.text_pdf, False)):
        inspection = read(build()).inspection
        assert inspection is not None
        assert inspection.is_placeholder is is_placeholder


def test_files_inside_a_file_are_named(read: Read) -> None:
    inspection = read(pdf.embedded_file_pdf()).inspection

    assert inspection is not None
    assert inspection.embedded_names == ("lampiran.txt",)


def test_owner_restrictions_do_not_hinder_reading(read: Read) -> None:
    result = read(pdf.owner_restricted_pdf())

    assert result.outcome is Outcome.done
    assert result.inspection is not None
    assert result.inspection.encryption == "owner"
    assert result.pages[0].text == pdf.AGREEMENT_PAGE


RECOVERED = {"truncated": (damaged_pdf.truncated_pdf, 3), "junk before the header": (damaged_pdf.junk_before_header, 1)}


@pytest.mark.parametrize("name", RECOVERED)
def test_damaged_file_is_read_from_a_rebuilt_copy_and_the_damage_is_told(name: str, read: Read) -> None:
    build, pages = RECOVERED[name]

    result = read(build())

    assert result.outcome is Outcome.done
    assert len(result.pages) == pages
    assert result.pages[0].text.startswith(pdf.AGREEMENT_PAGE)
    assert result.inspection is not None
    assert (result.inspection.pages, result.inspection.counts_agree) == (pages, False)


def test_disagreeing_page_counts_are_a_sign_of_damage(read: Read) -> None:
    result = read(damaged_pdf.counts_disagree_pdf())

    assert result.inspection is not None
    assert (result.inspection.pages_pikepdf, result.inspection.pages_pdfium) == (1, 3)
    assert not result.inspection.counts_agree
    assert [page.number for page in result.pages] == [1]
    assert "Halaman 2, 3 tidak terbaca" in result.detail


def test_polyglot_is_read_as_the_document_it_is(read: Read) -> None:
    assert read(damaged_pdf.html_polyglot()).pages[0].text == pdf.AGREEMENT_PAGE


PICTURES = {
    "born digital": (pdf.text_pdf, 1287),
    "scan": (pdf.image_only_pdf, 1287),
    "page of five kilometres": (huge_media_box, 1599),
    "picture of 900 million pixels": (huge_image, 1287),
}


@pytest.mark.parametrize("name", PICTURES)
def test_page_picture_is_a_webp_of_bounded_size(name: str, reader: PdfReader, tmp_path: Path) -> None:
    build, longest = PICTURES[name]
    path = tmp_path / "berkas.pdf"
    path.write_bytes(build())

    (image,) = reader.render(path, tmp_path, first=1, last=5).images

    with Image.open(tmp_path / image.filename) as picture:
        picture.load()
        assert (picture.format, picture.size) == ("WEBP", (image.width_px, image.height_px))
    assert max(image.width_px, image.height_px) == longest
    assert image.size == (tmp_path / image.filename).stat().st_size


def test_pictures_of_a_range_come_in_portions(reader: PdfReader, tmp_path: Path) -> None:
    path = tmp_path / "berkas.pdf"
    path.write_bytes(pdf.numbered_pdf(30))

    images = reader.render(path, tmp_path, first=4, last=28).images

    assert [image.number for image in images] == list(range(4, 29))
    assert (tmp_path / "halaman-00028.webp").is_file()
