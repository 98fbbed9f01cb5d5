"""Two texts side by side: differences give the other text, a Pasal that moved is known again, the work is bounded."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.document.compare import (
    MOST_PASSAGES,
    Change,
    ComparedPage,
    Comparison,
    Passage,
    PieceKind,
    compare,
    differences,
    passages_of,
)
from portal.domain.document.compose import document_of
from portal.domain.document.model import BlockKind, SourcePage

FUNDING = "Segala biaya yang timbul dibebankan kepada anggaran masing-masing pihak sesuai ketentuan."
SECRECY = "Para Pihak menjaga kerahasiaan dokumen dan data yang diterima dari pihak lainnya."
TERM = "Perjanjian ini berlaku untuk jangka waktu lima tahun sejak ditandatangani."


def pasal(number: int, heading: str, text: str) -> Passage:
    return Passage(BlockKind.PASAL, f"Pasal {number}", heading, text)


def told(found: Comparison) -> list[tuple[str, str, str, bool]]:
    return [
        (pair.change.value, pair.left.label if pair.left else "", pair.right.label if pair.right else "", pair.is_moved)
        for pair in found.pairs
    ]


OLD = (pasal(1, "PENDANAAN", FUNDING), pasal(2, "KERAHASIAAN", SECRECY), pasal(3, "JANGKA WAKTU", TERM))


def test_the_same_text_has_no_differences() -> None:
    found = compare(OLD, OLD)

    assert [pair.change for pair in found.pairs] == [Change.SAME] * 3
    assert (found.moved, found.is_cut, found.has_articles) == (0, False, True)


def test_a_new_pasal_pushes_the_others_on_and_they_are_known_again() -> None:
    new = (OLD[0], pasal(2, "EVALUASI", "Evaluasi dilakukan tiap tahun."), pasal(3, "KERAHASIAAN", SECRECY),
           pasal(4, "JANGKA WAKTU", TERM.replace("lima", "tiga")))  # fmt: skip

    assert told(compare(OLD, new)) == [
        ("same", "Pasal 1", "Pasal 1", False),
        ("added", "", "Pasal 2", False),
        ("same", "Pasal 2", "Pasal 3", True),
        ("changed", "Pasal 3", "Pasal 4", True),
    ]


def test_a_removed_pasal_stands_where_it_stood() -> None:
    new = (OLD[0], pasal(2, "JANGKA WAKTU", TERM))

    assert told(compare(OLD, new)) == [
        ("same", "Pasal 1", "Pasal 1", False),
        ("removed", "Pasal 2", "", False),
        ("same", "Pasal 3", "Pasal 2", True),
    ]


def test_a_pasal_of_the_same_number_about_something_else_is_another_one() -> None:
    new = (OLD[0], pasal(2, "PENYELESAIAN", "Perselisihan diselesaikan secara musyawarah mufakat."), OLD[2])

    changes = [row[0] for row in told(compare(OLD, new))]
    assert changes == ["same", "removed", "added", "same"]


def test_two_pasal_that_changed_places_are_said_to_have_moved() -> None:
    new = (pasal(1, "KERAHASIAAN", SECRECY), pasal(2, "PENDANAAN", FUNDING), OLD[2])
    found = compare(OLD, new)

    assert [pair.change for pair in found.pairs] == [Change.SAME] * 3
    assert [pair.is_moved for pair in found.pairs] == [True, True, False]


def test_words_that_changed_are_marked_and_no_others() -> None:
    assert differences("berlaku lima tahun sejak", "berlaku tiga tahun sejak") == (
        (PieceKind.BOTH, "berlaku "),
        (PieceKind.GONE, "lima "),
        (PieceKind.NEW, "tiga "),
        (PieceKind.BOTH, "tahun sejak"),
    )


def test_without_pasal_paragraphs_are_compared() -> None:
    left = passages_of([ComparedPage(f"{FUNDING}\n\n{SECRECY}", None)], ())
    right = passages_of([ComparedPage(f"{FUNDING}\n\n{SECRECY.replace('dokumen', 'berkas')}\n\n{TERM}", None)], ())
    found = compare(left, right)

    assert not found.has_articles
    assert [pair.change for pair in found.pairs] == [Change.SAME, Change.CHANGED, Change.ADDED]


def test_passages_are_the_text_under_its_headings_without_page_furniture() -> None:
    texts = [
        f"NOTA KESEPAHAMAN\nPara Pihak sepakat sebagai berikut:\nPASAL 1\nPENDANAAN\n{FUNDING}\nHalaman 1",
        f"PASAL 2\nKERAHASIAAN\n{SECRECY}\nPASAL 3\nJANGKA WAKTU\n{TERM}\nHalaman 2",
    ]
    document = document_of(tuple(SourcePage(at, text) for at, text in enumerate(texts, start=1)))
    pages = [ComparedPage(text, page.blocks) for text, page in zip(texts, document.pages, strict=True)]

    found = passages_of(pages, document.outline)

    assert [one.label for one in found if one.kind is BlockKind.PASAL] == ["Pasal 1", "Pasal 2", "Pasal 3"]
    assert next(one.text for one in found if one.label == "Pasal 2").startswith(SECRECY)


WORDS = st.lists(st.sampled_from(["pasal ", "pihak", ", ", "biaya ", "\n", "1 ", "é", "(a) ", " "]), max_size=40)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_applying_the_differences_gives_the_other_text(one: list[str], other: list[str]) -> None:
    left, right = "".join(one), "".join(other)
    pieces = differences(left, right)

    assert "".join(text for kind, text in pieces if kind is not PieceKind.NEW) == left
    assert "".join(text for kind, text in pieces if kind is not PieceKind.GONE) == right


PASSAGES = st.lists(
    st.builds(
        pasal,
        st.integers(1, 6),
        st.sampled_from(["", "A", "B"]),
        st.sampled_from([FUNDING, SECRECY, TERM, "", FUNDING + SECRECY]),
    ),
    max_size=8,
).map(tuple)


@settings(max_examples=150, deadline=None)
@given(PASSAGES, PASSAGES)
def test_every_passage_of_both_texts_is_told_once(left: tuple[Passage, ...], right: tuple[Passage, ...]) -> None:
    pairs = compare(left, right).pairs

    assert [pair.right for pair in pairs if pair.right is not None] == list(right)
    assert sorted(str(pair.left) for pair in pairs if pair.left is not None) == sorted(map(str, left))


@pytest.mark.parametrize("count", [MOST_PASSAGES + 50])
def test_a_very_long_text_is_cut_and_done_in_time(count: int) -> None:
    left = tuple(pasal(n, "", f"{FUNDING} Nomor {n}. {SECRECY}") for n in range(count))
    right = tuple(pasal(n + 1, "", f"{FUNDING} Nomor {n}, diubah. {SECRECY}") for n in range(count))
    began = time.process_time()

    assert compare(left, right).is_cut
    assert time.process_time() - began < 20


def test_one_endless_passage_is_not_compared_word_by_word() -> None:
    left, right = "dan atau " * 20_000, "atau dan " * 20_000
    began = time.process_time()

    pieces = differences(left, right)

    assert "".join(text for kind, text in pieces if kind is not PieceKind.NEW) == left
    assert time.process_time() - began < 5
