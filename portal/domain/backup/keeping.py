"""Which backups are kept: close together of late, one an hour for a day, one a day for a month, never none.

A copy of the database holds personal data that was deleted since, so none is kept for longer than a month while there
is a newer one.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from portal.domain.backup.manifest import instant_of
from portal.domain.tanggal import WIB

ALL_FOR = timedelta(hours=2)
HOURLY_FOR = timedelta(hours=24)
DAILY_FOR = timedelta(days=30)


def superfluous(stamps: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those of these backups that may go; the newest never does, nor does anything that is no name of a backup."""
    dated = sorted(((at, stamp) for stamp in stamps if (at := instant_of(stamp)) is not None), reverse=True)
    taken: set[str] = set()
    kept: set[str] = set()
    for at, stamp in dated:
        place = _place(at, stamp, now)
        if not kept or (place is not None and place not in taken):
            kept.add(stamp)
        if place is not None:
            taken.add(place)
    return tuple(stamp for _, stamp in reversed(dated) if stamp not in kept)


def _place(at: datetime, stamp: str, now: datetime) -> str | None:
    """Backups of one place are as good as one, the newest of them; None where it is too old for any."""
    age = now - at
    if age <= ALL_FOR:
        return stamp
    if age <= HOURLY_FOR:
        return f"{at:%Y%m%d%H}"
    return f"{at.astimezone(WIB):%Y%m%d}" if age <= DAILY_FOR else None
