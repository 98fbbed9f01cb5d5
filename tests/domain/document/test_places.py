"""Words of a text find their places on the page, whatever order the boxes come in, and no word gets another's."""

import pytest

from portal.domain.berkas.reading import WordBox
from portal.domain.document.places import Place, lay, pack, places_of, unpack, words_of
from tests.factories.word_boxes import words


def of_line(text: str, *, left: float = 0.1, top: float = 0.2) -> tuple[WordBox, ...]:
    return words((left, top, text))


def place(box: WordBox) -> Place:
    left, top, right, bottom = (round(edge * 10_000) for edge in (box.x0, box.y0, box.x1, box.y1))
    return left, top, right, bottom


def marked(text: str, boxes: tuple[WordBox, ...], wanted: str) -> list[Place]:
    at = text.index(wanted)
    return places_of(text, words_of(text), lay(text, boxes), at, at + len(wanted))


def test_words_read_together_with_their_boxes_stand_where_the_boxes_are() -> None:
    boxes = words((0.1, 0.1, "Para pihak sepakat"), (0.1, 0.13, "bekerja sama."))

    assert lay("Para pihak sepakat\nbekerja sama.", boxes) == [place(box) for box in boxes]


def test_columns_in_another_order_are_told_apart_by_their_neighbours() -> None:
    left = words((0.1, 0.1, "Menteri untuk negara pertama"), (0.1, 0.13, "dan rakyat satu"))
    right = words((0.6, 0.1, "Menteri untuk negara kedua"), (0.6, 0.13, "dan rakyat dua"))
    across = (*left[:4], *right[:4], *left[4:], *right[4:])
    text = "Menteri untuk negara pertama\ndan rakyat satu\nMenteri untuk negara kedua\ndan rakyat dua"

    assert lay(text, across) == [place(box) for box in (*left, *right)]


def test_a_word_divided_otherwise_has_the_boxes_or_the_part_that_make_it_up() -> None:
    boxes = words((0.1, 0.1, "Nomor ( a ) berlaku bebasvisa ini"))
    text = "Nomor (a) berlaku bebas visa ini"

    found = lay(text, boxes)
    assert found[1] == (place(boxes[1])[0], 1000, place(boxes[3])[2], 1120)
    bebas, visa = found[3], found[4]
    assert bebas is not None
    assert visa is not None
    assert (bebas[0], bebas[2], visa[2]) == (place(boxes[5])[0], visa[0], place(boxes[5])[2])


@pytest.mark.parametrize("unseen", [0, 1, 2])
def test_a_box_of_what_the_text_does_not_say_is_given_to_no_word(unseen: int) -> None:
    # The same word stands unseen at another place: nobody knows which of the two boxes is the one that is read.
    lines = [(0.1, 0.1, "sandi rahasia"), (0.1, 0.2, "Para pihak"), (0.1, 0.3, "bertukar sandi")]
    lines[unseen] = (0.5, 0.9, "rahasia")
    boxes = words(*lines)

    found = lay("Para pihak\nbertukar", boxes)
    assert {one for one in found if one} <= {place(box) for box in boxes if box.text in ("Para", "pihak", "bertukar")}


def test_a_word_whose_like_stands_elsewhere_too_has_no_place_unless_its_neighbours_tell() -> None:
    seen, unseen = of_line("Sandi dipakai bersama"), of_line("dipakai", left=0.7, top=0.8)

    assert lay("dipakai", (*seen, *unseen)) == [None]
    assert lay("Sandi dipakai bersama", (*seen, *unseen)) == [place(box) for box in seen]


def test_what_is_kept_comes_back_for_its_own_text_alone() -> None:
    text = "Para pihak sepakat.\nTanpa letak"
    places = lay(text, of_line("Para pihak sepakat."))

    kept = pack(text, places)
    assert unpack(kept, text) == [*places[:3], None, None]
    assert unpack(kept, text + " lagi") == unpack(kept[:-2], text + " lagi") == [None] * 6
    for damaged in (b"", None, kept[:-3], kept[:6], b"2" + kept[1:], kept[:5] + b"\0" * 40):
        assert unpack(damaged, text) == [None] * 5
    assert pack(text, [None] * 5) == b""


def test_a_stretch_is_one_place_a_line_and_stops_around_it_do_no_harm() -> None:
    boxes = words((0.1, 0.1, "(penyelundupan"), (0.1, 0.13, "manusia), dan"))
    text = "(penyelundupan\nmanusia), dan"

    assert marked(text, boxes, "penyelundupan\nmanusia") == [place(boxes[0]), place(boxes[1])]
    assert marked(text, boxes, "manusia), dan") == [(1000, 1300, place(boxes[2])[2], 1420)]


def test_of_a_longer_word_only_the_letters_that_match_are_marked() -> None:
    boxes = of_line("paspor/visa")

    (paspor,), (visa,) = marked("paspor/visa", boxes, "paspor"), marked("paspor/visa", boxes, "visa")
    whole = place(boxes[0])
    assert paspor[0] == whole[0]
    assert paspor[2] < visa[0] < visa[2] == whole[2]


def test_a_stretch_with_a_word_without_place_is_not_marked_at_all() -> None:
    assert marked("Para pihak", of_line("Para"), "Para pihak") == []
    assert len(marked("Para pihak", of_line("Para"), "Para")) == 1
