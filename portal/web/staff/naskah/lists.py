"""Lists for staff: the first screen, all naskah of my units, the internal search."""

from collections.abc import Iterable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.permissions import Peran
from portal.queries import usulan
from portal.queries.kepatuhan import facts as facts_queries
from portal.queries.kepatuhan import kepatuhan
from portal.queries.naskah import worklist
from portal.queries.naskah.search import search_internal
from portal.queries.naskah.values import WorkItem
from portal.queries.pemberitahuan import notices
from portal.search.params import read_params
from portal.web.context import actor, reading, stores, today
from portal.web.law import law_of_today
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.naskah import filter as list_filter
from portal.web.staff.naskah import kemiripan_card, search_filters
from portal.web.words import kepatuhan as kepatuhan_words

MOST_OWED = 10
"""Originals listed on the first screen; the board has all of them."""


def home() -> ResponseReturnValue:
    """The first screen: what is mine to do, what waits, what is done. An admin without records goes to the accounts."""
    if actor().peran <= {Peran.ADMIN}:
        return redirect(url_for("admin.users"))
    with reading() as session:
        groups = worklist.home_groups(session, actor(), today())
        asked = notices.asked_by_hand(session, actor(), clock.utc_now())
        awaited = usulan.open_facts(session, actor()) if Peran.BIRO in actor().peran else ()
    ringkas = usulan.summary(awaited, law_of_today(), today()) if awaited else None
    owed = _owed()
    return frame.show(
        "naskah/home",
        di="kerja",
        groups=groups,
        kembar=kemiripan_card.flagged((*groups.todo.items, *groups.waiting.items)),
        diminta=asked,
        ringkas_usulan=ringkas,
        clock_state=_clocks((*groups.todo.items, *groups.waiting.items, *groups.done.items)),
        kata=kepatuhan_words,
        ditunggu=owed[:MOST_OWED],
        total_ditunggu=len(owed),
        unit_dikelola=actor().units_as(Peran.PENGELOLA),
    )


def list_naskah() -> ResponseReturnValue:
    """All naskah I may read, narrowed by text, year, partner, form, state and unit."""
    wanted = list_filter.read(request.args)
    with reading() as session:
        found = worklist.list_naskah(session, actor(), wanted, frame.page_number(), today())
        units = worklist.units_to_read(session, actor())
        years = worklist.years_to_choose(session, actor())
    kept = list_filter.values_of(wanted)
    return frame.show(
        "naskah/list",
        di="naskah",
        found=found,
        wanted=wanted,
        units=units,
        years=[(year, str(year)) for year in years],
        kept=kept,
        chips=list_filter.chips(wanted, units),
        links=page_links(found.page, total=found.total, per_page=found.per_page),
        clock_state=_clocks(found.items),
        kembar=kemiripan_card.flagged(found.items),
        kata=kepatuhan_words,
        alamat=frame.address_of("work.list", **kept),
    )


def search() -> ResponseReturnValue:
    """Search in the text of everything I may read, published or not."""
    params = read_params(request.args)
    with reading() as session:
        results = search_internal(session, stores().internal_index, params.query(today()), actor())
        filters = search_filters.load(session, actor(), params, results)
    links = page_links(results.page, total=results.total, per_page=results.per_page)
    here = url_for("work.search")
    clock_state = _clocks(hit.item for hit in results.hits)
    return frame.show(
        "naskah/search",
        di="cari",
        params=params,
        results=results,
        filters=filters,
        hidden=search_filters.hidden(filters, params),
        chips=search_filters.chips(filters, params, here),
        links=links,
        alamat=lambda number: here + params.with_page(number).query_string(),
        tanpa_saringan=here + params.without_filters().query_string(),
        clock_state=clock_state,
        kata=kepatuhan_words,
    )


def _clocks(items: Iterable[WorkItem]) -> dict[str, tuple[Penyerahan, ...]]:
    """The handovers of the listed naskah by code; nothing is asked where none of them is foreign."""
    foreign = [item.kode for item in items if item.is_foreign]
    if not foreign:
        return {}
    law = law_of_today()
    with reading() as session:
        return kepatuhan.clocks_of(session, actor(), foreign, law, today())


def _owed() -> tuple[Penyerahan, ...]:
    """Handovers that the units somebody looks after or heads still owe the Biro, most urgent first."""
    units = actor().units_as(Peran.PENGELOLA, Peran.PIMPINAN)
    if not units or stores().config.effective_on is None:
        return ()
    with reading() as session:
        facts = facts_queries.load_facts(session, actor(), units, stores().config.effective_on)
    return kepatuhan.still_open(facts, law_of_today(), today()) if facts else ()
