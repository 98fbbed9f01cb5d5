"""When a file counts as wholly read: an agreed number of pages, and a verdict for each of them."""

from itertools import product

import pytest

from portal.domain.berkas.completeness import FileFacts, PageVerdict, explain, verdict
from portal.domain.naskah.enumerations import ReadingState, RecognitionState

S, V = RecognitionState, PageVerdict
READ = {1: V.text, 2: V.recognised, 3: V.blank}


@pytest.mark.parametrize(
    ("asal", "pengenalan", "expected"),
    [
        ("digital", S.TIDAK_PERLU, V.text),
        ("embedded_ocr", S.TIDAK_PERLU, V.text),
        ("our_ocr", S.SELESAI, V.recognised),
        ("digital", S.SELESAI, V.recognised),
        ("none", S.KOSONG, V.blank),
        ("none", S.MENUNGGU, V.waiting),
        ("digital", S.MENUNGGU, V.waiting),
        ("none", S.SELESAI, V.unread),
        ("none", S.TIDAK_PERLU, V.unread),
        ("digital", S.GAGAL, V.unread),
        ("embedded_ocr", S.GAGAL, V.unread),
        ("digital", S.TANPA_MESIN, V.unread),
        ("none", S.TANPA_MESIN, V.unread),
    ],
)
def test_a_page_counts_by_what_was_asked_of_it(asal: str, pengenalan: RecognitionState, expected: PageVerdict) -> None:
    assert verdict(asal, pengenalan) is expected


def facts(agreed: int | None = 3, verdicts: dict[int, PageVerdict] = READ, **changes: ReadingState) -> FileFacts:
    return FileFacts(changes.get("keadaan", ReadingState.TERBACA), agreed, verdicts)


def test_a_file_whose_pages_are_all_there_is_whole() -> None:
    assert facts().is_whole
    assert not facts().is_incomplete
    assert not facts().is_waiting
    assert not facts().has_unread_page


@pytest.mark.parametrize(
    ("agreed", "verdicts"),
    [
        (None, READ),
        (0, {}),
        (0, READ),
        (3, {}),
        (4, READ),
        (9000, READ),
        (2, READ),
        (3, {1: V.text, 3: V.text}),
        (3, {2: V.text, 3: V.text}),
        (3, {1: V.text, 2: V.text, 4: V.text}),
    ],
    ids=[
        "no agreed number", "no page at all", "none counted, some read", "none read", "the last is missing",
        "most are missing", "one more than counted", "a gap in the middle", "the first is missing", "another number",
    ],
)  # fmt: skip
def test_without_every_page_a_reading_that_is_over_is_incomplete(
    agreed: int | None, verdicts: dict[int, PageVerdict]
) -> None:
    assert facts(agreed, verdicts).is_incomplete


def test_every_combination_but_the_whole_one_is_doubted_in_some_way() -> None:
    pages = [None, *PageVerdict]
    for keadaan, agreed, first, second in product(ReadingState, [None, 0, 1, 2, 3], pages, pages):
        seen = {number: found for number, found in ((1, first), (2, second)) if found is not None}
        known = FileFacts(keadaan, agreed, seen)
        is_free = not (
            known.is_waiting or known.is_incomplete or known.has_unread_page or known.keadaan is ReadingState.GAGAL
        )
        good = {V.text, V.recognised, V.blank}
        is_whole = (agreed == 2 and len(seen) == 2) or (agreed == 1 and seen.keys() == {1})
        assert is_free == (keadaan is ReadingState.TERBACA and is_whole and set(seen.values()) <= good)


@pytest.mark.parametrize(
    ("agreed", "counted", "numbers", "said"),
    [
        (3, (3, 3), [1, 2, 3], ""),
        (4, (4, 4), [1, 4], "Belum ada hasil baca untuk halaman 2, 3."),
        (20, (20, 20), [1], "Belum ada hasil baca untuk halaman 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 dan 9 halaman lain."),
        (1, (1, 1), [1, 2], "Terbaca lebih banyak halaman daripada 1 halaman yang tercatat pada berkas."),
        (None, (3, 2), [1, 2], "Jumlah halaman tidak pasti: dua alat menghitung 3 dan 2 halaman."),
        (None, (3, None), [1], "Jumlah halaman tidak dapat dipastikan, jadi mungkin ada halaman yang belum terbaca."),
        (None, (), [1], "Jumlah halaman tidak dapat dipastikan, jadi mungkin ada halaman yang belum terbaca."),
        (0, (0, 0), [], "Jumlah halaman tidak dapat dipastikan, jadi mungkin ada halaman yang belum terbaca."),
    ],
)
def test_staff_are_told_what_is_missing(
    agreed: int | None, counted: tuple[int | None, ...], numbers: list[int], said: str
) -> None:
    assert explain(agreed=agreed, counted=counted, numbers=numbers) == said
