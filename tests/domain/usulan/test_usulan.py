"""Clocks of proposals (Pasal 16 ayat (2)) and explorations abroad (Pasal 28 ayat (5)), and what may be told."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.kalender.kalender import HariLibur, JenisLibur, StatusTahun, TahunKalender
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.state import ClockState
from portal.domain.usulan.fields import HasilFields, UsulanFields, check_hasil, check_usulan
from portal.domain.usulan.usulan import (
    LINGKUP,
    OUTCOMES,
    TANPA_PENILAIAN,
    HasilUsulan,
    JenisUsulan,
    UsulanFacts,
    usulan_clock,
)
from portal.legal.load import load_kalender, load_rules

USULAN, PENJAJAKAN = JenisUsulan.USULAN, JenisUsulan.PENJAJAKAN
HUKUM = Law(load_rules(), load_kalender(), date(2025, 5, 22))
TODAY = date(2026, 6, 15)


def day(text: str) -> date:
    return date.fromisoformat(text)


def clock_state(jenis: JenisUsulan, received: str, today: str = "2026-06-15", law: Law = HUKUM, **facts: object):
    return usulan_clock(UsulanFacts(jenis, day(received), **facts), law, day(today))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("jenis", "received", "due"),
    [
        # The same vectors as those of the reference table of due dates.
        pytest.param(USULAN, "2025-06-26", "2025-07-11", id="Pasal 16 ayat (2): melewati 27 Juni"),
        pytest.param(USULAN, "2025-08-01", "2025-08-15", id="Pasal 16 ayat (2): sebelum cuti bersama baru"),
        pytest.param(USULAN, "2025-12-31", "2026-01-15", id="Pasal 16 ayat (2): pergantian tahun"),
        pytest.param(USULAN, "2026-06-12", "2026-06-29", id="Pasal 16 ayat (2): 16 Juni"),
        pytest.param(PENJAJAKAN, "2025-07-15", "2025-08-27", id="Pasal 28 ayat (5): 18 Agustus ditambahkan"),
        pytest.param(PENJAJAKAN, "2025-12-24", "2026-02-10", id="Pasal 28 ayat (5): pergantian tahun"),
        pytest.param(PENJAJAKAN, "2026-01-15", "2026-03-03", id="Pasal 28 ayat (5): Imlek"),
        pytest.param(PENJAJAKAN, "2026-03-17", "2026-05-07", id="Pasal 28 ayat (5): Lebaran"),
    ],
)
def test_the_due_date_is_counted_from_the_day_of_receipt(jenis: JenisUsulan, received: str, due: str) -> None:
    assert clock_state(jenis, received).due_on == day(due)


def test_pasal_16_2_and_28_5_give_their_own_days_with_their_source() -> None:
    rules = [found.tenggat.rule for found in (clock_state(USULAN, "2026-06-01"), clock_state(PENJAJAKAN, "2026-06-01"))]

    assert [(rule.hari_kerja, rule.dasar) for rule in rules] == [(10, "Pasal 16 ayat (2)"), (30, "Pasal 28 ayat (5)")]
    assert LINGKUP == {USULAN: Lingkup.DALAM_NEGERI, PENJAJAKAN: Lingkup.LUAR_NEGERI}


@pytest.mark.parametrize(
    ("today", "keadaan", "days"),
    [
        ("2026-06-12", ClockState.BERJALAN, 10),
        ("2026-06-24", ClockState.BERJALAN, 3),
        ("2026-06-29", ClockState.JATUH_TEMPO_HARI_INI, 0),
        ("2026-06-30", ClockState.TERLAMBAT, -1),
    ],
)
def test_pasal_16_2_an_open_proposal_runs_is_due_and_is_late(today: str, keadaan: ClockState, days: int) -> None:
    found = clock_state(USULAN, "2026-06-12", today)

    assert (found.keadaan, found.days, found.is_open) == (keadaan, days, True)
    assert found.is_soon is (0 <= days <= 3)
    assert found.is_late is (days < 0)


@pytest.mark.parametrize(
    ("on", "keadaan", "late"),
    [("2026-06-29", ClockState.TEPAT_WAKTU, 0), ("2026-07-01", ClockState.SELESAI_TERLAMBAT, 2)],
)
def test_pasal_16_2_a_result_is_judged_by_its_own_day(on: str, keadaan: ClockState, late: int) -> None:
    found = clock_state(USULAN, "2026-06-12", "2026-09-01", hasil=HasilUsulan.SELARAS, hasil_on=day(on))

    assert (found.keadaan, found.days, found.is_open) == (keadaan, late, False)


def test_a_kept_due_date_judges_whatever_the_calendar_says_later() -> None:
    moved = replace(
        HUKUM, kalender=HUKUM.kalender.with_day(HariLibur(day("2026-06-25"), JenisLibur.KHUSUS, "Contoh", ""))
    )
    facts = {"hasil": HasilUsulan.SELARAS, "hasil_on": day("2026-06-30")}

    assert clock_state(USULAN, "2026-06-12", law=moved, **facts).keadaan is ClockState.TEPAT_WAKTU
    kept = clock_state(USULAN, "2026-06-12", law=moved, due_on=day("2026-06-29"), **facts)
    assert (kept.keadaan, kept.due_on) == (ClockState.SELESAI_TERLAMBAT, day("2026-06-29"))


@pytest.mark.parametrize("hasil", sorted(TANPA_PENILAIAN))
def test_what_goes_back_or_is_withdrawn_ends_the_count_without_a_judgement(hasil: HasilUsulan) -> None:
    found = clock_state(USULAN, "2026-06-12", "2026-09-01", hasil=hasil, hasil_on=day("2026-07-30"))

    assert (found.keadaan.value, found.is_open, found.days, found.notice) == (hasil.value, False, 0, "")


def test_a_voided_record_has_no_clock_that_runs() -> None:
    assert clock_state(USULAN, "2026-06-12", is_voided=True).keadaan is ClockState.DIBATALKAN


@pytest.mark.parametrize("effective_on", [None, date(2026, 6, 13)], ids=["belum diatur", "berlaku sesudahnya"])
def test_pasal_44_what_was_received_before_the_regulation_took_effect_has_no_deadline(
    effective_on: date | None,
) -> None:
    law = replace(HUKUM, effective_on=effective_on)
    open_, closed = (
        clock_state(PENJAJAKAN, "2026-06-12", law=law),
        clock_state(PENJAJAKAN, "2026-06-12", law=law, hasil=HasilUsulan.DIREKOMENDASIKAN, hasil_on=day("2026-06-15")),
    )

    assert (open_.keadaan, open_.tenggat, open_.is_open) == (ClockState.TANPA_TENGGAT, None, True)
    assert closed.keadaan is ClockState.SELESAI_TANPA_TENGGAT


def test_a_due_date_in_a_year_without_a_decree_is_provisional_until_it_is_decreed() -> None:
    decreed = HUKUM.kalender.with_year(TahunKalender(2027, StatusTahun.DITETAPKAN, "1/2026"))

    assert "SEMENTARA" in clock_state(PENJAJAKAN, "2026-12-14", "2026-12-15").notice
    assert clock_state(PENJAJAKAN, "2026-12-14", "2026-12-15", replace(HUKUM, kalender=decreed)).notice == ""


def test_every_outcome_belongs_to_a_kind_and_both_may_go_back_or_be_withdrawn() -> None:
    assert set(OUTCOMES[USULAN]) | set(OUTCOMES[PENJAJAKAN]) == set(HasilUsulan)
    assert set(OUTCOMES[USULAN]) & set(OUTCOMES[PENJAJAKAN]) == TANPA_PENILAIAN


FIELDS = UsulanFields(USULAN, "IMI", "Pemerintah Kabupaten Contoh", "Usulan contoh", day("2026-06-15"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": ""}, "unit"),
        ({"calon_mitra": "  "}, "calon_mitra"),
        ({"perihal": ""}, "perihal"),
        ({"perihal": "x" * 501}, "perihal"),
        ({"received_on": day("2026-06-16")}, "received_on"),
        ({"received_on": day("1945-08-16"), "alasan_mundur": "x"}, "received_on"),
        ({"received_on": day("2026-06-12")}, "alasan_mundur"),
        ({"surat_on": day("2026-06-16")}, "surat_on"),
        ({"surat_on": day("1945-08-16")}, "surat_on"),
        ({"catatan": "x" * 2001}, "catatan"),
    ],
)
def test_what_cannot_be_of_a_receipt_is_said_beside_its_field(changes: dict[str, object], field: str) -> None:
    assert check_usulan(FIELDS, TODAY, TODAY) == ()

    problems = check_usulan(replace(FIELDS, **changes), TODAY, TODAY)  # type: ignore[arg-type]

    assert [problem.field for problem in problems] == [field]


def test_a_reason_for_writing_it_down_late_is_asked_by_the_day_it_was_written_down() -> None:
    earlier = replace(FIELDS, received_on=day("2026-06-12"))

    assert check_usulan(earlier, TODAY, day("2026-06-12")) == ()
    assert check_usulan(replace(earlier, alasan_mundur="Surat tertahan."), TODAY, TODAY) == ()


HASIL = HasilFields(HasilUsulan.SELARAS, day("2026-06-15"), "ND-1", day("2026-06-15"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hasil": HasilUsulan.DIREKOMENDASIKAN}, "hasil"),
        ({"on": day("2026-06-16")}, "hasil_on"),
        ({"on": day("2026-06-11")}, "hasil_on"),
        ({"dokumen_nomor": " "}, "dokumen_nomor"),
        ({"dokumen_on": None}, "dokumen_on"),
        ({"dokumen_on": day("2026-06-11")}, "dokumen_on"),
        ({"dokumen_on": day("2026-06-16")}, "dokumen_on"),
        ({"hasil": HasilUsulan.TIDAK_SELARAS}, "keterangan"),
        ({"hasil": HasilUsulan.SELARAS_DENGAN_CATATAN}, "keterangan"),
        ({"hasil": HasilUsulan.DIKEMBALIKAN}, "keterangan"),
        ({"hasil": HasilUsulan.DITARIK}, "keterangan"),
        ({"keterangan": "x" * 2001}, "keterangan"),
    ],
)
def test_what_cannot_be_of_a_result_is_said_beside_its_field(changes: dict[str, object], field: str) -> None:
    assert check_hasil(HASIL, USULAN, day("2026-06-12"), TODAY) == ()

    problems = check_hasil(replace(HASIL, **changes), USULAN, day("2026-06-12"), TODAY)  # type: ignore[arg-type]

    assert [problem.field for problem in problems] == [field]


def test_what_goes_back_needs_no_document() -> None:
    back = HasilFields(HasilUsulan.DIKEMBALIKAN, TODAY, keterangan="Jangka waktu belum ada (Pasal 15 huruf d).")

    assert check_hasil(back, USULAN, day("2026-06-12"), TODAY) == ()
