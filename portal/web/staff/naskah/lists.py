"""Lists for staff: the first screen, all naskah of my units, the internal search."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.permissions import Peran
from portal.queries import usulan
from portal.queries.naskah import worklist
from portal.queries.naskah.search import search_internal
from portal.queries.naskah.worklist import ListFilter
from portal.queries.pemberitahuan import notices
from portal.web.context import actor, stores, today
from portal.web.law import law_of_today
from portal.web.pagination import page_links
from portal.web.search_params import read_params
from portal.web.staff import frame
from portal.web.staff.kepatuhan import wording as kata
from portal.web.staff.naskah import kemiripan
from portal.web.staff.naskah_asli import clock_rows
from portal.web.typed import clean_line
from portal.web.words import wording

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
    ringkas = usulan.summary(awaited, law_of_today(), today()) if awaited else None
    owed = clock_rows.owed()
    return frame.show(
        "home",
        di="kerja",
        groups=groups,
        kembar=kemiripan.flagged((*groups.todo.items, *groups.waiting.items)),
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
        found = worklist.list_naskah(session, actor(), wanted, frame.page_number())
        units = worklist.units_to_read(session, actor())
    links = page_links(found.page, max(1, -(-found.total // found.per_page)))
    status = wanted.status.value if wanted.status else ""
    return frame.show(
        "list",
        di="naskah",
        found=found,
        wanted=wanted,
        units=units,
        links=links,
        jam=clock_rows.clocks(found.items),
        kembar=kemiripan.flagged(found.items),
        kata=kata,
        alamat=frame.address_of("work.list", q=wanted.text, status=status, unit=wanted.unit),
    )


def search() -> ResponseReturnValue:
    """Search in the text of everything I may read, published or not."""
    params = read_params(request.args)
    with stores().database.reading() as session:
        results = search_internal(session, stores().internal_index, params.query(today()), actor())
    links = page_links(results.page, max(1, -(-results.total // results.per_page)))
    alamat = frame.address_of("work.search", q=params.text)
    jam = clock_rows.clocks(hit.item for hit in results.hits)
    shown = {"params": params, "results": results, "links": links, "alamat": alamat}
    return frame.show("search", 200, di="cari", jam=jam, kata=kata, **shown)
