"""A text read from beginning to end: pages put together, nothing lost, each part where it belongs."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.document.compose import document_of
from portal.domain.document.model import Block, BlockKind, SourcePage
from portal.domain.document.reading import ReadPage, ReadText, Section, read_blocks, read_text

WORDS = (
    "Pasal 1", "Pasal 2", "BAB I", "Lampiran I", "(1) Para Pihak sepakat", "a. data;", "1. satu", "Demikian dibuat",
    "PIHAK KESATU", "Article 1", "kerja sama.", "penyelun-", "dupan manusia", "", "LAMPIRAN",
)  # fmt: skip


def pages_of(*texts: str) -> tuple[list[ReadPage], ReadText]:
    document = document_of([SourcePage(number, text) for number, text in enumerate(texts, 1)])
    pages = [ReadPage(page.number, text, page.blocks) for page, text in zip(document.pages, texts, strict=True)]
    return pages, read_text(pages, document.outline)


def said(text: ReadText) -> str:
    def section(one: Section) -> str:
        below = [block.text for block in one.blocks] + [section(inner) for inner in one.sections]
        return " ".join([one.head.label, one.head.heading, *below])

    parts = [block.text for block in text.opening] + [section(one) for one in text.sections]
    parts += [block.text for block in text.closing] + [section(one) for one in text.annexes]
    return " ".join(parts)


def letters(text: str) -> list[str]:
    return sorted(re.sub(r"[\W_]", "", text).lower())


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=3))
def test_no_letter_is_lost_and_none_is_said_twice(lines: list[list[str]]) -> None:
    texts = ["\n".join(page) for page in lines]
    pages, text = pages_of(*texts)
    shown = "".join(
        page.text[start:end]
        for page in pages
        for block in page.blocks or ()
        if block.kind is not BlockKind.FURNITURE
        for start, end in block.spans
    )

    assert letters(said(text)) == letters(shown)


def test_a_sentence_that_goes_on_over_the_page_is_one() -> None:
    pages, _ = pages_of(
        "Pasal 1\nTUJUAN\nKerja sama ini bertujuan untuk mencegah tindak pidana dan memberantas penyelun-",
        "dupan manusia di wilayah perbatasan.\nPasal 2\nBIAYA\nBiaya ditanggung bersama oleh Para Pihak.",
    )

    assert any(
        block.text.endswith("memberantas penyelundupan manusia di wilayah perbatasan.") for block in read_blocks(pages)
    )


def test_pages_without_known_structure_are_read_as_they_stand() -> None:
    text = read_text([ReadPage(1, "satu\n\n dua \x00", None), ReadPage(2, "  ", None)], ())

    assert [block.text for block in text.opening] == ["satu\ndua"]
    assert not text.is_empty
    assert read_text([ReadPage(1, " \n", None)], ()).is_empty


def test_running_heads_are_not_read() -> None:
    page = ReadPage(
        1, "Halaman 1\nIsi", (Block(BlockKind.FURNITURE, ((0, 9),)), Block(BlockKind.PARAGRAPH, ((10, 13),)))
    )

    assert [block.text for block in read_blocks([page])] == ["Isi"]


def test_what_closes_the_first_language_stays_before_the_second() -> None:
    _, text = pages_of(
        "Pasal 1\nTUJUAN\nPara Pihak bekerja sama dalam bidang ini.\nPasal 2\nBIAYA\nBiaya ditanggung bersama.\n"
        "Demikian Nota Kesepahaman ini dibuat dalam dua rangkap.",
        "Article 1\nOBJECTIVE\nThe Parties shall cooperate in the field of immigration.\n"
        "Article 2\nCOSTS\nEach Party shall bear its own costs.\nDone at Contoh in two originals.",
    )
    labels = [one.head.label for one in text.sections]

    assert [label for label in labels if label] == ["Pasal 1", "Pasal 2", "Article 1", "Article 2"]
    if "" in labels:
        assert labels.index("") == 2
