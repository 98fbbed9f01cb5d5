"""A portal that was restored and not yet opened: closed to the public, open to its staff."""

from flask import Flask, current_app, request

from portal.closed import refuse_closed
from portal.web.policy import BY_KEY, OPEN

_DOOR = {endpoint for endpoint in OPEN if endpoint.startswith("auth.")}
STILL_OPEN = frozenset({"static", "assets.stylesheet", "api.health", "api.live"}) | _DOOR
"""What staff need in order to enter, and what tells that the process lives."""
CLOSED = OPEN - STILL_OPEN | BY_KEY
"""What is not answered: programs of units wait as the public does."""


def install(app: Flask) -> None:
    """Ask before every view that is open to everybody, and before those of the programs of units."""
    app.before_request(_check)


def _check() -> None:
    """Raises ClosedError, for whoever asks: staff have pages of their own."""
    if request.endpoint in CLOSED:
        refuse_closed(current_app.extensions["portal"].config.data_dir)
