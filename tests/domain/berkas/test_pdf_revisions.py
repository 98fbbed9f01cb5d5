"""Files that hold an earlier version of themselves are told from those that hold one, however their bytes come."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.berkas.pdf_revisions import has_earlier_version
from tests.factories.pdf import added_to, text_pdf


def linearized(data: bytes) -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(written, linearize=True)
    return written.getvalue()


PLAIN = text_pdf(["Satu halaman"])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PLAIN, False),
        (linearized(PLAIN), False),
        (added_to(PLAIN), True),
        (added_to(linearized(PLAIN)), True),
        (added_to(added_to(PLAIN)), True),
        (b"", False),
        (b"%PDF-1.7 startxref", False),
    ],
    ids=["written once", "for the web", "added to", "for the web, added to", "added to twice", "empty", "broken"],
)
def test_an_earlier_version_is_found_wherever_the_bytes_are_parted(data: bytes, expected: bool) -> None:
    for size in (7, 4096, len(data) + 1):
        assert has_earlier_version(data[at : at + size] for at in range(0, len(data), size)) is expected


@given(st.lists(st.sampled_from([b"startxref", b"\n", b"12", b"0", b" ", b"%%EOF", b"x" * 80]), max_size=30))
def test_the_parting_makes_no_difference(words: list[bytes]) -> None:
    data = b"".join(words)

    assert has_earlier_version([data]) == has_earlier_version(bytes([one]) for one in data)
