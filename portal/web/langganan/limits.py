"""How often a network, and whoever asks for one mailbox, may have a letter sent; both are counted as keyed marks."""

import logging
import math
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from portal.domain.langganan import MOST_REQUESTS, REQUESTS_WITHIN, MailAddress
from portal.web.throttle import Throttle, counted_as

OF_NETWORK, NETWORK_PAUSE = 10, 60
"""So many letters at once from one network, then one in so many seconds."""

log = logging.getLogger("portal.web")


@dataclass(frozen=True)
class Limits:
    """The two counters of an application."""

    network: Throttle
    mailbox: Throttle


def install(app: Flask, folder: Path) -> None:
    """Put the counters beside the application; all processes of a machine count together."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = str(app.config["SECRET_KEY"]).encode()
    app.extensions["langganan"] = Limits(
        Throttle(1 / NETWORK_PAUSE, burst=OF_NETWORK, path=folder / "langganan-network", key=key),
        Throttle(
            MOST_REQUESTS / REQUESTS_WITHIN.total_seconds(),
            burst=MOST_REQUESTS,
            path=folder / "langganan-mailbox",
            key=key,
        ),
    )


def check_network() -> None:
    """Raises TooManyRequests where this network asked for too many letters."""
    if seconds := _wait(_limits().network, counted_as(request.remote_addr)):
        raise TooManyRequests(retry_after=math.ceil(seconds))


def may_ask(surel: MailAddress) -> bool:
    """Whether another letter may be asked for in the name of this mailbox; whoever asks is not told."""
    return not _wait(_limits().mailbox, surel.mailbox)


def _limits() -> Limits:
    found = current_app.extensions["langganan"]
    assert isinstance(found, Limits)  # noqa: S101 - tells the type checker what install put there
    return found


def _wait(throttle: Throttle, what: str) -> float:
    try:
        return throttle.wait(what)
    except OSError:
        # The database still counts the letters of a mailbox.
        log.exception("the throttle of subscriptions failed; the request passes")
        return 0.0
