"""Webhooks: telling the document system of a unit that something happened, in a message it can believe.

The form of headers and signature is that of Standard Webhooks, so that receivers need no code of their own for it.
"""

import base64
import hmac
import json
import secrets
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

LONGEST_ADDRESS = 500
MARK = "whsec_"
"""By which receivers know what a secret is for."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=3)
GIVE_UP = timedelta(hours=24)
"""So long after it happened an event is still told to a receiver that does not answer."""
_NAT64 = 0x64_FF9B << 96
"""Addresses of IPv4 as networks of IPv6 alone write them (RFC 6052)."""
_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given to networks so far (IANA, IPv6 Global Unicast Address Assignments)."""
_SPECIAL = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))
"""Of the registries of special addresses (RFC 6890) what the library holds for open."""


class WebhookEvent(StrEnum):
    """What is told: of what is exempted from disclosure never anything."""

    TERBIT = "terbit"
    DITARIK = "ditarik"
    ASLI_DITERIMA = "asli_diterima"


def is_webhook_address(text: str, *, is_production: bool) -> bool:
    """Whether a unit may name this address: HTTPS with a host, and outside of production its own machine too."""
    if not text.isascii() or not text.isprintable() or " " in text or len(text) > LONGEST_ADDRESS:
        return False
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None or parts.fragment or port == 0:
        return False
    return parts.scheme == "https" or (not is_production and parts.scheme == "http" and host == "127.0.0.1")


def is_open_address(text: str) -> bool:
    """Whether an IP address is one of the open network: no machine of ours, no neighbour, nobody's private net."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    within = _within(address)
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        # Outside of what is given to anybody, only an address of IPv4 that is written as one of IPv6 leads anywhere.
        return bool(within) and all(map(_is_reachable, within))
    return all(map(_is_reachable, (address, *within)))


def _is_reachable(address: IPv4Address | IPv6Address) -> bool:
    is_special = any(address.version == net.version and address in net for net in _SPECIAL)
    return address.is_global and not address.is_multicast and not is_special


def _within(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The address of IPv4 that one of IPv6 leads to."""
    if isinstance(address, IPv4Address):
        return []
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address.teredo is not None:
        return list(address.teredo)
    return [IPv4Address(int(address) & 0xFFFF_FFFF)] if int(address) >> 32 << 32 == _NAT64 else []


def make_secret() -> str:
    """A secret for one address, as its receiver writes it down."""
    return MARK + base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def message(number: str, event: WebhookEvent, kode: str, at: datetime, url: str | None) -> bytes:
    """The whole body; there is no other word in it."""
    told = {
        "id": number,
        "jenis": event.value,
        "kode": kode,
        "pada": at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "url": url,
    }
    return json.dumps(told, separators=(",", ":")).encode()


def signed_headers(secret: str, number: str, now: datetime, body: bytes) -> dict[str, str]:
    """The headers by which a receiver tells that a message is ours, whole, and of now."""
    stamp = str(int(now.timestamp()))
    key = base64.b64decode(secret.removeprefix(MARK))
    mark = hmac.digest(key, b".".join((number.encode(), stamp.encode(), body)), "sha256")
    return {
        "webhook-id": number,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mark).decode('ascii')}",
    }


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed, one after the other."""
    doubled: int = 1 << min(attempts - 1, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
