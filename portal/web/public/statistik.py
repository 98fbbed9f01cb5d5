"""The page of statistics: every figure drawn by the server, with the same figures as a table and as CSV."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import Response, render_template
from sqlalchemy.orm import Session

from portal.errors import NotFoundError
from portal.queries.public import statistik, terbitan
from portal.queries.public.statistik import Fetched, PublicationTime
from portal.web import charts
from portal.web.context import public_reading, today
from portal.web.csv_text import csv_lines
from portal.web.filters import label
from portal.web.translation import counted, gettext
from portal.web.words.labels.search import label_facet
from portal.web.words.labels.statistik import TABLES, month_of
from portal.web.writing import month_year, nama_negara, number

CHARTED = 10
YEARS_SHOWN = 12

Row = tuple[str, str, int]
"""Key (the value of the filter it opens, or empty), label, count."""


@dataclass(frozen=True)
class StatistikTable:
    """One figure in full: its rows, the filter of the search that a row opens (empty: none), and how it is drawn."""

    name: str
    rows: tuple[Row, ...]
    parameter: str
    upright: charts.BarChart | None
    ranked: tuple[charts.RankedBar, ...]


def statistik_page() -> str:
    """All figures on one page."""
    with public_reading() as session:
        figures = terbitan.home_figures(session, today())
        asked = _Figures(session)
        tables = [_table(name, asked) for name in TABLES]
        median = asked.publication_time.median
    return render_template("public/statistik.html", figures=figures, tables=tables, words=TABLES, median=median)


def statistik_csv(name: str) -> Response:
    """One figure in full as CSV; raises NotFoundError for a name that is none."""
    if name not in TABLES:
        raise NotFoundError("Tabel tidak ditemukan.")
    with public_reading() as session:
        table = _table(name, _Figures(session))
    words = TABLES[name]
    lines = csv_lines(("kunci", words.column, words.unit), ((key, text, str(n)) for key, text, n in table.rows))
    response = Response(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="statistik-{name}.csv"'
    return response


class _Figures:
    """What several tables are made of, asked for once."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def publication_time(self) -> PublicationTime:
        """From signing to publication."""
        return statistik.publication_time(self.session)

    @cached_property
    def fetched(self) -> Fetched:
        """Files fetched."""
        return statistik.fetched(self.session, today())


def _table(name: str, figures: _Figures) -> StatistikTable:
    read, parameter = _READERS[name]
    rows = tuple(read(figures))
    if name in _UPRIGHT:
        shown = [(text, count) for _, text, count in rows][-YEARS_SHOWN:]
        return StatistikTable(name, rows, parameter, charts.upright(shown), ())
    ordered = charts.ranked(rows, most=CHARTED) if name != "waktu" else _in_order(rows)
    return StatistikTable(name, rows, parameter, None, ordered)


def _in_order(rows: Sequence[Row]) -> tuple[charts.RankedBar, ...]:
    largest = max((count for _, _, count in rows), default=0) or 1
    return tuple(charts.RankedBar(key, text, count, round(100 * count / largest, 1)) for key, text, count in rows)


def _tahun(figures: _Figures) -> list[Row]:
    known = ((int(entry.kunci), entry.count) for entry in terbitan.browse_tahun(figures.session))
    return [(year, year, count) for year, count in charts.years_filled(known)]


def _bentuk(figures: _Figures) -> list[Row]:
    found = statistik.bentuk(figures.session)
    return [(one.value, gettext(label_facet("bentuk", one.value)), count) for one, count in found]


def _unit(figures: _Figures) -> list[Row]:
    return [(entry.kunci, entry.nama, entry.count) for entry in terbitan.browse_unit(figures.session)]


def _jenis_mitra(figures: _Figures) -> list[Row]:
    return [(one.value, label(one), count) for one, count in statistik.jenis_mitra(figures.session)]


def _negara(figures: _Figures) -> list[Row]:
    return [(entry.kunci, nama_negara(entry.kunci), entry.count) for entry in terbitan.browse_negara(figures.session)]


def _subjek(figures: _Figures) -> list[Row]:
    return [(entry.kunci, entry.nama, entry.count) for entry in statistik.subjek(figures.session)]


def _waktu(figures: _Figures) -> list[Row]:
    found = figures.publication_time
    firsts = [None, *(last for last, _ in found.steps)]
    return [("", _step(first, last), count) for first, (last, count) in zip(firsts, found.steps, strict=False)]


def _step(first: int | None, last: int | None) -> str:
    """A step of days: behind `first` (None: from the start) up to `last` (None: without end)."""
    if first is None:
        return counted("Sampai %(n)s hari", last or 0)
    if last is None:
        return counted("Lebih dari %(n)s hari", first)
    return counted("%(awal)s sampai %(n)s hari", last, awal=number(first + 1))


def _unduhan(figures: _Figures) -> list[Row]:
    return [("", month_year(month_of(month)), count) for month, count in figures.fetched.months]


def _unduhan_naskah(figures: _Figures) -> list[Row]:
    return [(entry.kunci, entry.nama, entry.count) for entry in figures.fetched.most]


_UPRIGHT = ("tahun", "unduhan")
_READERS: dict[str, tuple[Callable[[_Figures], Sequence[Row]], str]] = {
    "tahun": (_tahun, "tahun"),
    "bentuk": (_bentuk, "bentuk"),
    "unit": (_unit, "unit"),
    "jenis-mitra": (_jenis_mitra, ""),
    "negara": (_negara, "negara"),
    "subjek": (_subjek, "subjek"),
    "waktu": (_waktu, ""),
    "unduhan": (_unduhan, ""),
    "unduhan-naskah": (_unduhan_naskah, ""),
}
