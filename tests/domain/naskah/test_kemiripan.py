"""Likeness of texts: a worse scan of the same agreement is told from another one made from the same template."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.naskah.kemiripan import (
    ALIKE,
    OPENING,
    AlasanKemiripan,
    Comparable,
    likely_kemiripan,
    likeness,
    opening,
    reasons,
    sketch,
)
from tests.factories.agreements import BODY, agreement, noisy


def alike(one: str, other: str) -> float:
    return likeness(opening([one]), opening([other]))


@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.08, 0.1])
def test_a_worse_scan_of_the_same_agreement_is_nearly_the_same(which: int, share: float) -> None:
    assert alike(agreement(which), noisy(agreement(which), share)) >= ALIKE


@pytest.mark.parametrize(("one", "other"), [(0, 1), (0, 2), (1, 2)])
@pytest.mark.parametrize("share", [0.0, 0.05])
def test_agreements_of_one_template_are_not_the_same(one: int, other: int, share: float) -> None:
    assert alike(agreement(one), noisy(agreement(other), share)) == 0.0


def test_a_sketch_is_the_same_everywhere_and_small() -> None:
    packed = sketch(opening([BODY]))

    assert packed is not None
    assert packed[:8].hex() == "008946b00112707b"
    assert len(packed) == 256


def test_a_sketch_does_not_mind_blanks_marks_case_and_ligatures() -> None:
    one = opening(["Definisi Kerja-Sama,  PARA PIHAK\nyang efisien " * 20])

    assert one == opening(["deﬁnisi kerja sama para pi hak. YANG EFISIEN" * 20])


def test_too_little_text_has_no_sketch() -> None:
    assert sketch(opening(["Pasal 1"])) is None
    assert sketch(opening([])) is None


def test_an_opening_runs_over_pages_and_ends() -> None:
    assert opening(["a b", "c"]) == "abc"
    assert len(opening(["kata " * 4_000, "lagi"])) == OPENING


@pytest.mark.parametrize("share", [0.02, 0.05, 0.1])
def test_the_twin_is_among_those_worth_an_alignment_and_first_where_the_scan_is_fair(share: float) -> None:
    others = [(key, sketch(opening([agreement(key)])) or b"") for key in range(3)]
    new = sketch(opening([noisy(agreement(1), share)])) or b""

    found = likely_kemiripan(new, others, most=3)

    assert found[0] == 1 if share < 0.1 else 1 in found
    assert likely_kemiripan(new, [(9, sketch("x" * 100 + "0123456789" * 30) or b"")], most=3) == []


DAY = date(2026, 3, 12)


def facts(
    *, nomor: str = "", mitra: str = "", on: date | None = None, bentuk: Bentuk | None = Bentuk.PERJANJIAN_KERJA_SAMA
) -> Comparable:
    return Comparable(frozenset(nomor.split()), frozenset(mitra.split()), on, bentuk)


N, P, T = AlasanKemiripan.NOMOR, AlasanKemiripan.PIHAK_TANGGAL, AlasanKemiripan.TEKS
REGISTERED = Comparable(
    frozenset({"mou12kr2026"}), frozenset({"kementerian-kehakiman-korea"}), DAY, None, "IMI", False, frozenset({"KR"})
)


@pytest.mark.parametrize(
    ("scan", "is_one"),
    [
        ({}, True),
        ({"mitra": frozenset({"ministry-of-justice-korea"}), "negara": frozenset({"KR"})}, True),
        ({"nomor": frozenset({"hh05tt04tahun2026"}), "mitra": frozenset({"ministry-of-justice"})}, True),
        ({"negara": frozenset({"JP"}), "mitra": frozenset({"ministry-of-justice-japan"})}, False),
        ({"signed_on": date(2026, 3, 13)}, False),
        ({"signed_on": None}, False),
        ({"unit": "PAS"}, False),
        ({"unit": ""}, False),
        ({"has_file": False}, False),
    ],
    ids=[
        "facts",
        "other language",
        "own number",
        "other country",
        "other day",
        "no day",
        "other unit",
        "hidden",
        "two",
    ],
)
def test_a_file_is_that_of_a_registered_signing_by_unit_and_day(scan: dict[str, object], is_one: bool) -> None:
    read = replace(Comparable(frozenset(), frozenset(), DAY, None, "IMI"), **scan)  # type: ignore[arg-type]

    assert (AlasanKemiripan.PENDAFTARAN in reasons(read, REGISTERED, None)) is is_one
    assert (AlasanKemiripan.PENDAFTARAN in reasons(REGISTERED, read, None)) is is_one


@pytest.mark.parametrize(
    ("one", "other", "skor", "expected"),
    [
        (facts(nomor="mip14hh tahun2026"), facts(nomor="x tahun2026"), None, (N,)),
        (facts(nomor="12"), facts(nomor="12"), None, ()),
        (facts(), facts(), None, ()),
        (facts(mitra="a b", on=DAY), facts(mitra="b a", on=DAY), None, (P,)),
        (facts(mitra="a b", on=DAY), facts(mitra="a", on=DAY), None, ()),
        (facts(mitra="a"), facts(mitra="a"), None, ()),
        (facts(on=DAY), facts(on=DAY), None, ()),
        (facts(mitra="a", on=DAY), facts(mitra="a", on=DAY, bentuk=Bentuk.NOTA_KESEPAHAMAN), None, ()),
        (facts(mitra="a", on=DAY), facts(mitra="a", on=DAY, bentuk=None), None, (P,)),
        (facts(), facts(), 0.9, (T,)),
        (facts(), facts(), 0.86, ()),
        (facts(nomor="nomor1", on=DAY), facts(nomor="nomor2", on=date(2025, 1, 1)), 0.99, ()),
        (facts(nomor="nomor1", on=DAY), facts(nomor="nomor2", on=DAY), 0.99, (T,)),
        (facts(nomor="nomor1", on=DAY), facts(on=date(2025, 1, 1)), 0.99, (T,)),
        (facts(nomor="nomor1", mitra="a", on=DAY), facts(nomor="nomor1", mitra="a", on=DAY), 0.95, (N, P, T)),
    ],
)
def test_reasons_come_from_facts_strongest_first(
    one: Comparable, other: Comparable, skor: float | None, expected: tuple[AlasanKemiripan, ...]
) -> None:
    assert reasons(one, other, skor) == expected
    assert reasons(other, one, skor) == expected
