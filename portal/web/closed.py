"""A portal that was restored and not yet opened: closed to the public, open to its staff."""

from flask import Flask, current_app, request

from portal.closed import refuse_closed
from portal.web.policy import OPEN

_DOOR = {endpoint for endpoint in OPEN if endpoint.startswith("auth.")}
STILL_OPEN = frozenset({"static", "assets.stylesheet", "api.health"}) | _DOOR
"""What staff need in order to enter, and what tells that the process lives."""


def install(app: Flask) -> None:
    """Ask before every view that is open to everybody."""
    app.before_request(_check)


def _check() -> None:
    """Raises ClosedError, for whoever asks: staff have pages of their own."""
    if request.endpoint in OPEN - STILL_OPEN:
        refuse_closed(current_app.extensions["portal"].config.data_dir)
