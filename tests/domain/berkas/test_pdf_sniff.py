"""The first look at an upload, by bytes alone."""

import pytest

from portal.domain.berkas.pdf_sniff import SAMPLE_SIZE, Sniff, sniff
from tests.factories import damaged_pdf, pdf

CASES = {
    "document": (pdf.text_pdf(), Sniff("pdf")),
    "zero bytes": (b"", Sniff("empty")),
    "plain text": (b"halo", Sniff("not_pdf")),
    "zip": (b"PK\x03\x04" + bytes(5000), Sniff("not_pdf")),
    "junk before the header": (damaged_pdf.junk_before_header(), Sniff("pdf")),
    "header too far behind": (b"x" * 2100 + pdf.text_pdf(), Sniff("not_pdf")),
    "web page and document": (damaged_pdf.html_polyglot(), Sniff("pdf")),
    "user password": (pdf.encrypted_pdf(), Sniff("pdf", may_be_encrypted=True)),
    "owner password": (pdf.owner_restricted_pdf(), Sniff("pdf", may_be_encrypted=True)),
    "truncated": (damaged_pdf.truncated_pdf(), Sniff("pdf")),
}


@pytest.mark.parametrize("name", CASES)
def test_upload_is_sniffed(name: str) -> None:
    data, expected = CASES[name]

    assert sniff(data[:SAMPLE_SIZE], data[-SAMPLE_SIZE:], len(data)) == expected


def test_header_at_the_last_place_allowed_is_seen() -> None:
    data = b"x" * 2048 + b"%PDF-1.7"

    assert sniff(data, data, len(data)).kind == "pdf"
