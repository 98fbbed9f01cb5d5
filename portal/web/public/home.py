"""The front page, and the page about the portal.

The first has search, four figures, the newest naskah, ways to browse, the map and naskah a year; the second says
how to search, what the law says, whom to ask, how accessible the portal is.
"""

from flask import render_template

from portal.domain.naskah.masa_berlaku import SOON_MONTHS
from portal.queries.public import terbitan
from portal.web import charts
from portal.web.context import public_reading, today
from portal.web.countries import MAP_BOX
from portal.web.writing import nama_negara

NEWEST = 3
COUNTRIES_LISTED = 6
YEARS_SHOWN = 10


def home() -> str:
    """The front page."""
    with public_reading() as session:
        figures = terbitan.home_figures(session, today())
        newest = terbitan.newest(session, today(), limit=NEWEST)
        negara = terbitan.browse_negara(session)
        tahun = terbitan.browse_tahun(session)
    years = charts.years_filled([(int(entry.kunci), entry.count) for entry in tahun], most=YEARS_SHOWN)
    countries = [(entry.kunci, nama_negara(entry.kunci), entry.count) for entry in negara]
    return render_template(
        "public/home.html",
        figures=figures,
        newest=newest,
        countries=charts.ranked(countries, most=COUNTRIES_LISTED),
        bubbles=charts.bubbles((entry.kunci, entry.count) for entry in negara),
        map_box=MAP_BOX,
        years=charts.upright(years),
        soon_months=SOON_MONTHS,
        span=_span([entry.kunci for entry in tahun]),
    )


def about() -> str:
    """The page about the portal."""
    return render_template("public/about.html")


def _span(years: list[str]) -> str:
    """First and last year of signing, `2017–2026`."""
    if not years:
        return ""
    return years[-1] if len(years) == 1 else f"{years[-1]}–{years[0]}"
