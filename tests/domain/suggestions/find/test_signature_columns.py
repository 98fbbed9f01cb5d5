"""Signatures side by side are read down their columns, whatever the order the words came in."""

from dataclasses import replace

from portal.domain.suggestions.find.signature_columns import side_by_side
from tests.factories.word_boxes import PROSE, last_page, words

TREATY = (
    (0.12, 0.30, "FOR THE MINISTRY OF PARKS"), (0.55, 0.30, "FOR THE BUREAU OF LAKES OF"),
    (0.12, 0.32, "OF THE REPUBLIC OF INDONESIA"), (0.55, 0.32, "RURITANIA"),
    (0.16, 0.34, "MINISTER OF PARKS"), (0.60, 0.34, "ACTING CHIEF OF THE"), (0.60, 0.36, "BUREAU"),
    (0.16, 0.44, "Sekarwulan Dirgantara"), (0.60, 0.44, "Zoé Lindqvist-Marchetti"),
)  # fmt: skip


def read(*lines: tuple[float, float, str]) -> list[tuple[str, str, str]]:
    blocks = side_by_side([last_page(words(PROSE, *lines))], [])
    return [(block.side, block.jabatan, block.nama) for block in blocks]


def test_two_columns_read_across_are_told_apart() -> None:
    assert read(*TREATY) == [
        ("FOR THE MINISTRY OF PARKS OF THE REPUBLIC OF INDONESIA", "MINISTER OF PARKS", "Sekarwulan Dirgantara"),
        ("FOR THE BUREAU OF LAKES OF RURITANIA", "ACTING CHIEF OF THE BUREAU", "Zoé Lindqvist-Marchetti"),
    ]


def test_three_labels_on_one_line_are_three_signatures() -> None:
    found = read(
        (0.05, 0.3, "PIHAK KESATU"), (0.55, 0.3, "PIHAK KEDUA"), (0.78, 0.3, "PIHAK KETIGA"),
        (0.05, 0.32, "KEPALA BALAI"), (0.55, 0.32, "CAMAT CONTOH"), (0.78, 0.32, "DIREKTUR"),
    )  # fmt: skip

    assert [(side, office) for side, office, _ in found] == [
        ("PIHAK KESATU", "KEPALA BALAI"), ("PIHAK KEDUA", "CAMAT CONTOH"), ("PIHAK KETIGA", "DIREKTUR"),
    ]  # fmt: skip


def test_half_a_name_below_a_stamp_is_no_name() -> None:
    for half in ("a Dirgantara", "Sekar wulan D", "SekarW Dirgantara", "Dr. S.H., M.H.", "CONTOH"):
        found = read(*(line if line[2] != "Sekarwulan Dirgantara" else (0.16, 0.44, half) for line in TREATY))

        assert [name for _, _, name in found] == ["", "Zoé Lindqvist-Marchetti"]


def test_a_page_on_its_side_is_turned_back() -> None:
    turned = tuple(
        replace(word, x0=1 - word.y1, x1=1 - word.y0, y0=word.x0, y1=word.x1) for word in words(PROSE, *TREATY)
    )
    blocks = side_by_side([last_page(turned)], [])

    assert [block.jabatan for block in blocks] == ["MINISTER OF PARKS", "ACTING CHIEF OF THE BUREAU"]


def test_columns_below_the_bare_names_of_the_parties_are_found() -> None:
    boxes = words(
        PROSE, (0.12, 0.3, "Museum Contoh"), (0.55, 0.3, "Arsip Ruritania"), (0.12, 0.32, "Director"),
        (0.55, 0.32, "Vice Chancellor"),
    )  # fmt: skip
    blocks = side_by_side([last_page(boxes)], ["MUSEUM CONTOH", "ARSIP RURITANIA"])

    assert [(block.side, block.jabatan) for block in blocks] == [
        ("Museum Contoh", "Director"), ("Arsip Ruritania", "Vice Chancellor"),
    ]  # fmt: skip
