"""Notices that stand where a paper should be."""

import pytest

from portal.domain.berkas.placeholder import is_placeholder_text

WAIT = (
    "Please wait...\nIf this message is not eventually replaced by the proper contents of the document, your PDF\n"
    "viewer may not be able to display this type of document."
)


@pytest.mark.parametrize(
    ("pages", "is_placeholder"),
    [
        pytest.param([WAIT], True, id="a form that one program draws"),
        pytest.param(["Untuk pengalaman terbaik, buka portofolio PDF ini di Acrobat X."], True, id="a portfolio"),
        pytest.param(
            ["For the best experience, open this PDF portfolio in\nAcrobat X."], True, id="the same in English"
        ),
        pytest.param(["Perjanjian Kerja Sama", WAIT, "Pasal 1"], False, id="a page among others"),
        pytest.param([WAIT + " Para pihak sepakat." * 100], False, id="a paper that quotes it"),
        pytest.param(["Para pihak sepakat."], False, id="a short paper"),
        pytest.param([], False, id="no page"),
    ],
)
def test_a_notice_of_a_program_is_no_paper(pages: list[str], is_placeholder: bool) -> None:
    assert is_placeholder_text(pages) is is_placeholder
