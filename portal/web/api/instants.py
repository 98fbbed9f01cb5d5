"""Instants as the answers write them."""

from datetime import UTC, datetime


def instant(at: datetime) -> str:
    """An instant in UTC with whole seconds, ending in Z."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
