"""Names in a column of their own beside the text of their block."""

from portal.domain.berkas.reading import WordBox
from portal.domain.suggestions.find.name_columns import names_in_columns, whole_name
from tests.factories.word_boxes import words


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


def test_running_text_below_a_name_is_no_part_of_it() -> None:
    def line(y: float, *words: str) -> list[WordBox]:
        return [WordBox(word, 0.12 + 0.07 * at, y, 0.18 + 0.07 * at, y + 0.01) for at, word in enumerate(words)]

    colon = WordBox(":", 0.47, 0.3, 0.475, 0.31)
    office = WordBox("Kepala", 0.5, 0.3, 0.6, 0.31)
    name = line(0.3, "MARTINUS", "CONTOH")
    prose = line(0.32, "dalam", "hal", "ini", "bertindak")
    rest = line(0.32, "PUTRA", "WIJAYA,", "S.H.")

    assert names_in_columns([*name, colon, office, *prose]) == ()
    assert names_in_columns([*name, colon, office, *rest]) == ("MARTINUS CONTOH PUTRA WIJAYA, S.H.",)
