"""Asking the issuer: one address, one answer of JSON, within a few seconds and a few hundred kilobytes.

No redirect is followed, no proxy is taken from the environment, and only what is asked for leaves the machine. A call
that lasts too long is cut off, however slowly bytes drip in, so that the issuer can hold no thread of the portal.
"""

import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from portal.cut_off import cut_off
from portal.domain.oidc import is_of_issuer
from portal.errors import IssuerAwayError, IssuerRefusedError

SECONDS = 5.0
"""Of a whole call."""
LARGEST = 256 * 1024
AT_ONCE = 2
"""Calls at a time, of the eight threads of a web process."""
AWAY = "Penyedia tidak dapat dihubungi."
BUSY = "sibuk"


class Fetcher:
    """Calls to one issuer, a few at a time."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, url: str, *, body: str | None = None, headers: Mapping[str, str] | None = None) -> tuple[int, Any]:
        """The status and the JSON of an answer (None where it is none), by POST where there is a body.

        Raises IssuerAwayError where no whole answer comes in time, or too many calls wait already; IssuerRefusedError
        for an address that is none of the issuer's, before anything is asked.
        """
        if not is_of_issuer(url, self._issuer):
            raise IssuerRefusedError("Alamat itu bukan milik penyedia.", "alamat")
        if not self._places.acquire(blocking=False):
            raise IssuerAwayError(AWAY, BUSY)
        try:
            status, found = _call(url, body, {"Accept": "application/json", "Connection": "close", **(headers or {})})
        except (OSError, HTTPException, ValueError) as error:
            raise IssuerAwayError(AWAY, type(error).__name__) from error
        finally:
            self._places.release()
        if status >= 500 or status == 429:
            raise IssuerAwayError(AWAY, f"HTTP {status}")
        try:
            return status, json.loads(found)
        except (ValueError, RecursionError):
            return status, None


def _call(url: str, body: str | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with _connected(parts.scheme, parts.hostname or "", parts.port) as connection, cut_off(connection.sock, SECONDS):
        connection.request("GET" if body is None else "POST", path, body, dict(headers))
        answer = connection.getresponse()
        found = answer.read(LARGEST + 1)
        # Cut off in the midst of an answer, what came so far would pass for the whole.
        is_whole = answer.isclosed() or (answer.length is None and not answer.read(1))
        if len(found) > LARGEST or not is_whole:
            raise ValueError("too large, or not whole")
        return answer.status, found


@contextmanager
def _connected(scheme: str, host: str, port: int | None) -> Iterator[HTTPConnection]:
    if scheme == "https":
        context = ssl.create_default_context()
        connection: HTTPConnection = HTTPSConnection(host, port, timeout=SECONDS, context=context)
    else:
        connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.connect()
        yield connection
    finally:
        connection.close()
