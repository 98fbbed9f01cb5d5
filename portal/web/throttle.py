"""The throttle: nobody without a session may ask for pages faster than people and polite robots do.

It stands behind the guard and fails open: whatever goes wrong in it, the page is served. Staff are never refused, so
an office behind one address can work while a scraper beside it waits. All processes of a machine count together.
"""

import contextlib
import fcntl
import hashlib
import logging
import math
import os
import struct
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv6Address, ip_address, ip_network
from pathlib import Path
from threading import Lock

from flask import Flask, current_app, g, request, session
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

BURST_SECONDS = 10
"""So many seconds of its allowance an address may use at once: a person opens several pages with their images."""
MOST_ADDRESSES = 10_000
_DOOR = frozenset({"auth.login", "auth.login_code", "auth.login_challenge"})
FREE = _DOOR | {"static", "assets.stylesheet", "api.health", "public.robots", "public.security_txt"}
"""Not counted: files that cost nothing, the health of the portal, and the door, which counts its own attempts."""

FILES = frozenset({"public.file", "public.file_numbered", "public.version_file", "public.version_file_numbered"})
LARGEST_PART = 1_000_000
PART = 0.1
"""What one part of a file counts: a reader of PDFs fetches a long one in a hundred of them, one after the other."""

_BUCKET = struct.Struct("<8sdd")
"""Mark of an address, tokens left, moment it was last seen."""
_ROW = 16
_OPENED = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
_TRIES, _PAUSE = 100, 0.0005
"""Counting takes some millionths of a second; after a twentieth of one nobody waits for it any longer."""

log = logging.getLogger("portal.web")


class Throttle:
    """A token bucket for each address; `rate` in requests per second, `clock` in seconds and never backwards.

    `burst` is how many may come at once; without it, what comes in BURST_SECONDS.

    The buckets lie in the file at `path`, where all processes of a machine count together; without one, in memory.
    Addresses are kept as keyed marks, in rows of a few; of a row the address that was silent longest is forgotten
    first, so the file never grows. The file holds nothing that lasts: it may be deleted at any time.
    """

    def __init__(
        self,
        rate: float,
        *,
        burst: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        most_addresses: int = MOST_ADDRESSES,
        path: Path | None = None,
        key: bytes = b"",
    ) -> None:
        self.rate = rate
        self.clock = clock
        self._burst = rate * BURST_SECONDS if burst is None else burst
        self._row = min(most_addresses, _ROW)
        self._rows = most_addresses // self._row
        self._key = hashlib.sha256(key).digest()
        # Not mapped into memory: whoever cut the file short would kill every process that looks at it.
        self._file = os.memfd_create("throttle") if path is None else os.open(path, _OPENED, 0o600)
        self._lock = Lock()

    def wait(self, address: str, cost: float = 1.0) -> float:
        """Take one request of this address: 0 when it may pass, else the seconds until the next one may.

        `cost` is how much of a request it counts. Raises OSError if the file cannot be used.
        """
        mark = hashlib.blake2b(address.encode(), key=self._key, digest_size=8).digest()
        place = int.from_bytes(mark) % self._rows * self._row * _BUCKET.size
        with self._locked():
            now = self.clock()
            row = self._read(place, now)
            tokens, seen = row.pop(mark, (self._burst, now))
            tokens = min(self._burst, tokens + (now - seen) * self.rate)
            may_pass = tokens >= cost
            if len(row) == self._row:
                del row[min(row, key=lambda one: row[one][1])]
            row[mark] = (tokens - cost if may_pass else tokens, now)
            told = b"".join(_BUCKET.pack(one, *row[one]) for one in row)
            os.pwrite(self._file, told.ljust(self._row * _BUCKET.size, b"\0"), place)
        return 0.0 if may_pass else (cost - tokens) / self.rate

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def __len__(self) -> int:
        """How many addresses are remembered."""
        size, now = self._row * _BUCKET.size, self.clock()
        return sum(len(self._read(number * size, now)) for number in range(self._rows))

    def _read(self, place: int, now: float) -> dict[bytes, tuple[float, float]]:
        """The buckets of a row; what no sound process wrote in this life of the machine is left out."""
        told = os.pread(self._file, self._row * _BUCKET.size, place)
        told = told[: len(told) // _BUCKET.size * _BUCKET.size]
        return {
            mark: (tokens, seen)
            for mark, tokens, seen in _BUCKET.iter_unpack(told)
            if 0 <= tokens <= self._burst and 0 < seen <= now
        }

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock:
            for _ in range(_TRIES):
                try:
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(_PAUSE)
            else:
                # A process that stopped in the midst of counting must not stop the others with it.
                raise BlockingIOError("the throttle is held by another process")
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def install(app: Flask, rate: int, path: Path) -> None:
    """Put the throttle behind the guard; a rate of 0 leaves it out."""
    if rate:
        key = str(app.config["SECRET_KEY"]).encode()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        app.extensions["throttle"] = Throttle(rate, path=path, key=key)
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
    seconds = current_app.extensions["throttle"].wait(party(request.remote_addr), _cost())
    # Only now: a look at the session marks the answer as different for each visitor.
    return 0.0 if seconds and "_user_id" in session and current_user.is_authenticated else seconds


def _cost() -> float:
    """How much of a request this one counts: less where it asks for a small part behind the beginning of a file."""
    wanted = request.range
    if request.endpoint not in FILES or wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return 1.0
    first, stop = wanted.ranges[0]
    is_small_part = first is not None and first > 0 and stop is not None and stop - first <= LARGEST_PART
    return PART if is_small_part else 1.0
