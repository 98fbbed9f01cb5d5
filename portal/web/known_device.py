"""The known browser: a signed cookie that lasts, set when somebody has entered, so that guessing keeps no owner out.

It opens nothing. It only lets the attempts of this browser be counted apart from those of strangers, and another
password makes it worthless.
"""

import secrets

from flask import Flask, Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from portal.services.users.entering import KnownDevice

LIFETIME = 180 * 24 * 3600
"""Seconds without entering after which a browser is strange again."""
MOST_ACCOUNTS = 8
"""People who share a browser; whoever entered longest ago is forgotten first."""


def known() -> KnownDevice | None:
    """The browser that asks, where its cookie is ours."""
    try:
        number, marks = _signer(current_app).loads(request.cookies.get(_name(), ""), max_age=LIFETIME)
    except BadData:
        return None
    return KnownDevice(number, dict(marks))


def remember(answer: Response, user_id: int, mark: str) -> None:
    """Let the browser know that this account has entered from it."""
    before = known() or KnownDevice(secrets.token_urlsafe(12), {})
    marks = [(other, kept) for other, kept in before.marks.items() if other != user_id]
    value = _signer(current_app).dumps((before.number, [*marks, (user_id, mark)][-MOST_ACCOUNTS:]))
    answer.set_cookie(
        _name(),
        value if isinstance(value, str) else value.decode("ascii"),
        max_age=LIFETIME,
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _name() -> str:
    return "__Host-perangkat" if current_app.config["SESSION_COOKIE_SECURE"] else "perangkat"


def _signer(app: Flask) -> URLSafeTimedSerializer:
    keys = [*app.config["SECRET_KEY_FALLBACKS"], app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt="perangkat")
