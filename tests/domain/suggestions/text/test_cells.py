"""Cells of a page: what stands together, on level pages and on pages photographed askew."""

from dataclasses import replace

import pytest

from portal.domain.suggestions.text.cells import cut, rows_of
from tests.factories.naskah_kinds import laid

COLUMNS = """
PIHAK KESATU                                   PIHAK KEDUA
Kepala Balai Contoh,                           Rektor Universitas Contoh,
Demikian naskah ini dibuat dalam rangkap dua dan berlaku sejak ditandatangani oleh para pihak
CONTOH SATU                                    CONTOH DUA
"""
TEXTS = [
    ["PIHAK KESATU", "PIHAK KEDUA"],
    ["Kepala Balai Contoh,", "Rektor Universitas Contoh,"],
    ["Demikian naskah ini dibuat dalam rangkap dua dan berlaku sejak ditandatangani oleh para pihak"],
    ["CONTOH SATU", "CONTOH DUA"],
]


@pytest.mark.parametrize("slope", [0.0, 0.01, 0.02, -0.015])
def test_cells_are_the_same_on_a_page_that_stands_askew(slope: float) -> None:
    words = [replace(w, y0=w.y0 + slope * w.x0, y1=w.y1 + slope * w.x0) for w in laid(COLUMNS).words]

    assert [[cell.text for cell in row] for row in rows_of(words)] == TEXTS


def test_a_cell_that_runs_over_an_edge_is_cut_between_its_words() -> None:
    row = rows_of(laid("KEPALA KANTOR WILAYAH CONTOH REKTOR UNIVERSITAS").words)[0]

    edge = row[0].words[4].x0
    left, right = cut(row[0], 0, edge), cut(row[0], edge, 1)

    assert left is not None
    assert right is not None
    assert (left.text, right.text) == ("KEPALA KANTOR WILAYAH CONTOH", "REKTOR UNIVERSITAS")
    assert cut(row[0], 0.99, 1.0) is None
