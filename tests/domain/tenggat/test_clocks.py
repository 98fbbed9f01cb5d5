"""The clocks of one naskah (Pasal 39 ayat (4) and (5)): whether one runs, and how it was closed."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from portal.domain.kalender.kalender import HariLibur, JenisLibur
from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.domain.tenggat.clocks import ClockFacts, Closing, Law, due_for, tenggat_naskah
from portal.domain.tenggat.state import ClockState
from portal.legal.load import load_kalender, load_rules

EFFECTIVE = date(2025, 6, 2)
HUKUM = Law(load_rules(), load_kalender(), EFFECTIVE)
J = ClockState


def on(text: str, presisi: Presisi = Presisi.HARI) -> Tanggal:
    return Tanggal(date.fromisoformat(text), presisi)


FOREIGN = ClockFacts(Lingkup.LUAR_NEGERI, on("2026-11-03"))
RECEIVED = Closing(NaskahAsliState.DITERIMA_LENGKAP, date(2026, 11, 20), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        ("2026-11-03", J.BERJALAN, 14),
        ("2026-11-20", J.BERJALAN, 1),
        ("2026-11-23", J.JATUH_TEMPO_HARI_INI, 0),
        ("2026-11-24", J.TERLAMBAT, -1),
        ("2026-12-07", J.TERLAMBAT, -10),
    ],
)
def test_pasal_39_4_the_clock_runs_fourteen_working_days_from_the_signature(
    today: str, state: ClockState, days: int
) -> None:
    found = tenggat_naskah(FOREIGN, HUKUM, date.fromisoformat(today))

    assert (found.asli.keadaan, found.asli.days, found.asli.due_on) == (state, days, date(2026, 11, 23))
    assert found.asli.is_open
    assert found.naskah_dpr is None


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        pytest.param(replace(FOREIGN, lingkup=Lingkup.DALAM_NEGERI), J.TIDAK_BERLAKU, id="Pasal 39 ayat (1)"),
        pytest.param(replace(FOREIGN, lingkup=None), J.TIDAK_BERLAKU, id="lingkup belum diisi"),
        pytest.param(replace(FOREIGN, signed=on("2025-06-01")), J.TANPA_TENGGAT, id="Pasal 44: sehari sebelum berlaku"),
        pytest.param(replace(FOREIGN, signed=on("2025-06-02")), J.TERLAMBAT, id="Pasal 44: hari mulai berlaku"),
        pytest.param(replace(FOREIGN, signed=UNKNOWN), J.BELUM_DIKETAHUI, id="tanggal tidak diketahui"),
        pytest.param(
            replace(FOREIGN, signed=on("2026-01-01", Presisi.TAHUN)), J.BELUM_DIKETAHUI, id="hanya tahun"
        ),
        pytest.param(
            replace(FOREIGN, signed=on("2025-01-01", Presisi.TAHUN)), J.BELUM_DIKETAHUI, id="tahun mulai berlaku"
        ),
        pytest.param(
            replace(FOREIGN, signed=on("2024-01-01", Presisi.TAHUN)), J.TANPA_TENGGAT, id="tahun sebelum berlaku"
        ),
        pytest.param(
            replace(FOREIGN, signed=on("2025-05-01", Presisi.BULAN)), J.TANPA_TENGGAT, id="bulan sebelum berlaku"
        ),
        pytest.param(
            replace(FOREIGN, signed=on("2025-06-01", Presisi.BULAN)), J.BELUM_DIKETAHUI, id="bulan mulai berlaku"
        ),
    ],
)  # fmt: skip
def test_where_no_clock_applies_none_is_shown(facts: ClockFacts, state: ClockState) -> None:
    found = tenggat_naskah(facts, HUKUM, date(2026, 11, 23)).asli

    assert found.keadaan is state
    assert (found.tenggat is None) is (state is not J.TERLAMBAT)


def test_without_the_effective_date_no_clock_applies() -> None:
    found = tenggat_naskah(FOREIGN, replace(HUKUM, effective_on=None), date(2026, 12, 30))

    assert found.asli.keadaan is J.TANPA_TENGGAT


@pytest.mark.parametrize(
    ("arrived", "state", "days"),
    [
        ("2026-11-20", J.TEPAT_WAKTU, 0),
        ("2026-11-23", J.TEPAT_WAKTU, 0),
        ("2026-11-26", J.SELESAI_TERLAMBAT, 3),
    ],
)
def test_pasal_39_4_a_receipt_is_judged_by_its_arrival_whatever_today_is(
    arrived: str, state: ClockState, days: int
) -> None:
    facts = replace(FOREIGN, asli=replace(RECEIVED, arrived_on=date.fromisoformat(arrived)))

    for today in (date(2026, 11, 26), date(2027, 6, 1)):
        found = tenggat_naskah(facts, HUKUM, today).asli
        assert (found.keadaan, found.days, found.is_open, found.is_received) == (state, days, False, True)


def test_a_later_change_of_the_calendar_judges_nobody_again() -> None:
    day_off = HariLibur(date(2026, 11, 10), JenisLibur.CUTI_BERSAMA, "Cuti bersama")
    moved = replace(HUKUM, kalender=HUKUM.kalender.with_day(day_off))
    late = replace(FOREIGN, asli=replace(RECEIVED, arrived_on=date(2026, 11, 24)))

    assert due_for(FOREIGN, Penyampaian.ASLI, moved).due_on == date(2026, 11, 24)  # type: ignore[union-attr]
    assert tenggat_naskah(late, moved, date(2026, 12, 1)).asli.keadaan is J.SELESAI_TERLAMBAT


@pytest.mark.parametrize(
    "hasil", [NaskahAsliState.DITAHAN_KEMLU, NaskahAsliState.DITAHAN_PERWAKILAN, NaskahAsliState.HILANG]
)
def test_what_is_held_or_lost_by_proof_runs_no_longer_and_counts_as_no_receipt(hasil: NaskahAsliState) -> None:
    found = tenggat_naskah(replace(FOREIGN, asli=replace(RECEIVED, hasil=hasil)), HUKUM, date(2027, 1, 4)).asli

    assert not found.is_open
    assert not found.is_received


def test_a_receipt_without_a_clock_is_judged_by_none() -> None:
    legacy = replace(FOREIGN, signed=on("2019-03-04"), asli=replace(RECEIVED, due_on=None))

    found = tenggat_naskah(legacy, HUKUM, date(2026, 11, 30)).asli

    assert (found.keadaan, found.due_on) == (J.SELESAI_TANPA_TENGGAT, None)


def test_pasal_39_5_an_original_without_its_dpr_text_leaves_the_second_clock_open_on_the_same_day() -> None:
    facts = replace(FOREIGN, needs_dpr=True, asli=RECEIVED)

    found = tenggat_naskah(facts, HUKUM, date(2026, 11, 25))

    assert found.naskah_dpr is not None
    assert (found.asli.keadaan, found.naskah_dpr.keadaan) == (J.TEPAT_WAKTU, J.TERLAMBAT)
    assert found.naskah_dpr.due_on == found.asli.due_on == date(2026, 11, 23)
    assert found.naskah_dpr.tenggat is not None
    assert found.naskah_dpr.tenggat.rule.dasar == "Pasal 39 ayat (5)"
    assert [clock_state.is_open for clock_state in found.clocks] == [False, True]


def test_pasal_39_5_the_dpr_text_alone_leaves_the_original_open() -> None:
    facts = replace(FOREIGN, needs_dpr=True, naskah_dpr=RECEIVED)

    found = tenggat_naskah(facts, HUKUM, date(2026, 11, 25))

    assert [clock_state.is_open for clock_state in found.clocks] == [True, False]


def test_a_dpr_text_that_was_received_stays_shown_when_the_route_changes() -> None:
    assert tenggat_naskah(replace(FOREIGN, naskah_dpr=RECEIVED), HUKUM, date(2026, 12, 1)).naskah_dpr is not None


def test_pasal_39_4_what_came_before_its_signing_day_was_known_is_judged_once_it_is() -> None:
    early = replace(RECEIVED, arrived_on=date(2026, 11, 26), due_on=None)

    unknown = tenggat_naskah(replace(FOREIGN, signed=UNKNOWN, asli=early), HUKUM, date(2026, 12, 1)).asli
    known = tenggat_naskah(replace(FOREIGN, asli=early), HUKUM, date(2026, 12, 1)).asli

    assert unknown.keadaan is J.SELESAI_TANPA_TENGGAT
    assert (known.keadaan, known.days, known.due_on) == (J.SELESAI_TERLAMBAT, 3, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (HUKUM, "effective_on"),
        (RECEIVED, "due_on"),
        (FOREIGN, "signed"),
        (tenggat_naskah(FOREIGN, HUKUM, EFFECTIVE), "asli"),
        (tenggat_naskah(FOREIGN, HUKUM, EFFECTIVE).asli, "keadaan"),
    ],
    ids=["hukum", "penutup", "fakta", "naskah", "hitungan"],
)
def test_what_was_judged_is_never_changed_in_passing(value: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)


def test_where_no_clock_runs_no_days_are_counted() -> None:
    assert tenggat_naskah(replace(FOREIGN, lingkup=None), HUKUM, date(2026, 12, 7)).asli.days == 0
