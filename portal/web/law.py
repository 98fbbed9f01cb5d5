"""The law as this portal applies it: rules, the calendar as it is kept here, the effective date of the settings."""

from flask import g

from portal.domain.tenggat_naskah import Hukum
from portal.queries.calendar import load_calendar
from portal.queries.compliance import rules
from portal.web.context import stores


def hukum() -> Hukum:
    """Rules, calendar and effective date in force for this request."""
    if "hukum" not in g:
        with stores().database.reading() as session:
            g.hukum = Hukum(rules(), load_calendar(session), stores().config.effective_on)
    found: Hukum = g.hukum
    return found
