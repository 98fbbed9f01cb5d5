"""Showing again who one is, before an act that weighs: withdrawing, roles and accounts, keys.

An open session on a desk is not enough for these. The form is held back, not lost: the page that asks for the password
or a code carries what was typed along and sends it to where it was going. Once shown, it is good for ten minutes.
"""

from datetime import datetime, timedelta

from flask import Flask, Response, current_app, request
from flask_login import current_user

from portal import clock
from portal.errors import SignInBusyError, TooManyAttemptsError
from portal.models.passkey import PasskeyUse
from portal.queries import account_security
from portal.services.users import entering
from portal.services.users.guessing import FAILURE_WINDOW
from portal.services.users.passkeys import site_of
from portal.web.context import reading, stores
from portal.web.kept_form import KEY_FIELD, NEVER_KEPT, PLAIN_FORM, PROOF_FIELD
from portal.web.policy import NEEDS_PROOF
from portal.web.staff import frame

GOOD_FOR = timedelta(minutes=10)
UNFIT = "Tidak cocok. Periksa isiannya, lalu coba lagi."
KEY_UNFIT = "Kunci sandi tidak cocok. Ulangi, atau isi kata sandi Anda."


def install(app: Flask) -> None:
    """Ask before the views whose line in `policy.csv` says so, and behind the guard and the check of the form token."""
    app.before_request(_check_proof)


def _check_proof() -> Response | None:
    if (request.endpoint, request.method) not in NEEDS_PROOF:
        return None
    now = clock.utc_now()
    if timedelta() <= now - current_user.live.proven_at < GOOD_FOR:
        return None
    typed, signed = request.form.get(PROOF_FIELD), request.form.get(KEY_FIELD)
    if typed is None and not signed:
        return _page(403)
    try:
        is_shown = _by_passkey(signed, now) if signed else _by_password_or_code(typed or "", now)
    except TooManyAttemptsError as error:
        return _later(_page(429, error.message), int(FAILURE_WINDOW.total_seconds()))
    except SignInBusyError as error:
        return _later(_page(503, error.message), error.retry_after)
    return None if is_shown else _page(422, KEY_UNFIT if signed else UNFIT)


def _by_password_or_code(typed: str, now: datetime) -> bool:
    seal = current_app.extensions["seal"]
    return entering.prove(stores().database, current_user.token, current_user.actor, typed, seal, now=now)


def _by_passkey(signed: str, now: datetime) -> bool:
    site = site_of(stores().config.base_url)
    if site is None:
        return False
    check = entering.by_passkey(signed, PasskeyUse.PROVE, site)
    live = current_user.live
    return entering.prove_by(stores().database, current_user.token, live.number, current_user.actor, check, now=now)


def _page(status: int, problem: str = "") -> Response:
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NEVER_KEPT and request.mimetype == PLAIN_FORM
    ]
    with reading() as session:
        kinds = account_security.kinds_of(session, current_user.actor.user_id or 0)
    return frame.show(
        "prove",
        status,
        di="",
        typed=typed,
        field=PROOF_FIELD,
        address=request.full_path.rstrip("?"),
        problems=((PROOF_FIELD, problem),) if problem else (),
        has_app=kinds.has_app,
        has_passkey=kinds.has_passkey and site_of(stores().config.base_url) is not None,
        key_field=KEY_FIELD,
    )


def _later(answer: Response, seconds: int) -> Response:
    answer.headers["Retry-After"] = str(seconds)
    return answer
