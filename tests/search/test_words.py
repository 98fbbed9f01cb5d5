"""Words as the index knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.words import family, fold_in_place, rejoined, roots_of, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Kerja Sama", ["kerja", "sama"]),
        ("kerja-sama, kerja/sama", ["kerja", "sama", "kerja", "sama"]),
        ("UM.01.01 - 892", ["um", "01", "01", "892"]),
        ("Jum'at Jum’at", ["jumat", "jumat"]),
        ("Côte d’Ivoire", ["cote", "divoire"]),
        ("ﬁnal ½", ["final", "12"]),
        ("pas\u00adpor\u200b", ["paspor"]),
        ("e\u0301tude", ["etude"]),
        ("협력 協力", ["협력", "協力"]),
        ("İzmir", ["izmir"]),
        ("a_b\x00c\ud800d", ["a", "b", "c", "d"]),
        ("“kutip”—tanda…", ["kutip", "tanda"]),
    ],
)
def test_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@given(st.text(max_size=200))
def test_words_are_small_letters_and_digits_only(text: str) -> None:
    for word in words(text):
        assert word
        assert all(letter.isalnum() for letter in word)


@given(st.text(alphabet="aB1 é’“협ﬁ-.", max_size=60))
def test_many_strange_letters_are_cut_like_few(text: str) -> None:
    strange = "àáâãäåæçèéêëìíî"
    assert list(words(text + " " + strange)) == [*words(text), *words(strange)]


@given(st.text(max_size=200))
def test_folding_in_place_moves_nothing(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("pertukaran", ("tukar",)),
        ("menukar", ("tukar",)),
        ("kerjasama", ("kerja", "sama")),
        ("892", ("892",)),
        ("pas10", ("pas10",)),
        ("di", ("di",)),
        ("협력", ("협력",)),
    ],
)
def test_roots(word: str, expected: tuple[str, ...]) -> None:
    assert roots_of(word) == expected


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("penyelundupan manusia", []),
        ("penyelun-\ndupan manusia diatur", [["penyelundupan", "manusia", "diatur"]]),
        ("perundang-\n  undangan", [["perundangundangan"]]),
        ("dengan undang-\nundang ini", []),
        ("Hak-\nhak para pihak", []),
        ("nomor 12-\n34", []),
        ("daftar\n- satu-\n- dua", []),
        (" ".join(["kata"] * 30) + " ke-\nrja sama", [["kata"] * 12 + ["kerja", "sama"]]),
        ("ke-\nrja sa-\nma", [["kerja", "sama"]]),
    ],
)
def test_a_word_broken_at_a_line_end_is_said_whole_among_its_neighbours(text: str, runs: list[list[str]]) -> None:
    assert [list(run) for run in rejoined(text)] == runs


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("pribadi", {"pribadinya", "pribadilah"}, {"kepribadian"}),
        ("pribadinya", {"pribadi"}, {"kepribadian"}),
        ("dikirim", {"mengirim", "dikirimnya"}, {"pengiriman"}),
        ("mengirim", {"dikirim"}, {"kiriman"}),
        ("menukar", {"ditukar"}, {"pertukaran"}),
        ("disewa", {"menyewa"}, {"penyewa"}),
        ("dipakai", {"memakai"}, {"pemakaian"}),
        ("membaca", {"dibaca"}, {"bacaan"}),
        ("dicegah", {"mencegah"}, {"pencegahan"}),
        ("diatur", {"mengatur"}, {"peraturan"}),
    ],
)
def test_near_forms_say_the_same_of_the_same_thing(word: str, near: set[str], far: set[str]) -> None:
    found = family(word)
    assert near <= found
    assert not far & found
    assert word not in found


@pytest.mark.parametrize("word", ["di", "892", "협력", "pks"])
def test_what_is_no_word_of_letters_has_no_near_forms(word: str) -> None:
    assert family(word) == frozenset()
