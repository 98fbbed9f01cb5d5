"""Access keys at the door of the interface for programs of units: never beside a session, and of use nowhere else.

Which addresses they open stands in `policy.csv`. There nobody looks at a session; everywhere else a key is refused
before anything is looked up, whether it opens anything or not, so that one put into a wrong program is noticed.
"""

import logging
import math
from collections.abc import Sequence
from pathlib import Path

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import TooManyRequests

from portal import clock
from portal.domain.kunci_akses import bearer_of, is_of_portal, looks_like_key
from portal.errors import KeyNeededError, NotAllowedError
from portal.services.kunci_akses import opening
from portal.services.kunci_akses.opening import OpenedKey
from portal.web.context import stores
from portal.web.policy import BY_KEY, scope_of
from portal.web.throttle import Throttle, counted_as

ROOM = "gateway."
"""Addresses at which a program may show its key, also where none is needed."""
NO_KEY = "Sertakan kunci akses unit dalam kepala Authorization: Bearer …"
DEAD_KEY = "Kunci akses ini tidak dikenal, sudah diakhiri, atau habis masanya. Minta yang baru kepada pengelola unit."
ELSEWHERE = "Kunci akses hanya berlaku di bawah /api/v1/kerja/."

log = logging.getLogger("portal.web")


def install(app: Flask, rate: int, folder: Path) -> None:
    """Count what each key asks, over all processes of the machine, and say at a refusal what is asked for.

    `rate` in requests per second; 0 counts nothing.
    """
    if rate:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        app.extensions["key_throttle"] = Throttle(rate, path=folder, key=str(app.config["SECRET_KEY"]).encode())

    @app.after_request
    def ask_for_key(response: Response) -> Response:
        if response.status_code == 401 and request.endpoint in BY_KEY:
            response.headers["WWW-Authenticate"] = 'Bearer realm="repositori"'
        return response


def known_secrets(app: Flask) -> Sequence[str]:
    """The secrets under which keys may have been made: the one of today, then those before it."""
    return [app.config["SECRET_KEY"], *app.config["SECRET_KEY_FALLBACKS"]]


def refuse_elsewhere() -> None:
    """Raises NotAllowedError where a key is shown at an address that knows none."""
    if request.endpoint is not None and not request.endpoint.startswith(ROOM) and looks_like_key(_sent() or ""):
        raise NotAllowedError(ELSEWHERE)


def admit() -> OpenedKey:
    """The key of this request, if it opens this address.

    Raises KeyNeededError for none or a dead one, NotAllowedError for one with another scope, TooManyRequests.
    """
    sent, now = _sent(), clock.utc_now()
    if not sent:
        raise KeyNeededError(NO_KEY)
    key = None
    if is_of_portal(sent, known_secrets(current_app)):
        with stores().database.reading() as session:
            key = opening.open_kunci_akses(session, sent, now)
    if key is None:
        _count(f"? {counted_as(request.remote_addr)}")
        raise KeyNeededError(DEAD_KEY)
    _count(str(key.id))
    scope = scope_of(request.endpoint or "", request.method)
    if scope is not None and scope not in key.scopes:
        raise NotAllowedError(f"Kunci akses ini tidak mempunyai cakupan {scope.value}.")
    if key.is_stale:
        with stores().database.transaction() as session:
            opening.note_use(session, key.id, now)
    return key


def opened() -> OpenedKey:
    """The key that the guard has let in; only called behind it."""
    found = g.opened_key
    assert isinstance(found, OpenedKey)  # noqa: S101 - tells the type checker what the guard put there
    return found


def _sent() -> str | None:
    return bearer_of(request.headers.get("Authorization", ""))


def _count(whose: str) -> None:
    throttle: Throttle | None = current_app.extensions.get("key_throttle")
    if throttle is None:
        return
    try:
        seconds = throttle.wait(whose)
    except OSError:
        # A fault of the throttle must not take the interface away; quotas lie in the database.
        log.exception("the throttle of access keys failed; the request passes")
        return
    if seconds:
        raise TooManyRequests(retry_after=math.ceil(seconds))
