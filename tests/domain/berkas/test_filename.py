"""File names as sent: shown without harm, never a path, never longer than a line."""

import pytest

from portal.domain.berkas.filename import LONGEST, display_name, slug


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("naskah.pdf", "naskah.pdf"),
        ("Perjanjian Kerja Sama (final).pdf", "Perjanjian Kerja Sama (final).pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\naskah.pdf", "naskah.pdf"),
        ("C:\\Users\\Contoh\\naskah.pdf", "naskah.pdf"),
        ("/", "tanpa-nama.pdf"),
        ("..", "tanpa-nama.pdf"),
        ("", "tanpa-nama.pdf"),
        ("   ", "tanpa-nama.pdf"),
        ("folder/", "tanpa-nama.pdf"),
        ('na"skah".pdf', "naskah.pdf"),
        ("nas'kah;x=1.pdf", "nas'kah;x=1.pdf"),
        ("naskah\r\nX-Kepala: 1.pdf", "naskahX-Kepala 1.pdf"),
        ("naskah\u202efdp.exe", "naskahfdp.exe"),
        ("\u2067naskah\u2069\u061c\u200f.pdf", "naskah.pdf"),
        ("naskah\x00\x7f\x9b31m.pdf", "naskah31m.pdf"),
        ("baris\u2028dua\u2029tiga.pdf", "barisduatiga.pdf"),
        ("lama\udce9.pdf", "lama.pdf"),
        ("naskah.pdf.exe", "naskah.pdf.exe"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("한국.pdf", "한국.pdf"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_shown_without_folders_and_control_characters(raw: str, shown: str) -> None:
    assert display_name(raw) == shown


@pytest.mark.parametrize(("raw", "ending"), [("a" * 300 + ".pdf", "….pdf"), ("a" * 300, "…"), ("a." + "b" * 300, "…")])
def test_a_long_name_is_cut_and_keeps_its_ending(raw: str, ending: str) -> None:
    shown = display_name(raw)

    assert len(shown) == LONGEST
    assert shown.endswith(ending)


@pytest.mark.parametrize("raw", ["a" * 300 + ".pdf", "../x", "\udcff\udcfe", "‮‮‮", "é" * 200])
def test_every_name_can_be_stored_and_shown_again(raw: str) -> None:
    shown = display_name(raw)

    assert shown.encode()
    assert "/" not in shown
    assert display_name(shown) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korea Immigration Service", "korea-immigration-service"),
        ("  Pemerintah   Kab. Contoh ", "pemerintah-kab-contoh"),
        ("Université d'Été", "universite-d-ete"),
        ("한국", "tanpa-nama"),
        ("../..", "tanpa-nama"),
        ("a" * 100, "a" * 60),
        ("b" * 59 + " ccc", "b" * 59),
    ],
)
def test_a_slug_is_short_plain_and_safe(text: str, expected: str) -> None:
    assert slug(text) == expected
