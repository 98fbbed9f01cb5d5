"""PDF files built in memory for every test that needs one; no binary lies in the repository.

reportlab writes files as an office program would; `pdf_objects.raw_pdf` writes exactly the objects it is given. Broken
files are next door in `damaged_pdf`, bombs and loops in `hostile_pdf`. All content is invented.
"""

import io
from collections.abc import Callable, Sequence

import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.factories.pdf_objects import FONT, raw_pdf, stream

AGREEMENT_PAGE = """CONTOH
PERJANJIAN KERJA SAMA
ANTARA DIREKTORAT JENDERAL CONTOH DAN UNIVERSITAS CONTOH NUSANTARA
NOMOR: M.CTH-12.HM.05.02 TAHUN 2026
Pada hari ini, Senin tanggal dua bulan Maret tahun dua ribu dua puluh enam,
para pihak sepakat mengikatkan diri dalam perjanjian kerja sama ini."""

USER_PASSWORD = "rahasia-contoh"


def _canvas(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """Run `draw` on a canvas whose output is the same for the same input."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def _draw_lines(canvas: Canvas, text: str, *, left: float = 72, top: float = 770, font_size: float = 11) -> None:
    canvas.setFont("Helvetica", font_size)
    for number, line in enumerate(text.splitlines()):
        canvas.drawString(left, top - number * font_size * 1.4, line)


# Gentle files


def text_pdf(
    pages: Sequence[str] = (AGREEMENT_PAGE,), *, size: tuple[float, float] = A4, font_size: float = 11
) -> bytes:
    """A born-digital file with one page for each text; lines are kept as given."""

    def draw(canvas: Canvas) -> None:
        for text in pages:
            _draw_lines(canvas, text, top=size[1] - 72, font_size=font_size)
            canvas.showPage()

    return _canvas(draw, size)


def agreement_pdf(number: int = 1, pages: int = 4) -> bytes:
    """A born-digital agreement of some pages with about 300 words each; `number` makes it a different file."""
    clause = "Para pihak melaksanakan ketentuan ini dengan itikad baik sesuai peraturan perundang-undangan. "
    texts = [AGREEMENT_PAGE.replace("-12.", f"-{number}.")]
    for page in range(2, pages + 1):
        lines = [f"Pasal {page * 10 + k} ayat ({number % 9 + 1}) {clause}" for k in range(25)]
        texts.append("\n".join(lines))
    # Small enough for the lines to end on the paper.
    return text_pdf(texts, font_size=9)


def numbered_pdf(pages: int) -> bytes:
    """A file of many small pages, `Halaman 1` onwards; quick to build even for ten thousand."""
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: FONT,
    }
    kids = []
    for page in range(pages):
        leaf, content = 4 + page * 2, 5 + page * 2
        kids.append(b"%d 0 R" % leaf)
        objects[leaf] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % content
        )
        objects[content] = stream(b"BT /F1 12 Tf 72 770 Td (Halaman %d) Tj ET" % (page + 1))
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(kids))
    return raw_pdf(objects)


def rotated_pdf(text: str = AGREEMENT_PAGE, degrees: int = 90) -> bytes:
    """Upright text on a page that carries /Rotate, as badly set scanners and printers leave it."""
    with pikepdf.open(io.BytesIO(text_pdf([text]))) as pdf:
        pdf.pages[0].Rotate = degrees
        return _saved(pdf)


def two_column_pdf(left: str, right: str) -> bytes:
    """Two columns, as a bilingual agreement has them."""

    def draw(canvas: Canvas) -> None:
        _draw_lines(canvas, left, left=60, font_size=9)
        _draw_lines(canvas, right, left=320, font_size=9)

    return _canvas(draw)


def ligature_pdf() -> bytes:
    """The word `sertifikat` written with the one-character fi ligature."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 14)
        canvas.drawString(72, 770, "serti\ufb01kat CONTOH")

    return _canvas(draw)


def table_pdf(rows: Sequence[Sequence[str]]) -> bytes:
    """A ruled table with a line of text above it."""

    def draw(canvas: Canvas) -> None:
        _draw_lines(canvas, "Lampiran CONTOH")
        columns = len(rows[0])
        xs = [72 + k * 140 for k in range(columns + 1)]
        ys = [700 - k * 20 for k in range(len(rows) + 1)]
        canvas.grid(xs, ys)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                canvas.drawString(xs[c] + 4, ys[r] - 14, cell)

    return _canvas(draw)


def _scan(text: str, pixels: tuple[int, int]) -> Image.Image:
    picture = Image.new("L", pixels, 245)
    ImageDraw.Draw(picture).multiline_text((60, 60), text, fill=20, font_size=18)
    return picture


def image_only_pdf(text: str = AGREEMENT_PAGE, *, pages: int = 1, pixels: tuple[int, int] = (827, 1169)) -> bytes:
    """A scan: each page is one picture and there is no text layer."""

    def draw(canvas: Canvas) -> None:
        for page in range(pages):
            canvas.drawImage(ImageReader(_scan(f"{text}\nHalaman {page + 1}", pixels)), 0, 0, *A4)
            canvas.showPage()

    return _canvas(draw)


def ocr_layer_pdf(text: str = AGREEMENT_PAGE, *, layer: str | None = None) -> bytes:
    """A scan with an invisible text layer, as scanner software leaves it; `layer` is what it says, if not the text."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(_scan(text, (827, 1169))), 0, 0, *A4)
        said = canvas.beginText(72, 770)
        said.setFont("Helvetica", 11)
        said.setTextRenderMode(3)
        said.textLines(text if layer is None else layer)
        canvas.drawText(said)

    return _canvas(draw)


# Encryption


def encrypted_pdf(password: str = USER_PASSWORD) -> bytes:
    """A file that asks for a password before it opens."""
    return _encrypt(pikepdf.Encryption(user=password, owner="pemilik-contoh"))


def empty_owner_pdf() -> bytes:
    """A file that asks readers for a password, although its owner's is empty and opens it in some tools."""
    return _encrypt(pikepdf.Encryption(user=USER_PASSWORD, owner=""))


def owner_restricted_pdf() -> bytes:
    """A file that opens for everybody and merely forbids printing and copying."""
    allow = pikepdf.Permissions(extract=False, print_lowres=False, print_highres=False)
    return _encrypt(pikepdf.Encryption(user="", owner="pemilik-contoh", allow=allow))


def _encrypt(encryption: pikepdf.Encryption) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf())) as pdf:
        pdf.save(buffer, encryption=encryption)
    return buffer.getvalue()


# Active content


def _altered(alter: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(text_pdf())) as pdf:
        alter(pdf)
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def javascript_pdf() -> bytes:
    """A script that would run when the file is opened."""

    def alter(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('CONTOH')")

    return _altered(alter)


def launch_pdf() -> bytes:
    """A link that would start a program."""
    return _with_link(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="contoh.exe"))


def external_link_pdf() -> bytes:
    """A link to an address outside the file."""
    return _with_link(pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.example/"))


def titled_pdf(title: str) -> bytes:
    """A file with this title among its properties."""

    def alter(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = title

    return _altered(alter)


def _with_link(action: pikepdf.Dictionary) -> bytes:
    def alter(pdf: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[72, 700, 200, 720], A=action
        )
        pdf.pages[0].Annots = pikepdf.Array([link])

    return _altered(alter)


def embedded_file_pdf() -> bytes:
    """A file that carries another file inside."""

    def alter(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["lampiran.txt"] = b"CONTOH"

    return _altered(alter)


def form_pdf(value: str = "M.CTH-77.HM.05.02") -> bytes:
    """A form with one filled text field, the number of the agreement."""

    def draw(canvas: Canvas) -> None:
        _draw_lines(canvas, AGREEMENT_PAGE)
        canvas.acroForm.textfield(name="nomor", value=value, x=72, y=600, width=300, height=24)

    return _canvas(draw)


def added_to(data: bytes) -> bytes:
    """The file with a second version behind it, as a program adds one that saves without writing anew."""
    first = data.rindex(b"startxref")
    place = int(data[first:].split()[1])
    return data + b"\nxref\n0 0\ntrailer\n<</Size 1/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (place, len(data) + 1)
