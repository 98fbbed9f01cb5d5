"""How sure a day is that was read."""

from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.find.dates import DayRead


def day_sureness(day: DayRead) -> float:
    """A day with a disagreement is never sure; one that was mended needs a second saying that agrees."""
    if day.doubt:
        return sure.DAY_DISPUTED
    if not day.is_exact:
        return sure.DAY_MENDED_CHECKED if day.checks else sure.DAY_MENDED
    return sure.DAY_CHECKED if day.checks else sure.DAY_ONCE
