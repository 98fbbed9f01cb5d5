"""Access keys: what a program of a unit shows instead of a session; how its text is made, and for how long it opens.

The text ends with a mark made from the secret of the settings. By it the server tells a key of this portal from any
other text before it takes in a large body; whether the key still opens anything is asked of the database afterwards.
"""

import base64
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

PREFIX = "rnks_"
"""By which a person, and a program that looks for secrets left lying about, knows what this is."""
LONGEST = timedelta(days=365)
MOST_LIVE = 20
"""Keys of one unit that open something at the same time."""
LONGEST_NAMA = 80

_RANDOM, _MARK = 43, 16
_FORM = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{{_RANDOM + _MARK}}}", re.ASCII)
_PURPOSE = b"repositori naskah: access key\n"


class KeyScope(StrEnum):
    """What a key opens."""

    UNGGAH = "unggah"
    """Sending files of its unit."""
    BACA = "baca"
    """Reading how the naskah of its unit stand."""


def make_key(secret: str) -> str:
    """A new key, marked with the secret of today."""
    text = f"{PREFIX}{secrets.token_urlsafe(32)}"
    return f"{text}{_mark(text, secret)}"


def looks_like_key(text: str) -> bool:
    """Whether somebody sent what they take for a key, whatever it opens."""
    return text.startswith(PREFIX)


def is_of_portal(key: str, known: Sequence[str]) -> bool:
    """Whether this portal made the key, under one of these secrets; says nothing of whether it still opens."""
    if _FORM.fullmatch(key) is None:
        return False
    text, mark = key[:-_MARK], key[-_MARK:]
    return any(hmac.compare_digest(_mark(text, secret), mark) for secret in known)


def bearer_of(header: str) -> str | None:
    """The key in an `Authorization` header; None for one of another kind or none at all."""
    kind, _, text = header.strip().partition(" ")
    return text.strip() if kind.lower() == "bearer" else None


def last_day(today: date) -> date:
    """The last day that a key made today may have."""
    return today + LONGEST


def _mark(text: str, secret: str) -> str:
    made = hmac.digest(secret.encode(), _PURPOSE + text.encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode("ascii")[:_MARK]
