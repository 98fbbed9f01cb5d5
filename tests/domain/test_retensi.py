"""Retention: when it ends, and what cannot be."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.retensi import LONGEST, NasibAkhir, RetensiFields, check_retensi, years_after

TODAY = date(2026, 11, 30)
FIELDS = RetensiFields("HK.05.01", "JRA 1/2025 butir 7 (CONTOH)", date(2016, 11, 30), 2, 8, NasibAkhir.PERMANEN)


def test_it_is_over_on_the_day_after_its_last_year_and_not_before() -> None:
    assert (FIELDS.active_until, FIELDS.ends_on) == (date(2018, 11, 30), date(2026, 11, 30))
    assert (FIELDS.is_over(date(2026, 11, 29)), FIELDS.is_over(TODAY)) == (False, True)
    assert replace(FIELDS, aktif_tahun=0, inaktif_tahun=0).ends_on == FIELDS.mulai_on


def test_the_last_day_of_a_leap_february_falls_on_the_first_of_march() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"klasifikasi": " "}, "klasifikasi"),
        ({"jra": ""}, "jra"),
        ({"keterangan": "x" * (LONGEST["keterangan"] + 1)}, "keterangan"),
        ({"mulai_on": date(1899, 1, 1)}, "mulai_on"),
        ({"mulai_on": date(2300, 1, 1)}, "mulai_on"),
        ({"aktif_tahun": -1}, "aktif_tahun"),
        ({"inaktif_tahun": 201}, "inaktif_tahun"),
    ],
    ids=["no class", "no schedule", "long", "too early", "too late", "negative", "many years"],
)
def test_what_cannot_be_is_named(changes: dict[str, object], field: str) -> None:
    assert check_retensi(FIELDS, TODAY) == ()
    assert [one.field for one in check_retensi(replace(FIELDS, **changes), TODAY)] == [field]  # type: ignore[arg-type]
