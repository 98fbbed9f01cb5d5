"""Whatever text a page holds, no reading of it takes long: patterns meet lines and pages of bounded length only."""

import time
from collections.abc import Callable

import pytest

from portal.domain.berkas.reading import PageText
from portal.domain.berkas.text_quality import quality_of, wrong_lines
from portal.domain.document.compose import document_of
from portal.domain.document.model import SourcePage
from portal.domain.naskah.isi_minimum import found_in
from portal.domain.publication.personal_data import scan_pages
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Known

CHARACTERS = 100_000
PIECES = (
    "a", "A", " ", "1", ".", "_", "-", "\n", "  \n", "A\n", "a-", "A. ", "1. ", "(", "a(", "Aa ", "1 2\n", "@a",
    "Nomor : ", "Nomor\n", "DENGAN\n", "Pasal 1\n", "Nama : A\n", "PIHAK KESATU\n", "a.n. ", "tanggal ", "19850312 ",
)  # fmt: skip
READINGS: dict[str, Callable[[str], object]] = {
    "suggestions": lambda text: suggest([PageText(at, text, "digital", 595.0, 842.0) for at in (1, 2)], Known()),
    "structure": lambda text: document_of([SourcePage(at, text) for at in (1, 2)]),
    "personal data": lambda text: scan_pages([(1, text)]),
    "minimum content": lambda text: found_in([text]),
    "quality": lambda text: (quality_of(text), wrong_lines(text)),
}


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS.keys())
def test_a_page_of_one_piece_repeated_is_read_within_seconds(reading: Callable[[str], object]) -> None:
    for piece in PIECES:
        text = piece * (CHARACTERS // len(piece)) + "\n!x"
        began = time.process_time()
        reading(text)
        took = time.process_time() - began

        assert took < 5, f"{piece!r}: {took:.1f} s"
