"""The issuer (OpenID Connect): where people are sent to sign in, and what is made of the answer they bring back.

The code flow with PKCE (S256), and nothing else. What the issuer publishes about itself is kept for an hour; a
key that is not known yet is looked for once a minute at most. Whatever it names has to lie on its own host.
"""

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from joserfc.jwk import KeySet

from portal.domain.oidc import Identity, OidcSettings, is_of_issuer
from portal.errors import IssuerAwayError, IssuerError, IssuerRefusedError
from portal.oidc.fetching import AWAY, BUSY, Fetcher
from portal.oidc.tokens import MAX_AGE, REFUSED, Expected, read_keys, read_token

KEEP_SECONDS = 3600.0
AFTER_FAILURE_SECONDS = 10.0
"""How long an issuer that is away is not asked again."""
BETWEEN_KEYS_SECONDS = 60.0
GOOD_FOR = timedelta(minutes=10)
"""How long somebody may take at the issuer."""
LONGEST_CODE = 4_000
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Question:
    """What was asked: kept in the browser's own signed cookie until the answer comes, and taken away by it."""

    state: str
    nonce: str
    verifier: str
    asked_at: int

    def is_answered_by(self, state: str, now: datetime) -> bool:
        """Whether an answer belongs to this question, and came in time."""
        asked_at = datetime.fromtimestamp(self.asked_at, UTC)
        is_in_time = asked_at <= now < asked_at + GOOD_FOR
        return is_in_time and compare_digest(state.encode("utf-8", "replace"), self.state.encode("utf-8", "replace"))


@dataclass(frozen=True)
class _About:
    """What the issuer says of itself."""

    authorization: str
    token: str
    keys: str
    auth_method: str
    names_itself: bool
    """Whether every answer carries the issuer (RFC 9207)."""


class Issuer:
    """One issuer, for the life of a process; used by many threads."""

    def __init__(self, settings: OidcSettings, redirect_uri: str) -> None:
        self.settings = settings
        self._redirect_uri = redirect_uri
        self._fetcher = Fetcher(settings.issuer)
        self._lock = threading.Lock()
        self._about: tuple[float, _About] | None = None
        self._keys: tuple[float, KeySet] | None = None
        self._failed_at: float | None = None

    def ask(self, now: datetime) -> tuple[str, Question]:
        """The address to send somebody to, and the question to keep. Raises IssuerAwayError, IssuerRefusedError."""
        about = self._known()
        drawn = Question(
            secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), int(now.timestamp())
        )
        client = OAuth2Client(
            None,
            client_id=self.settings.client_id,
            scope="openid",
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
        )
        more = {"acr_values": " ".join(sorted(self.settings.trusted_acr))} if self.settings.trusted_acr else {}
        address, _ = client.create_authorization_url(
            about.authorization,
            state=drawn.state,
            code_verifier=drawn.verifier,
            nonce=drawn.nonce,
            max_age=int(MAX_AGE.total_seconds()),
            **more,
        )
        return str(address), drawn

    def answer(self, given: Mapping[str, str], question: Question, now: datetime) -> Identity:
        """Whom the answer to a question names: `given` are the fields of the address somebody came back with.

        Raises IssuerAwayError where the issuer cannot be asked, IssuerRefusedError where its answer does not hold.
        """
        about = self._known()
        named = given.get("iss")
        if (named is None and about.names_itself) or (named is not None and named != self.settings.issuer):
            raise IssuerRefusedError(REFUSED, "iss")
        code = given.get("code", "")
        if not 0 < len(code) <= LONGEST_CODE:
            raise IssuerRefusedError(REFUSED, "kode")
        found = self._exchange(about, code, question)
        token, access_token = found.get("id_token"), found.get("access_token")
        if not isinstance(token, str):
            raise IssuerRefusedError(REFUSED, "id_token")
        expected = Expected(self.settings, question.nonce, access_token if isinstance(access_token, str) else "", now)
        keys, is_fresh = self._keys_of(about)
        try:
            return read_token(token, keys, expected)
        except IssuerRefusedError as error:
            if error.reason != "tanda_tangan" or is_fresh:
                raise
        # The issuer may have a new key since.
        return read_token(token, self._newer_keys(about), expected)

    def _exchange(self, about: _About, code: str, question: Question) -> Mapping[str, Any]:
        body = prepare_token_request(
            "authorization_code", "", code=code, redirect_uri=self._redirect_uri, code_verifier=question.verifier
        )
        client = ClientAuth(self.settings.client_id, self.settings.client_secret, about.auth_method)
        _, headers, body = client.prepare("POST", about.token, {"Content-Type": _FORM}, body)
        status, found = self._fetcher.ask(about.token, body=body, headers=headers)
        if status != 200 or not isinstance(found, dict):
            # A code that was used, has run out or belongs to somebody else, or our own secret is wrong.
            raise IssuerRefusedError(REFUSED, "kode")
        return found

    def _known(self) -> _About:
        """What the issuer says of itself, asked for once an hour; while it is away it is not asked each time."""
        with self._lock:
            kept, failed_at = self._about, self._failed_at
        now = time.monotonic()
        if kept is not None and now - kept[0] < KEEP_SECONDS:
            return kept[1]
        if failed_at is not None and now - failed_at < AFTER_FAILURE_SECONDS:
            raise IssuerAwayError(AWAY, "baru saja gagal")
        try:
            found = self._discover()
        except IssuerError as error:
            # That others wait for it too says nothing about the issuer.
            if error.reason != BUSY:
                with self._lock:
                    self._failed_at = time.monotonic()
            raise
        with self._lock:
            self._about, self._failed_at = (time.monotonic(), found), None
        return found

    def _discover(self) -> _About:
        status, found = self._fetcher.ask(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if status != 200 or not isinstance(found, dict) or found.get("issuer") != self.settings.issuer:
            raise IssuerRefusedError(REFUSED, "penemuan")
        authorization, token, keys = (found.get(name) for name in _ADDRESSES)
        if not all(is_of_issuer(one, self.settings.issuer) for one in (authorization, token, keys)):
            raise IssuerRefusedError(REFUSED, "alamat")
        methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        is_post = isinstance(methods, list) and "client_secret_basic" not in methods
        return _About(
            authorization=str(authorization),
            token=str(token),
            keys=str(keys),
            auth_method="client_secret_post" if is_post else "client_secret_basic",
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )

    def _keys_of(self, about: _About) -> tuple[KeySet, bool]:
        """The keys, and whether they were asked for just now."""
        with self._lock:
            kept = self._keys
        if kept is not None and time.monotonic() - kept[0] < KEEP_SECONDS:
            return kept[1], False
        return self._fetch_keys(about), True

    def _newer_keys(self, about: _About) -> KeySet:
        with self._lock:
            kept = self._keys
        if kept is not None and time.monotonic() - kept[0] < BETWEEN_KEYS_SECONDS:
            return kept[1]
        return self._fetch_keys(about)

    def _fetch_keys(self, about: _About) -> KeySet:
        status, found = self._fetcher.ask(about.keys)
        keys = read_keys(found) if status == 200 else None
        if keys is None:
            raise IssuerRefusedError(REFUSED, "kunci")
        with self._lock:
            self._keys = (time.monotonic(), keys)
        return keys
