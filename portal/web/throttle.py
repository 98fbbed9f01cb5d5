"""The throttle: nobody without a session may ask for pages faster than people and polite robots do.

It stands behind the guard and fails open: whatever goes wrong in it, the page is served. Staff are never refused, so
an office behind one address can work while a scraper beside it waits. It counts within one process.
"""

import logging
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from flask import Flask, current_app, g, request, session
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

BURST_SECONDS = 10
"""So many seconds of its allowance an address may use at once: a person opens several pages with their images."""
MOST_ADDRESSES = 10_000
FREE = frozenset({"static", "assets.stylesheet", "api.health", "auth.login", "public.robots", "public.security_txt"})
"""Not counted: files that cost nothing, the health of the portal, and the door, which counts its own attempts."""

log = logging.getLogger("portal.web")


class Throttle:
    """A token bucket for each address; `rate` in requests per second, `clock` in seconds and never backwards.

    The address that was silent longest is forgotten first, so memory is bounded.
    """

    def __init__(
        self, rate: float, *, clock: Callable[[], float] = time.monotonic, most_addresses: int = MOST_ADDRESSES
    ) -> None:
        self.rate = rate
        self.clock = clock
        self._burst = rate * BURST_SECONDS
        self._most = most_addresses
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str) -> float:
        """Take one request of this address: 0 when it may pass, else the seconds until the next one may."""
        with self._lock:
            now = self.clock()
            tokens, seen = self._buckets.pop(address, (self._burst, now))
            tokens = min(self._burst, tokens + (now - seen) * self.rate)
            may_pass = tokens >= 1
            self._buckets[address] = (tokens - 1 if may_pass else tokens, now)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        return 0.0 if may_pass else (1 - tokens) / self.rate

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._buckets)


def install(app: Flask, rate: int) -> None:
    """Put the throttle behind the guard; a rate of 0 leaves it out."""
    if rate:
        app.extensions["throttle"] = Throttle(rate)
        app.before_request(_check)


def party(remote: str) -> str:
    """Who is counted together: an IPv4 address, or the IPv6 network of 64 bits that one customer gets.

    Some proxies write the port behind the address. Raises ValueError for what is no address.
    """
    if remote.startswith("[") or remote.count(":") == 1:
        remote = remote.rpartition(":")[0].strip("[]") if not remote.endswith("]") else remote.strip("[]")
    address = ip_address(remote.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


def counted_as(remote: str | None) -> str:
    """The party of a request as the door counts it: whoever has no readable address is one party with all such."""
    try:
        return party(remote or "")
    except ValueError:
        return ""


def _check() -> None:
    try:
        seconds = _wait()
    except Exception:  # A fault of the throttle must not take the public pages away.
        log.exception("the throttle failed; the request passes")
        return
    if seconds:
        raise TooManyRequests(retry_after=math.ceil(seconds))


def _wait() -> float:
    # The guard has found out who is signed in on every page that is not open to all.
    if request.endpoint in FREE or "actor" in g or not request.remote_addr:
        return 0.0
    seconds = current_app.extensions["throttle"].wait(party(request.remote_addr))
    # Only now: a look at the session marks the answer as different for each visitor.
    return 0.0 if seconds and "_user_id" in session and current_user.is_authenticated else seconds
