"""How often a network, and whoever asks for one mailbox, may have a letter sent; both are counted as keyed marks."""

import logging
import math
from functools import cached_property
from pathlib import Path

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from portal.domain.langganan import MOST_REQUESTS, REQUESTS_WITHIN, MailAddress
from portal.web.throttle import Throttle, counted_as

OF_NETWORK, NETWORK_PAUSE = 10, 60
"""So many letters at once from one network, then one in so many seconds."""

log = logging.getLogger("portal.web")


class Limits:
    """The two counters of an application; their files are opened when somebody asks for the first letter."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    @cached_property
    def network(self) -> Throttle:
        """By network."""
        return self._open("network", 1 / NETWORK_PAUSE, OF_NETWORK)

    @cached_property
    def mailbox(self) -> Throttle:
        """By mailbox."""
        return self._open("mailbox", MOST_REQUESTS / REQUESTS_WITHIN.total_seconds(), MOST_REQUESTS)

    def _open(self, name: str, rate: float, burst: float) -> Throttle:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Throttle(rate, burst=burst, path=self._folder / f"langganan-{name}", key=self._key)


def install(app: Flask, folder: Path) -> None:
    """Put the counters beside the application; all processes of a machine count together."""
    app.extensions["langganan"] = Limits(folder, str(app.config["SECRET_KEY"]).encode())


def check_network() -> None:
    """Raises TooManyRequests where this network asked for too many letters."""
    if seconds := _wait("network", counted_as(request.remote_addr)):
        raise TooManyRequests(retry_after=math.ceil(seconds))


def may_ask(surel: MailAddress) -> bool:
    """Whether another letter may be asked for in the name of this mailbox; whoever asks is not told."""
    return not _wait("mailbox", surel.mailbox)


def _wait(name: str, what: str) -> float:
    limits = current_app.extensions["langganan"]
    assert isinstance(limits, Limits)  # noqa: S101 - tells the type checker what install put there
    try:
        return (limits.network if name == "network" else limits.mailbox).wait(what)
    except OSError:
        # The database still counts the letters of a mailbox.
        log.exception("the throttle of subscriptions failed; the request passes")
        return 0.0
