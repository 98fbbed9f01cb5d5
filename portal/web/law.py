"""The law as this portal applies it: rules and calendar, with the effective date of its settings."""

from collections.abc import Mapping
from functools import cache

from portal.domain.kalender import Kalender
from portal.domain.tenggat import Aturan
from portal.domain.tenggat_naskah import Hukum
from portal.legal.load import load_calendar, load_rules
from portal.web.context import stores


def hukum() -> Hukum:
    """Rules, calendar and effective date in force for this request."""
    rules, calendar = _seeded()
    return Hukum(rules, calendar, stores().config.effective_on)


@cache
def _seeded() -> tuple[Mapping[str, Aturan], Kalender]:
    return load_rules(), load_calendar()
