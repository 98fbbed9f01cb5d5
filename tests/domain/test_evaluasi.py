"""Notes on monitoring and evaluation (Pasal 42): what may be told of one."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.evaluasi import EvaluasiFields, check_evaluasi

TODAY = date(2026, 6, 15)
FIELDS = EvaluasiFields(date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 10), "Berjalan baik.")
DELIVERED = replace(FIELDS, delivered_on=date(2026, 6, 12), delivered_nomor="SES-1", dokumen_nomor="LAP-1",
                    dokumen_on=date(2026, 6, 10))  # fmt: skip


def test_pasal_42_a_note_needs_its_period_its_day_and_what_was_found() -> None:
    assert check_evaluasi(FIELDS, TODAY) == ()
    assert check_evaluasi(DELIVERED, TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"period_from": date(1945, 8, 16)}, "period_from"),
        ({"period_to": date(2025, 12, 31)}, "period_to"),
        ({"evaluated_on": date(2026, 6, 16)}, "evaluated_on"),
        ({"evaluated_on": date(2026, 5, 30)}, "evaluated_on"),
        ({"ringkasan": " "}, "ringkasan"),
        ({"ringkasan": "x" * 4001}, "ringkasan"),
        ({"rekomendasi": "x" * 4001}, "rekomendasi"),
        ({"dokumen_nomor": "LAP-1"}, "dokumen_on"),
        ({"dokumen_on": TODAY}, "dokumen_nomor"),
        ({"dokumen_nomor": "LAP-1", "dokumen_on": date(2026, 6, 16)}, "dokumen_on"),
        ({"delivered_on": TODAY}, "delivered_nomor"),
        ({"delivered_nomor": "SES-1"}, "delivered_on"),
        ({"delivered_nomor": "SES-1", "delivered_on": date(2026, 6, 9)}, "delivered_on"),
        ({"delivered_nomor": "SES-1", "delivered_on": date(2026, 6, 16)}, "delivered_on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(changes: dict[str, object], field: str) -> None:
    problems = check_evaluasi(replace(FIELDS, **changes), TODAY)  # type: ignore[arg-type]

    assert [problem.field for problem in problems] == [field]
