"""The law as this portal applies it: rules, the calendar as it is kept here, the effective date of the settings."""

from flask import g

from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.tenggat import Aturan
from portal.queries.kalender import load_kalender
from portal.queries.kepatuhan.kepatuhan import rules
from portal.web.context import reading, stores, today


def law_of_today() -> Law:
    """Rules, calendar and effective date in force for this request."""
    if "hukum" not in g:
        with reading() as session:
            g.law = Law(rules(), load_kalender(session), stores().config.effective_on)
    found: Law = g.law
    return found


def rule_of_today(kode: str) -> Aturan:
    """The rule of this kode as it counts a clock begun today; templates call it `rule`."""
    return rules()[kode].on(today())
