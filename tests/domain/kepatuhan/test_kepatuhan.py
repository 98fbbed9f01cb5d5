"""C3: working days of Pasal 39 ayat (4) and (5) as the compliance board judges them, around every edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.kepatuhan.figures import KepatuhanFigures
from portal.domain.kepatuhan.penyerahan import Penyerahan, PenyerahanFacts, Period, penyerahan
from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.domain.tenggat.clocks import ClockFacts, Closing, Law
from portal.domain.tenggat.state import ClockState
from portal.legal.load import load_kalender, load_rules

EFFECTIVE = date(2025, 5, 22)
HUKUM = Law(load_rules(), load_kalender(), EFFECTIVE)
K = ClockState


def facts(
    signed: date | None,
    *,
    asli: date | None = None,
    hasil: NaskahAsliState = NaskahAsliState.DITERIMA_LENGKAP,
    judged: date | None = None,
    dpr: date | None = None,
    needs_dpr: bool = False,
    presisi: Presisi = Presisi.HARI,
    last_day: date | None = None,
    dispatched: date | None = None,
    unit: str = "IMI",
) -> PenyerahanFacts:
    clocks = ClockFacts(
        Lingkup.LUAR_NEGERI,
        Tanggal(signed, presisi) if signed else UNKNOWN,
        Closing(hasil, asli, judged) if asli else None,
        Closing(NaskahAsliState.DITERIMA_LENGKAP, dpr, None) if dpr else None,
        needs_dpr,
        last_day,
    )
    return PenyerahanFacts(1, "2026-20001", "Contoh", unit, clocks, dispatched_on=dispatched)


def one(found: PenyerahanFacts, today: date) -> Penyerahan:
    return penyerahan(found, HUKUM, today)[0]


# Last signature, today, due date, working days left, state, whether it is soon. Due dates are those of the test vectors
# of the domain.
EDGES = [
    ("weekend before day 1", "2026-11-06", "2026-11-07", "2026-11-26", 14, K.BERJALAN, False),
    ("signing day is no day", "2026-11-06", "2026-11-06", "2026-11-26", 14, K.BERJALAN, False),
    ("day 1 is the next working day", "2026-11-06", "2026-11-09", "2026-11-26", 13, K.BERJALAN, False),
    ("four days left is not soon", "2026-11-06", "2026-11-20", "2026-11-26", 4, K.BERJALAN, False),
    ("weekend with four days left", "2026-11-06", "2026-11-22", "2026-11-26", 4, K.BERJALAN, False),
    ("three days left is soon", "2026-11-06", "2026-11-23", "2026-11-26", 3, K.BERJALAN, True),
    ("day 14 is not late", "2026-11-06", "2026-11-26", "2026-11-26", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("the day after day 14 is late", "2026-11-06", "2026-11-27", "2026-11-26", -1, K.TERLAMBAT, False),
    ("Saturday after a Friday is one day late", "2026-11-09", "2026-11-28", "2026-11-27", -1, K.TERLAMBAT, False),
    ("Monday after it still is one", "2026-11-09", "2026-11-30", "2026-11-27", -1, K.TERLAMBAT, False),
    ("signed on a Saturday", "2026-03-14", "2026-04-10", "2026-04-10", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("signed on a Sunday", "2026-03-15", "2026-04-10", "2026-04-10", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("Idul Fitri and its joint leave", "2026-03-13", "2026-04-10", "2026-04-10", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("Idul Fitri, late the Monday after", "2026-03-13", "2026-04-13", "2026-04-10", -1, K.TERLAMBAT, False),
    ("joint leave of May", "2026-05-08", "2026-06-04", "2026-06-04", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("on the effective date", "2025-05-22", "2025-06-17", "2025-06-17", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("after 18 Aug 2025 was added", "2025-08-04", "2025-08-25", "2025-08-25", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("over the end of a year", "2025-12-19", "2026-01-13", "2026-01-13", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("over the end of a year, late", "2025-12-19", "2026-01-14", "2026-01-13", -1, K.TERLAMBAT, False),
    ("into a year without decree", "2026-12-11", "2027-01-06", "2027-01-06", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("into a year without decree, later", "2026-12-18", "2027-01-12", "2027-01-13", 1, K.BERJALAN, True),
    ("Christmas leave", "2026-12-04", "2026-12-28", "2026-12-28", 0, K.JATUH_TEMPO_HARI_INI, True),
    ("ten days late", "2026-10-19", "2026-11-20", "2026-11-06", -10, K.TERLAMBAT, False),
]


@pytest.mark.parametrize(
    ("signed", "today", "due", "left", "state", "is_soon"), [row[1:] for row in EDGES], ids=[row[0] for row in EDGES]
)
def test_pasal_39_ayat_4_edges_of_fourteen_working_days(
    signed: str, today: str, due: str, left: int, state: ClockState, is_soon: bool
) -> None:
    row = one(facts(date.fromisoformat(signed)), date.fromisoformat(today))

    assert (str(row.due_on), row.days, row.keadaan, row.is_soon) == (due, left, state, is_soon)


def test_pasal_39_ayat_4_a_year_without_decree_makes_the_due_date_provisional() -> None:
    row = one(facts(date(2026, 12, 18)), date(2026, 12, 21))

    assert row.notice == "SEMENTARA — SKB tahun 2027 belum ditetapkan"


def test_pasal_39_ayat_5_each_of_the_two_is_closed_on_its_own() -> None:
    signed, today = date(2026, 11, 6), date(2026, 11, 30)
    nothing = penyerahan(facts(signed, needs_dpr=True), HUKUM, today)
    original = penyerahan(facts(signed, needs_dpr=True, asli=date(2026, 11, 20)), HUKUM, today)
    text = penyerahan(facts(signed, needs_dpr=True, dpr=date(2026, 11, 27)), HUKUM, today)

    assert [row.keadaan for row in nothing] == [K.TERLAMBAT, K.TERLAMBAT]
    assert [row.keadaan for row in original] == [K.TEPAT_WAKTU, K.TERLAMBAT]
    assert [row.keadaan for row in text] == [K.TERLAMBAT, K.SELESAI_TERLAMBAT]
    assert {row.due_on for row in (*nothing, *original, *text)} == {date(2026, 11, 26)}
    assert [row.jenis for row in nothing] == [Penyampaian.ASLI, Penyampaian.NASKAH_DPR]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"signed": date(2025, 5, 21)}, K.TANPA_TENGGAT),
        ({"signed": date(2025, 4, 1), "presisi": Presisi.BULAN}, K.TANPA_TENGGAT),
        ({"signed": date(2024, 1, 1), "presisi": Presisi.TAHUN}, K.TANPA_TENGGAT),
        ({"signed": date(2025, 5, 1), "presisi": Presisi.BULAN}, K.BELUM_DIKETAHUI),
        ({"signed": date(2025, 1, 1), "presisi": Presisi.TAHUN}, K.BELUM_DIKETAHUI),
        ({"signed": date(2026, 1, 1), "presisi": Presisi.TAHUN}, K.BELUM_DIKETAHUI),
        ({"signed": None}, K.BELUM_DIKETAHUI),
        ({"signed": None, "last_day": date(2024, 12, 31)}, K.TANPA_TENGGAT),
        ({"signed": None, "last_day": date(2030, 12, 31)}, K.BELUM_DIKETAHUI),
        ({"signed": date(2026, 1, 5), "dispatched": date(2026, 1, 6)}, K.TERLAMBAT),
        ({"signed": date(2026, 1, 5), "asli": date(2026, 1, 9)}, K.TEPAT_WAKTU),
        ({"signed": date(2026, 1, 5), "asli": date(2026, 6, 9)}, K.SELESAI_TERLAMBAT),
        ({"signed": date(2026, 1, 5), "asli": date(2026, 6, 9), "judged": date(2026, 6, 9)}, K.TEPAT_WAKTU),
        ({"signed": date(2026, 1, 5), "asli": date(2026, 6, 9), "hasil": NaskahAsliState.HILANG}, K.DITUTUP_BERBUKTI),
        (
            {"signed": date(2026, 1, 5), "asli": date(2026, 1, 9), "hasil": NaskahAsliState.DITAHAN_KEMLU},
            K.DITUTUP_BERBUKTI,
        ),
    ],
)
def test_what_has_a_clock_and_what_stops_it(changes: dict, state: ClockState) -> None:
    row = one(facts(**changes), date(2026, 11, 23))

    assert row.keadaan is state
    assert row.is_open == (state is K.TERLAMBAT)


def test_without_an_effective_date_no_clock_can_be_applied() -> None:
    law = Law(HUKUM.aturan, HUKUM.kalender, None)

    assert penyerahan(facts(date(2026, 1, 5)), law, date(2026, 11, 23))[0].keadaan is K.TANPA_TENGGAT


def test_the_most_urgent_comes_first_and_history_counts_by_due_date() -> None:
    today = date(2026, 11, 23)
    late, early = facts(date(2026, 9, 1)), facts(date(2026, 8, 3))
    closed = facts(date(2026, 9, 1), asli=date(2026, 9, 10))
    angka = KepatuhanFigures(
        tuple(row for one in (late, early, closed) for row in penyerahan(one, HUKUM, today)), today
    )

    assert [row.facts.signed.on for row in angka.board] == [date(2026, 8, 3), date(2026, 9, 1)]
    by_month = {str(one.month): (one.on_time, one.decided, one.percent) for one in angka.history(4)}
    assert by_month == {
        "2026-08-01": (0, 1, 0), "2026-09-01": (1, 2, 50), "2026-10-01": (0, 0, None), "2026-11-01": (0, 0, None),
    }  # fmt: skip
    september = angka.within(Period(date(2026, 9, 1), date(2026, 9, 30)))
    assert (september.on_time, september.decided, len(september.board)) == (1, 2, 1)


days = st.dates(date(2025, 5, 22), date(2026, 11, 23))


@given(st.lists(st.tuples(days, st.none() | days, st.booleans(), st.sampled_from(["IMI", "PAS", "KANIM-A"]))))
def test_figures_are_parts_of_the_same_whole(drawn: list[tuple[date, date | None, bool, str]]) -> None:
    today = date(2026, 11, 23)
    shelf = [
        facts(signed, asli=asli if asli and asli >= signed else None, needs_dpr=dpr, unit=unit)
        for signed, asli, dpr, unit in drawn
    ]
    angka = KepatuhanFigures(tuple(row for one in shelf for row in penyerahan(one, HUKUM, today)), today)
    units = angka.per_unit({"IMI": "IMI", "KANIM-A": "IMI", "PAS": "PAS"}, ("IMI", "PAS", "SETJEN"))
    total = sum(angka.count(state) for state in (K.TERLAMBAT, K.JATUH_TEMPO_HARI_INI, K.BERJALAN))

    assert len(angka.board) == total == sum(unit.running for unit in units)
    assert total == len(angka.late) + angka.soon + angka.in_time
    assert (angka.soon, angka.in_time) == (sum(u.soon for u in units), sum(u.in_time for u in units))
    assert total == sum(angka.due_counts().values()) == sum(angka.ages().values())
    assert (angka.on_time, angka.decided) == (sum(u.on_time for u in units), sum(u.decided for u in units))
    assert [unit.kode for unit in units if unit.kode == "SETJEN"] == ["SETJEN"]
    assert angka.longest == max((-row.days for row in angka.late), default=0)
    years = [angka.within(Period(date(year, 1, 1), date(year, 12, 31))) for year in (2025, 2026, 2027)]
    assert sum(len(year.board) for year in years) == total
    assert sum(year.decided for year in years) == angka.decided
    assert all(row.due_on and row.due_on - row.facts.signed.on >= timedelta(days=18) for row in angka.board)  # type: ignore[operator]
