"""The guard: everything is closed unless a line of `policy.csv` opens it, to everybody or to the roles it names.

A route or method without a line is closed to all, so a forgotten line denies instead of leaking.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.errors import NotAllowedError
from portal.web import bearer
from portal.web.context import actor
from portal.web.errors import is_json_address
from portal.web.policy import BY_KEY, OPEN, WITH_INITIAL_PASSWORD, WITHOUT_FACTOR, may_enter


def install(app: Flask) -> None:
    """Put the guard before every view of the application."""
    app.before_request(_check_origin)
    app.before_request(_check_access)


def _check_origin() -> ResponseReturnValue | None:
    # A second wall beside the form token: a browser says where a form came from.
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    origin = request.headers.get("Origin")
    if origin is not None and _host_of(origin) != request.host:
        abort(403)
    return None


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""  # Not an address at all, so not ours.


def _check_access() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    bearer.refuse_elsewhere()
    if endpoint in BY_KEY:
        g.opened_key = bearer.admit()
        g.actor = g.opened_key.actor
        return None
    if endpoint is None or endpoint in OPEN:
        # An unknown address is answered 404 to everybody alike.
        return None
    if not current_user.is_authenticated:
        if request.method not in ("GET", "HEAD") or is_json_address(request.path):
            abort(401)
        return redirect(url_for("auth.login", next=request.full_path.rstrip("?")))
    g.actor = current_user.actor
    if current_user.must_change_password and endpoint not in WITH_INITIAL_PASSWORD:
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("auth.password"))
        raise NotAllowedError("Ganti dulu kata sandi Anda di halaman Ganti kata sandi.")
    if current_user.must_set_up and endpoint not in WITHOUT_FACTOR:
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("auth.security"))
        raise NotAllowedError("Siapkan dulu langkah kedua di halaman Keamanan akun.")
    if not actor().peran & may_enter(endpoint, request.method):
        abort(403)
    return None
