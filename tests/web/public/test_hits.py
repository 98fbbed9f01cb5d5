"""Hits of a naskah: numbered over the pages that satisfy the search, and the way from one to the next."""

import pytest

from portal.domain.document.places import lay, pack
from portal.queries.public.values import PublicHalaman
from portal.search.query import parse
from portal.search.snippets import Span, mark_spans
from portal.web.public.hits import Hit, HitLink, MarkedPart, Walk, drawn, marked_parts, melted, numbered, walk
from portal.web.public.viewer import SEARCHED_PAGES, stretch, view
from tests.factories.word_boxes import words


def halaman(text: str, nomor: int = 1) -> PublicHalaman:
    """A page whose words all have their places."""
    boxes = words(*((0.1, 0.1 + 0.02 * at, line) for at, line in enumerate(text.split("\n"))))
    return PublicHalaman(nomor, text, "digital", "a" * 64, 1000, 1400, places=pack(text, lay(text, boxes)))


def spans_of(text: str, asked: str) -> list[Span]:
    return mark_spans(text, parse(asked))


def test_only_pages_that_count_are_numbered_and_neighbours_are_one_hit() -> None:
    texts = {1: "data pribadi dan data", 2: "data saja", 3: "data\npribadi"}
    found = numbered(texts, {page: spans_of(text, "data pribadi") for page, text in texts.items()}, {1, 3})

    assert [hit.number for hit in found[1]] == [1, 2]
    assert found[1][0] == Hit(0, 12, 1)
    assert found[2] == (Hit(0, 4, 0),)
    assert found[3] == (Hit(0, 12, 3),)


@pytest.mark.parametrize(
    ("page", "wanted", "current", "before", "behind"),
    [
        (1, 0, 0, None, (1, 2)),
        (2, 0, 0, None, (1, 2)),
        (3, 0, 0, (2, 2), (3, 5)),
        (9, 0, 0, (3, 5), None),
        (2, 2, 2, (1, 2), (3, 5)),
        (5, 3, 3, (2, 2), None),
        (2, 4, 0, None, (1, 2)),
        (2, -1, 0, None, (1, 2)),
    ],
)
def test_the_way_leads_to_the_neighbours_of_the_present_hit_or_page(
    page: int, wanted: int, current: int, before: tuple[int, int] | None, behind: tuple[int, int] | None
) -> None:
    hits = {2: (Hit(0, 1, 1), Hit(2, 3, 2)), 4: (Hit(0, 1, 0),), 5: (Hit(0, 1, 3),)}

    found = walk(hits, page, (1, 20), wanted)

    assert (found.total, found.current, found.previous, found.next) == (3, current, before, behind)


def test_a_hit_out_of_sight_is_not_the_present_one_and_the_ways_out_of_sight_are_known() -> None:
    found = walk({1: (Hit(0, 1, 1),), 21: (Hit(0, 1, 2),), 45: (Hit(0, 1, 3),)}, 21, (21, 40), 1)

    assert (found.current, found.before, found.after) == (0, HitLink(1, 1), HitLink(3, 45))
    assert (Walk().previous, Walk().next, Walk().before, Walk().after) == (None, None, None, None)


def test_a_hit_lies_on_its_words_one_box_a_line() -> None:
    page = halaman("Pencegahan penyelun-\ndupan manusia.")
    hits = numbered({1: page.teks}, {1: spans_of(page.teks, '"penyelundupan manusia"')}, {1})[1]

    (found,) = drawn(page, hits)
    assert [tuple(box) for box in found.boxes] == [(196, 138, 86, 21), (98, 166, 130, 21)]


def test_a_hit_without_a_known_place_or_beyond_the_most_has_no_box_but_counts() -> None:
    page = halaman("data dan data")
    hits = numbered({1: page.teks}, {1: spans_of(page.teks, "data")}, {1})[1]
    bare = PublicHalaman(1, page.teks, "digital", "a" * 64, 1000, 1400)
    other = PublicHalaman(1, page.teks + " lain", "digital", "a" * 64, 1000, 1400, places=page.places)

    assert [len(one.boxes) for one in drawn(page, hits)] == [1, 1]
    assert [len(one.boxes) for one in drawn(page, hits, 1)] == [1, 0]
    assert [len(one.boxes) for one in drawn(bare, hits)] == [len(one.boxes) for one in drawn(other, hits)] == [0, 0]
    assert drawn(page, ()) == ()


def test_a_hit_that_goes_on_behind_a_line_end_is_one_mark_with_one_number() -> None:
    text = "data\npribadi lain"
    parts = [*marked_parts(text, ((0, 4),), (Hit(0, 12, 7),)), MarkedPart(" ", False)]
    parts += marked_parts(text, ((5, 17),), (Hit(0, 12, 7),))

    assert melted(parts) == (MarkedPart("data pribadi", True, 7), MarkedPart(" lain", False))


def test_pages_behind_those_searched_are_marked_and_not_counted() -> None:
    last = SEARCHED_PAGES + 1
    pages = [halaman("data", 1), halaman("data", last)]

    found = view(
        pages, stretch(last, str(last)), total=last, mode="naskah", text="data", question=parse("data"), wanted_hit=1
    )

    assert (found.walk.total, found.walk.current) == (1, 0)
    assert [(hit.number, len(hit.boxes)) for hit in found.pages[-1].hits] == [(0, 1)]
