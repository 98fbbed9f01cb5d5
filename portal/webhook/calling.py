"""Calling an address that a unit named: one short message, and nothing of the answer but its status.

Somebody may name an address in order to have the portal call a machine that they cannot reach. So in production every
address behind the name must be one of the open network, and the call goes to the very address that was looked at: what
the name says a moment later changes nothing. No redirect is followed and no proxy is taken from the environment. A call
that lasts too long is cut off, however slowly bytes drip in.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from portal.cut_off import cut_off
from portal.domain.webhook import is_open_address, is_webhook_address
from portal.errors import WebhookError

SECONDS = 4.0
"""Of a whole call, and of asking for the addresses of a name."""
READ = 64
"""Bytes of an answer that are read; nothing is done with them."""
Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a name. Raises OSError."""
    return list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True)
class Caller:
    """Calls addresses; `trust` says whose certificates are believed."""

    is_production: bool
    resolve: Resolve = resolve
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def call(self, address: str, headers: Mapping[str, str], body: bytes) -> None:
        """Send a message by POST. Raises WebhookError where it was not taken (any status but 2xx)."""
        if not is_webhook_address(address, is_production=self.is_production):
            raise WebhookError("alamat tidak boleh dipakai")
        parts = urlsplit(address)
        host, is_tls = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if is_tls else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"Content-Type": "application/json", "User-Agent": "repositori-naskah", "Connection": "close", **headers}
        try:
            with self._connected(self._look_up(host, port), host, port, is_tls=is_tls) as connection:
                connection.request("POST", path, body, sent)
                answer = connection.getresponse()
                status = answer.status
                answer.read(READ)
        except ssl.SSLError as error:
            raise WebhookError("sertifikat tidak dipercaya") from error
        except (OSError, HTTPException, ValueError) as error:
            raise WebhookError("tidak menjawab pada waktunya") from error
        if not 200 <= status < 300:
            raise WebhookError(f"menjawab {status}")

    def _look_up(self, host: str, port: int) -> str:
        found: list[Sequence[str]] = []

        def ask() -> None:
            with suppress(OSError, UnicodeError):
                found.append(self.resolve(host, port))

        # A server of names may keep one waiting for a minute; the thread ends by itself.
        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(SECONDS)
        if not found or not found[0]:
            raise WebhookError("nama tidak ditemukan")
        if self.is_production and not all(is_open_address(one) for one in found[0]):
            raise WebhookError("alamat bukan di jaringan terbuka")
        return found[0][0]

    @contextmanager
    def _connected(self, ip: str, host: str, port: int, *, is_tls: bool) -> Iterator[HTTPConnection]:
        held: Any = socket.create_connection((ip, port), timeout=SECONDS)
        with cut_off(held, SECONDS):
            try:
                if is_tls:
                    held = self.trust.wrap_socket(held, server_hostname=host)
                connection = HTTPConnection(host, port, timeout=SECONDS)
                connection.sock = held
                yield connection
            finally:
                held.close()
