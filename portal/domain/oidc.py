"""Signing in with an account elsewhere (OpenID Connect): which issuer may be asked, and what counts of its answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

LONGEST_SUBJECT = 255
"""Letters of the longest subject that the standard allows."""
USUAL_NAME = "akun lain"
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class OidcSettings:
    """Who is asked, as whom, and when its word stands in for the second factor too."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = USUAL_NAME
    """How the people of the office call it: it stands on the button."""
    trusted_acr: frozenset[str] = frozenset()
    """Classes of authentication (`acr`) in which the issuer has asked for a second factor itself."""
    trusted_amr: frozenset[str] = frozenset()
    """Methods (`amr`) any one of which is a second factor."""

    @property
    def host(self) -> str:
        """Where people are sent, as they may check it in their browser."""
        return urlsplit(self.issuer).netloc

    def is_strong(self, acr: object, amr: object) -> bool:
        """Whether what the issuer says of how somebody signed in stands in for the second factor of the portal."""
        methods: Iterable[object] = amr if isinstance(amr, list) else ()
        return (isinstance(acr, str) and acr in self.trusted_acr) or any(
            isinstance(one, str) and one in self.trusted_amr for one in methods
        )


@dataclass(frozen=True)
class Identity:
    """Somebody as an issuer knows them: the pair names one person for ever, an e-mail address does not."""

    issuer: str
    subject: str
    is_strong: bool = False
    """Whether the issuer has asked for a second factor in a way that is trusted."""
    shown_at: datetime | None = None
    """When the person last showed the issuer who they are; not known where it does not say."""


def is_issuer(url: str, *, needs_https: bool) -> bool:
    """Whether this can be an issuer: an address over HTTPS, nothing behind its path; or a program on this machine."""
    parts = _split(url)
    if parts is None or parts.query or parts.fragment or "?" in url or "#" in url:
        return False
    return parts.scheme == "https" or (not needs_https and _is_this_machine(parts.hostname or ""))


def is_of_issuer(url: object, issuer: str) -> bool:
    """Whether an address that the issuer names lies on the issuer's own host, so that it can send nobody elsewhere."""
    if not isinstance(url, str):
        return False
    parts, own = _split(url), _split(issuer)
    return parts is not None and own is not None and not parts.fragment and _origin(parts) == _origin(own)


def _split(url: str) -> SplitResult | None:
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in _USUAL_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if is_whole and parts.username is None and parts.password is None else None


def _origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or _USUAL_PORTS[parts.scheme]


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
