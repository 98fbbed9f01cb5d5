"""Sentences and drawings of the board keep to the rule that counts each handover, through its amendments."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.kepatuhan.figures import KepatuhanFigures
from portal.domain.kepatuhan.penyerahan import Penyerahan, PenyerahanFacts, penyerahan
from portal.domain.naskah.enumerations import Lingkup, Presisi
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.domain.tenggat.clocks import ClockFacts, Law
from portal.domain.tenggat.tenggat import AturanVersions
from portal.legal.load import load_kalender, load_rules
from portal.web.staff.kepatuhan import drawing
from portal.web.words.kepatuhan import basis

SHIPPED = Law(load_rules(), load_kalender(), date(2025, 5, 22))
TODAY = date(2027, 1, 11)


def amended(hari_kerja: int) -> Law:
    """The law in which the number for the original changes with the year 2027."""
    (old,) = SHIPPED.aturan["naskah_asli"].versions
    new = replace(old, hari_kerja=hari_kerja, berlaku_sejak=date(2027, 1, 1), dasar="Pasal 7 ayat (2)")
    return replace(SHIPPED, aturan={**SHIPPED.aturan, "naskah_asli": AturanVersions((old, new))})


def handovers(signed: date, law: Law) -> tuple[Penyerahan, ...]:
    clocks = ClockFacts(Lingkup.LUAR_NEGERI, Tanggal(signed, Presisi.HARI), needs_dpr=True)
    return penyerahan(PenyerahanFacts(1, "2026-20001", "Contoh", "IMI", clocks), law, TODAY)


def test_the_basis_names_the_number_and_the_article_of_the_version_that_counts() -> None:
    before, after = date(2026, 12, 31), date(2027, 1, 4)

    assert [basis(row) for row in (*handovers(before, amended(5)), *handovers(after, amended(5)))] == [
        "Pasal 39 ayat (4): 14 hari kerja sesudah tanda tangan terakhir, 31 Desember 2026",
        "Pasal 39 ayat (5): 14 hari kerja sesudah tanda tangan terakhir, 31 Desember 2026",
        "Pasal 7 ayat (2): 5 hari kerja sesudah tanda tangan terakhir, 4 Januari 2027",
        "Pasal 39 ayat (5): 14 hari kerja sesudah tanda tangan terakhir, 4 Januari 2027",
    ]


def test_a_handover_without_a_clock_names_the_version_of_its_day_or_of_today() -> None:
    law = replace(amended(5), effective_on=None)
    unknown = PenyerahanFacts(1, "2026-20001", "Contoh", "IMI", ClockFacts(Lingkup.LUAR_NEGERI, UNKNOWN))

    assert handovers(date(2026, 12, 31), law)[0].rule.hari_kerja == 14
    assert penyerahan(unknown, law, TODAY)[0].rule.hari_kerja == 5


@pytest.mark.parametrize(("hari_kerja", "share"), [(14, 28), (10, 40), (20, 20)])
def test_the_share_used_up_is_one_of_the_number_of_its_rule(hari_kerja: int, share: int) -> None:
    row = handovers(date(2027, 1, 4), amended(hari_kerja))[0]

    assert (row.age, drawing.progress(row)) == (4, share)


@pytest.mark.parametrize(
    ("limit", "ticks"),
    [
        (14, ["1", "5", "10", "14", "20", "25+"]),
        (10, ["1", "5", "10", "20", "25+"]),
        (21, ["1", "5", "10", "21", "27+"]),
        (30, ["1", "5", "10", "20", "30", "36+"]),
    ],
)
def test_the_chart_of_ages_has_room_for_the_limit(limit: int, ticks: list[str]) -> None:
    chart = drawing.ages(KepatuhanFigures(handovers(date(2027, 1, 4), SHIPPED), TODAY), limit)

    assert [text for _, text in chart.ticks] == ticks
    assert chart.limit_x < drawing.AGE_WIDTH
