"""Words that the end of a line divided are whole again; a hyphen of their own stays."""

import pytest

from portal.domain.document.joining import read_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pencegahan penyelun-\ndupan manusia", "pencegahan penyelundupan manusia"),
        ("peraturan perundang-\nundangan yang", "peraturan perundang-undangan yang"),
        ("undang-\nundang tentang", "undang-undang tentang"),
        ("masing-\nmasing Pihak", "masing-masing Pihak"),
        ("surat-\nmenyurat", "surat-menyurat"),
        ("coope-\nration of the Parties", "cooperation of the Parties"),
        ("Kelas I-\nA Contoh", "Kelas I-A Contoh"),
        ("tahun 2020-\n2025", "tahun 2020-2025"),
        ("Pihak Kesatu -\nPihak Kedua", "Pihak Kesatu - Pihak Kedua"),
        ("satu\n\n  dua \n tiga", "satu dua tiga"),
    ],
)
def test_a_run_of_lines_is_read_as_one(text: str, words: str) -> None:
    assert read_out(text, ((0, len(text)),)) == words


def test_stretches_on_both_sides_of_furniture_are_one_run() -> None:
    text = "penyelun-\nKaki halaman\ndupan"

    assert read_out(text, ((0, 9), (23, 28))) == "penyelundupan"
