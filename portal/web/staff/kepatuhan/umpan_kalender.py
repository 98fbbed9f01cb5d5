"""Feeds of due dates for calendar programs: a page to make and revoke them, and the feed itself."""

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.permissions import Peran
from portal.domain.plain_text import carried
from portal.queries import kalender
from portal.queries.kepatuhan import kepatuhan
from portal.queries.public import terbitan
from portal.services import umpan_kalender as verbs
from portal.web.context import actor, reading, stores, today
from portal.web.delivery import PRIVATE
from portal.web.staff import frame
from portal.web.typed import clean_line
from portal.web.words import kepatuhan as kepatuhan_words
from portal.web.words.kepatuhan import basis, time_left
from portal.web.words.labels.kepatuhan import PENYERAHAN

if TYPE_CHECKING:
    from icalendar import Event


def list_umpan_kalender() -> ResponseReturnValue:
    """The feeds of my units, with the form for another one."""
    return _show()


def add_umpan_kalender() -> ResponseReturnValue:
    """Make a feed; its address is shown once, on the answer itself."""
    unit = clean_line(request.form.get("unit", ""))[:100]
    if not unit:
        return _show(422, problem="Pilih unit.")
    with stores().database.transaction() as session:
        token = verbs.add(session, unit, frame.act())
    return _show(address=stores().config.base_url + url_for("umpan.umpan_kalender", token=token))


def revoke_umpan_kalender(feed_id: int) -> ResponseReturnValue:
    """Let a feed answer no more."""
    with stores().database.transaction() as session:
        verbs.revoke(session, feed_id, frame.act())
    return frame.go("kepatuhan.umpan_kalender", "umpan-dicabut")


def show_umpan(token: str) -> Response:
    """The open due dates of a unit and of those below it, as an iCalendar file."""
    with reading() as session:
        opened = verbs.open_umpan_kalender(session, token, today())
        found = kepatuhan.load(
            session,
            opened.actor,
            kalender=kalender.load_kalender(session),
            today=today(),
            effective_on=stores().config.effective_on,
            unit=opened.unit,
        )
        public = terbitan.titles(session, {row.facts.kode for row in found.figures.board})
    # Rare, and a start does not wait for the library.
    from icalendar import Calendar

    feed = Calendar()
    feed.add("prodid", "-//Repositori Naskah Kerja Sama//Jatuh tempo//ID")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", f"Jatuh tempo naskah asli, {kepatuhan_words.short(found.name_of(opened.unit))}")
    feed.add("refresh-interval;value=duration", "PT6H")
    for row in found.figures.board:
        feed.add_component(_event(row, public.get(row.facts.kode)))
    response = Response(feed.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="jatuh-tempo.ics"'
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _event(row: Penyerahan, public_title: str | None) -> "Event":
    """A whole day. Whoever has the address reads it without a name, so it says no more than the public pages do."""
    facts, due_on = row.facts, row.due_on or today()
    title = carried(public_title) if public_title else f"naskah {facts.kode}"
    from icalendar import Event

    event = Event()
    event.add("uid", f"{facts.kode}-{row.jenis.value}@repositori-naskah")
    event.add("dtstamp", datetime.combine(today(), time.min, UTC))
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    late = "TERLAMBAT: " if row.is_late else ""
    event.add("summary", f"{late}{PENYERAHAN[row.jenis.value]} jatuh tempo: {title}")
    event.add(
        "description",
        f"{time_left(row)}. {basis(row)}{'. ' + row.notice if row.notice else ''}",
    )
    event.add("url", stores().config.base_url + url_for("work.detail", kode=facts.kode))
    event.add("transp", "TRANSPARENT")
    return event


def _show(status: int = 200, *, address: str = "", problem: str = "") -> ResponseReturnValue:
    with reading() as session:
        units = actor().readable_units()
        pohon = kepatuhan.unit_tree(session)
        found = kalender.list_umpan_kalender(session, units)
    choices = sorted(
        ((unit.kode, unit.nama) for unit in pohon.values() if units is None or unit.kode in units),
        key=lambda pair: pair[1].lower(),
    )
    own = next((a.unit for a in actor().assignments if a.peran is not Peran.BIRO), "")
    return frame.show(
        "kepatuhan/umpan_kalender",
        status,
        di="kepatuhan",
        found=found,
        unit_list=choices,
        own=own,
        address=address,
        problem=problem,
    )
