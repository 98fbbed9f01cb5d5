"""Lists for staff: the first screen, all naskah of my units, the internal search."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.permissions import Peran
from portal.queries import notices, usulan, worklist
from portal.queries.internal_search import search_internal
from portal.queries.worklist import ListFilter
from portal.web.compliance import wording as kata
from portal.web.context import actor, stores, today
from portal.web.forms.typed import clean_line
from portal.web.internal import clock_rows, page, twins, wording
from portal.web.law import hukum
from portal.web.pagination import page_links
from portal.web.search_params import read_params

LONGEST_TEXT = 200
MOST_OWED = 10
"""Originals listed on the first screen; the board has all of them."""


def home() -> ResponseReturnValue:
    """The first screen: what is mine to do, what waits, what is done. An admin without records goes to the accounts."""
    if actor().peran <= {Peran.ADMIN}:
        return redirect(url_for("admin.users"))
    with stores().database.reading() as session:
        groups = worklist.home_groups(session, actor(), today())
        asked = notices.asked_by_hand(session, actor(), clock.utc_now())
        awaited = usulan.open_facts(session, actor()) if Peran.BIRO in actor().peran else ()
    ringkas = usulan.summary(awaited, hukum(), today()) if awaited else None
    owed = clock_rows.owed()
    return page.show(
        "beranda",
        di="kerja",
        groups=groups,
        kembar=twins.flagged((*groups.todo.items, *groups.waiting.items)),
        diminta=asked,
        ringkas_usulan=ringkas,
        jam=clock_rows.clocks((*groups.todo.items, *groups.waiting.items, *groups.done.items)),
        kata=kata,
        ditunggu=owed[:MOST_OWED],
        total_ditunggu=len(owed),
    )


def list_naskah() -> ResponseReturnValue:
    """All naskah I may read, narrowed by state, unit and text."""
    wanted = ListFilter(
        text=clean_line(request.args.get("q", ""))[:LONGEST_TEXT],
        status=wording.status_from(request.args.get("status", "")),
        unit=clean_line(request.args.get("unit", ""))[:40],
    )
    with stores().database.reading() as session:
        found = worklist.list_naskah(session, actor(), wanted, page.page_number())
        units = worklist.units_to_read(session, actor())
    links = page_links(found.page, max(1, -(-found.total // found.per_page)))
    status = wanted.status.value if wanted.status else ""
    return page.show(
        "daftar",
        di="naskah",
        found=found,
        wanted=wanted,
        units=units,
        links=links,
        jam=clock_rows.clocks(found.items),
        kembar=twins.flagged(found.items),
        kata=kata,
        alamat=page.address_of("work.list", q=wanted.text, status=status, unit=wanted.unit),
    )


def search() -> ResponseReturnValue:
    """Search in the text of everything I may read, published or not."""
    params = read_params(request.args)
    with stores().database.reading() as session:
        results = search_internal(session, stores().internal_index, params.query(today()), actor())
    links = page_links(results.page, max(1, -(-results.total // results.per_page)))
    alamat = page.address_of("work.search", q=params.text)
    jam = clock_rows.clocks(hit.item for hit in results.hits)
    shown = {"params": params, "results": results, "links": links, "alamat": alamat}
    return page.show("cari", 200, di="cari", jam=jam, kata=kata, **shown)
