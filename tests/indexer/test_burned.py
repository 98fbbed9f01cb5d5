"""The burned copy: nothing of what was under a box is left, in pixels or in bytes, whatever the page is like."""

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from indexer.burned import BurnedPage
from indexer.burned_pdf import write_pdf
from indexer.child import Outcome, PdfReader
from indexer.ocr.scan import LONGEST_EDGE, MOST_POINTS
from indexer.reading.burning import burn_pages, scale_of
from portal.domain.penghitaman.kotak import pixels
from tests.factories.pdf import text_pdf
from tests.factories.shared import reader as shared_reader

SECRET = "TERATAI 3171051203900001"
KEPT = "Pasal 1 tetap terbaca"
Edges = tuple[int, int, int, int]
Boxes = dict[int, tuple[Edges, ...]]


@pytest.fixture
def reader() -> PdfReader:
    return shared_reader()


@pytest.fixture
def burn(tmp_path: Path) -> Callable[[bytes, Boxes], bytes]:
    """The copy of a file with these boxes."""

    def make(pdf: bytes, boxes: Boxes) -> bytes:
        # The very hand that draws in the child, without the child: these files are our own.
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()
        pages = []
        for found in burn_pages(document, 1, len(document), boxes):
            assert not isinstance(found, int)
            page, data = found
            assert page.is_shown_by(data)
            (tmp_path / page.filename).write_bytes(data)
            pages.append(page)
        out = io.BytesIO()
        assert write_pdf(out, pages, tmp_path, mark="1.1.1") == len(pages)
        return out.getvalue()

    return make


def drawn(pdf: bytes, number: int = 1) -> Image.Image:
    page = pypdfium2.PdfDocument(pdf)[number - 1]
    return page.render(scale=200 / 72, rev_byteorder=True).to_pil().convert("RGB")


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def is_black(picture: Image.Image, edges: tuple[int, int, int, int]) -> bool:
    inside = picture.crop(pixels(edges, *picture.size)).convert("L")
    # The rim of a JPEG block may be soft; what is within must be as black as paper gets.
    middle = inside.crop((3, 3, max(4, inside.width - 3), max(4, inside.height - 3)))
    return middle.getextrema()[1] <= 24


def odd_page(rotate: int, crop: tuple[int, int, int, int] | None) -> bytes:
    """One page with the secret near a corner of what is shown, cut and turned."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(600, 800), invariant=1)
    canvas.setFont("Helvetica", 14)
    canvas.drawString(120, 600, SECRET)
    canvas.drawString(120, 400, KEPT)
    canvas.save()
    with pikepdf.open(io.BytesIO(written.getvalue())) as pdf:
        page = pdf.pages[0]
        page.Rotate = rotate
        if crop is not None:
            page.CropBox = pikepdf.Array(list(crop))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def shown(line: str, word: str, y: float, rotate: int, crop: tuple[int, int, int, int] | None) -> Edges:
    """Where a word of a line at x = 120 stands on the page as it is shown, worked out by hand."""
    left = 120 + stringWidth(line.partition(word)[0], "Helvetica", 14)
    right = left + stringWidth(word, "Helvetica", 14)
    x0, y0, x1, y1 = crop or (0, 0, 600, 800)
    corners = []
    for x, up in ((left, y - 4), (right, y + 12)):
        across, down = (x - x0) / (x1 - x0), (y1 - up) / (y1 - y0)
        for _ in range(rotate // 90):
            across, down = 1 - down, across
        corners.append((across, down))
    (a, b), (c, d) = corners
    return tuple(round(10_000 * edge) for edge in (min(a, c), min(b, d), max(a, c), max(b, d)))  # type: ignore[return-value]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (80, 350, 560, 700)], ids=["whole", "cropped"])
def test_a_box_over_a_word_hides_that_word_however_the_page_is_turned_and_cut(
    burn: Callable[[bytes, Boxes], bytes], rotate: int, crop: tuple[int, int, int, int] | None
) -> None:
    pdf = odd_page(rotate, crop)
    secret, kept = shown(SECRET, "TERATAI", 600, rotate, crop), shown(KEPT, "tetap", 400, rotate, crop)

    copy = burn(pdf, {1: (secret,)})

    before, after = drawn(pdf), drawn(copy)
    assert abs(before.width - after.width) <= 1
    assert abs(before.height - after.height) <= 1
    assert is_black(after, secret)
    assert not is_black(after, kept)
    # All that is drawn there is under the box: without it the page would show ink.
    ink = before.crop(pixels(secret, *before.size)).convert("L").getextrema()
    assert ink[0] < 128
    # Beside the box the page is what it was.
    left, top, right, bottom = pixels(kept, *after.size)
    difference = ImageChops.difference(before.resize(after.size), after).crop((left, top, right, bottom)).convert("L")
    assert ImageStat.Stat(difference).mean[0] < 20


def test_what_is_under_a_box_makes_no_difference_to_the_copy(burn: Callable[[bytes, Boxes], bytes]) -> None:
    box = (500, 600, 9500, 910)
    pages = ["{}\nPasal 1 tetap terbaca", "Pasal 2"]
    one = text_pdf([pages[0].format("TERATAI 3171051203900001"), pages[1]])
    other = text_pdf([pages[0].format("MELATI dan kata lain 98765"), pages[1]])

    assert one != other
    # Letter for letter the same file: so nothing of what was covered can be in it.
    assert burn(one, {1: (box,)}) == burn(other, {1: (box,)})
    assert burn(one, {}) != burn(other, {})


def test_the_copy_holds_pictures_and_nothing_else(burn: Callable[[bytes, Boxes], bytes]) -> None:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(600, 800))
    canvas.setTitle(SECRET)
    canvas.setAuthor(SECRET)
    canvas.bookmarkPage("satu")
    canvas.addOutlineEntry(SECRET, "satu")
    canvas.drawString(100, 700, SECRET)
    canvas.acroForm.textfield(name="nik", value=SECRET, x=100, y=500, width=300, height=30)
    canvas.linkURL(f"https://contoh.go.id/{SECRET}", (100, 690, 300, 720))
    canvas.save()
    with pikepdf.open(io.BytesIO(written.getvalue())) as pdf:
        attached = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="rahasia.txt")  # type: ignore[call-arg]
        pdf.attachments["rahasia.txt"] = attached
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = SECRET
        page = pdf.pages[0]
        page.Annots.append(
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=[400, 400, 420, 420],
                    Contents=pikepdf.String(SECRET),
                )
            )
        )
        out = io.BytesIO()
        pdf.save(out)

    copy = burn(out.getvalue(), {1: ((1000, 500, 9000, 4500),)})

    assert words_of(copy).strip() == ""
    assert b"TERATAI" not in copy
    assert copy.count(b"%%EOF") == copy.count(b"startxref") == 1
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert pdf.trailer.keys() == {"/Size", "/Root", "/ID"}
        assert pdf.Root.keys() == {"/Type", "/Pages"}
        assert not pdf.attachments
        (page,) = pdf.pages
        assert page.obj.keys() == {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}
        assert [str(step.operator) for step in pikepdf.parse_content_stream(page)] == ["q", "cm", "Do", "Q"]
        kinds = {str(one.get("/Type")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)}
        assert kinds <= {"/Catalog", "/Pages", "/Page", "/XObject", "None"}
        image = page.Resources.XObject.G
        assert image.keys() == {
            *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/Length")
        }
        picture = Image.open(io.BytesIO(image.read_raw_bytes()))
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_a_hundred_boxes_tiny_ones_and_those_at_the_edges_are_all_black(burn: Callable[[bytes, Boxes], bytes]) -> None:
    dice = random.Random(7)  # noqa: S311 - places for a test.
    scattered = []
    for _ in range(100):
        left, top = dice.randint(0, 9_800), dice.randint(0, 9_800)
        scattered.append((left, top, left + dice.randint(10, 200), top + dice.randint(10, 200)))
    edges = [(0, 0, 10_000, 60), (0, 9_940, 10_000, 10_000), (0, 0, 60, 10_000), (9_940, 0, 10_000, 10_000)]
    tiny = [(5_000, 5_000, 5_010, 5_010), (9_990, 9_990, 10_000, 10_000)]
    boxes = tuple(scattered + edges + tiny)

    picture = drawn(burn(text_pdf(["CONTOH"] * 2), {2: boxes}), 2)

    grey = picture.convert("L")
    whitest = [grey.crop(pixels(one, *grey.size)).getextrema()[0] for one in boxes]
    assert max(whitest) <= 40
    assert [one for one in (*scattered, *edges) if not is_black(picture, one)] == []
    assert not any(is_black(drawn(burn(text_pdf(["CONTOH"]), {})), one) for one in edges)


def test_a_child_burns_with_colour_where_there_is_any(reader: PdfReader, tmp_path: Path) -> None:
    stamp = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(stamp).ellipse((20, 20, 280, 280), outline=(30, 40, 200), width=12)
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(400, 400))
    canvas.drawImage(ImageReader(stamp), 50, 50)
    canvas.showPage()
    canvas.drawString(50, 50, "CONTOH")
    canvas.save()
    (tmp_path / "asli.pdf").write_bytes(written.getvalue())

    # More time than it takes: a busy machine is no fault of the file.
    found = reader.burn(
        tmp_path / "asli.pdf", tmp_path, boxes={2: ((0, 5_000, 10_000, 10_000),)}, first=1, last=2, total_seconds=140
    )

    assert (found.outcome, found.count) == (Outcome.done, 2)
    assert [page.is_grey for page in found.burned] == [False, True]
    assert [round(page.width_px / page.width_pt * 72) for page in found.burned] == [200, 200]
    assert is_black(Image.open(tmp_path / found.burned[1].filename).convert("RGB"), (0, 5_000, 10_000, 10_000))


@pytest.mark.parametrize("size", [(595, 842), (14_400, 14_400), (1, 9_000_000), (5_000_000, 3)])
def test_a_huge_page_costs_no_more_than_a_poster(size: tuple[float, float]) -> None:
    scale = scale_of(*size)

    assert max(size) * scale <= LONGEST_EDGE
    assert size[0] * size[1] * scale**2 <= MOST_POINTS
    assert scale == pytest.approx(200 / 72) or max(size) > 5_000


def test_a_file_that_does_not_open_is_not_burned(reader: PdfReader, tmp_path: Path) -> None:
    (tmp_path / "asli.pdf").write_bytes(b"%PDF-1.7 bukan berkas")

    found = reader.burn(tmp_path / "asli.pdf", tmp_path, boxes={}, first=1, last=1)

    assert found.outcome is Outcome.unreadable
    assert found.burned == ()


# What comes out of a child that a file has taken over.


def jpeg(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", (40, 30), 200).save(out, "JPEG", **more)
    return out.getvalue()


def page_of(data: bytes) -> BurnedPage:
    return BurnedPage(1, 40, 30, 14.4, 10.8, is_grey=True, size=len(data))


def with_segment(kind: int, body: bytes) -> bytes:
    data = jpeg()
    return data[:2] + bytes([0xFF, kind]) + (len(body) + 2).to_bytes(2, "big") + body + data[2:]


def test_a_bare_picture_is_taken() -> None:
    assert page_of(jpeg()).is_shown_by(jpeg())


def _smuggled() -> Iterator[tuple[str, bytes]]:
    data = jpeg()
    yield "comment", with_segment(0xFE, SECRET.encode())
    yield "camera data", with_segment(0xE1, b"Exif\0\0" + SECRET.encode())
    yield "colour profile", with_segment(0xE2, b"ICC_PROFILE\0" + SECRET.encode())
    yield "preview in the head", with_segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1" + b"\4\4" + SECRET.encode())
    yield "words behind the end", data + SECRET.encode()
    yield "a second picture", data + data
    yield "words before the start", SECRET.encode() + data
    yield "progressive", jpeg(progressive=True)
    yield "cut off", data[:-40]
    yield "no picture", b"%PDF-1.7"
    yield "another size", _other_size()


def _other_size() -> bytes:
    out = io.BytesIO()
    Image.new("L", (41, 30), 200).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("data", [row[1] for row in _smuggled()], ids=[row[0] for row in _smuggled()])
def test_a_picture_that_carries_anything_along_is_refused(data: bytes) -> None:
    assert not page_of(data).is_shown_by(data)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0}, {"width_px": 20_000}, {"height_px": True}, {"width_pt": 0}, {"width_pt": "1"}, {"is_grey": 1},
        {"size": -1}, {"more": 1}, {"width_px": 16_000, "height_px": 16_000}, {"height_pt": float("inf")},
    ],
    ids=["no page", "too wide", "no number", "no width", "words", "no flag", "negative", "more", "too large",
         "endless"],
)  # fmt: skip
def test_a_report_that_no_sound_child_writes_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected"):
        BurnedPage.from_json({**page_of(jpeg()).to_json(), **change})


def test_what_a_page_says_of_itself_is_read_back() -> None:
    page = page_of(jpeg())

    assert BurnedPage.from_json(page.to_json()) == page
