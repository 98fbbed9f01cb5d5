"""Signatures side by side are read down their columns, whatever the order the words came in."""

import time
from dataclasses import replace

from portal.domain.berkas.reading import PageText, WordBox
from portal.domain.suggestions.kolom import columns_at_end
from portal.domain.suggestions.nama_kolom import names_in_columns, whole_name
from portal.domain.suggestions.tanda_kolom import side_by_side
from tests.factories.naskah_text import page

PROSE = (0.1, 0.2, "Demikian naskah ini dibuat dalam rangkap dua yang sama kuatnya menurut hukum yang berlaku.")
TREATY = (
    (0.12, 0.30, "FOR THE MINISTRY OF PARKS"), (0.55, 0.30, "FOR THE BUREAU OF LAKES OF"),
    (0.12, 0.32, "OF THE REPUBLIC OF INDONESIA"), (0.55, 0.32, "RURITANIA"),
    (0.16, 0.34, "MINISTER OF PARKS"), (0.60, 0.34, "ACTING CHIEF OF THE"), (0.60, 0.36, "BUREAU"),
    (0.16, 0.44, "Sekarwulan Dirgantara"), (0.60, 0.44, "Zoé Lindqvist-Marchetti"),
)  # fmt: skip


def words(*lines: tuple[float, float, str], confidence: float = 0.95) -> tuple[WordBox, ...]:
    """Words of lines that begin at a place, in the order of the lines; a letter is a hundredth of the page wide."""
    found = []
    for left, top, text in lines:
        for word in text.split():
            found.append(WordBox(word, left, top, left + 0.009 * len(word), top + 0.012, confidence))
            left += 0.009 * len(word) + 0.009
    return tuple(found)


def last_page(boxes: tuple[WordBox, ...]) -> PageText:
    """A recognised page of these words."""
    text = " ".join(word.text for word in boxes)
    return replace(page(text, origin="our_ocr", confidence=0.95), words=boxes)


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


def test_a_page_of_prose_has_no_columns() -> None:
    assert columns_at_end(words(PROSE)) == ()
    assert columns_at_end(()) == ()


def test_twenty_thousand_words_on_one_place_are_read_in_no_time() -> None:
    boxes = (WordBox(":", 0.5, 0.5, 0.6, 0.6, 0.9), WordBox("PIHAK", 0.1, 0.5, 0.2, 0.51, 0.9)) * 10_000
    started = time.process_time()

    assert side_by_side([last_page(boxes)], ["X" * 200] * 12) == ()
    assert names_in_columns(boxes) == ()
    assert time.process_time() - started < 2


def test_a_name_over_two_lines_beside_its_text_is_put_together() -> None:
    boxes = words(
        (0.1, 0.300, "Dra. MELATI"), (0.40, 0.300, ": Kepala Dinas Contoh, berkedudukan di"),
        (0.1, 0.315, "KUSUMANINGRUM, M.Si."), (0.41, 0.315, "Jalan Contoh, selanjutnya disebut"),
        (0.1, 0.360, "BAMBANG"), (0.40, 0.360, ": Direktur PT Contoh,"),
        (0.1, 0.375, "PRAKOSA"), (0.41, 0.375, "bertindak untuk"),
    )  # fmt: skip
    names = names_in_columns(boxes)

    assert names == ("Dra. MELATI KUSUMANINGRUM, M.Si.", "BAMBANG PRAKOSA")
    assert whole_name("Dra. MELATI", names) == names[0]
    assert whole_name("SRI MELATI", names) == "SRI MELATI"


def test_a_table_of_fields_gives_no_name_over_lines() -> None:
    boxes = words(
        (0.1, 0.300, "Nama"), (0.30, 0.300, ": BAMBANG PRAKOSA"), (0.1, 0.315, "Jabatan"), (0.30, 0.315, ": Direktur"),
    )  # fmt: skip

    assert names_in_columns(boxes) == ()
