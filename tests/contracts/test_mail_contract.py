"""One contract over every way of sending mail: a folder of files, and a real SMTP server plain, STARTTLS and TLS."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portal.errors import BadInputError
from tests.contracts.mail_under_test import KINDS, LETTER, Post, open_post

EVIL = (
    "korban@contoh.example\r\nBcc: semua@contoh.example",
    "korban@contoh.example\nSubject: lain",
    "a@contoh.example, b@contoh.example",
    "a@contoh.example b@contoh.example",
    "<a@contoh.example>",
    "Nama <a@contoh.example>",
    "a@contoh.example>\r\nDATA",
    'a"@contoh.example',
    "a@contoh.example\x00",
    "a\u2028@contoh.example",
    "tanpa-domain",
    "@contoh.example",
    "a@",
    "",
    "a" * 250 + "@contoh.example",
)


@pytest.fixture(params=KINDS)
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Post]:
    """One way of sending."""
    with open_post(request.param, tmp_path) as opened:
        yield opened


def test_a_letter_arrives_with_text_and_html_and_every_character(post: Post) -> None:
    post.sender.send(LETTER)

    (letter,) = post.letters()
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().strip() == LETTER.html
    assert letter.get_content_type() == "multipart/alternative"
    assert letter["Subject"] == LETTER.subject
    assert letter["To"] == LETTER.to
    assert letter["From"] == "Repositori Contoh <portal@contoh.example>"
    assert letter["Date"] == "Thu, 26 Nov 2026 01:30:00 +0700"
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "subject",
    [
        "Pendek",
        "Naskah asli ditunggu paling lambat Kamis, 3 Desember 2026: “Pertukaran <Data> & Perlintasan”",
        "Naskah asli terlambat: “Kerja Sama – Badan é di Wilayah Contoh” dan kata biasa sesudahnya yang panjang sekali",
        "東京 " * 40 + "akhir",
        "kata biasa " * 16 + "selesai",
        "=?utf-8?q?tiruan?= apa adanya",
    ],
)
def test_a_subject_comes_out_as_it_went_in_blank_for_blank(post: Post, subject: str) -> None:
    post.sender.send(replace(LETTER, subject=subject))

    assert post.letters()[0]["Subject"] == subject
    assert max(len(line) for line in post.raw()[0].split(b"\r\n")) <= 78


def test_lines_on_the_wire_keep_the_length_that_servers_take(post: Post) -> None:
    post.sender.send(LETTER)

    assert max(len(line) for line in post.raw()[0].split(b"\r\n")) <= 998
    assert post.raw()[0].isascii()


def test_the_same_letter_is_known_again_and_another_is_another(post: Post) -> None:
    post.sender.send(LETTER)
    post.sender.send(LETTER)
    post.sender.send(replace(LETTER, to="lain@contoh.example"))
    post.sender.send(replace(LETTER, key="lain"))

    names = [letter["Message-ID"] for letter in post.letters()]
    assert len(set(names)) == 3
    assert len(names) == (3 if post.kind == "folder" else 4)
    assert not any("48213" in name for name in names)


@pytest.mark.parametrize("address", EVIL)
def test_an_address_that_could_carry_anything_along_is_refused_and_nothing_leaves(post: Post, address: str) -> None:
    with pytest.raises(BadInputError):
        post.sender.send(replace(LETTER, to=address))

    assert post.raw() == []


@pytest.mark.parametrize(
    "breaks", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\r\n ", "\r\n\t"]
)
def test_a_subject_cannot_add_a_header_or_end_them(post: Post, breaks: str) -> None:
    subject = f"Judul{breaks}Bcc: semua@contoh.example{breaks}{breaks}Isi palsu"

    post.sender.send(replace(LETTER, subject=subject))

    (letter,) = post.letters()
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Judul Bcc: semua@contoh.example Isi palsu"
    assert sorted(letter.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version",
         "Content-Type"]
    )  # fmt: skip


def test_a_very_long_subject_is_cut_to_a_readable_length(post: Post) -> None:
    post.sender.send(replace(LETTER, subject="kata " * 500))

    subject = post.letters()[0]["Subject"]
    assert len(subject) <= 200
    assert subject.endswith("…")


def test_a_letter_somebody_asked_for_tells_where_one_click_ends_it(post: Post) -> None:
    address = f"https://portal.contoh.example/langganan/{'a' * 43}"
    post.sender.send(replace(LETTER, unsubscribe=address))

    (letter,) = post.letters()
    assert letter["List-Unsubscribe"] == f"<{address}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("address", ["https://a.example/\r\nBcc: a@b.example", "https://a.example/>", "é"])
def test_an_address_that_could_carry_a_header_along_is_no_way_to_end_a_letter(post: Post, address: str) -> None:
    with pytest.raises(BadInputError):
        post.sender.send(replace(LETTER, unsubscribe=address))

    assert post.letters() == []


def test_other_letters_tell_of_no_such_way(post: Post) -> None:
    post.sender.send(LETTER)

    (letter,) = post.letters()
    assert letter["List-Unsubscribe"] is None
    assert letter["List-Unsubscribe-Post"] is None
