"""The catalogue of invented agreements: variety, order, relations and days."""

from collections import Counter
from dataclasses import fields
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest

from portal.samples import sample as values
from portal.samples.interface import Sample, sample_units, samples

TODAY = date(2026, 11, 23)
FORMER = "Kementerian Hukum dan Hak Asasi Manusia"
JENIS_DALAM_NEGERI = {"lembaga_negara", "lembaga_pemerintah", "lembaga_nonpemerintah", "pemerintah_daerah"}
JENIS_LUAR_NEGERI = {
    "lembaga_pemerintah_negara_asing",
    "organisasi_internasional",
    "organisasi_internasional_nonpemerintah",
    "subjek_hukum_internasional_lainnya",
}


def _make(count: int, *, today: date = TODAY, seed: int = 39) -> list[Sample]:
    return list(samples(count=count, today=today, seed=seed))


@pytest.fixture(scope="module")
def sixty() -> list[Sample]:
    return _make(60)


@pytest.fixture(scope="module")
def many() -> list[Sample]:
    return _make(2000)


def _facts(sample: Sample) -> dict[str, object]:
    return {field.name: getattr(sample, field.name) for field in fields(sample) if field.name != "pdf"}


def test_the_same_arguments_give_the_same_samples(sixty: list[Sample]) -> None:
    assert [_facts(sample) for sample in sixty] == [_facts(sample) for sample in _make(60)]


def test_a_shorter_run_is_the_beginning_of_a_longer_one(sixty: list[Sample]) -> None:
    assert [_facts(sample) for sample in _make(7)] == [_facts(sample) for sample in sixty[:7]]


def test_another_seed_changes_no_relation_and_no_unit(sixty: list[Sample]) -> None:
    other = _make(60, seed=7)
    assert [(s.key, s.unit, s.induk) for s in other] == [(s.key, s.unit, s.induk) for s in sixty]


def test_sixty_hold_every_kind_of_agreement(sixty: list[Sample]) -> None:
    assert len(sixty) == 60
    lingkup = Counter(s.lingkup for s in sixty)
    assert lingkup["luar_negeri"] >= 18
    assert lingkup["dalam_negeri"] >= 36
    kategori = Counter(s.kategori for s in sixty)
    assert kategori["utama"] >= 12
    assert kategori["teknis"] >= 20
    assert kategori[None] == lingkup["luar_negeri"]
    assert Counter(s.state for s in sixty)["terbit"] >= 48
    assert 8 <= sum(s.is_scan for s in sixty) <= 12
    assert any(len(s.pihak) > 3 for s in sixty)
    assert any(s.co_pemrakarsa for s in sixty)
    assert {s.is_perjanjian_internasional for s in sixty} == {True, False, None}
    assert {len(s.bahasa) for s in sixty} == {1, 2, 3}


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("tingkat", values.Tingkat),
        ("bentuk", values.Bentuk),
        ("visibilitas", values.Visibilitas),
        ("state", values.State),
        ("lingkup", values.Lingkup),
    ],
)
def test_sixty_use_every_value_of_a_field_and_no_other(sixty: list[Sample], field: str, allowed: object) -> None:
    assert {getattr(sample, field) for sample in sixty} == set(get_args(allowed))


def test_sixty_use_every_relation(sixty: list[Sample]) -> None:
    assert {s.relation for s in sixty if s.relation} == set(get_args(values.Relation))


def test_sixty_use_every_precision_and_class_of_partner(sixty: list[Sample]) -> None:
    assert {p.signed_precision for s in sixty for p in s.pihak} == set(get_args(values.Precision))
    classes = {p.jenis_mitra for s in sixty for p in s.pihak if p.jenis_mitra}
    assert classes == JENIS_DALAM_NEGERI | JENIS_LUAR_NEGERI


def test_parents_come_before_children_and_are_signed_no_later(many: list[Sample]) -> None:
    seen: dict[str, Sample] = {}
    for sample in many:
        assert (sample.induk is None) == (sample.relation is None)
        if sample.induk:
            parent = seen[sample.induk]
            assert parent.signed_on
            assert sample.signed_on
            assert parent.signed_on <= sample.signed_on
            assert parent.lingkup == sample.lingkup
        seen[sample.key] = sample


def test_a_technical_agreement_has_a_parent_or_a_reason(many: list[Sample]) -> None:
    for sample in many:
        if sample.kategori == "teknis":
            assert sample.induk or sample.alasan_tanpa_induk, sample.key
        assert set(sample.alasan_tanpa_induk) <= {"substansi_teknis", "pertimbangan_pimpinan"}


def test_keys_files_and_ministry_numbers_are_unique(many: list[Sample]) -> None:
    for names in (
        [s.key for s in many],
        [s.filename for s in many],
        [s.pihak[0].nomor for s in many],
    ):
        assert len(set(names)) == len(many)


def test_units_exist_and_foreign_agreements_belong_to_the_first_echelon(many: list[Sample]) -> None:
    kinds = {code: kind for code, _, kind, _ in sample_units()}
    for sample in many:
        assert {sample.unit, *sample.co_pemrakarsa} <= set(kinds)
        if sample.lingkup == "luar_negeri":
            assert kinds[sample.unit] == "eselon1"


def test_units_are_a_tree_with_parents_first() -> None:
    seen: set[str] = set()
    for code, name, _, parent in sample_units():
        assert name
        assert parent is None or parent in seen
        seen.add(code)
    assert len(seen) == 134


def test_beyond_sixty_the_units_and_partners_vary(many: list[Sample]) -> None:
    assert len({s.unit for s in many}) > 100
    assert len({p.nama for s in many for p in s.pihak if not p.is_kementerian}) > 60


def test_days_are_in_order_and_never_in_the_future(many: list[Sample]) -> None:
    for sample in many:
        signed = [p.signed_on for p in sample.pihak if p.signed_on]
        assert sample.signed_on == (max(signed) if signed else None)
        if sample.signed_on:
            assert sample.signed_on <= TODAY
            assert sample.effective_on
            assert sample.effective_on >= sample.signed_on
        if sample.expires_on:
            assert sample.effective_on
            assert sample.expires_on > sample.effective_on
            assert not sample.is_open_ended
        for pihak in sample.pihak:
            if pihak.signed_on and pihak.signed_precision == "hari":
                assert pihak.signed_on.weekday() < 5


def test_running_expired_and_coming_agreements_are_all_there(sixty: list[Sample]) -> None:
    expiries = [s.expires_on for s in sixty if s.expires_on]
    assert any(day < TODAY for day in expiries)
    assert any(0 <= (day - TODAY).days <= 90 for day in expiries)
    assert any(s.effective_on and s.effective_on > TODAY for s in sixty)
    assert any(s.is_open_ended for s in sixty)
    recent = [s for s in sixty if s.lingkup == "luar_negeri" and s.signed_on and (TODAY - s.signed_on).days < 30]
    assert len(recent) >= 5


def test_two_sides_may_sign_on_different_days(sixty: list[Sample]) -> None:
    assert any(a.signed_on != b.signed_on for s in sixty for a, b in pairwise(s.pihak))


def test_before_the_new_ministry_the_former_one_is_the_party(many: list[Sample]) -> None:
    former = [
        s
        for s in many
        if s.signed_on and s.signed_on < date(2024, 10, 21) and s.tingkat in ("kementerian", "eselon1", "kanwil")
    ]
    assert len(former) > 12
    assert all(FORMER in s.pihak[0].nama for s in former)
    recent = [s for s in many if s.signed_on and s.signed_on >= date(2024, 10, 21)]
    assert not any(FORMER in s.pihak[0].nama for s in recent)


def test_the_first_side_is_the_ministry_and_the_others_fit_the_scope(many: list[Sample]) -> None:
    for sample in many:
        assert [p.is_kementerian for p in sample.pihak] == [True] + [False] * (len(sample.pihak) - 1)
        allowed = JENIS_LUAR_NEGERI if sample.lingkup == "luar_negeri" else JENIS_DALAM_NEGERI
        assert {p.jenis_mitra for p in sample.pihak[1:]} <= allowed


def test_signers_are_obviously_invented(many: list[Sample]) -> None:
    for sample in many:
        for pihak in sample.pihak:
            assert pihak.penanda_tangan
            assert pihak.penanda_tangan.startswith(("Contoh Pejabat ", "Sample Official "))


def test_a_restricted_sample_gives_its_ground(many: list[Sample]) -> None:
    for sample in many:
        if sample.visibilitas == "dikecualikan":
            assert sample.dasar_visibilitas
            assert sample.dasar_visibilitas.startswith("Pasal 17 huruf ")
        assert (sample.visibilitas == "publik") == (sample.dasar_visibilitas is None)


def test_every_scope_says_that_it_is_sample_data(many: list[Sample]) -> None:
    assert all(s.ruang_lingkup.endswith("Data contoh.") for s in many)


@pytest.mark.parametrize("today", [date(2025, 6, 2), date(2028, 2, 29), date(2031, 1, 1)])
def test_any_day_can_be_today(today: date) -> None:
    made = _make(130, today=today)
    assert all(s.signed_on <= today for s in made if s.signed_on)
