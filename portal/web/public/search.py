"""The search page: results with snippets, facets, chips, order and paging; all of it plain links and forms."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.naskah.masa_berlaku import SOON_MONTHS
from portal.errors import BadInputError
from portal.queries.public import terbitan
from portal.queries.public.search import search_published
from portal.queries.public.values import FacetValue
from portal.search.params import SearchParams, read_params
from portal.web import caching, charts
from portal.web.context import public_reading, stores, today
from portal.web.pagination import page_links
from portal.web.public import facets
from portal.web.public.addresses import ListAddresses
from portal.web.translation import gettext
from portal.web.words.labels.search import SORTS

YEAR_BARS = 8
"""So few that each is wide enough for a finger."""


def search() -> ResponseReturnValue:
    """One page of results; what cannot be understood is answered 400 with the search box still filled."""
    try:
        params = read_params(request.args)
        return _results(params)
    except BadInputError as error:
        text = request.args.get("q", "")
        return render_template("public/search_refused.html", error=error, text=text[:300]), 400


def _results(params: SearchParams) -> ResponseReturnValue:
    with public_reading() as session:
        if moved := terbitan.moved_mitra(session, params.filters.mitra):
            # The partner was merged into another entry: its address stays good.
            return redirect(url_for("public.search") + params.with_mitra(moved).query_string(), 301)
        results = search_published(session, stores().public_index, params.query(today()))
        names = facets.selected_names(session, params)
    if results.is_degraded:
        caching.keep_not()
    if params.page > results.page_count:
        return render_template("public/search_exhausted.html", params=params, last=results.page_count), 404
    spans = charts.year_spans(_years(results.facets.get("tahun", ())), most=YEAR_BARS)
    address = url_for("public.search")
    return render_template(
        "public/search.html",
        params=params,
        results=results,
        # A long text would weigh on every address; the naskah is opened without its marks.
        alamat=ListAddresses(None if results.is_best else params.text),
        groups=facets.groups(results, params, names),
        chips=facets.chips(params, names),
        years=charts.histogram(spans),
        soon_months=SOON_MONTHS,
        year_addresses={label: address + params.with_years(label).query_string() for label, _ in spans},
        chosen_years=[value for name, value in params.active if name == "tahun"],
        sorts={key: gettext(label) for key, label in SORTS.items() if params.text or key != "relevansi"},
        pages=page_links(results.page, total=results.total, per_page=results.per_page),
        page_address=lambda page: url_for("public.search") + params.with_page(page).query_string(),
    )


def _years(values: Sequence[FacetValue]) -> tuple[tuple[str, int], ...]:
    return charts.years_filled((int(value.value), value.count) for value in values if value.value.isdecimal())
