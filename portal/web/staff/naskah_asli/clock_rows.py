"""The clocks of originals in lists of work: the same handovers, words and colours as on the compliance board."""

from collections.abc import Iterable

from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.permissions import Peran
from portal.queries.kepatuhan import facts as facts_queries
from portal.queries.kepatuhan import kepatuhan
from portal.queries.naskah.values import WorkItem
from portal.web.context import actor, stores, today
from portal.web.law import law_of_today


def clocks(items: Iterable[WorkItem]) -> dict[str, tuple[Penyerahan, ...]]:
    """The handovers of the listed naskah by code; nothing is asked where none of them is foreign."""
    foreign = [item.kode for item in items if item.is_foreign]
    if not foreign:
        return {}
    law = law_of_today()
    with stores().database.reading() as session:
        return kepatuhan.clocks_of(session, actor(), foreign, law, today())


def owed() -> tuple[Penyerahan, ...]:
    """Handovers that the units somebody looks after still owe the Biro, most urgent first."""
    units = actor().units_as(Peran.PENGELOLA)
    if not units or stores().config.effective_on is None:
        return ()
    with stores().database.reading() as session:
        facts = facts_queries.load_facts(session, actor(), units, stores().config.effective_on)
    return kepatuhan.still_open(facts, law_of_today(), today()) if facts else ()
