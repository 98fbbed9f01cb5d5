"""Charts: the geometry follows the figures, and the figures stand there as text."""

from itertools import pairwise

import pytest
from flask import render_template_string

from portal.web import charts
from tests.fixtures.public_site import Site

YEARS = [("2022", 4), ("2023", 0), ("2024", 1000), ("2025", 1)]


@pytest.mark.parametrize("make", [charts.upright, charts.histogram])
def test_bars_stand_inside_their_box_on_one_base(make: object) -> None:
    chart = make(YEARS)  # type: ignore[operator]

    assert [bar.count for bar in chart.bars] == [4, 0, 1000, 1]
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= chart.width
        assert bar.y >= 0
        assert bar.y + bar.height == pytest.approx(chart.base, abs=0.11)


def test_the_tallest_bar_is_the_largest_and_a_single_naskah_stays_visible() -> None:
    bars = {bar.label: bar for bar in charts.upright(YEARS).bars}

    assert max(bars.values(), key=lambda bar: bar.height).label == "2024"
    assert bars["2025"].height >= 2
    assert bars["2023"].height == 0
    assert bars["2025"].is_last


def test_labels_are_thinned_out_before_they_overlap() -> None:
    wide = charts.upright([(str(year), 1) for year in range(2016, 2026)])
    dense = charts.upright([(str(year), 1) for year in range(1950, 2026)])
    shown = [bar for bar in dense.bars if bar.has_label]

    assert all(bar.has_label for bar in wide.bars)
    assert len(shown) < 20
    assert shown[-1].label == "2025"
    assert all(b.middle - a.middle >= 30 for a, b in pairwise(shown))


def test_years_are_filled_between_the_first_and_the_last() -> None:
    assert charts.years_filled([(2026, 2), (2023, 1)]) == (("2023", 1), ("2024", 0), ("2025", 0), ("2026", 2))
    assert charts.years_filled([(2026, 2), (1990, 1)], most=2) == (("2025", 0), ("2026", 2))
    assert charts.years_filled([]) == ()


def test_an_empty_chart_has_no_bars() -> None:
    assert charts.upright([]).bars == ()
    assert charts.upright([]).summary == ""
    assert charts.ranked([]) == ()
    assert charts.bubbles([]) == ()


def test_ranked_bars_are_measured_by_the_longest() -> None:
    rows = charts.ranked([("a", "A", 1), ("b", "B", 4), ("c", "C", 2)], most=2)

    assert [(row.kunci, row.percent) for row in rows] == [("b", 100.0), ("c", 50.0)]


def test_bubbles_leave_out_home_and_unknown_countries_and_draw_the_small_ones_last() -> None:
    placed = charts.bubbles([("ID", 99), ("QQ", 5), ("KR", 1), ("AU", 9)])

    assert [(bubble.kunci, bubble.count) for bubble in placed] == [("AU", 9), ("KR", 1)]
    assert placed[0].radius > placed[1].radius >= 3


@pytest.mark.parametrize("largest", [1, 12, 100, 100_000])
def test_a_bubble_never_covers_the_map(largest: int) -> None:
    assert 5 <= charts.bubbles([("AU", largest)])[0].radius <= 13


def test_a_bar_chart_says_its_figures_in_its_label_and_in_a_table(site: Site) -> None:
    template = (
        "{% from 'macros/charts.html' import column_chart %}"
        "{{ column_chart(chart, 'Naskah per tahun', saringan='tahun') }}"
    )
    with site.app.test_request_context("/"):
        html = render_template_string(template, chart=charts.upright([("2024", 1284), ("2025", 7)]))

    assert 'aria-label="Naskah per tahun: 2024: 1284, 2025: 7"' in html
    assert '<a href="/cari?tahun=2024">2024</a>' in html
    assert ">1.284</td>" in html
    assert html.count("<rect") == 4
    assert html.count('<rect class="sasaran"') == 2


def test_meters_and_stacks_carry_their_widths_as_attributes(site: Site) -> None:
    template = (
        "{% from 'macros/charts.html' import meter, stacked_bar %}"
        "{{ meter(40, 'k') }}{{ stacked_bar([(25, 'c-m'), (0, 'c-k'), (75, 'c-h')]) }}"
    )
    with site.app.test_request_context("/"):
        html = render_template_string(template)

    assert 'class="isi-jalur" width="40%"' in html
    assert 'class="c-h" x="25%" width="75%"' in html
    assert "c-k" not in html
    assert "style=" not in html
