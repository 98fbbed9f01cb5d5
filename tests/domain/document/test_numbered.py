"""The outline of a naskah that has no Pasal: its numbered headings, else those in capitals; a list is none."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.document.compose import document_of
from portal.domain.document.model import BlockKind, Document, SourcePage
from portal.domain.document.numerals import to_roman

OPENING = """SURAT KESEPAKATAN
Pada hari ini, Senin, tanggal empat bulan Agustus tahun dua ribu dua puluh lima, bertempat di Contoh,
yang bertanda tangan di bawah ini:
1. CONTOH PEJABAT SATU, selaku Kepala Kantor Contoh, selanjutnya disebut PIHAK KESATU;
2. CONTOH PEJABAT DUA, selaku Bupati Contoh, selanjutnya disebut PIHAK KEDUA;
sepakat sebagai berikut."""
SENTENCE = "Kedua pihak melaksanakan kerja sama ini dengan itikad baik menurut ketentuan yang berlaku."
CLOSING = """Demikian kesepakatan ini dibuat dalam rangkap dua.
PIHAK KESATU
CONTOH PEJABAT SATU
PIHAK KEDUA
CONTOH PEJABAT DUA"""
HEADINGS = ("MAKSUD DAN TUJUAN", "RUANG LINGKUP", "PEMBIAYAAN", "JANGKA WAKTU", "PENYELESAIAN PERSELISIHAN", "PENUTUP")


def document(*heads: str, sentence: str = SENTENCE) -> Document:
    body = "\n".join(f"{head}\n{sentence}" for head in heads)
    return document_of([SourcePage(1, f"{OPENING}\n{body}\n{CLOSING}")])


def outline(found: Document) -> list[tuple[str, str, str]]:
    return [(one.anchor, one.label, one.heading) for one in found.outline if one.kind is BlockKind.PASAL]


def test_numbers_before_headings_make_an_outline() -> None:
    found = document("1. MAKSUD DAN TUJUAN", "2. Ruang Lingkup", "3. PEMBIAYAAN BERSAMA PIHAK")

    assert outline(found) == [
        ("bagian-1", "Bagian 1", "Maksud dan Tujuan"),
        ("bagian-2", "Bagian 2", "Ruang Lingkup"),
        ("bagian-3", "Bagian 3", "Pembiayaan Bersama Pihak"),
    ]


def test_roman_numbers_that_were_misread_and_letters_count_too() -> None:
    roman = outline(document("I. MAKSUD DAN TUJUAN", "ll. RUANG LINGKUP", "Ill. PEMBIAYAAN"))
    letters = outline(document("A. MAKSUD DAN TUJUAN", "B. RUANG LINGKUP", "C. PEMBIAYAAN"))

    assert [label for _, label, _ in roman] == ["Bagian I", "Bagian II", "Bagian III"]
    assert [anchor for anchor, *_ in letters] == ["bagian-a", "bagian-b", "bagian-c"]


def test_sections_of_an_english_paper_are_called_so() -> None:
    opening = "COOPERATION LETTER\nThis letter is made by and between the Parties for the purpose of the programme.\n"
    body = "\n".join(
        f"{number}. {head}\nThe Parties shall carry this out in good faith and with the consent of the other Party."
        for number, head in enumerate(("PURPOSE", "COSTS", "DURATION"), 1)
    )

    assert [label for _, label, _ in outline(document_of([SourcePage(1, opening + body)]))] == [
        "Section 1", "Section 2", "Section 3",
    ]  # fmt: skip


def test_clauses_and_paragraphs_are_headings_as_articles_are() -> None:
    clauses = outline(document("Clause 1", "Clause 2", "Clause 3"))
    paragraphs = outline(document("Paragraph 1\nOBJECTIVE", "Paragraph 2\nDURATION"))

    assert [anchor for anchor, *_ in clauses] == ["clause-1", "clause-2", "clause-3"]
    assert [heading for *_, heading in paragraphs] == ["Objective", "Duration"]


def test_headings_in_capitals_without_numbers_make_an_outline() -> None:
    assert outline(document("MAKSUD DAN TUJUAN", "RUANG LINGKUP KERJA", "PEMBIAYAAN")) == [
        ("bagian-1", "Maksud dan Tujuan", ""),
        ("bagian-2", "Ruang Lingkup Kerja", ""),
        ("bagian-3", "Pembiayaan", ""),
    ]


def test_a_list_of_sentences_or_of_persons_is_no_outline() -> None:
    rows = [f"{number}. tempat dan waktu kegiatan {number} ditentukan bersama;" for number in range(1, 7)]

    assert outline(document(*rows)) == []
    assert outline(document("1. Nama : Contoh Satu", "2. Nama : Contoh Dua", "3. Nama : Contoh Tiga")) == []
    assert outline(document("1. Drs. CONTOH SATU", "2. Drs. CONTOH DUA", "3. Drs. CONTOH TIGA")) == []


def test_a_paper_with_pasal_keeps_them_alone() -> None:
    found = document("Pasal 1\n1. MAKSUD", "Pasal 2\n2. LINGKUP", "Pasal 3\n3. BIAYA")

    assert [anchor for anchor, *_ in outline(found)] == ["pasal-1", "pasal-2", "pasal-3"]


@settings(max_examples=60, deadline=None)
@given(
    style=st.sampled_from(["{figure}.", "{figure})", "{roman}.", "{letter}.", "Ke-{figure} :", "Butir {figure}."]),
    order=st.permutations(HEADINGS),
    count=st.integers(3, len(HEADINGS)),
)
def test_every_numbered_heading_is_found_in_its_order_whatever_the_numbers_look_like(
    style: str, order: list[str], count: int
) -> None:
    numbers = [style.format(figure=one, roman=to_roman(one), letter=" ABCDEF"[one]) for one in range(1, count + 1)]
    found = document(*(f"{number} {head}" for number, head in zip(numbers, order, strict=False)))

    assert [heading.upper() for *_, heading in outline(found)] == order[:count]
