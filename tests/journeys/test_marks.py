"""What was searched for is marked in the picture of a page, exactly on its words: in scans and in files of text."""

import re

import pytest

from portal.app import create_app
from tests.factories.naskah import Office, sample_fields
from tests.factories.scan import DrawnPage, drawn_page, scan_pdf

Box = tuple[float, float, float, float]


def boxes_of(html: str) -> list[Box]:
    """The marks of a page as fractions of its picture."""
    width, height = map(int, re.findall(r'viewBox="0 0 (\d+) (\d+)"\s+aria-hidden="true"\s+focusable="false">\s*<g', html)[0])
    rects = re.findall(r'<rect x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)" />', html)
    edges = [tuple(map(int, rect)) for rect in rects]
    return [(x / width, y / height, (x + w) / width, (y + h) / height) for x, y, w, h in edges]


def truth(page: DrawnPage, *wanted: str) -> list[Box]:
    """Where the words were drawn."""
    return [(x0, y0, x1, y1) for word, x0, y0, x1, y1 in page.words if word.strip(".,").lower() in wanted]


def assert_on(marks: list[Box], drawn: list[Box]) -> None:
    assert len(marks) == len(drawn)
    for mark, word in zip(sorted(marks, key=lambda box: (round(box[1], 2), box[0])), drawn, strict=True):
        assert mark[0] <= word[0] + 0.004
        assert mark[2] >= word[2] - 0.012
        assert (mark[0] + mark[2]) / 2 == pytest.approx((word[0] + word[2]) / 2, abs=0.006)
        assert (mark[1] + mark[3]) / 2 == pytest.approx((word[1] + word[3]) / 2, abs=0.006)


def test_words_of_a_scan_are_marked_where_they_were_drawn(office: Office) -> None:
    page = drawn_page(dpi=150)
    kode = office.publish(sample_fields(), pdf=scan_pdf([page]))
    client = create_app(office.stores.config, office.stores).test_client()

    html = client.get(f"/n/{kode}?q=pelatihan").text
    assert_on(boxes_of(html), truth(page, "pelatihan"))
    assert "2 kemunculan pada halaman ini." in html
    assert_on(boxes_of(client.get(f"/n/{kode}?q=ketentuan").text), truth(page, "ketentuan"))
    assert "<rect x=" not in client.get(f"/n/{kode}").text
