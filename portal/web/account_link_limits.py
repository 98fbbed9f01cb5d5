"""How often letters with links may be asked for at the door: by network, and for one address, known or not.

Both are counted as keyed marks over all processes of a machine. What an address asks beyond it is dropped without a
word, so that the answer tells nothing; the database bounds the letters of an account once more.
"""

import logging
import math
from functools import cached_property
from pathlib import Path

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from portal.services.users.account_links import ASKED_WITHIN, MOST_ASKED
from portal.web.throttle import Throttle, counted_as

OF_NETWORK, NETWORK_PAUSE = 10, 60
"""So many requests at once from one network, then one in so many seconds."""

log = logging.getLogger("portal.web")


class LinkLimits:
    """The two counters of an application; their files are opened when somebody asks for the first link."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    @cached_property
    def network(self) -> Throttle:
        """By network."""
        return self._open("network", 1 / NETWORK_PAUSE, OF_NETWORK)

    @cached_property
    def email(self) -> Throttle:
        """By the address as typed."""
        return self._open("email", MOST_ASKED / ASKED_WITHIN.total_seconds(), MOST_ASKED)

    def _open(self, name: str, rate: float, burst: float) -> Throttle:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Throttle(rate, burst=burst, path=self._folder / f"tautan-{name}", key=self._key)


def install(app: Flask, folder: Path) -> None:
    """Put the counters beside the application."""
    app.extensions["account_link_limits"] = LinkLimits(folder, str(app.config["SECRET_KEY"]).encode())


def check_network() -> None:
    """Raises TooManyRequests where this network asked too often."""
    if seconds := _wait("network", counted_as(request.remote_addr)):
        raise TooManyRequests(retry_after=math.ceil(seconds))


def may_ask(email: str) -> bool:
    """Whether another letter may be asked for in the name of this address."""
    return not _wait("email", email)


def _wait(name: str, what: str) -> float:
    limits = current_app.extensions["account_link_limits"]
    assert isinstance(limits, LinkLimits)  # noqa: S101 - tells the type checker what install put there
    try:
        return (limits.network if name == "network" else limits.email).wait(what)
    except OSError:
        # The database still bounds the letters of an account.
        log.exception("the throttle of links failed; the request passes")
        return 0.0
