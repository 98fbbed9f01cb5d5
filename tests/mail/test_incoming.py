"""A letter that came in: what it says is read, what is doubtful is left out, and nothing that is written breaks it."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import BadInputError
from portal.mail.incoming import MOST_PARTS, read_letter
from tests.factories.desk import pdf_bytes

PDF = pdf_bytes("surel")


def letter(**changes: str) -> EmailMessage:
    """A letter of Budi with one PDF."""
    made = EmailMessage()
    for name, value in {"From": "Budi <budi@contoh.go.id>", "Subject": "[IMI] Naskah", **changes}.items():
        made[name.replace("_", "-")] = value
    made.set_content("Terlampir.")
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="naskah.pdf")
    return made


def test_sender_subject_and_attached_pdfs_are_read() -> None:
    made = letter(Message_ID="<1@contoh.go.id>")
    made.add_attachment(PDF, maintype="application", subtype="octet-stream", filename="Perjanjian – ñ.PDF")
    made.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="naskah.docx")
    made.add_attachment(b"GIF", maintype="image", subtype="gif", filename="logo.pdf")

    found = read_letter(made.as_bytes())

    assert (found.sender, found.message_id, found.subject) == ("budi@contoh.go.id", "<1@contoh.go.id>", "[IMI] Naskah")
    assert [(one.nama, one.data == PDF) for one in found.attachments] == [
        ("naskah.pdf", True),
        ("Perjanjian – ñ.PDF", True),
    ]
    assert not found.is_automatic


def test_what_a_letter_within_the_letter_carries_is_not_its_own() -> None:
    made = EmailMessage()
    made["From"] = "budi@contoh.go.id"
    made.set_content("Diteruskan.")
    made.add_attachment(letter(From="lain@contoh.com"))

    found = read_letter(made.as_bytes())

    assert (found.sender, found.attachments) == ("budi@contoh.go.id", ())


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        ("From: Budi@Contoh.go.id", "budi@contoh.go.id"),
        ('From: "Budi, S.H. (Kanim)" <budi@contoh.go.id>', "budi@contoh.go.id"),
        ("From: =?utf-8?q?Budi?= <budi@contoh.go.id>", "budi@contoh.go.id"),
        ("From: Budi\r\n <budi@contoh.go.id>", "budi@contoh.go.id"),
        ("From: \xc3\x91 <budi@contoh.go.id>", "budi@contoh.go.id"),
        ("Subject: x", ""),
        ("From: budi@contoh.go.id\r\nFrom: lain@contoh.go.id", ""),
        ("From: budi@contoh.go.id, lain@contoh.go.id", ""),
        ("From: a@contoh.com <budi@contoh.go.id>", ""),
        ("From: <a@contoh.com> <budi@contoh.go.id>", ""),
        ("From: a@contoh.com(<budi@contoh.go.id>)", ""),
        ("From: budi@contoh.go.id(<a@contoh.com>", ""),
        ('From: "budi@contoh.go.id" ', ""),
        ('From: "x" <"budi"@contoh.go.id>', ""),
        ("From: Kelompok: budi@contoh.go.id;", ""),
        ("From: budi@[127.0.0.1]", ""),
        ("From: budi@b\xc3\xa4d.id", ""),
        ("From:", ""),
    ],
)
def test_a_sender_is_one_certain_address_or_none(head: str, sender: str) -> None:
    assert read_letter(f"{head}\r\n\r\nhai".encode("latin-1")).sender == sender


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; x", "Precedence: Bulk", "Return-Path: <>",
        "List-Id: <milis.contoh>", "Content-Type: multipart/report; boundary=x",
    ],
)  # fmt: skip
def test_letters_of_machines_are_known(head: str) -> None:
    assert read_letter(f"From: a@contoh.id\r\n{head}\r\n\r\nhai".encode()).is_automatic
    assert not read_letter(b"From: a@contoh.id\r\nAuto-Submitted: no\r\nReturn-Path: <a@b.id>\r\n\r\nhai").is_automatic


def test_headers_of_the_server_keep_their_order() -> None:
    raw = b"Authentication-Results: satu; none\r\nX: y\r\nAuthentication-Results: dua;\r\n dkim=pass\r\n\r\n"

    assert [one.partition(";")[0] for one in read_letter(raw).results] == ["satu", "dua"]


MIXED = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n"
BROKEN = (
    b"",
    b"\0\xff" * 500,
    b"\r\n" * 99,
    b"Content-Type: multipart/mixed\r\n\r\nx",
    b'Content-Type: multipart/mixed; boundary=""\r\n\r\n',
    MIXED + b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
    b"Subject: =?x-unknown?b?////?= =?utf-8?q?=FF?=\r\nFrom: =?utf-8?b?x\r\n\r\n",
    b"Content-Type: application/pdf; name*0*=utf-9'x'%FF; name*2=z\r\n\r\nx",
    MIXED + b"Content-Type: application/octet-stream; name*=utf-8''%ff%fe.pdf\r\n"
    b"Content-Transfer-Encoding: uuencode\r\n\r\nbegin 644 x\r\n\xff",
    b"Content-Type: message/rfc822\r\n\r\n" * 40,
)


@pytest.mark.parametrize("raw", BROKEN, ids=range(len(BROKEN)))
def test_no_letter_breaks_the_reading(raw: bytes) -> None:
    try:
        found = read_letter(raw)
    except BadInputError:
        return
    assert all(isinstance(one.data, bytes) for one in found.attachments)


@given(st.binary(max_size=400))
def test_nor_do_bytes_at_random(raw: bytes) -> None:
    test_no_letter_breaks_the_reading(
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: application/pdf" + raw
    )
    test_no_letter_breaks_the_reading(b"From: " + raw)


def test_a_letter_of_too_many_or_too_deep_parts_is_refused() -> None:
    many = b"".join(b"--a\r\nContent-Type: text/plain\r\n\r\nx\r\n" for _ in range(MOST_PARTS + 1))
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2_000))
    for raw in (b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + many, deep):
        with pytest.raises(BadInputError, match="tidak dapat dibaca"):
            read_letter(raw)


def test_a_file_that_is_no_base64_comes_as_no_pdf() -> None:
    body = base64.b64encode(PDF).decode()[:-9] + "*"
    raw = f"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}".encode()

    assert read_letter(raw).attachments[0].data != PDF
