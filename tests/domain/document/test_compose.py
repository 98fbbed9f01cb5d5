"""The structure of a naskah: the right Pasal on the right page however it is drafted, and never a word lost."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.document.compose import document_of
from portal.domain.document.joining import read_out
from portal.domain.document.lines import MOST_LINES
from portal.domain.document.model import BlockKind, Document, SourcePage

SENTENCE = "Para Pihak sepakat untuk melaksanakan kerja sama sesuai dengan ketentuan peraturan perundang-undangan."
OPENING = """NOTA KESEPAHAMAN
ANTARA
KANTOR CONTOH
DENGAN
PEMERINTAH KABUPATEN CONTOH
TENTANG
KERJA SAMA CONTOH
Pada hari ini, Senin, tanggal empat bulan Agustus tahun dua ribu dua puluh lima, bertempat di Contoh,
yang bertanda tangan di bawah ini:
1. CONTOH PEJABAT SATU, selaku Kepala Kantor Contoh, selanjutnya disebut PIHAK KESATU;
2. CONTOH PEJABAT DUA, selaku Bupati Contoh, selanjutnya disebut PIHAK KEDUA;"""
CLOSING = """Demikian Nota Kesepahaman ini dibuat dalam rangkap 2 (dua) asli yang sama kuatnya.
PIHAK KESATU
KEPALA KANTOR CONTOH
Contoh Pejabat Satu
PIHAK KEDUA
BUPATI CONTOH
Contoh Pejabat Dua"""


def document(*texts: str, is_scan: bool = False) -> Document:
    return document_of([SourcePage(number, text, is_scan) for number, text in enumerate(texts, 1)])


def places(found: Document, *kinds: BlockKind) -> list[tuple[str, int]]:
    """Label and page of the entries of these kinds, of every Pasal where none is named."""
    return [(entry.label, entry.page) for entry in found.outline if entry.kind in (kinds or (BlockKind.PASAL,))]


def headings(found: Document) -> list[str]:
    return [entry.heading for entry in found.outline if entry.kind is BlockKind.PASAL]


def blocks(found: Document, *texts: str) -> list[tuple[BlockKind, str]]:
    return [
        (block.kind, read_out(text, block.spans))
        for page, text in zip(found.pages, texts, strict=True)
        for block in page.blocks
    ]


def articles(*heads: str) -> str:
    return "\n".join(f"{head}\n{SENTENCE}" for head in heads)


def test_a_nota_kesepahaman_falls_into_its_parts() -> None:
    pages = (
        f"{OPENING}\nPASAL 1\nTUJUAN\n(1) {SENTENCE}\n(2) Kegiatan meliputi:\na. pelatihan; dan\nb. kunjungan.",
        CLOSING,
    )

    found = document(*pages)

    kinds = [kind for kind, _ in blocks(found, *pages)]
    assert [kind.value for kind in kinds] == [
        "judul", "pembukaan", "pihak", "pihak", "pasal", "ayat", "ayat", "huruf", "huruf", "penutup", "tanda_tangan",
        "tanda_tangan",
    ]  # fmt: skip
    assert [(entry.label, entry.heading, entry.anchor, entry.page) for entry in found.outline] == [
        ("Pembukaan", "", "pembukaan", 1),
        ("Pasal 1", "Tujuan", "pasal-1", 1),
        ("Tanda tangan", "", "tanda-tangan", 2),
    ]


@pytest.mark.parametrize(
    "heads",
    [
        ("PASAL 1", "PASAL 2", "PASAL 3"),
        ("Pasal 1", "Pasal 2", "Pasal 3"),
        ("Pasal 1.", "Pasal 2.", "Pasal 3."),
        ("PASAL 1 TUJUAN", "PASAL 2 RUANG LINGKUP", "PASAL 3 PENUTUP"),
        ("Pasal 1 - Tujuan", "Pasal 2 - Ruang Lingkup", "Pasal 3 - Ketentuan Penutup"),
        ("TUJUAN\nPASAL 1", "RUANG LINGKUP\nPASAL 2", "PENUTUP\nPASAL 3"),
        ("P A S A L 1", "P A S A L 2", "P A S A L 3"),
        ("Pasal Satu", "Pasal Dua", "Pasal Tiga"),
        ("PASAL\n1", "PASAL 2", "PASAL 3"),
    ],
    ids=["capitals", "small", "point", "beside", "dash", "above", "spaced", "words", "number-below"],
)
def test_every_way_of_drafting_a_heading_is_found(heads: tuple[str, ...]) -> None:
    found = document(f"{OPENING}\n{articles(*heads[:2])}", f"{articles(heads[2])}\n{CLOSING}")

    assert places(found) == [("Pasal 1", 1), ("Pasal 2", 1), ("Pasal 3", 2)]


@pytest.mark.parametrize(
    "heads",
    [
        ("Pasa1 1", "PASAL2", "Pasal 3"),
        ("Pasal l", "Pasal 2", "Pasai 3"),
        ("PASAL I", "PASAL 2", "PASAL 3"),
        ("PASAL 1", "PASAL Z", "PA5AL 3"),
        ("PASAL 1", "PASAL", "PASAL 3"),
        ("PASAL 1", "PASAL 7", "PASAL 3"),
        ("Fasal 1", "Pasal 2", "Pasal  3"),
        ("PASAL |", "PASAL 2", "PASAL 3"),
    ],
)
def test_headings_are_found_in_what_a_recogniser_makes_of_them(heads: tuple[str, ...]) -> None:
    found = document(f"{OPENING}\n\n{articles(*heads[:2])}", f"{articles(heads[2])}\n\n{CLOSING}", is_scan=True)

    assert places(found) == [("Pasal 1", 1), ("Pasal 2", 1), ("Pasal 3", 2)]


@pytest.mark.parametrize(
    "reference",
    [
        "Pelaksanaan kegiatan sebagaimana dimaksud dalam\nPasal 3\nayat (1) dilakukan bersama.",
        "Hal ini diatur dalam\nPasal 3.",
        "Kegiatan sebagaimana dimaksud dalam Pasal 2 dan\nPasal 3 dilaksanakan bersama.",
        "Ketentuan\nPasal 3 Peraturan Menteri Contoh Nomor 8 Tahun 2025 berlaku.",
        "sesuai dengan\nPASAL 3\ndan ketentuan lain yang berlaku.",
        "Sebagaimana dimaksud pada ayat\n(1) dan Pasal 3 huruf\na. maka kegiatan dilakukan.",
    ],
)
def test_a_reference_in_running_text_is_no_heading(reference: str) -> None:
    text = f"{OPENING}\nPASAL 1\nTUJUAN\n{SENTENCE}\nPASAL 2\nRUANG LINGKUP\n{reference}\nPASAL 3\nPENUTUP\n{SENTENCE}"

    found = document(text)

    assert places(found) == [("Pasal 1", 1), ("Pasal 2", 1), ("Pasal 3", 1)]
    assert headings(found) == ["Tujuan", "Ruang Lingkup", "Penutup"]


def test_an_amendment_keeps_its_roman_numbers_and_what_it_quotes() -> None:
    text = (
        f"{OPENING}\nPASAL I\nBeberapa ketentuan diubah:\n1. Ketentuan Pasal 5 diubah sehingga berbunyi:\n"
        f"“Pasal 5\n(1) {SENTENCE}\n(2) {SENTENCE}”\nPASAL II\n{SENTENCE}\n{CLOSING}"
    )

    found = document(text)

    assert places(found) == [("Pasal I", 1), ("Pasal II", 1)]
    assert [entry.anchor for entry in found.outline if entry.kind is BlockKind.PASAL] == ["pasal-i", "pasal-ii"]
    assert [entry.aliases for entry in found.outline if entry.kind is BlockKind.PASAL] == [("pasal-1",), ("pasal-2",)]
    assert [block.anchors for block in found.pages[0].blocks if block.kind is BlockKind.KUTIPAN] == [
        ("pasal-i-pasal-5",)
    ]


def test_roman_articles_run_on_past_ten() -> None:
    numbers = ("I", "II", "Ill", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")

    found = document(articles(*(f"ARTICLE {number}" for number in numbers)), is_scan=True)

    assert [label for label, _ in places(found)][2:11:8] == ["Article III", "Article XI"]
    assert len(places(found)) == 11


def test_figures_misread_as_roman_letters_stay_figures() -> None:
    numbers = ("I", *map(str, range(2, 11)), "II", "12")

    found = document(articles(*(f"Pasal {number}" for number in numbers)), is_scan=True)

    assert [label for label, _ in places(found)] == [f"Pasal {number}" for number in range(1, 13)]


def test_numbers_begin_anew_in_each_annex_and_its_addresses_say_so() -> None:
    first = f"{OPENING}\n{articles('PASAL 1', 'PASAL 2')}\n{CLOSING}"
    annexes = (
        f"LAMPIRAN I\nRENCANA KERJA\n{articles('Pasal 1', 'Pasal 2')}",
        f"LAMPIRAN II\n{articles('Pasal 1', 'Pasal 2')}",
    )

    found = document(first, *annexes)

    assert places(found, BlockKind.PASAL, BlockKind.LAMPIRAN) == [
        ("Pasal 1", 1), ("Pasal 2", 1), ("Lampiran I", 2), ("Pasal 1", 2), ("Pasal 2", 2), ("Lampiran II", 3),
        ("Pasal 1", 3), ("Pasal 2", 3),
    ]  # fmt: skip
    anchors = [entry.anchor for entry in found.outline]
    assert len(set(anchors)) == len(anchors)
    assert {"pasal-2", "lampiran-1", "lampiran-1-pasal-2", "lampiran-2-pasal-2"} <= set(anchors)
    assert {entry.level for entry in found.outline if entry.anchor.startswith("lampiran-1-")} == {2}


def test_an_english_agreement_answers_to_both_names_of_its_articles() -> None:
    body = (
        "Article 1\nObjective\nThe objective of this Memorandum is to provide a framework for the Parties.\n"
        "Article 2. Scope\nThe Parties shall cooperate in the following areas as set out in\nArticle 1 above:\n"
        "(a) exchange of information; and\n(b) training.\n"
        "IN WITNESS WHEREOF the undersigned have signed this Memorandum.\n"
        "FOR THE MINISTRY OF EXAMPLE\nContoh Official One\nFOR THE INSTITUTE\nContoh Official Two"
    )

    found = document(body)

    assert [(entry.label, entry.heading, entry.anchor, entry.aliases) for entry in found.outline][:2] == [
        ("Article 1", "Objective", "article-1", ("pasal-1",)),
        ("Article 2", "Scope", "article-2", ("pasal-2",)),
    ]
    languages = {block.language for page in found.pages for block in page.blocks if block.kind is BlockKind.HURUF}
    assert languages <= {"en", None}
    assert [kind for kind, _ in blocks(found, body)][-3:] == [
        BlockKind.PENUTUP,
        BlockKind.TANDA_TANGAN,
        BlockKind.TANDA_TANGAN,
    ]


def test_each_text_of_a_naskah_in_two_languages_has_its_own_end() -> None:
    first = f"{OPENING}\n{articles('PASAL 1', 'PASAL 2')}\n{CLOSING}"
    second = (
        "MEMORANDUM OF UNDERSTANDING\nBETWEEN\nOFFICE\nAND\nREGENCY\nThe undersigned, hereinafter the Parties, agree:\n"
        "Article 1\nThe Parties shall cooperate.\nArticle 2\nEach Party shall bear its own costs.\n"
        "DONE at Contoh in the Indonesian and English languages.\nFOR THE OFFICE\nContoh Pejabat Satu"
    )

    found = document(first, second)

    ends = (BlockKind.PENUTUP, BlockKind.TANDA_TANGAN)
    kinds = [[block.kind for block in page.blocks] for page in found.pages]
    assert [tuple(kind for kind in ends if kind in page) for page in kinds] == [ends, ends]
    assert kinds[1][0] is BlockKind.JUDUL


def test_columns_of_two_languages_keep_apart() -> None:
    text = (
        "PASAL 1 TUJUAN ARTICLE 1 OBJECTIVE\n"
        "Memorandum ini bertujuan untuk menyediakan kerangka kerja sama yang setara.\n"
        "The objective of this Memorandum is to provide a framework for the Parties.\n"
        "PASAL 2 BIAYA ARTICLE 2 FINANCE\n"
        "Setiap Pihak menanggung biaya sendiri dengan adil. Each Party shall bear the cost of its own staff."
    )

    found = document(text)

    assert [label for label, _ in places(found)] == ["Pasal 1", "Article 1", "Pasal 2", "Article 2"]
    assert headings(found) == ["Tujuan", "Objective", "Biaya", "Finance"]
    paragraphs = [
        (block.language, read_out(text, block.spans))
        for block in found.pages[0].blocks
        if block.kind is BlockKind.PARAGRAPH
    ]
    assert [language for language, _ in paragraphs] == ["id", "en", "id", "en"]
    assert paragraphs[2][1].startswith("Setiap Pihak")
    assert paragraphs[3][1].startswith("Each Party")


def test_running_heads_feet_and_page_numbers_are_furniture() -> None:
    pages = tuple(
        f"Perjanjian Kerja Sama Contoh\nPASAL {number}\nJUDUL\n{SENTENCE}\n{SENTENCE}\n- {number} -\nParaf P1 Paraf P2"
        for number in range(1, 5)
    )

    found = document(*pages)

    kinds = [kind for kind, _ in blocks(found, *pages)]
    assert kinds.count(BlockKind.FURNITURE) == 12
    assert places(found) == [(f"Pasal {number}", number) for number in range(1, 5)]


def test_a_word_that_announces_the_next_page_is_furniture() -> None:
    pages = (f"{OPENING}\nPasal 1\n{SENTENCE}\nPasal 2 ...", f"Pasal 2\n{SENTENCE}\n{CLOSING}")

    found = document(*pages)

    assert places(found) == [("Pasal 1", 1), ("Pasal 2", 2)]
    assert (BlockKind.FURNITURE, "Pasal 2 ...") in blocks(found, *pages)


def test_a_paragraph_goes_on_over_the_end_of_its_page() -> None:
    pages = (
        f"PASAL 1\nTUJUAN\n{SENTENCE}\nPASAL 2\nBIAYA\nBiaya dibebankan pada anggaran",
        f"masing-masing Pihak.\n{CLOSING}",
    )

    found = document(*pages)

    first = found.pages[1].blocks[0]
    assert (first.kind, first.is_continued) == (BlockKind.PARAGRAPH, True)


def test_a_title_in_small_letters_behind_the_number_is_one_and_a_sentence_is_none() -> None:
    text = f"Pasal 1. Bidang kerja sama\n{SENTENCE}\nPasal 2. Para Pihak sepakat untuk bekerja\nsama dengan baik."

    found = document(text)

    assert headings(found) == ["Bidang kerja sama", ""]
    assert blocks(found, text)[-1] == (BlockKind.PARAGRAPH, "Para Pihak sepakat untuk bekerja sama dengan baik.")


def test_a_number_said_twice_has_two_addresses() -> None:
    found = document(f"{OPENING}\n{articles('PASAL 1', 'PASAL 2', 'PASAL 2', 'PASAL 3')}")

    assert [entry.anchor for entry in found.outline if entry.kind is BlockKind.PASAL] == [
        "pasal-1", "pasal-2", "pasal-2-2", "pasal-3",
    ]  # fmt: skip


def test_chapters_stand_above_their_articles() -> None:
    text = f"BAB I\nKETENTUAN UMUM\n{articles('Pasal 1', 'Pasal 2')}\nBAB II\nPENUTUP\n{articles('Pasal 3')}"

    found = document(text)

    assert [(entry.label, entry.level) for entry in found.outline] == [
        ("Bab I", 1), ("Pasal 1", 2), ("Pasal 2", 2), ("Bab II", 1), ("Pasal 3", 2),
    ]  # fmt: skip


def test_rows_of_a_table_keep_their_lines() -> None:
    page = f"LAMPIRAN\n{SENTENCE}\n\nNo Uraian Jumlah\nKomputer 10 unit\nMeja kerja 5 unit\nLemari arsip 2 unit"

    found = document(SENTENCE, page)

    rows = [block for block in found.pages[1].blocks if block.kind is BlockKind.PLAIN]
    assert [page[start:end].count("\n") for block in rows for start, end in block.spans] == [3]


def test_addresses_of_a_further_file_bear_its_number() -> None:
    found = document_of([SourcePage(7, articles("PASAL 1", "PASAL 2"))], prefix="berkas-2-")

    assert [entry.anchor for entry in found.outline] == ["berkas-2-pasal-1", "berkas-2-pasal-2"]


def is_whole(found: Document, texts: Sequence[str]) -> bool:
    """Whether the blocks of each page share its words out, each once and, furniture apart, in their order."""
    for page, text in zip(found.pages, texts, strict=True):
        spans = [span for block in page.blocks for span in block.spans]
        at, ordered = 0, sorted(spans)
        for start, end in ordered:
            if start < at or text[at:start].strip():
                return False
            at = end
        body = [span for block in page.blocks if block.kind is not BlockKind.FURNITURE for span in block.spans]
        if text[at:].strip() or body != sorted(body):
            return False
    return True


LINES = st.sampled_from(
    [
        "", " ", "PASAL 1", "Pasal 2", "PASAL 1 TUJUAN ARTICLE 1 OBJECTIVE", "Article 2. Scope", "BAB I", "LAMPIRAN I",
        "LAMPIRAN", "TUJUAN DAN RUANG LINGKUP", "(1) Para Pihak sepakat;", "a. pelatihan", "b) kunjungan.", "- 3 -",
        "Demikian dibuat.", "PIHAK KESATU", "Pada hari ini", "penyelun-", "dupan manusia.", "Jabatan : Kepala",
        "dalam", "Pasal 3", "Setiap Pihak yang menanggung biaya. Each Party shall bear the cost.", "PASAL", "1",
        "“Pasal 5", "\u2003Pasal  7  ", "ARTICLE IV", "Section 1", "x" * 500, "Pasal 3 (1) Para Pihak sepakat", "…",
        "ﬁ ² ½ ı İ",
    ]
)  # fmt: skip
ANY_LINE = st.one_of(LINES, st.text(max_size=60))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ANY_LINE, max_size=30).map("\n".join), max_size=6))
def test_no_word_is_ever_lost_doubled_or_moved(texts: list[str]) -> None:
    assert is_whole(document(*texts), texts)
    assert is_whole(document(*texts, is_scan=True), texts)


@pytest.mark.parametrize(
    "text",
    ["Pasal 1\n" * 6_000, "a. " * 60_000, "PASAL I PASAL II " * 3_000, "(1) x;\n" * 9_000, "LAMPIRAN I\n" * 4_000,
     "Pasal 1 ARTICLE " * 4_000, " \n" * 50_000 + "x", "kata-\n" * 8_000],
    ids=["heads", "one-line", "pairs", "ayat", "annexes", "second", "blank", "divided"],
)  # fmt: skip
def test_the_longest_page_takes_bounded_time_and_keeps_its_words(text: str) -> None:
    started = time.process_time()

    found = document(text, text)

    assert time.process_time() - started < 5
    assert is_whole(found, [text, text])
    assert sum(len(page.blocks) for page in found.pages) <= 2 * (2 * MOST_LINES + 1)
