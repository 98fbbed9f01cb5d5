"""What was searched for is marked in the picture of a page, exactly on its words: in scans and in files of text."""

import io
import re
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from portal import clock
from portal.app import create_app
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office, sample_fields
from tests.factories.scan import DrawnPage, drawn_page, scan_pdf

Box = tuple[float, float, float, float]
WIDTH, HEIGHT, FONT, SIZE = 595.0, 842.0, "Times-Roman", 12.0
FILLER = "Para pihak melaksanakan ketentuan ini sesuai dengan peraturan yang berlaku."
BROKEN = (
    (72.0, 700.0, "Pencegahan penyelundupan manusia dilakukan bersama, dan penyelun-"),
    (72.0, 684.0, "dupan itu dilaporkan."),
)


def digital_pdf(pages: Sequence[Sequence[tuple[float, float, str]]], unseen: tuple[float, float, str] | None) -> bytes:
    """Pages of lines that begin at a place, in points from the lower left corner; one more stands in white on each."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    for lines in pages:
        canvas.setFont(FONT, SIZE)
        for x, y, line in lines:
            canvas.drawString(x, y, line)
        if unseen:
            canvas.setFillGray(1)
            canvas.drawString(*unseen)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def drawn_at(lines: Sequence[tuple[float, float, str]], *wanted: str) -> list[Box]:
    """Where words of these lines stand."""
    found = []
    for left, y, line in lines:
        for match in re.finditer(r"\S+", line):
            if match[0].strip(".,") in wanted:
                x0, x1 = (left + stringWidth(line[:edge], FONT, SIZE) for edge in match.span())
                found.append((x0 / WIDTH, 1 - (y + 9) / HEIGHT, x1 / WIDTH, 1 - (y - 3) / HEIGHT))
    return found


def marks_of(html: str) -> dict[int, list[Box]]:
    """The marks of each page as fractions of its picture."""
    found = {}
    for sheet in html.split('<div class="lbr" id="hlm-')[1:]:
        rects = re.findall(r'<rect x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)" />', sheet)
        if rects:
            width, height = map(int, re.findall(r'class="sorotan"\s+viewBox="0 0 (\d+) (\d+)"', sheet)[0])
            edges = [tuple(map(int, rect)) for rect in rects]
            found[int(sheet.partition('"')[0])] = [
                (x / width, y / height, (x + w) / width, (y + h) / height) for x, y, w, h in edges
            ]
    return found


def in_scan(page: DrawnPage, *wanted: str) -> list[Box]:
    """Where words of a scan were drawn."""
    return [(x0, y0, x1, y1) for word, x0, y0, x1, y1 in page.words if word.strip(".,").lower() in wanted]


def assert_on(marks: list[Box], drawn: list[Box]) -> None:
    """Each mark lies on its word: its middle on that of the word, its sides no further out than a letter."""
    assert len(marks) == len(drawn)
    for mark, word in zip(marks, drawn, strict=True):
        assert (mark[0] + mark[2]) / 2 == pytest.approx((word[0] + word[2]) / 2, abs=0.008)
        assert (mark[1] + mark[3]) / 2 == pytest.approx((word[1] + word[3]) / 2, abs=0.006)
        assert abs(mark[0] - word[0]) < 0.012
        assert abs(mark[2] - word[2]) < 0.012


@pytest.fixture
def client(office: Office) -> FlaskClient:
    return create_app(office.stores.config, office.stores).test_client()


def test_words_of_a_scan_are_marked_where_they_were_drawn(office: Office, client: FlaskClient) -> None:
    page = drawn_page(dpi=150)
    kode = office.publish(sample_fields(), pdf=scan_pdf([page]))

    html = client.get(f"/n/{kode}?q=pelatihan").text

    assert_on(marks_of(html)[1], in_scan(page, "pelatihan"))
    assert "2 kemunculan pada halaman ini." in html
    assert marks_of(client.get(f"/n/{kode}").text) == {}
    by_root = marks_of(client.get(f"/n/{kode}?q=berlakunya").text)[1]
    assert_on(by_root, in_scan(page, "berlaku"))


def test_every_page_of_a_file_of_text_is_marked_and_what_nobody_sees_is_not(
    office: Office, client: FlaskClient
) -> None:
    plain = [(72.0, 700.0, FILLER)]
    kode = office.publish(sample_fields(), pdf=digital_pdf([plain, plain, BROKEN, plain, plain, plain], None))
    unseen = (72.0, 100.0, "penyelundupan manusia rahasia")
    other = office.publish(sample_fields(judul="Lain"), pdf=digital_pdf([BROKEN, plain], unseen))

    html = client.get(f"/n/{kode}?q=penyelundupan").text
    hidden = client.get(f"/n/{other}?q=penyelundupan").text

    first, *broken = drawn_at(BROKEN, "penyelundupan", "penyelun-", "dupan")
    assert list(marks_of(html)) == [3]
    assert_on(marks_of(html)[3], [first, *broken])
    assert "2 kemunculan</span>" in html
    assert all(mark[3] < 0.5 for marks in marks_of(hidden).values() for mark in marks)
    assert marks_of(client.get(f"/n/{other}?q=rahasia").text) == {}
    phrase = marks_of(client.get(f'/n/{kode}?q="penyelundupan+manusia"').text)[3]
    (ends,) = drawn_at(BROKEN, "manusia")
    assert_on(phrase, [(first[0], first[1], ends[2], ends[3])])

    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(now=clock.utc_now()), alasan=WithdrawalClass.KELIRU)
    assert marks_of(client.get(f"/n/{kode}?q=penyelundupan").text) == {}
