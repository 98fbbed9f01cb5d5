"""How often strangers may have a letter sent: by network, and for one mailbox, known or not.

Both are counted as keyed marks over all processes of a machine. What is asked for one mailbox beyond it is dropped
without a word, so that the answer tells nothing; the database bounds the letters of each once more.
"""

import logging
import math
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from portal.domain.langganan import MOST_REQUESTS, REQUESTS_WITHIN
from portal.services.users.account_links import ASKED_WITHIN, MOST_ASKED
from portal.web.throttle import Throttle, counted_as

OF_NETWORK, NETWORK_PAUSE = 10, 60
"""So many letters at once from one network, then one in so many seconds."""
LANGGANAN, TAUTAN = "langganan", "tautan"
"""What is asked for: to follow a search, or a link by which a password is chosen."""

log = logging.getLogger("portal.web")


class LetterLimits:
    """The two counters of one kind of letter; their files are opened when somebody asks for the first one."""

    def __init__(self, kind: str, folder: Path, key: bytes, *, most: int, within: timedelta) -> None:
        self._kind = kind
        self._folder = folder
        self._key = key
        self._of_mailbox = most / within.total_seconds(), most

    def check_network(self) -> None:
        """Raises TooManyRequests where the network of this request asked for too many letters."""
        if seconds := self._wait("network", counted_as(request.remote_addr)):
            raise TooManyRequests(retry_after=math.ceil(seconds))

    def may_ask(self, mailbox: str) -> bool:
        """Whether another letter may be asked for in the name of this mailbox; whoever asks is not told."""
        return not self._wait("mailbox", mailbox)

    @cached_property
    def _network(self) -> Throttle:
        return self._open("network", 1 / NETWORK_PAUSE, OF_NETWORK)

    @cached_property
    def _mailbox(self) -> Throttle:
        return self._open("mailbox", *self._of_mailbox)

    def _open(self, name: str, rate: float, burst: float) -> Throttle:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Throttle(rate, burst=burst, path=self._folder / f"{self._kind}-{name}", key=self._key)

    def _wait(self, name: str, what: str) -> float:
        try:
            return (self._network if name == "network" else self._mailbox).wait(what)
        except OSError:
            # The database still counts the letters of a mailbox.
            log.exception("the throttle of letters failed; the request passes")
            return 0.0


def install(app: Flask, folder: Path) -> None:
    """Put the counters of each kind beside the application."""
    key = str(app.config["SECRET_KEY"]).encode()
    app.extensions["letter_limits"] = {
        LANGGANAN: LetterLimits(LANGGANAN, folder, key, most=MOST_REQUESTS, within=REQUESTS_WITHIN),
        TAUTAN: LetterLimits(TAUTAN, folder, key, most=MOST_ASKED, within=ASKED_WITHIN),
    }


def limits_of(kind: str) -> LetterLimits:
    """The counters of this application for letters of a kind."""
    found = current_app.extensions["letter_limits"][kind]
    assert isinstance(found, LetterLimits)  # noqa: S101 - tells the type checker what install put there
    return found
