"""A rule that is amended: a clock keeps the number that was in force on the day it began, whatever came after."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.kepatuhan.penyerahan import PenyerahanFacts, penyerahan
from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.tanggal import Tanggal
from portal.domain.tenggat.clocks import ClockFacts, Closing, Law, due_for, tenggat_naskah
from portal.domain.tenggat.state import ClockState
from portal.domain.tenggat.tenggat import Aturan, AturanVersions, on_request
from portal.domain.usulan.usulan import JenisUsulan, UsulanFacts, usulan_clock
from portal.errors import BadInputError
from portal.legal.load import load_kalender, load_rules

SHIPPED = Law(load_rules(), load_kalender(), date(2025, 5, 22))
AMENDED_ON = date(2027, 1, 1)


def amended(kode: str, hari_kerja: int) -> Law:
    """The law after the number of one rule was changed from AMENDED_ON."""
    (old,) = SHIPPED.aturan[kode].versions
    new = replace(old, hari_kerja=hari_kerja, berlaku_sejak=AMENDED_ON, peraturan="CONTOH 1/2026")
    return replace(SHIPPED, aturan={**SHIPPED.aturan, kode: AturanVersions((old, new))})


LAW = amended("naskah_asli", 10)


def facts(signed: str) -> ClockFacts:
    return ClockFacts(Lingkup.LUAR_NEGERI, Tanggal(date.fromisoformat(signed), Presisi.HARI))


@pytest.mark.parametrize(
    ("signed", "hari_kerja", "peraturan"),
    [
        ("2026-12-18", 14, "Permenimipas 8/2025"),
        ("2026-12-31", 14, "Permenimipas 8/2025"),
        ("2027-01-01", 10, "CONTOH 1/2026"),
        ("2027-01-04", 10, "CONTOH 1/2026"),
    ],
)
def test_pasal_39_4_the_version_is_that_of_the_last_signature(signed: str, hari_kerja: int, peraturan: str) -> None:
    found = due_for(facts(signed), Penyampaian.ASLI, LAW)

    assert found is not None
    assert (found.rule.hari_kerja, found.rule.peraturan) == (hari_kerja, peraturan)
    assert sum(day.is_counted for day in found.days) == hari_kerja


@pytest.mark.parametrize("today", ["2026-12-31", "2027-01-01", "2027-01-13", "2027-01-14", "2027-06-01"])
def test_a_clock_begun_in_december_stands_as_if_nothing_had_been_amended(today: str) -> None:
    on = date.fromisoformat(today)
    begun, board = facts("2026-12-18"), PenyerahanFacts(1, "2026-20001", "Contoh", "IMI", facts("2026-12-18"))

    assert tenggat_naskah(begun, LAW, on) == tenggat_naskah(begun, SHIPPED, on)
    assert penyerahan(board, LAW, on) == penyerahan(board, SHIPPED, on)


def test_a_clock_begun_in_january_is_late_by_the_new_number() -> None:
    today = date(2027, 1, 20)

    assert tenggat_naskah(facts("2027-01-04"), LAW, today).asli.keadaan is ClockState.TERLAMBAT
    assert tenggat_naskah(facts("2027-01-04"), SHIPPED, today).asli.keadaan is ClockState.BERJALAN


def test_what_came_before_its_signing_day_was_known_is_judged_by_the_version_of_that_day() -> None:
    arrived = Closing(NaskahAsliState.DITERIMA_LENGKAP, date(2027, 1, 13), None)

    found = tenggat_naskah(replace(facts("2026-12-18"), asli=arrived), LAW, date(2027, 3, 1)).asli

    assert (found.keadaan, found.due_on) == (ClockState.TEPAT_WAKTU, date(2027, 1, 13))


def test_pasal_39_5_another_rule_is_not_touched() -> None:
    found = tenggat_naskah(replace(facts("2027-01-04"), needs_dpr=True), LAW, date(2027, 1, 5))

    assert [clock_state.tenggat.rule.hari_kerja for clock_state in found.clocks if clock_state.tenggat is not None] == [
        10,
        14,
    ]


@pytest.mark.parametrize(("received", "hari_kerja"), [("2026-12-30", 10), ("2027-01-04", 20)])
def test_pasal_16_2_a_proposal_keeps_the_number_of_its_receipt(received: str, hari_kerja: int) -> None:
    law = amended("penyelarasan_usulan", 20)

    found = usulan_clock(UsulanFacts(JenisUsulan.USULAN, date.fromisoformat(received)), law, date(2027, 1, 6))

    assert found.tenggat is not None
    assert found.tenggat.rule.hari_kerja == hari_kerja


def test_the_effective_date_still_decides_whether_a_clock_runs_at_all() -> None:
    for effective_on in (None, date(2027, 2, 1)):
        found = tenggat_naskah(facts("2027-01-04"), replace(LAW, effective_on=effective_on), date(2027, 3, 1))
        assert found.asli.keadaan is ClockState.TANPA_TENGGAT


def test_a_day_before_the_first_version_is_counted_by_it() -> None:
    assert LAW.rule("naskah_asli", date(1999, 1, 1)).hari_kerja == 14


def version(**changes: object) -> Aturan:
    (old,) = SHIPPED.aturan["naskah_asli"].versions
    return replace(old, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "versions",
    [
        pytest.param((), id="no version"),
        pytest.param((on_request(5),), id="no first day"),
        pytest.param((version(), version(berlaku_sejak=None)), id="one with, one without a first day"),
        pytest.param((version(), version()), id="two for one day"),
        pytest.param((version(berlaku_sejak=AMENDED_ON), version()), id="out of order"),
        pytest.param((version(), version(kode="lain", berlaku_sejak=AMENDED_ON)), id="of another rule"),
    ],
)
def test_versions_that_leave_a_doubt_are_refused(versions: tuple[Aturan, ...]) -> None:
    with pytest.raises(BadInputError):
        AturanVersions(versions)


def test_of_several_days_written_twice_the_first_is_named() -> None:
    later = version(berlaku_sejak=AMENDED_ON)

    with pytest.raises(BadInputError, match="yang berlaku sejak 2025-05-22 ditulis dua kali"):
        AturanVersions((version(), version(), later, later))
