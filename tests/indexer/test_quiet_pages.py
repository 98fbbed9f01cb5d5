"""Which pages say by their operators alone that nothing on them hides text or is drawn beside it."""

import io

import pikepdf
import pytest

from indexer.reading.stream import is_quiet
from tests.factories.pdf_objects import one_page, raw_pdf

BOX = (0.0, 0.0, 595.0, 842.0)
SAID = b" BT /F1 12 Tf 60 400 Td (Para pihak) Tj ET "
STATES = b"/ExtGState<</G0 <</ca 1/BM/Normal>>>>"


def quiet(content: bytes, resources: bytes = b"") -> bool:
    with pikepdf.open(io.BytesIO(raw_pdf(one_page(content, resources=resources)))) as pdf:
        return is_quiet(pdf, 1, BOX)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SAID,
        b"0 g 0 0 0 rg 0.2 0.2 0.2 rg .3 g 0 0 0 1 k" + SAID,
        b"0 0 595 842 re W* n" + SAID,
        b"1 0 0 1 0 0 cm 1 G 60 60 100 100 re S 60 60 m 100 60 l S" + SAID,
        b"BT /F1 12 Tf (huruf b \\) f dan \\\\) Tj (k c v) Tj ET",
        b"[(huruf b ) -3 (c )] TJ",
    ],
)
def test_dark_letters_lines_and_frames_are_quiet(content: bytes) -> None:
    assert quiet(content)


@pytest.mark.parametrize(
    "content",
    [
        b"1 g", b"1 1 1 rg", b"0 0 0 0 k", b".9 g", b"/P scn", b"/Pattern cs", b"3 Tr", b"/X Do", b"/X\tDo", b"/S sh",
        b"60 60 100 100 re f", b"60 60 100 100 re B*", b"0 0 10 10 re W n", b"2 0 0 2 0 0 cm 0 0 595 842 re W n",
        b"0 0 m 1 1 2 2 3 3 c S", b"BI /W 1 /H 1 ID x EI", b"(huruf\\\\) 3 Tr (b)", b"%(\n3 Tr\n%)\n",
        b"<62>1 g", b"(a)3 Tr", b"0 0 1 1 re S " * 300,
    ],
)  # fmt: skip
def test_what_may_hide_or_draw_is_not(content: bytes) -> None:
    assert not quiet(content + SAID)
    assert not quiet(SAID + content)


def test_a_state_is_quiet_if_it_makes_nothing_paler() -> None:
    assert quiet(b"/G0 gs" + SAID, STATES)
    for change in (b"/ca 0.1", b"/ca 1/SMask <</S/Alpha>>", b"/ca 1/BM/Screen"):
        assert not quiet(b"/G0 gs" + SAID, b"/ExtGState<</G0 <<%s>>>>" % change)


def test_a_page_that_cannot_be_fetched_is_looked_at() -> None:
    with pikepdf.open(io.BytesIO(raw_pdf(one_page(SAID)))) as pdf:
        assert is_quiet(pdf, 1, BOX)
        assert not is_quiet(pdf, 2, BOX)
        pdf.pages[0].obj.Contents = pikepdf.Array([1])
        assert not is_quiet(pdf, 1, BOX)
    assert not is_quiet(None, 1, BOX)
