"""Reading an identity token: who signed it, for whom, when, in answer to which question. Everything else is refused."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, import_key

from portal.domain.oidc import LONGEST_SUBJECT, Identity, OidcSettings
from portal.errors import IssuerRefusedError

ALGORITHMS = ("RS256", "ES256")
"""Signatures that only the issuer can make; one by a shared secret could be made by whoever reads ours."""
SHORTEST_RSA = 2048
MOST_KEYS = 30
LONGEST_TOKEN = 16_000
LEEWAY = timedelta(minutes=1)
"""How far two clocks may be apart."""
NEWEST = timedelta(minutes=10)
"""How old an answer to a question of now may be."""
MAX_AGE = timedelta(hours=12)
"""How long ago somebody may have shown the issuer who they are: as long as a session of the portal lasts at most."""
REFUSED = "Jawaban penyedia tidak dapat dipercaya."
# What an issuer sends may be broken in any way; the libraries raise their own errors and those of their parsers.
_BROKEN = (JoseError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True)
class Expected:
    """What a token has to answer to."""

    settings: OidcSettings
    nonce: str
    access_token: str
    now: datetime


def read_keys(found: object) -> KeySet | None:
    """The keys of an issuer by which signatures are checked; others are left out. None where there are none."""
    listed = found.get("keys") if isinstance(found, Mapping) else None
    keys: list[Key] = []
    for data in listed[:MOST_KEYS] if isinstance(listed, list) else ():
        if not isinstance(data, dict) or data.get("use", "sig") != "sig":
            continue
        try:
            if _is_fit(data):
                # Of the public half alone, whatever was sent.
                keys.append(import_key({name: value for name, value in data.items() if name in _PUBLIC_PARTS}))
        except _BROKEN:
            continue
    return KeySet(keys) if keys else None


def _is_fit(data: dict[str, Any]) -> bool:
    """Whether it is a key of the kinds that are taken, and long enough: looked at before it is read at all."""
    if data.get("kty") == "RSA":
        modulus = base64.urlsafe_b64decode(str(data["n"]) + "==")
        return int.from_bytes(modulus, "big").bit_length() >= SHORTEST_RSA
    return data.get("kty") == "EC" and data.get("crv") == "P-256"


_PUBLIC_PARTS = frozenset({"kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"})


def read_token(token: str, keys: KeySet, expected: Expected) -> Identity:
    """Whom an identity token names. Raises IssuerRefusedError with the code of what is wrong with it."""
    if len(token) > LONGEST_TOKEN:
        raise IssuerRefusedError(REFUSED, "panjang")
    try:
        found = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
    except _BROKEN as error:
        raise IssuerRefusedError(REFUSED, "tanda_tangan") from error
    return read_claims(found.claims, found.header, expected)


def read_claims(claims: dict[str, Any], header: dict[str, Any], expected: Expected) -> Identity:
    """Whom the claims of a token name whose signature is good. Raises IssuerRefusedError."""
    settings, now = expected.settings, expected.now
    options = {
        "iss": {"essential": True, "value": settings.issuer},
        "aud": {"essential": True, "value": settings.client_id},
    }
    params = {"client_id": settings.client_id, "nonce": expected.nonce, "access_token": expected.access_token}
    try:
        # The standard's own rules: issuer, audience, azp, nonce, exp, nbf, iat not to come, at_hash.
        CodeIDToken(claims, header, options, params).validate(int(now.timestamp()), int(LEEWAY.total_seconds()))
    except _BROKEN as error:
        raise IssuerRefusedError(REFUSED, str(getattr(error, "claim", "") or "isi")) from error
    subject = claims["sub"]
    if not (isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and _is_plain(subject)):
        raise IssuerRefusedError(REFUSED, "sub")
    if not _is_one(claims["aud"], settings.client_id):
        raise IssuerRefusedError(REFUSED, "aud")
    if not compare_digest(str(claims["nonce"]).encode("utf-8", "replace"), expected.nonce.encode()):
        raise IssuerRefusedError(REFUSED, "nonce")
    if not now - NEWEST < _instant(claims["iat"], "iat") <= now + LEEWAY:
        raise IssuerRefusedError(REFUSED, "iat")
    shown_at = _instant(claims["auth_time"], "auth_time") if claims.get("auth_time") is not None else None
    if shown_at is not None and not now - MAX_AGE - LEEWAY < shown_at <= now + LEEWAY:
        raise IssuerRefusedError(REFUSED, "auth_time")
    return Identity(
        issuer=settings.issuer,
        subject=subject,
        is_strong=settings.is_strong(claims.get("acr"), claims.get("amr")),
        shown_at=min(shown_at, now) if shown_at is not None else None,
    )


def _is_one(audience: object, client_id: str) -> bool:
    """Whether a token is for the portal; one for others too was given to them, and any of them could hand it in."""
    return audience in (client_id, [client_id])


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _instant(value: object, name: str) -> datetime:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise IssuerRefusedError(REFUSED, name)
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise IssuerRefusedError(REFUSED, name) from error
