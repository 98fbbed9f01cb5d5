"""What is refused at the door, with the reason as a code and the way out in words; all else is taken."""

import pytest

from portal.domain.berkas.acceptance import check_receipt, locked_error
from portal.errors import FileRefusedError

LIMIT = 50_000_000
PDF = b"%PDF-1.7\n%CONTOH\n"


def receive(head: bytes, tail: bytes = b"", size: int | None = None) -> bool:
    return check_receipt("naskah.pdf", head=head, tail=tail, size=len(head) if size is None else size, limit=LIMIT)


@pytest.mark.parametrize(
    ("head", "size", "reason", "way_out"),
    [
        (b"", 0, "empty", "0 bita"),
        (b"PK\x03\x04docx", 8, "not_pdf", "bukan PDF"),
        (b"MZ\x90\x00", 4, "not_pdf", "bukan PDF"),
        (b"<html></html>", 13, "not_pdf", "bukan PDF"),
        (b"%PDF", 4, "not_pdf", "bukan PDF"),
        (b"%pdf-1.7", 8, "not_pdf", "bukan PDF"),
        (b"x" * 2049 + b"%PDF-1.7", 2057, "not_pdf", "bukan PDF"),
        (PDF, LIMIT + 1, "too_large", "50 MB"),
        (b"", LIMIT + 1, "too_large", "50 MB"),
    ],
    ids=["kosong", "docx", "exe", "html", "kepala terpotong", "huruf kecil", "kepala terlalu jauh", "terlalu besar",
         "terlalu besar dan bukan PDF"],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_with_its_reason(
    head: bytes, size: int, reason: str, way_out: str
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        receive(head, size=size)

    assert refused.value.reason == reason
    assert way_out in refused.value.message
    assert "naskah.pdf" in refused.value.message
    assert refused.value.field == "berkas"


@pytest.mark.parametrize(
    ("head", "tail", "may_be_encrypted"),
    [
        (PDF, b"", False),
        (b"x" * 2048 + PDF, b"", False),
        (PDF, b"trailer << /Encrypt 7 0 R >>", True),
        (PDF + b"/Encrypt 7 0 R", b"", True),
        (b"<!doctype html>" + PDF, b"", False),
    ],
    ids=["biasa", "sampah di depan", "kunci di ekor", "kunci di kepala", "dua muka"],
)
def test_a_pdf_is_taken_and_tells_whether_it_may_be_locked(head: bytes, tail: bytes, may_be_encrypted: bool) -> None:
    assert receive(head, tail) is may_be_encrypted


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert receive(PDF, size=LIMIT) is False


def test_a_locked_file_is_told_how_to_be_opened() -> None:
    error = locked_error("naskah.pdf")

    assert error.reason == "password"
    assert "Simpan ulang tanpa kata sandi" in error.message
