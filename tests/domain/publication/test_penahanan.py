"""Each reason that holds a publication, what answers it, and the boundary of an embargo."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.naskah.enumerations import Lingkup, Visibilitas
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import HOLD_OWNERS, AlasanPenahanan, PublicationFacts, holds

TODAY = date(2026, 6, 1)
FREE = PublicationFacts(
    lingkup=Lingkup.DALAM_NEGERI,
    visibilitas=Visibilitas.PUBLIK,
    is_reading=False,
    is_unreadable=False,
    is_incomplete=False,
    has_personal_numbers=False,
    has_pages_without_text=False,
    has_clause=False,
    embargo_until=None,
    answered=frozenset(),
    waits_for_biro=False,
)
P, M, D = Visibilitas.PUBLIK, Visibilitas.METADATA, Visibilitas.DIKECUALIKAN

# what is so, at which levels it holds, which reason, whether a person can answer it
CASES = [
    ("masih dibaca", {"is_reading": True}, {P, M, D}, AlasanPenahanan.BELUM_TERBACA, False),
    ("baca gagal", {"is_unreadable": True}, {P}, AlasanPenahanan.BACA_GAGAL, True),
    ("belum terbaca utuh", {"is_incomplete": True}, {P}, AlasanPenahanan.BACA_GAGAL, True),
    ("UU 27/2022 data pribadi", {"has_personal_numbers": True}, {P}, AlasanPenahanan.DATA_PRIBADI, True),
    ("halaman tanpa teks", {"has_pages_without_text": True}, {P}, AlasanPenahanan.TANPA_TEKS, True),
    ("penampung, bukan naskah", {"has_placeholder": True}, {P, M, D}, AlasanPenahanan.BUKAN_NASKAH, True),
    ("berkas tertanam", {"has_embedded_files": True}, {P}, AlasanPenahanan.BERKAS_TERTANAM, True),
    ("komentar pada halaman", {"has_comments": True}, {P}, AlasanPenahanan.KOMENTAR, True),
    (
        "UU 27/2022 nomor pribadi dalam isian",
        {"has_personal_fields": True},
        {P, M},
        AlasanPenahanan.ISIAN_PRIBADI,
        True,
    ),
    ("berkas tanpa peran naskah", {"has_no_naskah": True}, {P, M, D}, AlasanPenahanan.TANPA_NASKAH, False),
    ("kotak tanpa salinan", {"has_open_penghitaman": True}, {P}, AlasanPenahanan.PENGHITAMAN, False),
    ("setelan orang kedua", {"needs_second_look": True}, {P}, AlasanPenahanan.ORANG_KEDUA, True),
    ("klausul kerahasiaan", {"has_clause": True}, {P}, AlasanPenahanan.KLAUSUL, True),
    ("Pasal 27 luar negeri", {"lingkup": Lingkup.LUAR_NEGERI}, {P, M, D}, AlasanPenahanan.MENUNGGU_BIRO, True),
    ("setelan semua lewat biro", {"waits_for_biro": True}, {P, M, D}, AlasanPenahanan.MENUNGGU_BIRO, True),
    ("UU 14/2008 Pasal 19 tanpa putusan", {}, {D}, AlasanPenahanan.PUTUSAN_PPID, True),
    ("embargo besok", {"embargo_until": date(2026, 6, 2)}, {P, M, D}, AlasanPenahanan.EMBARGO, False),
]


def held(visibilitas: Visibilitas, changes: dict[str, Any], **more: Any) -> frozenset[AlasanPenahanan]:
    if visibilitas is D and changes:
        # The PPID has decided: what else holds is the question.
        more["answered"] = frozenset(more.get("answered", ())) | {AlasanPenahanan.PUTUSAN_PPID}
    return holds(replace(FREE, visibilitas=visibilitas, **{**changes, **more}), TODAY)


@pytest.mark.parametrize("visibilitas", Visibilitas)
@pytest.mark.parametrize(
    ("changes", "levels", "reason", "answerable"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_reason_holds_at_its_levels_until_it_is_answered(
    visibilitas: Visibilitas,
    changes: dict[str, Any],
    levels: set[Visibilitas],
    reason: AlasanPenahanan,
    answerable: bool,
) -> None:
    expected = {reason} if visibilitas in levels else set()

    assert held(visibilitas, changes) == expected
    assert held(visibilitas, changes, answered={reason}) == (set() if answerable else expected)
    other = frozenset(AlasanPenahanan) - {reason}
    assert held(visibilitas, changes, answered=other) == expected


def test_nothing_holds_a_plain_public_naskah() -> None:
    assert holds(FREE, TODAY) == frozenset()


def test_all_reasons_are_told_at_once() -> None:
    everything = replace(
        FREE, lingkup=Lingkup.LUAR_NEGERI, is_reading=True, is_unreadable=True, has_personal_numbers=True,
        has_pages_without_text=True, has_clause=True, embargo_until=date(2026, 7, 1),
        has_placeholder=True, has_embedded_files=True, has_comments=True,
        has_personal_fields=True, has_no_naskah=True, has_open_penghitaman=True, needs_second_look=True,
    )  # fmt: skip

    assert holds(everything, TODAY) == frozenset(AlasanPenahanan) - {AlasanPenahanan.PUTUSAN_PPID}


@pytest.mark.parametrize(
    ("today", "is_held"),
    [(date(2026, 5, 31), True), (date(2026, 6, 1), False), (date(2026, 6, 2), False)],
    ids=["sehari sebelum", "harinya sudah terbuka", "sesudahnya"],
)
def test_an_embargo_ends_with_the_start_of_its_day(today: date, is_held: bool) -> None:
    facts = replace(FREE, embargo_until=date(2026, 6, 1))

    assert (holds(facts, today) == {AlasanPenahanan.EMBARGO}) is is_held


def test_every_reason_has_an_owner_and_only_time_frees_what_the_system_owns() -> None:
    assert HOLD_OWNERS.keys() == set(AlasanPenahanan)
    by_system = {reason for reason, owners in HOLD_OWNERS.items() if owners == (Peran.SISTEM,)}
    assert by_system == {AlasanPenahanan.BELUM_TERBACA, AlasanPenahanan.EMBARGO}
    assert HOLD_OWNERS[AlasanPenahanan.MENUNGGU_BIRO] == (Peran.BIRO,)
    assert HOLD_OWNERS[AlasanPenahanan.PUTUSAN_PPID] == (Peran.PPID,)
