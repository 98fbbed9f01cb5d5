"""The clocks of originals in lists of work: the same handovers, words and colours as on the compliance board."""

from collections.abc import Iterable

from portal.domain.kepatuhan import Penyerahan
from portal.domain.permissions import Peran
from portal.queries import compliance, compliance_facts
from portal.queries.internal_values import WorkItem
from portal.web.context import actor, stores, today
from portal.web.law import hukum


def clocks(items: Iterable[WorkItem]) -> dict[str, tuple[Penyerahan, ...]]:
    """The handovers of the listed naskah by code; nothing is asked where none of them is foreign."""
    foreign = [item.kode for item in items if item.is_foreign]
    if not foreign:
        return {}
    law = hukum()
    with stores().database.reading() as session:
        return compliance.clocks_of(session, actor(), foreign, law, today())


def owed() -> tuple[Penyerahan, ...]:
    """Handovers that the units somebody looks after still owe the Biro, most urgent first."""
    units = actor().units_as(Peran.PENGELOLA)
    if not units or stores().config.effective_on is None:
        return ()
    with stores().database.reading() as session:
        facts = compliance_facts.load_facts(session, actor(), units, stores().config.effective_on)
    return compliance.still_open(facts, hukum(), today()) if facts else ()
