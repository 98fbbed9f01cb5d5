"""The viewer's choices: which pages, which matches, which text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.domain.document.model import Block, BlockKind, OutlineEntry
from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Lingkup, Presisi, RecognitionState
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.queries.public.values import PublicHalaman, PublicItem, PublicNaskah, PublicPihak
from portal.search.query import parse
from portal.web.pagination import page_links
from portal.web.public.formats.citation import citation
from portal.web.public.formats.record import Record, signing_place
from portal.web.public.hits import MarkedPart
from portal.web.public.viewer import PAGES_AT_ONCE, SEARCHED_PAGES, Mode, Viewer, stretch
from portal.web.public.viewer import view as view_stretch


def pages(count: int, text: str = "Pasal") -> list[PublicHalaman]:
    return [PublicHalaman(number, f"{text} {number}", "digital", None, None, None) for number in range(1, count + 1)]


def plain(parts: Sequence[MarkedPart]) -> tuple[tuple[str, bool], ...]:
    """Parts without the numbers of their hits."""
    return tuple((part.text, part.is_marked) for part in parts)


def view(found: list[PublicHalaman], *, mode: Mode, wanted: str, text: str) -> Viewer:
    question = parse(text) if text.strip(' *"') else None
    return view_stretch(found, stretch(len(found), wanted), total=len(found), mode=mode, text=text, question=question)


def test_without_a_search_only_the_stretch_is_needed() -> None:
    some = pages(45)[20:40]

    found = view_stretch(some, stretch(45, "23"), total=45, mode="naskah", text="")

    assert [page.halaman.nomor for page in found.pages] == list(range(21, 41))
    assert (found.total, found.current) == (45, 23)


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ("1", [1, 21, 41, 61, 81, 99_981]),
        ("50000", [1, 49_901, 49_921, 49_941, 49_961, 49_981, 50_001, 50_021, 50_041, 50_061, 99_981]),
        ("100000", [1, 99_901, 99_921, 99_941, 99_961, 99_981]),
    ],
)
def test_of_a_long_naskah_only_the_stretches_nearby_are_named(wanted: str, named: list[int]) -> None:
    shown = stretch(100_000, wanted)

    found = view_stretch(pages(1), shown, total=100_000, mode="naskah", text="")

    first = [one for one, _ in found.stretches]
    assert first == named
    assert len(found.stretches) <= 11
    assert found.searched == SEARCHED_PAGES


@pytest.mark.parametrize(
    ("wanted", "current", "first"),
    [
        ("", 1, 1),
        ("1", 1, 1),
        ("20", 20, 1),
        ("21", 21, 21),
        ("45", 45, 41),
        ("46", 45, 41),
        ("999999", 45, 41),
        ("9999999999", 1, 1),
        ("0", 1, 1),
        ("-3", 1, 1),
        ("dua", 1, 1),
        ("٣", 1, 1),
    ],
)
def test_the_stretch_holds_the_page_that_was_asked_for(wanted: str, current: int, first: int) -> None:
    found = view(pages(45), mode="naskah", wanted=wanted, text="")

    assert found.current == current
    assert found.pages[0].halaman.nomor == first
    assert len(found.pages) <= PAGES_AT_ONCE
    assert found.stretches == ((1, 20), (21, 40), (41, 45))


def test_a_naskah_without_pages_has_an_empty_viewer() -> None:
    found = view([], mode="teks", wanted="3", text="data")

    assert (found.total, found.current, found.pages, found.matches) == (0, 1, (), ())
    assert not found.is_scan_without_text


def test_matching_pages_are_those_of_the_whole_naskah() -> None:
    several = [*pages(30), PublicHalaman(31, "pertukaran data paspor", "our_ocr", None, None, None)]

    found = view(several, mode="naskah", wanted="", text="menukar")

    assert found.matches == (31,)
    assert found.text == "menukar"


def test_a_page_matches_only_if_it_satisfies_the_query() -> None:
    words = ("data paspor", "data", "paspor", "data visa")
    several = [PublicHalaman(n, text, "digital", None, None, None) for n, text in enumerate(words, start=1)]
    shown = stretch(4, "")

    assert view(several, mode="naskah", wanted="", text="data paspor").matches == (1,)
    found = view_stretch(
        several[1:], shown, total=4, mode="naskah", text="data visum", question=parse("data paspor"), met=frozenset({0})
    )
    assert found.matches == (3,)


@pytest.mark.parametrize("text", ["", "   ", "*", '"', "-paspor"])
def test_a_text_that_cannot_be_searched_marks_nothing(text: str) -> None:
    found = view(pages(2), mode="teks", wanted="", text=text)

    assert found.matches == ()
    assert found.text == ""
    assert plain(found.pages[0].parts) == (("Pasal 1", False),)


def test_lines_of_a_page_survive_the_marking_even_inside_a_phrase() -> None:
    text = "Pasal 2\npenyelundupan\nmanusia;\n\nPasal 3"
    found = view(
        [PublicHalaman(1, text, "digital", None, None, None)], mode="teks", wanted="", text='"penyelundupan manusia"'
    )

    parts = plain(found.pages[0].parts)
    assert "".join(piece for piece, _ in parts) == text
    assert ("penyelundupan\nmanusia", True) in parts


def test_blocks_are_read_as_running_text_with_their_matches_marked() -> None:
    text = "PASAL 2\nRUANG LINGKUP\nPencegahan penyelun-\ndupan manusia\ndan lain-\nlain.\n\n2"
    blocks = (
        Block(BlockKind.PASAL, ((0, 21),), ("pasal-2",)),
        Block(BlockKind.PARAGRAPH, ((22, len(text) - 3),)),
        Block(BlockKind.FURNITURE, ((len(text) - 1, len(text)),)),
    )
    halaman = PublicHalaman(2, text, "digital", None, None, None, blocks=blocks)
    entry = OutlineEntry(BlockKind.PASAL, "Pasal 2", "Ruang Lingkup", "pasal-2", 2, 0)

    asked = "penyelundupan"
    shown = view_stretch(
        [halaman], stretch(2, "2"), total=2, mode="teks", text=asked, question=parse(asked), outline=[entry]
    )
    found = shown.pages[0]

    heading, paragraph, furniture = found.blocks
    assert (heading.is_heading, plain(heading.parts)) == (True, (("PASAL 2\nRUANG LINGKUP", False),))
    assert plain(paragraph.parts) == (
        ("Pencegahan ", False), ("penyelundupan", True), (" manusia dan lain-lain.", False),
    )  # fmt: skip
    assert furniture.kind is BlockKind.FURNITURE
    assert found.anchors == ("pasal-2",)


def test_a_block_that_matches_as_a_whole_is_not_bare() -> None:
    block = Block(BlockKind.PARAGRAPH, ((0, 10),))
    halaman = PublicHalaman(1, "pendetensi", "digital", None, None, None, blocks=(block,))

    marked = view([halaman], mode="teks", wanted="", text="pendetensi").pages[0].blocks[0]
    bare = view([halaman], mode="teks", wanted="", text="lain").pages[0].blocks[0]

    assert (plain(marked.parts), marked.is_marked, marked.is_bare) == ((("pendetensi", True),), True, False)
    assert (bare.is_marked, bare.is_bare, bare.words) == (False, True, "pendetensi")


def test_a_scan_without_text_and_a_text_from_a_scan_are_told_apart() -> None:
    blank = [PublicHalaman(1, " \n", "none", None, None, None)]
    scanned = [PublicHalaman(1, "Pasal", "our_ocr", None, None, None)]

    assert view(blank, mode="teks", wanted="", text="").is_scan_without_text
    assert not view(blank, mode="teks", wanted="", text="").is_from_scan
    assert view(scanned, mode="teks", wanted="", text="").is_from_scan


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, 3, None, 9)),
        (4, 9, (1, 2, 3, 4, 5, 6, None, 9)),
        (5, 9, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        (9, 9, (1, None, 7, 8, 9)),
        (50, 99, (1, None, 48, 49, 50, 51, 52, None, 99)),
    ],
)
def test_page_numbers_show_the_ends_and_the_neighbours(
    current: int, last: int, numbers: tuple[int | None, ...]
) -> None:
    links = page_links(current, total=25 * last - 24, per_page=25)

    assert links == page_links(current, total=25 * last, per_page=25)
    assert links.last == last

    assert links.numbers == numbers
    assert links.previous == (current - 1 or None)
    assert links.next == (current + 1 if current < last else None)


def test_a_list_without_an_entry_has_one_page() -> None:
    assert page_links(1, total=0, per_page=25).numbers == (1,)


def naskah(*, signed: Tanggal, nomor: tuple[str, ...], tempat: str) -> PublicNaskah:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    item = PublicItem(
        kode="2026-48213",
        judul="Kerja Sama Contoh",
        lingkup=Lingkup.LUAR_NEGERI,
        bentuk=Bentuk.NOTA_KESEPAHAMAN,
        nama_bentuk=None,
        nomor=nomor,
        mitra=(),
        unit_kode="IMI",
        unit_nama="Ditjen Contoh",
        signed=signed,
        effective_on=None,
        expires_on=None,
        is_open_ended=True,
        ended_on=None,
        end_kind=None,
        masa_berlaku=MasaBerlaku.BERLAKU,
        days_left=None,
        berkas=None,
        is_metadata_only=False,
        published_at=now,
    )
    parties = tuple(
        PublicPihak(nama, None, JenisMitra.LEMBAGA_NEGARA, "ID", "", "", "", signed, tempat)
        for nama in ("Kementerian Contoh", "Lembaga Contoh")
    )
    return PublicNaskah(item, None, None, "", "", (), ("id",), None, parties, (), (), (), now, 1, 0)


@pytest.mark.parametrize(
    ("signed", "nomor", "tempat", "ending"),
    [
        (Tanggal(date(2026, 11, 13), Presisi.HARI), ("MIP-1",), "Seoul", ", Nomor MIP-1 (Seoul, 13 November 2026)."),
        (Tanggal(date(2026, 1, 1), Presisi.TAHUN), ("A", "B"), "", ", Nomor A dan B (2026)."),
        (UNKNOWN, (), "", " (tanpa tanggal)."),
    ],
)
def test_a_citation_is_one_sentence_with_its_address(
    signed: Tanggal, nomor: tuple[str, ...], tempat: str, ending: str
) -> None:
    url = "https://contoh.example/n/2026-48213"

    assert citation(Record(naskah(signed=signed, nomor=nomor, tempat=tempat), "https://contoh.example")) == (
        "Nota Kesepahaman antara Kementerian Contoh dan Lembaga Contoh tentang Kerja Sama Contoh" + ending + f" {url}"
    )


@pytest.mark.parametrize(
    ("signatures", "place"),
    [
        ([(19, "Jakarta"), (26, "Canberra")], "Canberra"),
        ([(26, "Jakarta"), (26, "Canberra")], "Jakarta dan Canberra"),
        ([(26, "Jakarta"), (26, "Jakarta")], "Jakarta"),
        ([(19, "Jakarta"), (26, "")], "Jakarta"),
        ([(12, "Jakarta"), (19, "Medan"), (26, "")], ""),
    ],
    ids=["another-day", "same-day", "same-town", "only-one-known", "last-unknown"],
)
def test_the_place_shown_belongs_to_the_signature_whose_date_is_shown(
    signatures: list[tuple[int, str]], place: str
) -> None:
    shown = naskah(signed=Tanggal(date(2026, 6, 26), Presisi.HARI), nomor=(), tempat="")
    parties = tuple(
        replace(shown.pihak[0], signed=Tanggal(date(2026, 6, day), Presisi.HARI), tempat=town)
        for day, town in signatures
    )

    assert signing_place(replace(shown, pihak=parties)) == place


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RecognitionState.GAGAL, "Tidak ada mesin yang dapat membaca halaman ini."),
        (RecognitionState.KOSONG, "Halaman ini kosong."),
        (RecognitionState.MENUNGGU, "Teks belum terbaca."),
        (RecognitionState.TIDAK_PERLU, "Teks belum terbaca."),
    ],
)
def test_a_page_without_text_says_why(state: RecognitionState, words: str) -> None:
    found = view([PublicHalaman(1, "", "none", None, None, None, state)], mode="teks", wanted="", text="")

    assert found.pages[0].absence.startswith(words)


def test_texts_of_different_origin_each_say_their_own() -> None:
    some = [*pages(1), PublicHalaman(2, "Pasal", "our_ocr", None, None, None)]

    found = view(some, mode="teks", wanted="", text="")

    assert found.is_mixed
    assert "dikenali mesin" in found.pages[1].origin
    assert not view(pages(2), mode="teks", wanted="", text="").is_mixed
