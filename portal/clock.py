"""The one place that reads the clock; everything below takes `now` or `today` as an argument."""

from datetime import UTC, date, datetime

from portal.domain.tanggal import wib_today


def utc_now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar date in Jakarta (WIB), which decides what "today" means everywhere."""
    return wib_today(utc_now())
