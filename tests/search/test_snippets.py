"""Snippets: what is marked, on which page, and that it stays quick."""

import time

import pytest

from portal.search.query import ParsedQuery, parse
from portal.search.snippets import WINDOW, Sieve, look_through, mark_spans, mark_text, met_groups, snippets

FILLER = "Naskah contoh ini memuat ketentuan umum para pihak. " * 20


def marked(text: str, query: str) -> list[str]:
    """Marked pieces of a short text."""
    return [piece for piece, is_marked in mark_text(text, parse(query)) if is_marked]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Saling menukar data", "pertukaran", ["menukar"]),
        ("PERTUKARAN Data; penukaran.", "tukar", ["PERTUKARAN", "penukaran"]),
        ("kerja sama dan kerjasama", "kerjasama", ["kerja", "sama", "kerjasama"]),
        ("kerja sama, kerja\nsama, sama kerja", '"kerja sama"', ["kerja sama", "kerja sama"]),
        ("bekerja sama", '"kerja sama"', []),
        ("Keimigrasian imigran", "imigra*", ["imigran"]),
        ("hari Jum’at", "jumat", ["Jum’at"]),
        ("Côte d'Azur", "cote", ["Côte"]),
        ("Nomor UM.01.01 - 892 tanggal", "um.01.01-892", ["UM.01.01 - 892"]),
        ("UM0101892", "UM.01.01 - 892", ["UM0101892"]),
        ("UM.01.01 - 8921", "UM.01.01 - 892", []),
        ("paspor", "-paspor", []),
        ("paspor dan visa", "paspor OR visa", ["paspor", "visa"]),
        ("ikan paus", "pau", []),
        ("<b>paspor</b>", "paspor", ["paspor"]),
        ("penyelun-\ndupan manusia", "penyelundupan", ["penyelun- dupan"]),
        ("korban penyelun-\ndupan manusia", '"penyelundupan manusia"', ["penyelun- dupan manusia"]),
        ("penyelun-\ndupan manusia", "dupan", ["dupan"]),
        ("undang-\nundang", "undang-undang", ["undang", "undang"]),
        ("", "paspor", []),
    ],
)
def test_matches_are_marked(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_parts_of_a_title_are_the_whole_title() -> None:
    title = "Perjanjian kerja sama, pertukaran 'data' & kerjasama"
    assert "".join(piece for piece, _ in mark_text(title, parse("tukar kerja data"))) == title


def test_snippet_names_its_page_and_fits_its_window() -> None:
    pages = [(4, FILLER), (5, FILLER + "penyelundupan manusia " + FILLER), (9, FILLER + "manusia")]
    found = snippets(pages, parse("selundup manusia"), 3)
    assert [snippet.page for snippet in found] == [5]
    first = "".join(piece for piece, _ in found[0].parts)
    assert "penyelundupan manusia" in first
    assert first.startswith("Naskah contoh ini")
    assert first.endswith("para pihak.")
    assert len(first) <= WINDOW + 4


def test_snippet_prefers_the_stretch_with_most_terms() -> None:
    text = "manusia " + FILLER + "penyelundupan manusia"
    (found,) = snippets([(1, text)], parse("selundup manusia"), 3)
    assert [piece for piece, is_marked in found.parts if is_marked] == ["penyelundupan", "manusia"]


def test_the_sentence_that_answers_is_shown_not_the_title_in_capitals() -> None:
    title = "NOTA KESEPAHAMAN ANTARA A DAN B TENTANG PELATIHAN BAHASA BAGI PETUGAS PADA TAHUN YANG AKAN DATANG\n\n"
    body = "Pasal 3\nPARA PIHAK bersepakat. Pelatihan bahasa diberikan dua kali setahun. Biaya ditanggung bersama."
    pages = [(1, title + "Pada hari ini para pihak bertemu."), (2, body)]

    found = look_through(pages, parse("pelatihan bahasa"), 2)

    assert found.pages == (1, 2)
    assert [snippet.page for snippet in found.snippets] == [2, 1]
    assert "".join(part for part, _ in found.snippets[0].parts).startswith("Pelatihan bahasa diberikan")


def test_a_page_is_a_hit_only_if_it_satisfies_the_query() -> None:
    pages = [(1, "pelatihan"), (2, "bahasa"), (3, "pelatihan kerja"), (4, "bahasa daerah"), (5, "lain")]
    parsed = parse("pelatihan bahasa")

    assert look_through([*pages, (6, "pelatihan bahasa")], parsed, 2).pages == (6,)
    assert look_through(pages, parsed, 2).pages == ()
    assert [snippet.page for snippet in look_through(pages, parsed, 2).snippets] == [1, 2]
    # What the title or a partner says need not stand on the page as well.
    assert met_groups(["CONTOH Bahasa"], frozenset(), parsed) == {1}
    assert look_through(pages, parsed, 2, frozenset({1})).pages == (1, 3)
    assert look_through(pages, parsed, 2, frozenset({0, 1})).pages == ()


def test_every_hit_page_is_listed() -> None:
    pages = [(number, "isi paspor" if number % 2 else "isi") for number in range(1, 60)]
    assert look_through(pages, parse("paspor"), 1).pages == tuple(range(1, 60, 2))


def test_limit_and_absence() -> None:
    pages = [(number, "paspor") for number in range(1, 9)]
    assert len(snippets(pages, parse("paspor"), 2)) == 2
    assert snippets(pages, parse("paspor"), 0) == ()
    assert snippets(pages, parse("visa"), 2) == ()
    assert snippets(pages, parse(""), 2) == ()
    assert snippets([], parse("paspor"), 2) == ()


@pytest.mark.parametrize("query", ["penyelundupan manusia", '"para pihak"', "keten*", "para pihak umum", "tidakada"])
def test_hit_of_three_thousand_words_takes_a_moment(query: str) -> None:
    pages = [(number, FILLER * 2 + "penyelundupan manusia") for number in range(1, 10)]
    parsed = parse(query)
    snippets(pages, parsed, 2)
    best = min(_seconds(pages, query) for _ in range(5))
    assert best < 0.02


def _seconds(pages: list[tuple[int, str]], query: str) -> float:
    began = time.perf_counter()
    snippets(pages, parse(query), 2)
    return time.perf_counter() - began


def test_a_long_page_without_blanks_is_survived() -> None:
    assert snippets([(1, "paspor" * 50_000)], parse("paspor visa"), 2) == ()
    (found,) = snippets([(1, "." * 50_000 + "paspor" + "." * 50_000)], parse("paspor"), 2)
    assert ("paspor", True) in found.parts


def test_a_sieve_lets_every_text_through_in_which_anything_matches() -> None:
    texts = (
        "Pertukaran Data Paspor",
        "Nota Kesepahaman tentang PENUKARAN",
        "kerja-\nsama",
        "Jum'at dan jumat",
        "o''toole",
        "Kemitraan Café Şile",
        "Balai Pelatihan",
        "MI-123/2026",
        "",
    )
    for text in (
        "tukar",
        "menukar paspor",
        "kerjasama",
        "jumat",
        "toole",
        "cafe sile",
        "pel*",
        '"balai pelatihan"',
        "123",
    ):
        parsed = parse(text)
        sieve = Sieve(parsed)
        for one in texts:
            assert sieve.lets(one) or not look_through([(1, one)], parsed, 1).pages + mark_spans_of(one, parsed)


def test_a_sieve_keeps_back_what_says_nothing_of_the_query() -> None:
    sieve = Sieve(parse("menukar paspor"))

    assert [one for one in ("Balai Pelatihan", "Tukar guling", "paspoR", "") if sieve.lets(one)] == [
        "Tukar guling",
        "paspoR",
    ]


def mark_spans_of(text: str, parsed: ParsedQuery) -> tuple[tuple[int, int], ...]:
    """Where anything of the query is marked in a text."""
    return tuple(mark_spans(text, parsed))
